"""Everything about the cloud that can be tried without a cloud: `make infra-test`.

Each check says what it covered. The last lines say what only a real account can show. Ends with status 1 if any failed.
"""

import sys
import time
from collections.abc import Callable

from infra.tools.checks.applied import check_apply
from infra.tools.checks.delivered import check_delivery
from infra.tools.checks.imaged import check_image, check_materials
from infra.tools.checks.outcome import CheckFailed
from infra.tools.checks.planned import check_corners, check_promises, check_zones
from infra.tools.checks.scanned import check_scan
from infra.tools.checks.written import check_format, check_papers
from infra.tools.terraform import ZONE, Absent, Terraform, find_mirror, terraform

ONLY_AN_ACCOUNT_SHOWS = (
    "that AWS accepts the plan: quotas, services and instance classes of the regions, pairs of regions for copies",
    "certificates that are issued, the domain's delegation, mail out of the sandbox, DKIM seen by others",
    "CloudFront: what it keeps and for whom, HTTP/3, the way to a balancer inside the network",
    "IAM as it is enforced: the policies are read here, and nobody is refused anything",
    "failover of the database and of the cache, restore times of RDS, copies in the other region",
    "rollouts, circuit breaker and scaling on Fargate; the image on ARM and under a container engine",
    "the collector of traces as AWS builds it, and what X-Ray makes of ours",
    "the function that renews passwords as Lambda runs it, and the release workflow in its place",
    "alarms that reach somebody, and the bill",
)

CHECKS: tuple[tuple[str, Callable[[Terraform], str]], ...] = (
    ("format", check_format),
    ("papers", check_papers),
    ("promises", check_promises),
    ("corners", check_corners),
    ("zones", check_zones),
    ("scan", check_scan),
    ("stand-in", check_apply),
    ("image", check_image),
    ("materials", check_materials),
    ("delivery", check_delivery),
)


def main() -> None:
    wanted = sys.argv[1:] or [name for name, _ in CHECKS]
    try:
        find_mirror()
        with terraform(ZONE) as ready:
            failed = [name for name, check in CHECKS if name in wanted and not _is_well(name, check, ready)]
    except Absent as reason:
        sys.exit(f"infra-test: {reason}")
    sys.stdout.write("\nOnly a real account can show:\n")
    sys.stdout.writelines(f"  - {each}\n" for each in ONLY_AN_ACCOUNT_SHOWS)
    sys.stdout.write(f"\n{len(wanted) - len(failed)} passed, {len(failed)} failed\n")
    sys.exit(1 if failed else 0)


def _is_well(name: str, check: Callable[[Terraform], str], ready: Terraform) -> bool:
    began = time.monotonic()
    try:
        said = check(ready)
    except (CheckFailed, AssertionError) as found:
        sys.stdout.write(f"FAIL {name}: {found}\n")
        return False
    sys.stdout.write(f"ok   {name} ({time.monotonic() - began:.0f} s): {said}\n")
    sys.stdout.flush()
    return True


if __name__ == "__main__":
    main()
