"""The release workflow: what runs with the zone's role and in which order, and that nothing in it moves unseen."""

import re
import subprocess
from pathlib import Path

import pytest

from infra.tools.terraform import INFRA, variables_of, zones

ROOT = INFRA.parent
WORKFLOW = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
PUSH = (INFRA / "tools" / "push.sh").read_text(encoding="utf-8")


def job(name: str) -> str:
    found = re.search(rf"(?ms)^  {name}:\n(.*?)(?=^  \w|\Z)", WORKFLOW)
    assert found, name
    return found[1]


def test_every_action_is_of_one_commit() -> None:
    used = re.findall(r"uses: (\S+)", WORKFLOW)
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", each) for each in used)


def test_only_what_passed_the_tests_gets_the_role() -> None:
    assert "needs: tests" in job("release")
    assert "id-token: write" in job("release")
    assert "id-token" not in job("tests")
    assert "run: make lint" in job("tests")
    assert "run: .ci/run" in job("tests")
    assert not re.search(r"AWS_(ACCESS|SECRET)|secrets\.", WORKFLOW), "there is no key"


def test_the_zone_is_the_environment_that_its_role_trusts() -> None:
    assert "environment: ${{ inputs.zone }}" in job("release")
    for zone in zones():
        subject = re.search(r'(?m)^oidc_subject *= "(.+)"$', variables_of(zone).read_text(encoding="utf-8"))
        assert subject
        assert subject[1].endswith(f":environment:{zone}")


def test_it_builds_then_rolls_out_by_the_tools_that_people_use() -> None:
    steps = re.findall(r"run: (infra/tools/push\.sh|\.venv/bin/python -m infra\.tools\.release)", job("release"))
    assert steps == ["infra/tools/push.sh", ".venv/bin/python -m infra.tools.release"]


def test_what_is_pushed_is_one_image_for_the_tasks_processor_on_a_base_by_its_digest() -> None:
    command = re.search(r"(?m)^build=\((.+)\)$", PUSH)
    assert command
    assert {"--platform", "linux/arm64", "--provenance=false", "--sbom=false"} <= set(command[1].split())
    assert "base=$base@$(docker buildx imagetools inspect" in PUSH
    assert "--target run" in PUSH
    tasks = (INFRA / "modules" / "service" / "tasks.tf").read_text(encoding="utf-8")
    assert re.search(r'cpu_architecture += "ARM64"', tasks)


STAND_INS = {
    "curl": "exit 0",
    "docker": 'case "$*" in *imagetools*) echo sha256:0;; *) echo "docker $*" >> done;; esac',
    "aws": 'case "$*" in *get-caller-identity*) echo 123456789012;; *describe-images*) exit "$NOT_THERE";; esac',
}


@pytest.mark.parametrize("is_there", [False, True])
def test_only_an_image_that_was_pushed_is_listed(tmp_path: Path, is_there: bool) -> None:
    (tmp_path / ".data").mkdir()
    listed = tmp_path / ".data" / "sbom.cdx.json"
    listed.write_text("of another image")
    for name in ("infra/tools/push.sh", "infra/image/Dockerfile"):
        copy = tmp_path / name
        copy.parent.mkdir(parents=True)
        copy.write_bytes((ROOT / name).read_bytes())
    python = 'for last; do :; done; echo "$*" > "$last"'
    for name, does in {**{f"bin/{each}": text for each, text in STAND_INS.items()}, ".venv/bin/python": python}.items():
        program = tmp_path / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f"#!/bin/sh\n{does}\n")
        program.chmod(0o755)
    done = subprocess.run(
        ["bash", "infra/tools/push.sh", "storefront-test", "0.2.0"],
        cwd=tmp_path,
        env={"PATH": f"{tmp_path}/bin:/usr/bin:/bin", "AWS_REGION": "ap-southeast-5", "NOT_THERE": "01"[not is_there]},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    pushed = (tmp_path / "done").read_text() if (tmp_path / "done").exists() else ""
    assert ("--push" in pushed, listed.exists()) == (not is_there, not is_there)
    assert ("stays as it is" in done.stdout) is is_there


def test_the_role_lasts_as_long_as_the_release_may() -> None:
    lasts = re.search(r"role-duration-seconds: (\d+)", job("release"))
    may_take = re.search(r"timeout-minutes: (\d+)", job("release"))
    assert lasts
    assert may_take
    delivery = (INFRA / "modules" / "delivery" / "main.tf").read_text(encoding="utf-8")
    assert int(lasts[1]) == int(may_take[1]) * 60
    assert re.search(rf"max_session_duration = {lasts[1]}\b", delivery)


def test_the_tests_run_where_debians_chromium_is() -> None:
    """Ubuntu's package of that name only leads to a snap, which is none in a runner."""
    assert re.search(r"(?m)^    container: debian:\w+@sha256:[0-9a-f]{64}$", job("tests"))
    assert job("tests").index("apt-get install") < job("tests").index("actions/checkout")
    for program in ("git", "make", "python3-venv"):
        assert re.search(rf"apt-get install .*\b{program}\b", job("tests")), program


@pytest.mark.parametrize("package", ["boto3", "click"])
def test_what_rolls_out_is_installed_by_its_hash(package: str) -> None:
    assert "--require-hashes --requirement requirements/image.lock" in job("release")
    assert re.search(rf"(?m)^{package}==", (ROOT / "requirements" / "image.lock").read_text(encoding="utf-8"))
