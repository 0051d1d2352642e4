"""What a scanner of Terraform's files finds, in an environment of its own."""

import json
import subprocess

from infra.tools.checks.outcome import CheckFailed, require
from infra.tools.terraform import INFRA, TOOLS, Terraform


def check_scan(_ready: Terraform) -> str:
    done = subprocess.run(
        [
            *(TOOLS / "scan/bin/checkov", "-d", INFRA, "--framework", "terraform"),
            *("--skip-download", "-o", "json"),
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    try:
        told = json.loads(done.stdout)
    except ValueError:
        raise CheckFailed(done.stderr[-2000:]) from None
    failed = [f"{each['check_id']} {each['resource']}" for each in told["results"]["failed_checks"]]
    require(not failed, "\n".join(failed))
    silent = [
        each["resource"]
        for each in told["results"]["skipped_checks"]
        if not each["check_result"].get("suppress_comment")
    ]
    require(not silent, f"skipped without a reason: {silent}")
    summary = told["summary"]
    return (
        f"checkov {summary['checkov_version']}: {summary['passed']} passed,"
        f" {summary['skipped']} exceptions, each with its reason in place"
    )
