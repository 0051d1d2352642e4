"""What is written about the cloud is what is there."""

import re
import subprocess
import sys
import tomllib
from collections import Counter
from decimal import Decimal
from typing import Any  # of Terraform's JSON

import click
import pytest

from infra.tools import diagram, prices
from infra.tools.terraform import INFRA
from storefront.cli.later import loaded
from storefront.cli.main import cli
from tenants.isolation.policies import SERVING
from tests.infra.conftest import PlanOf

ROOT = INFRA.parent
MODULES = {path.name for path in (INFRA / "modules").iterdir() if path.is_dir()}


def test_the_diagram_is_drawn_from_today() -> None:
    assert diagram.PICTURE.read_text(encoding="utf-8") == diagram.picture(), "python -m infra.tools.diagram"


def test_the_diagram_shows_every_module_and_nothing_else() -> None:
    assert {box.module for box in diagram.BOXES if box.module} == MODULES
    keys = {box.key for box in diagram.BOXES}
    assert len(keys) == len(diagram.BOXES)
    assert {key for arrow in diagram.ARROWS for key in arrow} <= keys


def test_no_two_boxes_of_the_diagram_overlap() -> None:
    for number, one in enumerate(diagram.BOXES):
        for other in diagram.BOXES[number + 1 :]:
            apart = (
                one.x + one.width <= other.x
                or other.x + other.width <= one.x
                or one.y + one.height <= other.y
                or other.y + other.height <= one.y
            )
            assert apart, f"{one.key} and {other.key}"


@pytest.mark.parametrize("size", prices.SIZES)
def test_the_price_tables_are_todays_and_the_bill_adds_up(size: str) -> None:
    assert prices.is_current(), "python -m infra.tools.prices --write"
    rows = re.findall(r"(?m)^\| (?!\*\*)[^|]+ \| ([\d,]+\.\d\d) \|$", prices.table(size))
    said = re.search(r"\*\*([\d,]+\.\d\d)\*\*", prices.table(size))
    assert said
    assert sum(_decimal(row) for row in rows) == _decimal(said[1]) == prices.total(size)
    assert len(rows) == len(prices.lines(size))
    assert f"| {size} | {prices.total(size):,} | {prices.shops(size):,} | {prices.a_shop(size)} |" in prices.sums()


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))


def test_a_shops_share_is_the_bill_by_the_shops_that_a_size_is_meant_for() -> None:
    assert [prices.shops(size) for size in prices.SIZES] == [100, 2_000, 100_000]
    for size in prices.SIZES:
        assert abs(prices.a_shop(size) * prices.shops(size) - prices.total(size)) <= prices.shops(size) / Decimal(200)


@pytest.mark.parametrize("size", prices.SIZES)
def test_a_size_is_not_warned_of_what_is_reckoned_with(size: str) -> None:
    """The first mail comes at four fifths of the budget (modules/observability)."""
    sizes = prices.SIZES_FILE.read_text(encoding="utf-8")
    budget = re.search(r"budget_usd\s+= (\d+)", sizes[sizes.index(f"{size} = {{") :])
    assert budget
    assert prices.total(size) < int(budget[1]) * Decimal("0.8")


def test_a_size_that_is_none_has_no_bill() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "infra.tools.prices", "huge"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "prices: one of pilot, launch, national, or --write\n")


def test_every_price_is_used_and_every_used_one_is_there() -> None:
    told = tomllib.loads((INFRA / "prices.toml").read_text(encoding="utf-8"))
    assert {name for size in prices.SIZES for line in told[size] for name in line["amounts"]} == set(told["prices"])
    for name, each in told["prices"].items():
        assert each["page"].endswith("pricing"), name
        assert re.search(r"\w\.\w|^the same|^that page", each["seen"]), f"{name} was read nowhere"


