"""The four steps by which Secrets Manager has a secret renewed. Each may be asked for again after a failure.

https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
"""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, quote, unquote, urlsplit

import psycopg
import structlog

from storefront.rotation.settings import RotationSettings
from tenants.isolation.logins import connections_of, other_login, role_of, set_password

CURRENT, PENDING = "AWSCURRENT", "AWSPENDING"
_CONNECT_SECONDS = 5

log = structlog.get_logger(__name__)


class RotationRefused(Exception):
    """A step that must not be done; the message is why. Secrets Manager tries again, and an alarm tells of it."""


@dataclass(frozen=True, slots=True)
class Rotation:
    """One secret on its way to a new version, `token`, and the services that it takes."""

    vault: Any  # Any: boto3's client of Secrets Manager, which has no type of its own
    containers: Any  # Any: boto3's client of ECS
    settings: RotationSettings
    secret: str
    token: str

    def value(self, stage: str) -> dict[str, str]:
        """What a version holds. Raises ResourceNotFoundException where it holds nothing yet."""
        version = {"VersionId": self.token} if stage == PENDING else {}
        told = self.vault.get_secret_value(SecretId=self.secret, VersionStage=stage, **version)
        return dict(json.loads(told["SecretString"]))


def take(step: str, rotation: Rotation) -> None:
    """Do one step. Raises RotationRefused, psycopg.Error, or what boto3's clients raise."""
    stages = _stages(rotation)
    if step == "finishSecret":
        finish(rotation, stages)
    elif CURRENT not in stages[rotation.token]:  # else it was finished before, and this is a late repetition
        _STEPS[step](rotation)
    log.info("rotation.step", step=step, secret=rotation.secret)


def create(rotation: Rotation) -> None:
    """A new version: the role's other login, with a new password. All else in the secret stays as it is."""
    try:
        rotation.value(PENDING)
    except rotation.vault.exceptions.ResourceNotFoundException:
        value = rotation.value(CURRENT)
        name = _address_name(value)
        address = urlsplit(value[name])
        value[name] = _with_login(address, other_login(_login(address)), secrets.token_urlsafe(30))
        rotation.vault.put_secret_value(
            SecretId=rotation.secret,
            ClientRequestToken=rotation.token,
            SecretString=json.dumps(value),
            VersionStages=[PENDING],
        )


def set_(rotation: Rotation) -> None:
    """The database learns the new password. Raises RotationRefused while anybody still uses the login."""
    address = _address(rotation.value(PENDING))
    login = _login(address)
    if login == _login(_address(rotation.value(CURRENT))):
        raise RotationRefused(
            f"{login} is the present login too: the secret was written anew meanwhile. {_again(rotation)}"
        )
    told = rotation.vault.get_secret_value(SecretId=rotation.settings.admin_secret)
    admin = json.loads(told["SecretString"])
    with psycopg.connect(
        rotation.settings.admin_database_url,
        user=admin["username"],
        password=admin["password"],
        connect_timeout=_CONNECT_SECONDS,
        autocommit=True,
    ) as connection:
        if using := connections_of(connection, login):
            raise RotationRefused(
                f"{using} connections still use {login}, whose password would change: bring the services to the"
                f" secret's present version, or shut out a stranger (storefront shut-login {login}). {_again(rotation)}"
            )
        set_password(connection, login, unquote(address.password or ""))


def test(rotation: Rotation) -> None:
    """The new login connects, and is its role. Raises RotationRefused where it is somebody else."""
    address = _address(rotation.value(PENDING))
    role = role_of(_login(address))
    with psycopg.connect(address.geturl(), connect_timeout=_CONNECT_SECONDS) as connection:
        row = connection.execute("select current_user").fetchone()
    if row != (role,):
        raise RotationRefused(f"{_login(address)} connects as {row and row[0]}, not as {role}")


def finish(rotation: Rotation, stages: Mapping[str, list[str]]) -> None:
    """The new version is the present one, and the services that start with it begin anew, one task after another."""
    if CURRENT not in stages[rotation.token]:
        before = next(version for version, names in stages.items() if CURRENT in names)
        rotation.vault.update_secret_version_stage(
            SecretId=rotation.secret,
            VersionStage=CURRENT,
            MoveToVersionId=rotation.token,
            RemoveFromVersionId=before,
        )
    for service, names in rotation.settings.services.items():
        if rotation.secret in names:
            cluster = rotation.settings.cluster
            rotation.containers.update_service(cluster=cluster, service=service, forceNewDeployment=True)


_STEPS: dict[str, Callable[[Rotation], None]] = {"createSecret": create, "setSecret": set_, "testSecret": test}


def _stages(rotation: Rotation) -> dict[str, list[str]]:
    """The labels of each version. Raises RotationRefused where the one to be made is not announced."""
    stages: dict[str, list[str]] = rotation.vault.describe_secret(SecretId=rotation.secret)["VersionIdsToStages"]
    if not {CURRENT, PENDING} & set(stages.get(rotation.token, [])):
        raise RotationRefused(f"version {rotation.token} of {rotation.secret} is not waiting to be made")
    return stages


def _again(rotation: Rotation) -> str:
    """A version that waits is taken for a rotation under way, and no other is begun beside it."""
    return (
        f"Then take {PENDING} off version {rotation.token} (aws secretsmanager update-secret-version-stage),"
        " and rotate again (docs/runbook.md, Rotation)"
    )


def _address_name(value: Mapping[str, str]) -> str:
    names = [name for name in value if name.endswith("database_url")]
    if len(names) != 1:
        raise RotationRefused(f"a secret holds one database_url, and not {len(names)}")
    return names[0]


def _address(value: Mapping[str, str]) -> SplitResult:
    return urlsplit(value[_address_name(value)])


def _login(address: SplitResult) -> str:
    return unquote(address.username or "")


def _with_login(address: SplitResult, login: str, password: str) -> str:
    _, _, place = address.netloc.rpartition("@")
    return address._replace(netloc=f"{quote(login)}:{quote(password)}@{place}").geturl()
