"""Whether policies ask for no more than they need, read from what was applied."""

import json

# Actions that know no resource, so that "*" is all that can be said.
_WITHOUT_RESOURCE = {
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ecr:GetAuthorizationToken",
    "ecs:DescribeTaskDefinition",
    "ecs:RegisterTaskDefinition",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
}


def policies_of(state: dict[str, object]) -> list[tuple[str, list[dict[str, object]]]]:
    """Every policy of a role or user as it was written, by its resource."""
    found = []
    for each in state["resources"]:  # type: ignore[attr-defined]
        if each["type"] in ("aws_iam_role_policy", "aws_iam_user_policy"):
            for instance in each["instances"]:
                statements = json.loads(instance["attributes"]["policy"])["Statement"]
                name = f"{each.get('module', '')}.{each['name']}[{instance.get('index_key', '')}]"
                found.append((name, statements if isinstance(statements, list) else [statements]))
    return found


def excessive(policies: list[tuple[str, list[dict[str, object]]]]) -> list[str]:
    """Every statement that allows all actions, or for all resources where the action knows some."""
    found = []
    for name, statements in policies:
        for statement in statements:
            if statement["Effect"] == "Deny":
                continue
            actions, places = (_listed(statement.get(key, [])) for key in ("Action", "Resource"))
            found += [f"{name}: {action}" for action in actions if action.endswith("*")]
            if "*" in places and not set(actions) <= _WITHOUT_RESOURCE:
                found.append(f"{name}: {actions} on everything")
    return found


def _listed(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]