@pytest.mark.slow
def test_every_kind_of_resource_that_a_pilot_has_is_in_its_bill_or_said_to_be_free(plan_of: PlanOf) -> None:
    told = tomllib.loads((INFRA / "prices.toml").read_text(encoding="utf-8"))
    billed, free = set(told["resources"]), [kind for group in told["free"] for kind in group["kinds"]]
    assert len(free) == len(set(free))
    assert billed & set(free) == set()
    assert {each["type"] for each in plan_of("rwanda")} == billed | set(free)
    in_the_bill = {name for line in told["pilot"] for name in line["amounts"]}
    assert {name for names in told["resources"].values() for name in names} <= in_the_bill


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "zone"), [("pilot", "rwanda"), ("launch", "malaysia"), ("national", "malaysia-national")]
)
def test_the_bill_counts_what_is_planned(size: str, zone: str, plan_of: PlanOf) -> None:
    """By the piece. Target tracking makes two alarms, RDS a secret of its own; metrics are as prices.toml says."""
    planned = plan_of(zone)
    count = Counter(each["type"] for each in planned)
    tracking = [each for each in planned if each["values"].get("policy_type") == "TargetTrackingScaling"]
    rules = [len(each["values"]["rule"]) for each in planned if each["type"] == "aws_wafv2_web_acl"]
    balancers = Counter(each["values"]["load_balancer_type"] for each in planned if each["type"] == "aws_lb")
    services = [each["values"] for each in planned if each["type"] == "aws_ecs_service"]
    doors = [each["values"] for each in planned if each["type"] == "aws_vpc_endpoint" and _is_door(each["values"])]
    zones = sum(each["type"] == "aws_nat_gateway" for each in planned)
    expected = {
        "alarm": count["aws_cloudwatch_metric_alarm"] + 2 * len(tracking),
        "metric": count["aws_cloudwatch_log_metric_filter"]
        + 13
        + 15 * len(services)
        + 10 * sum(each["desired_count"] for each in services),
        "key": count["aws_kms_key"],
        "secret": count["aws_secretsmanager_secret"] + sum(_is_primary(each) for each in planned),
        "dns": count["aws_route53_zone"],
        "nat": count["aws_nat_gateway"],
        "address": count["aws_eip"],
        "balancer": balancers["application"],
        "edge_balancer": balancers["network"],
        "door": len(doors) * zones,
        "firewall": len(rules),
        "firewall_rule": sum(rules),
    }
    told = tomllib.loads((INFRA / "prices.toml").read_text(encoding="utf-8"))
    billed: Counter[str] = Counter()
    for line in told[size]:
        billed.update({name: int(float(amount.partition(" ")[0])) for name, amount in line["amounts"].items()})
    assert {name: billed[name] for name in expected} == expected


def _is_door(values: dict[str, Any]) -> bool:
    return bool(values["vpc_endpoint_type"] == "Interface")


def _is_primary(resource: dict[str, Any]) -> bool:
    return bool(resource["type"] == "aws_db_instance" and "replica" not in resource["address"])


def test_every_variable_is_typed_described_and_says_whether_it_may_be_nothing() -> None:
    bare = []
    for file in sorted(INFRA.rglob("variables.tf")):
        for name, body in re.findall(r'(?ms)^variable "(\w+)" \{\n(.*?)^\}', file.read_text(encoding="utf-8")):
            if not all(re.search(rf"(?m)^  {word}\s*=", body) for word in ("description", "type")):
                bare.append(f"{file.relative_to(INFRA)}: {name}")
            if name != "tags" and "nullable" not in body:
                bare.append(f"{file.relative_to(INFRA)}: {name} may be null")
    assert bare == []


def test_every_exception_of_the_scan_has_a_reason() -> None:
    for file in INFRA.rglob("*.tf"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if "checkov:skip" in line:
                assert re.search(r"#checkov:skip=CKV2?_AWS_\d+:\S.{15,}", line), f"{file.name}: {line}"


def test_no_path_of_a_machine_and_no_account_stands_in_a_zone() -> None:
    for file in (INFRA / "zones").rglob("*"):
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            assert not re.search(r"\b\d{12}\b|AKIA|/home/|/root/", text), file


def resolve(words: list[str]) -> None:
    """Find the command of ours and let it read its arguments, without doing it. Fails where either is not there."""
    command: click.Command = cli
    while isinstance(command, click.Group):
        assert words[:1], f"{command.name} wants another word"
        assert words[0] in command.commands, f"{command.name}: {words[0]} is no command"
        command = loaded(command.commands[words.pop(0)])
    command.make_context(command.name, words)


@pytest.mark.parametrize("line", ["rest", "tenants", "tenants rest SLUG", "tenants suspend", "doctor SLUG"])
def test_a_line_that_is_no_command_of_ours_is_found_out(line: str) -> None:
    with pytest.raises((AssertionError, click.UsageError)):
        resolve(line.split())


def test_commands_of_the_runbook_are_commands_of_ours() -> None:
    text = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
    begin = r"operate|storefront|run (?:prepare|migrate)(?= )"
    lines = re.findall(rf"(?m)(?:^ *|`)(?:{begin}) ([^#`<\n]+?) *(?:[#`;|&<]|$)", text)
    assert {"doctor", "tenants list", "tenants suspend SLUG", "shut-login LOGIN", "invariants --host $restored"} <= set(
        lines
    )
    for line in lines:
        resolve(line.replace("LOGIN", SERVING).replace("$other", SERVING).split())
    for module in set(re.findall(r"python -m (infra[\w.]+)", text)):
        assert (ROOT / f"{module.replace('.', '/')}.py").is_file(), module


def test_the_runbooks_commands_are_read_by_the_shell() -> None:
    text = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
    blocks = re.findall(r"(?ms)^( *)```sh\n(.*?)^ *```", text)
    assert len(blocks) > 10
    for _, block in blocks:
        done = subprocess.run(["bash", "-n"], input=block, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{done.stderr}\n{block}"
