"""Everything about the cloud that can be tried without a cloud: `make infra-test`.

Each check says what it covered. The last lines say what only a real account can show. Ends with status 1 if any failed.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.image.build import BuildFailed, build
from infra.tools import diagram, prices
from infra.tools.terraform import (
    INFRA,
    ZONE,
    Absent,
    Terraform,
    find_mirror,
    resources,
    terraform,
    variables_of,
    zones,
)
from storefront.cli.embedded_postgres import EmbeddedPostgres
from tenants.isolation.policies import OWNER, PLATFORM, SERVING

ROOT = INFRA.parent
TOOLS = ROOT / ".venv" / "infra"  # one environment for each tool, made by the Makefile
# What the stand-in does not know. Anything else that fails there is a failure of ours.
UNKNOWN_TO_THE_STAND_IN = {
    "aws_db_instance_automated_backups_replication": "copies of the database in the other region",
    "aws_wafv2_web_acl_logging_configuration": "the firewall's log",
    "aws_sesv2_email_identity_mail_from_attributes": "the bounce domain of mail",
    "aws_appautoscaling_target": "scaling, and the policies and alarms that hang on it",
}
ONLY_AN_ACCOUNT_SHOWS = (
    "that AWS accepts the plan: quotas, services and instance classes of the regions, pairs of regions for copies",
    "certificates that are issued, the domain's delegation, mail out of the sandbox, DKIM seen by others",
    "CloudFront: what it keeps and for whom, HTTP/3, the way to a balancer inside the network",
    "IAM as it is enforced: the policies are read here, and nobody is refused anything",
    "failover of the database and of the cache, restore times of RDS, copies in the other region",
    "rollouts, circuit breaker and scaling on Fargate; the image on ARM and under a container engine",
    "the collector of traces as AWS builds it, and what X-Ray makes of ours",
    "alarms that reach somebody, and the bill",
)


class CheckFailed(Exception):
    """A check found something; the message is what."""


def _require(is_well: bool, said: str) -> None:
    if not is_well:
        raise CheckFailed(said)


def check_format(ready: Terraform) -> str:
    for command in (("fmt", "-check", "-recursive", "-diff", ".."), ("validate", "-no-color", "-no-tests")):
        done = ready.run(*command)
        _require(done.status == 0, done.output)
    return f"{len(list(INFRA.rglob('*.tf')))} files are formatted and valid"


def check_promises(ready: Terraform) -> str:
    done = ready.run("test", "-no-color", f"-var-file={variables_of('malaysia')}")
    _require(done.status == 0, done.output)
    return f"every module's promises: {_passed(done.output)} runs on invented answers"


def check_corners(_ready: Terraform) -> str:
    with terraform(tests="corners") as ready:
        done = ready.run("test", "-no-color", "-test-directory=corners", f"-var-file={variables_of('malaysia')}")
    _require(done.status == 0, done.output)
    return f"what is refused, each by itself, and the rarer shapes: {_passed(done.output)} runs"


def _passed(output: str) -> str:
    found = re.search(r"(\d+) passed, 0 failed", output)
    _require(found is not None, output)
    assert found
    return found[1]


def check_zones(ready: Terraform) -> str:
    said = []
    for zone in zones():
        planned = resources(ready.planned(zone))
        bare = [each["address"] for each in planned if "tags" in each["values"] and not each["values"]["tags"]]
        _require(not bare, f"not tagged: {bare}")
        said.append(f"{zone} ({len(planned)} resources)")
    return f"whole plans: {', '.join(said)}"


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
    _require(not failed, "\n".join(failed))
    silent = [
        each["resource"]
        for each in told["results"]["skipped_checks"]
        if not each["check_result"].get("suppress_comment")
    ]
    _require(not silent, f"skipped without a reason: {silent}")
    summary = told["summary"]
    return (
        f"checkov {summary['checkov_version']}: {summary['passed']} passed,"
        f" {summary['skipped']} exceptions, each with its reason in place"
    )


def check_apply(_ready: Terraform) -> str:
    zone = "malaysia"
    with tempfile.TemporaryDirectory(prefix="storefront-stand-in-") as folder, _stand_in(Path(folder)) as address:
        root = Path(folder) / "infra"
        subprocess.run(["cp", "-r", INFRA, root], check=True)
        (root / "zone" / "override.tf").write_text('terraform {\n  backend "local" {}\n}\n')
        ready = Terraform(root / "zone", Path(folder))
        done = ready.run("init", "-no-color", "-lockfile=readonly")
        _require(done.status == 0, done.output)
        done = ready.run(
            *("apply", "-auto-approve", "-no-color", "-parallelism=20"),
            *(f"-var-file={variables_of(zone)}", f"-var=stand_in={address}"),
        )
        state = json.loads((root / "zone" / "terraform.tfstate").read_text())
    wanted = re.search(r"Plan: (\d+) to add", done.output)
    _require(wanted is not None, done.output[-3000:])
    assert wanted
    failed = set(re.findall(r"with (?:module\.\w+(?:\[\d+\])?\.)*(\w+)\.", done.output.partition("Error:")[2]))
    _require(failed <= set(UNKNOWN_TO_THE_STAND_IN), f"{sorted(failed)}\n{done.output[-4000:]}")
    made = sum(len(each["instances"]) for each in state["resources"] if each["mode"] == "managed")
    _require(made >= int(wanted[1]) - 16, f"{made} of {wanted[1]} resources were made")
    policies = _policies(state)
    _require(_least_privilege(policies) == [], "\n".join(_least_privilege(policies)))
    _require(not re.search(r"postgresql://storefront_\w+:[^@$]", json.dumps(state)), "a password lies in the state")
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
            _require(
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


def _policies(state: dict[str, object]) -> list[tuple[str, list[dict[str, object]]]]:
    """Every policy of a role or user as it was written, by its resource."""
    found = []
    for each in state["resources"]:  # type: ignore[attr-defined]
        if each["type"] in ("aws_iam_role_policy", "aws_iam_user_policy"):
            for instance in each["instances"]:
                statements = json.loads(instance["attributes"]["policy"])["Statement"]
                name = f"{each.get('module', '')}.{each['name']}[{instance.get('index_key', '')}]"
                found.append((name, statements if isinstance(statements, list) else [statements]))
    return found


# Actions that know no resource, so that "*" is all that can be said.
_WITHOUT_RESOURCE = {
    "ecr:GetAuthorizationToken",
    "ecs:DescribeTaskDefinition",
    "ecs:RegisterTaskDefinition",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
}


def _least_privilege(policies: list[tuple[str, list[dict[str, object]]]]) -> list[str]:
    """Every statement that asks for all actions, or for all resources where the action knows some."""
    found = []
    for name, statements in policies:
        for statement in statements:
            actions, places = (_listed(statement.get(key, [])) for key in ("Action", "Resource"))
            found += [f"{name}: {action}" for action in actions if action.endswith("*")]
            if "*" in places and not set(actions) <= _WITHOUT_RESOURCE:
                found.append(f"{name}: {actions} on everything")
    return found


def _listed(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def check_image(_ready: Terraform) -> str:
    done = subprocess.run(
        [TOOLS / "image/bin/hadolint", INFRA / "image/Dockerfile", INFRA / "image/Caddy.Dockerfile"],
        capture_output=True,
        text=True,
        check=False,
    )
    _require(done.returncode == 0, done.stdout + done.stderr)
    with tempfile.TemporaryDirectory(prefix="storefront-image-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        try:
            steps = list(build(place))
        except BuildFailed as reason:
            raise CheckFailed(str(reason)) from None
        _try_out(place)
        size = sum(
            path.stat().st_size for path in (place / "app").rglob("*") if path.is_file() and not path.is_symlink()
        )
    return (
        f"hadolint finds nothing; the image's {len(steps)} steps build {size / 1_000_000:.0f} MB"
        " that prepare a server, migrate it and find it in order"
    )


def _try_out(place: Path) -> None:
    """What was built prepares a new server, migrates it and finds itself in order."""
    server = EmbeddedPostgres(place)
    server.start()
    try:
        roles = {"": SERVING, "OWNER_": OWNER, "PLATFORM_": PLATFORM}
        variables = {
            f"STOREFRONT_{kind}DATABASE_URL": server.url(role, "p", "storefront") for kind, role in roles.items()
        }
        variables |= {
            "STOREFRONT_ADMIN_DATABASE_URL": server.superuser_url(),
            "STOREFRONT_SECRET_KEY": "k" * 40,
            "STOREFRONT_MEDIA_URL": (place / "media").as_uri(),
        }
        for command in ("prepare", "migrate", "doctor"):
            done = subprocess.run(
                [place / "app/bin/storefront", command],
                env={"PATH": os.environ["PATH"], **variables}, cwd=place, capture_output=True, text=True, check=False,
            )  # fmt: skip
            _require(done.returncode == 0, f"storefront {command}: {done.stdout}{done.stderr}")
    finally:
        server.stop()


def check_bill_of_materials(_ready: Terraform) -> str:
    lock = ROOT / "requirements" / "image.lock"
    out = ROOT / ".data" / "sbom.cdx.json"
    out.parent.mkdir(exist_ok=True)
    done = subprocess.run(
        [
            *(TOOLS / "image/bin/cyclonedx-py", "requirements", lock, "--pyproject", ROOT / "pyproject.toml"),
            *("--output-reproducible", "--validate", "--of", "JSON", "-o", out),
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    _require(done.returncode == 0, done.stderr)
    parts = {each["name"].lower() for each in json.loads(out.read_text())["components"]}
    locked = set(re.findall(r"(?m)^([A-Za-z0-9._-]+)==", lock.read_text()))
    _require({name.lower() for name in locked} <= parts, f"not listed: {sorted(locked - parts)}")
    return f"a valid CycloneDX list of the image's {len(locked)} packages with their hashes: {out.relative_to(ROOT)}"


def check_papers(_ready: Terraform) -> str:
    _require(diagram.PICTURE.read_text() == diagram.picture(), "infra/zone.svg is old: python -m infra.tools.diagram")
    _require(prices.is_current(), "the prices are old: python -m infra.tools.prices --write")
    return "diagram and price tables are those of today"


CHECKS: tuple[tuple[str, Callable[[Terraform], str]], ...] = (
    ("format", check_format),
    ("papers", check_papers),
    ("promises", check_promises),
    ("corners", check_corners),
    ("zones", check_zones),
    ("scan", check_scan),
    ("stand-in", check_apply),
    ("image", check_image),
    ("materials", check_bill_of_materials),
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
