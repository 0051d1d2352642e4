"""How a release is delivered: the workflow by a linter of its own, the script by the shell."""

import subprocess

from infra.tools.checks.outcome import require
from infra.tools.terraform import INFRA, TOOLS, Terraform

WORKFLOWS = INFRA.parent / ".github" / "workflows"


def check_delivery(_ready: Terraform) -> str:
    linter = str(TOOLS / "image/bin/zizmor")
    for command in (
        [linter, "--offline", "--no-progress", "--persona", "pedantic", str(WORKFLOWS)],
        ["bash", "-n", str(INFRA / "tools/push.sh")],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        require(done.returncode == 0, done.stdout + done.stderr)
    return "zizmor finds nothing in the release workflow, and the script that builds and pushes is good shell"
