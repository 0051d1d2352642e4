"""A release rolled out by the tool that people and the build service run, against a zone that answers like ECS."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest

from infra.tools.release import FAMILIES, ReleaseFailed, Zone, roll_out
from tests.aws_standin import VARIABLES, Asked, Refused, aws_standin

ROOT = Path(__file__).parents[2]
NAME = "storefront-test"
REPOSITORY = f"123456789012.dkr.ecr.ap-southeast-5.amazonaws.com/{NAME}"


class Cluster:
    """What ECS and the registry know of one zone; a rollout takes one look more than none."""

    def __init__(self) -> None:
        self.images = {"0.1.0", "0.2.0"}
        self.definitions = {f"{NAME}-{each}": [f"{REPOSITORY}:0.1.0"] for each in FAMILIES}
        self.running = {"web": f"{NAME}-web:1", "worker": f"{NAME}-worker:1"}
        self.rolling: dict[str, str] = {}
        self.done: list[str] = []
        self.migration_status = 0
        self.does_not_start = ""
        self.looks_without_the_task = 0

    def describe_images(self, asked: Asked) -> Asked:
        if asked["imageIds"][0]["imageTag"] not in self.images:
            raise Refused("ImageNotFoundException")
        return {"imageDetails": [{}]}

    def describe_definition(self, asked: Asked) -> Asked:
        family = asked["taskDefinition"]
        sidecar = {"name": "collector", "image": f"{REPOSITORY}:collector-0.49.0"}
        return {
            "taskDefinition": {
                "family": family, "revision": len(self.definitions[family]), "status": "ACTIVE", "cpu": "256",
                "containerDefinitions": [sidecar, {"name": "storefront", "image": self.definitions[family][-1]}],
            },
            "tags": [{"key": "Zone", "value": "test"}],
        }  # fmt: skip

    def register(self, asked: Asked) -> Asked:
        assert asked["tags"] == [{"key": "Zone", "value": "test"}]
        assert asked["cpu"] == "256"
        sidecar, ours = asked["containerDefinitions"]
        assert sidecar["image"].endswith(":collector-0.49.0")
        self.definitions[asked["family"]].append(ours["image"])
        return {"taskDefinition": {"taskDefinitionArn": f"{asked['family']}:{len(self.definitions[asked['family']])}"}}

    def run_task(self, asked: Asked) -> Asked:
        assert asked["networkConfiguration"]["awsvpcConfiguration"]["subnets"] == ["subnet-1"]
        self.done.append(f"run {asked['taskDefinition']}")
        return {"tasks": [{"taskArn": "task"}], "failures": []}

    def describe_tasks(self, _asked: Asked) -> Asked:
        if self.looks_without_the_task:
            self.looks_without_the_task -= 1
            return {"tasks": [], "failures": [{"arn": "task", "reason": "MISSING"}]}
        container = {"name": "storefront", "exitCode": self.migration_status}
        return {"tasks": [{"lastStatus": "STOPPED", "stoppedReason": "it ended", "containers": [container]}]}

    def update_service(self, asked: Asked) -> Asked:
        self.done.append(f"roll {asked['taskDefinition']}")
        self.rolling[asked["service"]] = asked["taskDefinition"]
        return {"service": {}}

    def describe_services(self, asked: Asked) -> Asked:
        service = asked["services"][0]
        deployments = [{"taskDefinition": self.running[service], "rolloutState": "COMPLETED"}]
        if new := self.rolling.get(service):
            state = "FAILED" if service == self.does_not_start else "IN_PROGRESS"
            deployments.insert(0, {"taskDefinition": new, "rolloutState": state, "rolloutStateReason": "as it does"})
            if state == "IN_PROGRESS":
                self.running[service] = self.rolling.pop(service)
        network = {"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": ["sg-1"]}}
        return {"services": [{"serviceName": service, "deployments": deployments, "networkConfiguration": network}]}


@pytest.fixture
def cluster() -> Cluster:
    return Cluster()


@pytest.fixture
def address(cluster: Cluster) -> Iterator[str]:
    actions = {
        "DescribeImages": cluster.describe_images,
        "DescribeTaskDefinition": cluster.describe_definition,
        "RegisterTaskDefinition": cluster.register,
        "RunTask": cluster.run_task,
        "DescribeTasks": cluster.describe_tasks,
        "UpdateService": cluster.update_service,
        "DescribeServices": cluster.describe_services,
    }
    with aws_standin(actions) as found:
        yield found


@pytest.fixture
def zone(address: str, monkeypatch: pytest.MonkeyPatch) -> Zone:
    for name, value in {**VARIABLES, "AWS_ENDPOINT_URL": address}.items():
        monkeypatch.setenv(name, value)
    boto3.setup_default_session()
    return Zone(NAME, boto3.client("ecs"), boto3.client("ecr"), pause=0, patience=20)


def test_it_migrates_then_rolls_worker_and_web(cluster: Cluster, zone: Zone) -> None:
    said: list[str] = []
    roll_out(zone, "0.2.0", said.append)
    assert cluster.done == [f"run {NAME}-migrate:2", f"roll {NAME}-worker:2", f"roll {NAME}-web:2"]
    assert {images[-1] for images in cluster.definitions.values()} == {f"{REPOSITORY}:0.2.0"}
    assert said == ["migrated", "worker runs 0.2.0", "web runs 0.2.0"]


def test_the_way_back_migrates_nothing_and_leaves_the_newer_worker_longer(cluster: Cluster, zone: Zone) -> None:
    roll_out(zone, "0.1.0", print, is_back=True)
    assert cluster.done == [f"roll {NAME}-web:2", f"roll {NAME}-worker:2"]


def test_a_release_without_an_image_changes_nothing(cluster: Cluster, zone: Zone) -> None:
    with pytest.raises(ReleaseFailed, match=r"no image 0\.3\.0: push it first"):
        roll_out(zone, "0.3.0", print)
    assert cluster.done == []
    assert {len(images) for images in cluster.definitions.values()} == {1}


def test_a_migration_that_fails_is_all_that_happens(cluster: Cluster, zone: Zone) -> None:
    cluster.migration_status = 1
    with pytest.raises(ReleaseFailed, match=r"the migration ended with 1 .* nothing is rolled out"):
        roll_out(zone, "0.2.0", print)
    assert cluster.done == [f"run {NAME}-migrate:2"]


def test_a_migration_that_ecs_does_not_know_of_yet_is_waited_for(cluster: Cluster, zone: Zone) -> None:
    cluster.looks_without_the_task = 2
    roll_out(zone, "0.2.0", print)
    assert cluster.running["web"] == f"{NAME}-web:2"


def test_a_worker_that_does_not_start_keeps_web_as_it_is(cluster: Cluster, zone: Zone) -> None:
    cluster.does_not_start = "worker"
    with pytest.raises(ReleaseFailed, match=r"worker did not start, and ECS puts it back .as it does"):
        roll_out(zone, "0.2.0", print)
    assert cluster.running["web"] == f"{NAME}-web:1"


def test_what_ecs_has_put_back_is_no_success(cluster: Cluster, zone: Zone, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that was put back is stable, too: with what it ran before."""
    monkeypatch.setattr(cluster, "rolling", Forgetful())
    with pytest.raises(ReleaseFailed, match="worker did not start"):
        roll_out(zone, "0.2.0", print)


class Forgetful(dict[str, str]):
    def __setitem__(self, _key: str, _value: str) -> None:
        """The failed deployment has been taken away by the time of the first look."""


def test_the_command_says_each_step_and_ends_with_1_at_the_first_that_fails(address: str, cluster: Cluster) -> None:
    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "infra.tools.release", NAME, *arguments, "--pause", "0"],
            env={**os.environ, **VARIABLES, "AWS_ENDPOINT_URL": address, "PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    good = run("0.2.0")
    assert (good.returncode, good.stdout.splitlines()[0]) == (0, "migrated"), good.stderr
    bad = run("0.3.0")
    assert (bad.returncode, bad.stdout) == (1, "")
    assert bad.stderr == f"not released: the registry {NAME} has no image 0.3.0: push it first\n"
