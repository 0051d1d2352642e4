"""Secrets Manager as far as a rotation asks it: versions of secrets and the labels that they bear."""

from tests.aws_standin import Actions, Asked, Refused

FIRST = "1" * 32


class Vault:
    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str] = {}
        self.stages: dict[str, dict[str, list[str]]] = {}
        self.rolled: list[tuple[str, str]] = []

    def keep(self, secret: str, value: str) -> None:
        """A secret with one version."""
        self.values[secret, FIRST] = value
        self.stages[secret] = {FIRST: ["AWSCURRENT"]}

    def announce(self, secret: str, version: str) -> None:
        """What `RotateSecret` begins with: a version that waits to be made. Raises Refused while another still waits.

        https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotateSecret.html
        """
        stages = self.stages[secret]
        for other, labels in stages.items():
            if "AWSPENDING" in labels:
                if "AWSCURRENT" not in labels:
                    raise Refused(f"InvalidRequestException: a previous rotation, of {other}, isn't complete")
                labels.remove("AWSPENDING")
        stages[version] = ["AWSPENDING"]

    def current(self, secret: str) -> str:
        return self.values[secret, self._version(secret, "AWSCURRENT")]

    def actions(self) -> Actions:
        return {
            "DescribeSecret": self._describe,
            "GetSecretValue": self._get,
            "PutSecretValue": self._put,
            "UpdateSecretVersionStage": self._move,
            "UpdateService": self._roll,
        }

    def _describe(self, asked: Asked) -> Asked:
        labelled = {version: labels for version, labels in self.stages[asked["SecretId"]].items() if labels}
        return {"VersionIdsToStages": labelled}

    def _get(self, asked: Asked) -> Asked:
        secret = asked["SecretId"]
        version = asked.get("VersionId") or self._version(secret, asked.get("VersionStage", "AWSCURRENT"))
        if (secret, version) not in self.values:
            raise Refused("ResourceNotFoundException")
        return {"SecretString": self.values[secret, version]}

    def _put(self, asked: Asked) -> Asked:
        secret, version = asked["SecretId"], asked["ClientRequestToken"]
        if (secret, version) in self.values:
            raise Refused("ResourceExistsException")
        self.values[secret, version] = asked["SecretString"]
        self.stages[secret][version] = asked["VersionStages"]
        return {}

    def _move(self, asked: Asked) -> Asked:
        stages, label = self.stages[asked["SecretId"]], asked["VersionStage"]
        before, after = asked["RemoveFromVersionId"], asked.get("MoveToVersionId")
        if label not in stages[before]:
            raise Refused("InvalidParameterException")
        stages[before].remove(label)
        if after is not None:
            stages[after].append(label)
        if label == "AWSCURRENT":
            for labels in stages.values():
                if "AWSPREVIOUS" in labels:
                    labels.remove("AWSPREVIOUS")
            stages[before].append("AWSPREVIOUS")
        return {}

    def _roll(self, asked: Asked) -> Asked:
        if not asked["forceNewDeployment"]:
            raise Refused("InvalidParameterException")
        self.rolled.append((asked["cluster"], asked["service"]))
        return {"service": {}}

    def _version(self, secret: str, stage: str) -> str:
        return next(version for version, stages in self.stages[secret].items() if stage in stages)
