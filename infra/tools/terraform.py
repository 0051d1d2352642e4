"""Running Terraform without the internet: its program, the provider's mirror, and one folder of working data a run."""

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

INFRA = Path(__file__).parents[1]
ZONE = INFRA / "zone"
TOOLS = INFRA.parent / ".venv" / "infra"  # an environment for each of the others' tools, made by the Makefile
MIRROR_VARIABLE = "TERRAFORM_PROVIDERS"
_TYPES_READ = re.compile(r'^\{.*"type":"(test_plan|diagnostic)"')
_PROVIDER = "registry.terraform.io/hashicorp/aws"
# Where machines keep mirrors of providers.
_PLACES = (
    Path.home() / ".terraform.d" / "plugins",
    *(Path(parent) for parent in ("/usr/local/share/terraform", "/usr/share/terraform", "/usr/local/share", "/opt")),
)


class Absent(Exception):
    """Terraform or its provider is not on this machine; the message is the mend."""


@dataclass(frozen=True, slots=True)
class Done:
    status: int
    output: str


def find_program() -> str:
    """Raises Absent."""
    found = shutil.which("terraform")
    if found is None:
        raise Absent("needs Terraform 1.11 or newer on the PATH")
    return found


def find_mirror() -> Path:
    """The folder whose `registry.terraform.io/hashicorp/aws` holds the provider. Raises Absent."""
    named = os.environ.get(MIRROR_VARIABLE)
    for place in [Path(named)] if named else _PLACES:
        below: list[Path] = sorted(place.glob("*")) if place.is_dir() else []
        for folder in [place, *below]:
            if (folder / _PROVIDER).is_dir():
                return folder
    raise Absent(f"needs a mirror of the AWS provider: `terraform providers mirror DIR`, then {MIRROR_VARIABLE}=DIR")


def zones() -> list[str]:
    return sorted(path.parent.name for path in (INFRA / "zones").glob("*/zone.tfvars"))


def variables_of(zone: str) -> Path:
    return INFRA / "zones" / zone / "zone.tfvars"


class Terraform:
    """Commands in one root module. What Terraform writes lies in `data`, and never beside our files."""

    def __init__(self, root: Path, data: Path) -> None:
        self._program = find_program()
        self._root = root
        settings = data / "terraform.rc"
        settings.write_text(f'provider_installation {{\n  filesystem_mirror {{ path = "{find_mirror()}" }}\n}}\n')
        self._environment = {
            **os.environ,
            "TF_CLI_CONFIG_FILE": str(settings),
            "TF_DATA_DIR": str(data / "terraform"),
            "TF_IN_AUTOMATION": "1",
            "CHECKPOINT_DISABLE": "1",
        }

    def run(self, *arguments: str, variables: Mapping[str, str] | None = None) -> Done:
        environment = self._environment | {f"TF_VAR_{name}": value for name, value in (variables or {}).items()}
        done = subprocess.run(
            [self._program, *arguments],
            cwd=self._root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Done(done.returncode, done.stdout)

    def prepare(self, *, tests: str = "tests") -> Done:
        """Modules and provider. The lock file is read, never written."""
        return self.run("init", "-backend=false", "-no-color", "-lockfile=readonly", f"-test-directory={tests}")

    def planned(self, zone: str, **changes: str) -> dict[str, Any]:  # Any: Terraform's JSON
        """The zone's whole plan, in which AWS's answers are invented. Raises AssertionError with what was said."""
        overrides = [f"-var={name}={value}" for name, value in changes.items()]
        done = self.run(
            *("test", "-json", "-verbose", "-filter=tests/zone.tftest.hcl", f"-var-file={variables_of(zone)}"),
            *overrides,
        )
        # Of the many megabytes that are told, states and schemas too, these lines alone are read.
        lines = [json.loads(line) for line in done.output.splitlines() if _TYPES_READ.search(line)]
        plan = next((line["test_plan"] for line in lines if line["type"] == "test_plan"), None)
        told = [line["@message"] for line in lines if line["type"] == "diagnostic"]
        assert done.status == 0, told
        assert plan is not None, told
        return dict(plan)


@contextmanager
def terraform(root: Path = ZONE, *, tests: str = "tests") -> Iterator[Terraform]:
    """Terraform, prepared. Raises Absent."""
    with tempfile.TemporaryDirectory(prefix="storefront-terraform-") as folder:
        ready = Terraform(root, Path(folder))
        done = ready.prepare(tests=tests)
        assert done.status == 0, done.output
        yield ready


def resources(plan: dict[str, Any]) -> list[dict[str, Any]]:  # Any: Terraform's JSON
    """Every planned resource: `address`, `type`, and `values`, what it will be."""
    return [
        {"address": each["address"], "type": each["type"], "values": each["change"]["after"]}
        for each in plan["resource_changes"]
        if each["mode"] == "managed"
    ]
