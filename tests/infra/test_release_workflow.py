"""The release workflow: what runs with the zone's role and in which order, and that nothing in it moves unseen."""

import re

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


@pytest.mark.parametrize("package", ["boto3", "click"])
def test_what_rolls_out_is_installed_by_its_hash(package: str) -> None:
    assert "--require-hashes --requirement requirements/image.lock" in job("release")
    assert re.search(rf"(?m)^{package}==", (ROOT / "requirements" / "image.lock").read_text(encoding="utf-8"))
