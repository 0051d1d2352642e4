"""The promises of docs/architecture.md that a reader would otherwise have to take on trust."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from storefront.worker import DOMAINS_WITH_JOBS

ROOT = Path(__file__).parents[2]
PACKAGES = ("storefront", "tenants", "themes")
# A file or function may claim an exception to the limits on size in this one place, with its reason.
LONG_MODULES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
# What speaks to the world outside, and where alone it is imported.
DOORS_OUT = {
    "stripe": ("storefront/payments/gateway/stripe/", "storefront/standins/stripe/"),
    "boto3": ("storefront/media/gateway/s3.py", "storefront/rotation/function.py"),
    "botocore": ("storefront/media/gateway/s3.py",),
    "smtplib": ("storefront/notify/gateway/smtp.py", "storefront/cli/doctor.py"),
    "typst": ("storefront/documents/gateway.py",),
    "redis": ("tenants/kit/limits.py",),
    "dns": ("tenants/domains/gateway.py",),
    "procrastinate": ("storefront/worker.py",),
}

# Whatever sets the tenant: a call, a SET, or an option of a connection or role; and what of it outlives a transaction.
BINDING = re.compile(r"set_config\(\s*'app\.tenant_id'", re.IGNORECASE)
OUTLIVING = re.compile(
    r"""set_config\(\s*'app\.tenant_id'(?!(?:[^()]|\([^()]*\))*,\s*true\s*\))
    |(?<!local)(?<!\s)\s+["']?app\.tenant_id["']?\s*(?:=|to\b)""",
    re.IGNORECASE | re.VERBOSE,
)


def modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (path for path in sorted((ROOT / package).rglob("*.py")))


def domains() -> set[Path]:
    """The folders that store something, in `models.py` or in a folder of that name."""
    files = {path.parent for path in modules() if path.name == "models.py"}
    return files | {path.parents[1] for path in modules() if path.parts[-2:] == ("models", "__init__.py")}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_imports_go_downwards_only() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_nobody_imports_the_inside_of_another_domain() -> None:
    doors = {".".join(folder.relative_to(ROOT).parts) for folder in domains()}
    allowed_from = {"storefront/tables.py"}
    trespasses = []
    for path in modules():
        if relative(path) in allowed_from:
            continue
        own = ".".join(path.parent.relative_to(ROOT).parts)
        for name in imported_modules(path):
            inside = next((door for door in doors if name.startswith(door + ".")), None)
            if inside and not own.startswith(inside):
                trespasses.append(f"{relative(path)} imports {name}")
    assert trespasses == []


def test_every_front_door_lists_what_it_lets_through_and_nothing_else() -> None:
    for folder in domains():
        name = ".".join(folder.relative_to(ROOT).parts)
        offered = list(importlib.import_module(name).__all__)
        imported = [
            alias.asname or alias.name
            for node in ast.parse((folder / "__init__.py").read_text(encoding="utf-8")).body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        ]
        assert sorted(imported) == sorted(offered), name


def test_every_domain_keeps_the_order_within_domains() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    contracts = tools["importlinter"]["contracts"]
    ordered = next(each["containers"] for each in contracts if each["name"].startswith("Within a domain"))
    assert {".".join(folder.relative_to(ROOT).parts) for folder in domains()} <= set(ordered)


def test_each_outside_service_has_one_door() -> None:
    strays = [
        f"{relative(path)} imports {name}"
        for path in modules()
        for name in imported_modules(path)
        if not relative(path).startswith(DOORS_OUT.get(name.partition(".")[0], ("",)))
    ]
    assert strays == []


def test_a_worker_knows_the_jobs_of_every_domain() -> None:
    with_jobs = {path.parent for path in modules() if path.name == "jobs.py"}
    assert {Path(each.__file__ or "").parent for each in DOMAINS_WITH_JOBS} == with_jobs


