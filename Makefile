# One set-up, then one line a command. `make demo ARGS="--port 9000"` passes arguments on.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AUDIT := tests/audit
ARGS ?=

INFRA_TOOLS := scan stand_in image

# A demo and the tests start many Pythons: the modules are compiled once, even where a shell or an image forbids it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test lint bench audit infra-test screenshots pictures fonts lock clean

demo: $(VENV)/demo.stamp
	@$(BIN)/storefront demo $(ARGS)

# One worker more than there are cores: a third of the time a test waits for a browser, a server or a program of its own.
test: $(VENV)/dev.stamp
	@$(BIN)/python -m pytest -n $(or $(WORKERS),$(shell $(PYTHON) -c "import os; print(os.cpu_count() + 1)")) --dist worksteal $(ARGS)

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.bench $(ARGS)

audit: $(VENV)/dev.stamp $(AUDIT)/node_modules/.package-lock.json
	@$(BIN)/python -m tests.audit $(ARGS)

# Everything about the cloud that can be tried without one; ARGS="scan image" tries a part.
infra-test: $(VENV)/dev.stamp $(INFRA_TOOLS:%=$(VENV)/infra/%.stamp)
	@$(BIN)/python -m infra.tools.check $(ARGS)

$(VENV)/infra/%.stamp: infra/requirements/%.lock | $(VENV)/bin/python
	@echo "Installing $* into $(VENV)/infra/$* (once)"
	@$(PYTHON) -m venv $(VENV)/infra/$*
	@$(VENV)/infra/$*/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# Of a demo that runs on this machine.
screenshots: $(VENV)/dev.stamp
	$(BIN)/python docs/screenshots/take.py $(ARGS)

# The demo's pictures, drawn again by the programs that drew them.
pictures: $(VENV)/dev.stamp
	for program in docs/demo_pictures/*.py; do $(BIN)/python $$program; done

# The fonts of papers, cut anew from Debian's packages.
fonts: $(VENV)/dev.stamp
	$(BIN)/python docs/document_fonts.py

# The locks name packages and hashes only, so that any index serves them.
lock: $(VENV)/dev.stamp
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet --group demo pyproject.toml -o requirements/demo.lock
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet --group dev pyproject.toml -o requirements/dev.lock
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet -c requirements/demo.lock pyproject.toml -o requirements/image.lock
	for each in infra/requirements/*.in; do $(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet --python-version 3.11 $$each -o $${each%.in}.lock; done

clean:
	rm -rf $(VENV) .data

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/demo.stamp: $(VENV)/bin/python requirements/demo.lock pyproject.toml
	@echo "Installing packages into $(VENV) (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/demo.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/bin/python requirements/dev.lock pyproject.toml
	@echo "Installing development packages into $(VENV) (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@ $(VENV)/demo.stamp

$(AUDIT)/node_modules/.package-lock.json: $(AUDIT)/package-lock.json
	@echo "Installing Lighthouse, axe and the Nu HTML checker into $(AUDIT)/node_modules (once)"
	@npm --prefix $(AUDIT) ci --ignore-scripts --loglevel=error
	@touch $@
