"""What Terraform would make: every module's promises, what is refused, and whole plans of the zones."""

import re

from infra.tools.checks.outcome import require
from infra.tools.terraform import Terraform, resources, terraform, variables_of, zones


def check_promises(ready: Terraform) -> str:
    done = ready.run("test", "-no-color", f"-var-file={variables_of('malaysia')}")
    require(done.status == 0, done.output)
    return f"every module's promises: {_passed(done.output)} runs on invented answers"


def check_corners(_ready: Terraform) -> str:
    with terraform(tests="corners") as ready:
        done = ready.run("test", "-no-color", "-test-directory=corners", f"-var-file={variables_of('malaysia')}")
    require(done.status == 0, done.output)
    return f"what is refused, each by itself, and the rarer shapes: {_passed(done.output)} runs"


def _passed(output: str) -> str:
    found = re.search(r"(\d+) passed, 0 failed", output)
    require(found is not None, output)
    assert found
    return found[1]


def check_zones(ready: Terraform) -> str:
    said = []
    for zone in zones():
        planned = resources(ready.planned(zone))
        bare = [each["address"] for each in planned if "tags" in each["values"] and not each["values"]["tags"]]
        require(not bare, f"not tagged: {bare}")
        said.append(f"{zone} ({len(planned)} resources)")
    return f"whole plans: {', '.join(said)}"
