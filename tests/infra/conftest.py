"""Terraform, prepared once a process, and what it plans; a clear word where it or its provider is absent."""

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.tools.terraform import Absent, Terraform, resources, terraform
from tests.database import SHARED_DIRECTORY

Planned = list[dict[str, Any]]  # Any: Terraform's JSON
PlanOf = Callable[[str], Planned]


@pytest.fixture(scope="session")
def zone_root() -> Iterator[Terraform]:
    try:
        with terraform() as ready:
            yield ready
    except Absent as reason:
        pytest.skip(f"the cloud's plans are not tried here: {reason}")


@pytest.fixture(scope="session")
def plan_of(zone_root: Terraform) -> PlanOf:
    """The resources of a zone, or of `zone-size`, planned once a run, whichever test processes ask."""

    def plan(zone_and_size: str) -> Planned:
        name, _, size = zone_and_size.partition("-")
        directory = Path(os.environ[SHARED_DIRECTORY])
        kept = directory / f"plan-{zone_and_size}.json"
        with (directory / "plans.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                kept.write_text(json.dumps(resources(zone_root.planned(name, **({"size": size} if size else {})))))
        planned: Planned = json.loads(kept.read_text())
        return planned

    return plan