@pytest.mark.parametrize(
    ("call", "homes"),
    [
        ("select", ("reads.py", "reads/")),
        ("commit", ("tenants/isolation/", "storefront/cli/")),
    ],
)
def test_a_call_stays_in_its_home(call: str, homes: tuple[str, ...]) -> None:
    strays = []
    for path in modules():
        if any(home in relative(path) for home in homes):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and called_name(node) == call:
                strays.append(f"{relative(path)}:{node.lineno}")
    assert strays == []


def test_a_setting_that_outlives_its_transaction_is_never_made() -> None:
    """`set_config(…, false)` or a plain SET on a pooled connection would hand one tenant's rows to the next request."""
    outliving = {relative(path): OUTLIVING.findall(path.read_text(encoding="utf-8")) for path in modules()}
    assert {path: found for path, found in outliving.items() if found} == {}
    bound = [relative(path) for path in modules() if BINDING.search(path.read_text(encoding="utf-8"))]
    assert bound == ["tenants/isolation/engine.py"], "the only place that binds"


@pytest.mark.parametrize(
    "statement",
    [
        "select set_config('app.tenant_id', '7', false)",
        "select set_config('app.tenant_id', :tenant_id, false)",
        "SELECT pg_catalog.set_config( 'app.tenant_id' , %s , FALSE )",
        "select set_config('app.tenant_id', '{int(tenant_id)}', 'f'::bool)",
        "select set_config('app.tenant_id', %s, %s)",
        "select set_config('app.tenant_id', coalesce(a, b), not true)",
        "set app.tenant_id = 7",
        "set session app.tenant_id to '7'",
        "set  Session\n app.tenant_id = 7",
        'set "app.tenant_id" = 7',
        "alter role storefront_serving set app.tenant_id = 7",
        "-c app.tenant_id=7",
    ],
)
def test_every_way_to_bind_for_longer_than_a_transaction_is_known(statement: str) -> None:
    assert OUTLIVING.search(statement)


def test_binding_for_one_transaction_is_no_such_way() -> None:
    for statement in (
        "select set_config('app.tenant_id', %s, true)",
        "select set_config('app.tenant_id', '{int(tenant_id)}', true)",
        "set local app.tenant_id = 7",
        "nullif(current_setting('app.tenant_id', true), '')",
    ):
        assert not OUTLIVING.search(statement), statement


def test_modules_and_functions_stay_small() -> None:
    long = []
    for path in modules():
        source = path.read_text(encoding="utf-8")
        if source.count("\n") > 300 and relative(path) not in LONG_MODULES:
            long.append(f"{relative(path)}: {source.count(chr(10))} lines")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                name = f"{relative(path)}:{node.name}"
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > 40 and name not in LONG_FUNCTIONS:
                    long.append(f"{name}: {lines} lines")
    assert long == []


def test_every_module_says_what_it_answers_for() -> None:
    silent = [
        relative(path) for path in modules() if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_lock_files_name_no_registry() -> None:
    locks = [*(ROOT / "requirements").glob("*.lock"), *(ROOT / "infra" / "requirements").glob("*.lock")]
    assert {lock.stem for lock in locks} >= {"demo", "dev", "image", "scan", "stand_in"}
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text, lock
        assert "--index" not in text, lock
        assert "--hash=sha256:" in text, lock


def test_decisions_are_numbered_without_a_gap() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    headings = [path.read_text(encoding="utf-8").partition(".")[0] for path in decisions]
    assert [path.name[:4] for path in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    assert headings == [f"# {number}" for number in range(1, len(decisions) + 1)]


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = (ROOT / "requirements" / "demo.lock").read_text(encoding="utf-8").lower()
    for requirement in project["dependencies"]:
        name = requirement.partition("[")[0].partition(">")[0].strip()
        assert f"\n{name}==" in f"\n{locked}", f"{name}: run `make lock`"


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (name for alias in node.names if is_module(name := f"{node.module}.{alias.name}"))


def is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def called_name(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""
