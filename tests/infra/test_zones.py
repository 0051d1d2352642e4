"""Every zone and size as Terraform plans it: nothing public, nothing unencrypted, nothing untagged, of the right size.

AWS's answers are invented; what only AWS can say is in `make infra-test`'s last lines.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from infra.tools.terraform import Terraform, variables_of, zones
from tests.infra.conftest import Planned, PlanOf

# What the whole internet may reach: the balancer before the edge of shops' own domains, which holds no data of shops.
OPEN_TO_ALL = {("module.domains[0].aws_vpc_security_group_ingress_rule.balancer", port) for port in (80, 443)}
# Kinds that hold nothing at rest, or whose encryption is another resource's.
SIZES = {
    "rwanda": ("pilot", "db.t4g.small", 1, False, 7, 0),
    "malaysia": ("launch", "db.m7g.large", 2, True, 14, 0),
    "malaysia-national": ("national", "db.r7g.4xlarge", 12, True, 35, 2),
}


@pytest.fixture(scope="module", params=SIZES)
def zone(request: pytest.FixtureRequest, plan_of: PlanOf) -> tuple[str, Planned]:
    return request.param, plan_of(request.param)


def of(planned: Planned, kind: str) -> Iterator[dict[str, Any]]:
    return (each["values"] for each in planned if each["type"] == kind)


def test_every_folder_of_variables_is_tried() -> None:
    assert {name.partition("-")[0] for name in SIZES} == set(zones())


@pytest.mark.slow
def test_nothing_is_public(zone: tuple[str, Planned]) -> None:
    _, planned = zone
    opened = {
        (each["address"].partition('["')[0], each["values"]["from_port"])
        for each in planned
        if each["type"] == "aws_vpc_security_group_ingress_rule" and each["values"]["cidr_ipv4"] == "0.0.0.0/0"
    }
    assert opened <= OPEN_TO_ALL
    assert not any(each.get("cidr_ipv6") for each in of(planned, "aws_vpc_security_group_ingress_rule"))
    assert all(not database["publicly_accessible"] for database in of(planned, "aws_db_instance"))
    assert all(not subnet["map_public_ip_on_launch"] for subnet in of(planned, "aws_subnet"))
    for service in of(planned, "aws_ecs_service"):
        assert service["network_configuration"][0]["assign_public_ip"] is False
    blocks = list(of(planned, "aws_s3_bucket_public_access_block"))
    assert len(blocks) == len(list(of(planned, "aws_s3_bucket"))) == 2
    assert all(each[name] for each in blocks for name in each if name.startswith(("block_", "ignore_", "restrict_")))
    assert [
        balancer["internal"] for balancer in of(planned, "aws_lb") if balancer["load_balancer_type"] == "application"
    ] == [True]


@pytest.mark.slow
def test_everything_at_rest_is_encrypted(zone: tuple[str, Planned]) -> None:
    _, planned = zone
    assert all(database["storage_encrypted"] and database["kms_key_id"] for database in of(planned, "aws_db_instance"))
    assert all(each["kms_key_id"] for each in of(planned, "aws_secretsmanager_secret"))
    assert all(
        each["at_rest_encryption_enabled"] == "true" for each in of(planned, "aws_elasticache_replication_group")
    )
    assert all(each["encrypted"] for each in of(planned, "aws_efs_file_system"))
    assert len(list(of(planned, "aws_s3_bucket_server_side_encryption_configuration"))) == 2
    unencrypted = [group["name"] for group in of(planned, "aws_cloudwatch_log_group") if not group["kms_key_id"]]
    assert all(name.startswith("aws-waf-logs-") for name in unencrypted)


@pytest.mark.slow
def test_everything_under_way_is_encrypted(zone: tuple[str, Planned]) -> None:
    _, planned = zone
    for group in of(planned, "aws_db_parameter_group"):
        assert {"rds.force_ssl": "1"}.items() <= {each["name"]: each["value"] for each in group["parameter"]}.items()
    assert all(each["transit_encryption_enabled"] for each in of(planned, "aws_elasticache_replication_group"))
    for distribution in of(planned, "aws_cloudfront_distribution"):
        assert distribution["viewer_certificate"][0]["minimum_protocol_version"] == "TLSv1.2_2021"
        behaviours = distribution["default_cache_behavior"] + distribution["ordered_cache_behavior"]
        assert {each["viewer_protocol_policy"] for each in behaviours} <= {"redirect-to-https", "https-only"}
    for listener in of(planned, "aws_lb_listener"):
        assert listener["protocol"] in ("HTTPS", "TCP"), "HTTP is answered by no balancer"
    assert [each["delivery_options"][0]["tls_policy"] for each in of(planned, "aws_sesv2_configuration_set")] == [
        "REQUIRE"
    ]


@pytest.mark.slow
def test_everything_that_can_be_tagged_is(zone: tuple[str, Planned]) -> None:
    name, planned = zone
    wanted = {"Product": "storefront", "Zone": name.partition("-")[0], "Size": SIZES[name][0], "ManagedBy": "terraform"}
    taggable = [each for each in planned if "tags" in each["values"]]
    assert len(taggable) > 100
    bare = [each["address"] for each in taggable if not wanted.items() <= (each["values"]["tags"] or {}).items()]
    assert bare == []


@pytest.mark.slow
def test_the_size_is_the_zones_own(zone: tuple[str, Planned]) -> None:
    name, planned = zone
    _, database_class, web, multi_az, backup_days, replicas = SIZES[name]
    primary, *others = sorted(of(planned, "aws_db_instance"), key=lambda each: len(each["identifier"]))
    assert (primary["instance_class"], primary["multi_az"], primary["backup_retention_period"]) == (
        database_class, multi_az, backup_days,
    )  # fmt: skip
    assert len(others) == replicas
    assert primary["deletion_protection"] is True
    assert primary["skip_final_snapshot"] is False
    counts = {each["name"]: each["desired_count"] for each in of(planned, "aws_ecs_service")}
    assert counts["web"] == web
    assert (
        len(list(of(planned, "aws_cloudwatch_metric_alarm")))
        == 23 + (3 if name.startswith("malaysia") else 0) + replicas
    )
    assert len(list(of(planned, "aws_budgets_budget"))) == 1


@pytest.mark.slow
def test_the_firewall_stands_before_every_distribution(zone: tuple[str, Planned]) -> None:
    _, planned = zone
    distributions = list(of(planned, "aws_cloudfront_distribution"))
    assert len(distributions) == 3
    assert {each["web_acl_id"].split(":")[2] for each in distributions} == {"wafv2"}


@pytest.mark.slow
def test_no_secret_stands_in_a_task(zone: tuple[str, Planned]) -> None:
    _, planned = zone
    for task in of(planned, "aws_ecs_task_definition"):
        for container in json.loads(task["container_definitions"]):
            assert container["readonlyRootFilesystem"] is True
            assert container["user"] == "10001:10001"
            for variable in container.get("environment", ()):
                assert not any(word in variable["name"] for word in ("SECRET", "PASSWORD", "TOKEN"))
            for secret in container.get("secrets", ()):
                assert secret["valueFrom"].startswith("arn:aws:secretsmanager:")


@pytest.mark.slow
def test_every_module_keeps_its_promises(zone_root: Terraform) -> None:
    done = zone_root.run("test", "-no-color", f"-var-file={variables_of('malaysia')}")
    assert done.status == 0, done.output
    assert done.output.count("... pass\n") >= 2 * 13


def test_the_files_are_formatted(zone_root: Terraform) -> None:
    done = zone_root.run("fmt", "-check", "-recursive", "-diff", "..")
    assert done.status == 0, done.output


@pytest.mark.slow
def test_the_configuration_is_valid(zone_root: Terraform) -> None:
    done = zone_root.run("validate", "-no-color", "-no-tests")
    assert done.status == 0, done.output
