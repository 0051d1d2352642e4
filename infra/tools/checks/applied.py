"""A whole zone, applied to a program on this machine that answers like AWS."""

import json
import os
import re
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.tools.checks.outcome import require
from infra.tools.checks.privilege import excessive, policies_of
from infra.tools.terraform import INFRA, TOOLS, Terraform, variables_of

# What the stand-in does not know. Anything else that fails there is a failure of ours.
UNKNOWN_TO_THE_STAND_IN = {
    "aws_db_instance_automated_backups_replication": "copies of the database in the other region",
    "aws_wafv2_web_acl_logging_configuration": "the firewall's log",
    "aws_sesv2_email_identity_mail_from_attributes": "the bounce domain of mail",
    "aws_appautoscaling_target": "scaling, and the policies and alarms that hang on it",
}


def check_apply(_ready: Terraform) -> str:
    zone = "malaysia"
    with tempfile.TemporaryDirectory(prefix="storefront-stand-in-") as folder, _stand_in(Path(folder)) as address:
        root = Path(folder) / "infra"
        subprocess.run(["cp", "-r", INFRA, root], check=True)
        (root / "zone" / "override.tf").write_text('terraform {\n  backend "local" {}\n}\n')
        ready = Terraform(root / "zone", Path(folder))
        done = ready.run("init", "-no-color", "-lockfile=readonly")
        require(done.status == 0, done.output)
        done = ready.run(
            *("apply", "-auto-approve", "-no-color", "-parallelism=20"),
            *(f"-var-file={variables_of(zone)}", f"-var=stand_in={address}"),
        )
        state = json.loads((root / "zone" / "terraform.tfstate").read_text())
    wanted = re.search(r"Plan: (\d+) to add", done.output)
    require(wanted is not None, done.output[-3000:])
    assert wanted
    failed = set(re.findall(r"with (?:module\.\w+(?:\[\d+\])?\.)*(\w+)\.", done.output.partition("Error:")[2]))
    require(failed <= set(UNKNOWN_TO_THE_STAND_IN), f"{sorted(failed)}\n{done.output[-4000:]}")
    made = sum(len(each["instances"]) for each in state["resources"] if each["mode"] == "managed")
    require(made >= int(wanted[1]) - 16, f"{made} of {wanted[1]} resources were made")
    policies = policies_of(state)
    require(excessive(policies) == [], "\n".join(excessive(policies)))
    require(not re.search(r"postgresql://storefront_\w+:[^@$]", json.dumps(state)), "a password lies in the state")
    missing = "; ".join(UNKNOWN_TO_THE_STAND_IN[each] for each in sorted(failed))
    return (
        f"{zone} applied to MiniStack: {made} of {wanted[1]} resources; {len(policies)} policies ask for no more than"
        f" they need; no password in the state. Not proven there: {missing or 'nothing'}"
    )


@contextmanager
def _stand_in(folder: Path) -> Iterator[str]:
    """MiniStack on a port of its own; its address."""
    port = 4700 + os.getpid() % 200
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {"GATEWAY_PORT": str(port), "HOME": str(folder), "TMPDIR": str(folder)}
    with (folder / "stand-in.log").open("wb") as log:
        process = subprocess.Popen(
            [TOOLS / "stand_in/bin/ministack"], env=environment, cwd=folder, stdout=log, stderr=log
        )
    try:
        deadline = time.monotonic() + 60
        while not _answers(f"{address}/_localstack/health"):
            require(
                process.poll() is None and time.monotonic() < deadline, (folder / "stand-in.log").read_text()[-2000:]
            )
            time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False
