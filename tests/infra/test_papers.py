"""What is written about the cloud is what is there."""

import re
import subprocess
import tomllib
from collections import Counter
from decimal import Decimal

import click
import pytest

from infra.tools import diagram, prices
from infra.tools.terraform import INFRA
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


def test_the_price_tables_are_todays_and_the_bill_adds_up() -> None:
    assert prices.is_current(), "python -m infra.tools.prices --write"
    rows = [Decimal(found) for found in re.findall(r"(?m)^\| (?!\*\*)[^|]+ \| (\d+\.\d\d) \|$", prices.table())]
    total = re.search(r"\*\*(\d+\.\d\d)\*\*", prices.table())
    assert total
    assert sum(rows) == Decimal(total[1])
    assert len(rows) == len(prices.lines())


def test_a_pilot_is_not_warned_of_what_is_reckoned_with() -> None:
    """The first mail comes at four fifths of the budget (modules/observability)."""
    sizes = (INFRA / "zone" / "sizes.tf").read_text(encoding="utf-8")
    budget = re.search(r"budget_usd\s+= (\d+)", sizes[sizes.index("pilot = {") :])
    assert budget
    assert sum(line.usd for line in prices.lines()) < int(budget[1]) * Decimal("0.8")


def test_every_price_is_used_and_every_used_one_is_there() -> None:
    told = tomllib.loads((INFRA / "prices.toml").read_text(encoding="utf-8"))
    assert {name for line in told["pilot"] for name in line["amounts"]} == set(told["prices"])
    for name, each in (told["prices"] | told["larger"]).items():
        assert each["page"].endswith("pricing"), name
        assert re.search(r"\w\.\w|^the same|^that page", each["seen"]), f"{name} was read nowhere"


def test_the_pilots_sum_is_the_one_that_capacity_speaks_of() -> None:
    total = sum(line.usd for line in prices.lines())
    text = prices.CAPACITY.read_text(encoding="utf-8")
    assert f"| pilot | US$ {total:.0f} |" in text
    assert f"**US$ {total} a month**" in text


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
def test_the_bill_counts_what_is_planned(plan_of: PlanOf) -> None:
    """By the piece. Target tracking makes two alarms, RDS a secret of its own; metrics are as prices.toml says."""
    planned = plan_of("rwanda")
    count = Counter(each["type"] for each in planned)
    tracking = [each for each in planned if each["values"].get("policy_type") == "TargetTrackingScaling"]
    rules = [len(each["values"]["rule"]) for each in planned if each["type"] == "aws_wafv2_web_acl"]
    expected = {
        "alarm": count["aws_cloudwatch_metric_alarm"] + 2 * len(tracking),
        "metric": count["aws_cloudwatch_log_metric_filter"] + 13 + (15 + 10) * count["aws_ecs_service"],
        "key": count["aws_kms_key"],
        "secret": count["aws_secretsmanager_secret"] + count["aws_db_instance"],
        "dns": count["aws_route53_zone"],
        "nat": count["aws_nat_gateway"],
        "address": count["aws_eip"],
        "balancer": count["aws_lb"],
        "firewall": len(rules),
        "firewall_rule": sum(rules),
    }
    told = tomllib.loads((INFRA / "prices.toml").read_text(encoding="utf-8"))
    amounts = {name: amount for line in told["pilot"] for name, amount in line["amounts"].items()}
    assert {name: int(amounts[name].partition(" ")[0]) for name in expected} == expected


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
        command = command.commands[words.pop(0)]
    command.make_context(command.name, words)


@pytest.mark.parametrize("line", ["rest", "tenants", "tenants rest SLUG", "tenants suspend", "doctor SLUG"])
def test_a_line_that_is_no_command_of_ours_is_found_out(line: str) -> None:
    with pytest.raises((AssertionError, click.UsageError)):
        resolve(line.split())


def test_commands_of_the_runbook_are_commands_of_ours() -> None:
    text = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
    begin = r"operate|storefront|run (?:prepare|migrate)(?= )"
    lines = re.findall(rf"(?m)(?:^ *|`)(?:{begin}) ([^#`\n]+?) *(?:[#`;|&]|$)", text)
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
