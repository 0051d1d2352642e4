"""A release, rolled out: migration, worker, web; each waits for the one before.

    python -m infra.tools.release storefront-malaysia 0.2.0          # forwards
    python -m infra.tools.release storefront-malaysia 0.1.0 --back   # one back: web, then worker, and no migration

The image is in the registry already. Ends at the first step that fails, with status 1 and what to look at; a service
whose new tasks do not start has been put back by ECS itself. To do it again does no harm. The function that renews
passwords stays as it is: its role reads the administrator's, so that Terraform alone brings it an image.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import boto3
import botocore.exceptions
import click

# Not `prepare`, which knows the administrator: Terraform alone makes that one anew.
FAMILIES = ("migrate", "operate", "worker", "web")
_CONTAINER = "storefront"
# What is told of a task definition, and not taken when one is registered.
_TOLD_ONLY = {
    "taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy",
    "deregisteredAt",
}  # fmt: skip


class ReleaseFailed(Exception):
    """A step ended badly; the message is which, and where to look."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone by its name, the services of AWS that it is asked of, and how long is waited for it, in seconds."""

    name: str
    ecs: Any  # Any: boto3's clients have no types of their own
    ecr: Any
    pause: float = 10
    patience: float = 1800


def roll_out(zone: Zone, release: str, say: Callable[[str], object], *, is_back: bool = False) -> None:
    """Bring the zone to a release. Raises ReleaseFailed, or what boto3's clients raise."""
    _require_image(zone, release)
    definitions = {family: _define(zone, family, release) for family in FAMILIES}
    if not is_back:
        _migrate(zone, definitions["migrate"])
        say("migrated")
    # A worker fails jobs that it does not know, so the newer worker comes first and goes last.
    for service in ("web", "worker") if is_back else ("worker", "web"):
        _replace(zone, service, definitions[service])
        say(f"{service} runs {release}")


def _require_image(zone: Zone, release: str) -> None:
    try:
        zone.ecr.describe_images(repositoryName=zone.name, imageIds=[{"imageTag": release}])
    except zone.ecr.exceptions.ImageNotFoundException:
        raise ReleaseFailed(f"the registry {zone.name} has no image {release}: push it first") from None


def _define(zone: Zone, family: str, release: str) -> str:
    """A new task definition's ARN: the family's newest, and so the last apply's settings, with the release's image."""
    told = zone.ecs.describe_task_definition(taskDefinition=f"{zone.name}-{family}", include=["TAGS"])
    wanted = {name: value for name, value in told["taskDefinition"].items() if name not in _TOLD_ONLY}
    ours = next(each for each in wanted["containerDefinitions"] if each["name"] == _CONTAINER)
    ours["image"] = f"{ours['image'].rpartition(':')[0]}:{release}"
    made = zone.ecs.register_task_definition(**wanted, tags=told["tags"])
    return str(made["taskDefinition"]["taskDefinitionArn"])


def _migrate(zone: Zone, definition: str) -> None:
    """Run the migration once, where web runs, to its end."""
    started = zone.ecs.run_task(
        cluster=zone.name,
        taskDefinition=definition,
        launchType="FARGATE",
        networkConfiguration=_service(zone, "web")["networkConfiguration"],
    )
    if not started["tasks"]:
        raise ReleaseFailed(f"the migration was not started: {started['failures']}")
    task = started["tasks"][0]["taskArn"]

    ended: dict[str, Any] = {}  # Any: what ECS tells

    def has_ended() -> bool:
        ended.update(_task(zone, task))
        return bool(ended.get("lastStatus") == "STOPPED")

    _wait(zone, "the migration", has_ended)
    status = next(each.get("exitCode") for each in ended["containers"] if each["name"] == _CONTAINER)
    if status != 0:
        raise ReleaseFailed(
            f"the migration ended with {status} ({ended.get('stoppedReason')}), and nothing is rolled out."
            f" What it said: aws logs tail /{zone.name}/operate --since 1h --log-stream-name-prefix migrate/"
        )


def _replace(zone: Zone, service: str, definition: str) -> None:
    """Have a service run a definition, and wait until no task of another is left."""
    zone.ecs.update_service(cluster=zone.name, service=service, taskDefinition=definition)

    def is_replaced() -> bool:
        deployments = _service(zone, service)["deployments"]
        ours = [each for each in deployments if each["taskDefinition"] == definition]
        # The circuit breaker goes back to what ran before, and takes the failed deployment away when it is through.
        if not ours or any(each["rolloutState"] == "FAILED" for each in ours):
            said = "; ".join(each["rolloutStateReason"] for each in deployments if each.get("rolloutStateReason"))
            raise ReleaseFailed(
                f"{service} did not start, and ECS puts it back ({said or 'no reason is given'}). What it said:"
                f" aws logs tail /{zone.name}/{service} --since 1h"
            )
        return len(deployments) == 1 and ours[0]["rolloutState"] == "COMPLETED"

    _wait(zone, service, is_replaced)


def _wait(zone: Zone, what: str, is_done: Callable[[], bool]) -> None:
    until = time.monotonic() + zone.patience
    while not is_done():
        if time.monotonic() > until:
            raise ReleaseFailed(f"{what} is not through after {zone.patience:.0f} seconds; it may still be under way")
        time.sleep(zone.pause)


def _service(zone: Zone, service: str) -> dict[str, Any]:  # Any: what ECS tells
    found = zone.ecs.describe_services(cluster=zone.name, services=[service])["services"]
    if not found:
        raise ReleaseFailed(f"the cluster {zone.name} has no service {service}")
    return dict(found[0])


def _task(zone: Zone, task: str) -> dict[str, Any]:  # Any: what ECS tells
    """Empty while ECS, which is in no hurry, does not know of it yet."""
    found = zone.ecs.describe_tasks(cluster=zone.name, tasks=[task])["tasks"]
    return dict(found[0]) if found else {}


@click.command(help=__doc__)
@click.argument("zone")
@click.argument("release")
@click.option("--back", "is_back", is_flag=True, help="To an older release: no migration, and web before worker.")
@click.option("--pause", default=10.0, show_default=True, help="Seconds between two looks.")
@click.option("--patience", default=1800.0, show_default=True, help="Seconds until a step has failed.")
def main(zone: str, release: str, is_back: bool, pause: float, patience: float) -> None:
    try:
        ecs, ecr = boto3.client("ecs"), boto3.client("ecr")
        roll_out(Zone(zone, ecs, ecr, pause, patience), release, click.echo, is_back=is_back)
    except (ReleaseFailed, botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError) as reason:
        click.echo(f"not released: {reason}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
