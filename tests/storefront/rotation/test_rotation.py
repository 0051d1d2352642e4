"""Renewing a role's password, step by step, on a real server whose administrator is no superuser, as on RDS."""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import boto3
import psycopg
import pytest

from storefront.cli.server_setup import create_database, prepare_server
from storefront.rotation.function import rotations
from storefront.rotation.settings import RotationSettings
from storefront.rotation.steps import RotationRefused
from tenants.isolation.logins import other_login, role_of, shut_login
from tenants.isolation.policies import OWNER, PLATFORM, SERVING
from tests.aws_standin import VARIABLES, Refused, aws_standin
from tests.rented_server import ADMIN, ADMIN_PASSWORD, RentedServer
from tests.storefront.rotation.vault import FIRST, Vault

V2, V3, V4, V9 = (digit * 32 for digit in "2349")  # a token has 32 characters or more
STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")
SECRETS = {"app": (SERVING, "database_url"), "owner": (OWNER, "owner_database_url")}


class Zone:
    """A server with its roles, the secrets that name them, and the function that renews them."""

    def __init__(self, server: RentedServer, vault: Vault) -> None:
        self.server = server
        self.vault = vault
        settings = RotationSettings(
            "admin", server.url("", "", "postgres"), "zone", {"web": ["app"], "worker": ["platform", "app"]}
        )
        self._answer = rotations(settings)

    def step(self, secret: str, version: str, *steps: str) -> None:
        for step in steps:
            self._answer({"SecretId": secret, "ClientRequestToken": version, "Step": step})

    def rotate(self, secret: str, version: str) -> None:
        self.vault.announce(secret, version)
        self.step(secret, version, *STEPS)

    def url(self, secret: str) -> str:
        return str(json.loads(self.vault.current(secret))[SECRETS[secret][1]])


@pytest.fixture
def zone(rented: RentedServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Zone]:
    prepare_server(rented.admin_url, dict.fromkeys((SERVING, OWNER, PLATFORM), "first"))
    create_database(rented.admin_url, "zone")
    vault = Vault()
    vault.keep("admin", json.dumps({"username": ADMIN, "password": ADMIN_PASSWORD}))
    for secret, (role, name) in SECRETS.items():
        vault.keep(secret, json.dumps({name: rented.url(role, "first", "zone"), "secret_key": "kept"}))
    for name, value in VARIABLES.items():
        monkeypatch.setenv(name, value)
    with aws_standin(vault.actions()) as address:
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        boto3.setup_default_session()
        yield Zone(rented, vault)


def asked(url: str, query: str) -> object:
    with psycopg.connect(url, connect_timeout=5) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row and row[0]


def login(url: str) -> str:
    return urlsplit(url).username or ""


def test_the_new_login_is_the_role_and_the_old_one_works_until_the_next_time(zone: Zone) -> None:
    first = zone.url("app")
    zone.rotate("app", V2)
    second = zone.url("app")
    assert (login(first), login(second)) == (SERVING, f"{SERVING}_second")
    assert urlsplit(second)._replace(netloc="") == urlsplit(first)._replace(netloc=""), "the place stays"
    assert json.loads(zone.vault.current("app"))["secret_key"] == "kept"
    assert [asked(url, "select current_user") for url in (first, second)] == [SERVING, SERVING]
    assert zone.vault.rolled == [("zone", "web"), ("zone", "worker")]

    zone.rotate("app", V3)
    third = zone.url("app")
    assert login(third) == SERVING
    assert asked(third, "select current_user") == SERVING
    assert asked(second, "select current_user") == SERVING
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        asked(first, "select 1")


def test_what_the_owners_second_login_makes_belongs_to_the_owner(zone: Zone) -> None:
    zone.rotate("owner", V2)
    with psycopg.connect(zone.url("owner"), autocommit=True) as connection:
        connection.execute(b"create table made ()")
        row = connection.execute(b"select tableowner from pg_tables where tablename = 'made'").fetchone()
        connection.execute(b"drop table made")
    assert row == (OWNER,)
    assert zone.vault.rolled == [], "no service starts with the owner's secret"


def test_a_second_login_has_no_right_of_its_own(zone: Zone) -> None:
    zone.rotate("app", V2)
    above = "rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication"
    assert asked(zone.url("app"), f"select {above} from pg_roles where rolname = session_user") is False
    for role in (OWNER, PLATFORM):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            asked(zone.url("app"), f"set role {role}")


def test_a_login_that_is_in_use_keeps_its_password(zone: Zone) -> None:
    first = zone.url("app")
    zone.rotate("app", V2)
    zone.vault.announce("app", V3)
    zone.step("app", V3, "createSecret")
    with psycopg.connect(first):
        with pytest.raises(RotationRefused, match="1 connections still use storefront_serving, whose"):
            zone.step("app", V3, "setSecret")
        assert asked(first, "select 1") == 1
    assert login(zone.url("app")) == f"{SERVING}_second"
    zone.server.wait_until_unused(SERVING)
    zone.step("app", V3, "createSecret", *STEPS[1:])
    assert login(zone.url("app")) == SERVING


def test_a_stranger_who_stays_connected_is_shut_out_and_the_password_renewed(zone: Zone) -> None:
    """The runbook's order, where what leaked is the password of before."""
    leaked = zone.url("app")
    zone.rotate("app", V2)
    zone.vault.announce("app", V3)
    zone.step("app", V3, "createSecret")
    with psycopg.connect(leaked) as stranger:
        with pytest.raises(RotationRefused, match=f"shut-login {SERVING}.* take AWSPENDING off version {V3}"):
            zone.step("app", V3, "setSecret")
        with pytest.raises(Refused, match="isn't complete"):
            zone.vault.announce("app", V4)
        with psycopg.connect(zone.server.admin_url, autocommit=True) as admin:
            assert shut_login(admin, SERVING) == 1
        with pytest.raises(psycopg.OperationalError):
            stranger.execute("select 1")
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        asked(leaked, "select 1")
    assert asked(zone.url("app"), "select current_user") == SERVING, "the services go on"

    boto3.client("secretsmanager").update_secret_version_stage(
        SecretId="app", VersionStage="AWSPENDING", RemoveFromVersionId=V3
    )
    zone.rotate("app", V4)
    assert login(zone.url("app")) == SERVING
    assert asked(zone.url("app"), "select current_user") == SERVING
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        asked(leaked, "select 1")


def test_every_step_may_be_taken_twice(zone: Zone) -> None:
    zone.vault.announce("app", V2)
    for step in STEPS:
        zone.step("app", V2, step, step)
    assert asked(zone.url("app"), "select current_user") == SERVING
    zone.step("app", V2, *STEPS[:3])
    assert asked(zone.url("app"), "select current_user") == SERVING


def test_services_that_could_not_be_told_are_told_when_the_last_step_is_repeated(zone: Zone) -> None:
    zone.rotate("app", V2)
    zone.vault.rolled.clear()
    zone.step("app", V2, "finishSecret")
    assert zone.vault.rolled == [("zone", "web"), ("zone", "worker")]


def test_a_secret_that_is_written_anew_meanwhile_is_not_broken(zone: Zone) -> None:
    """Terraform raises the generation between two steps: the pending login has become the present one."""
    zone.rotate("app", V2)
    zone.vault.announce("app", V3)
    zone.step("app", V3, "createSecret")
    zone.vault.keep("app", json.dumps({"database_url": zone.server.url(SERVING, "first", "zone")}))
    zone.vault.announce("app", V3)
    with pytest.raises(RotationRefused, match="written anew"):
        zone.step("app", V3, "setSecret")
    assert asked(zone.url("app"), "select 1") == 1


def test_a_version_that_nobody_announced_is_refused(zone: Zone) -> None:
    with pytest.raises(RotationRefused, match="9 of app is not waiting"):
        zone.step("app", V9, "createSecret")
    assert list(zone.vault.stages["app"]) == [FIRST]


def test_a_login_that_is_somebody_else_does_not_pass(zone: Zone) -> None:
    zone.vault.announce("app", V2)
    zone.step("app", V2, *STEPS[:2])
    zone.server.run(f"alter role {SERVING}_second reset role")
    with pytest.raises(RotationRefused, match=f"connects as {SERVING}_second, not as {SERVING}"):
        zone.step("app", V2, "testSecret")


def test_a_secret_of_another_kind_is_refused(zone: Zone) -> None:
    zone.vault.keep("outside", json.dumps({"smtp_url": "smtp://mail"}))
    zone.vault.announce("outside", V2)
    with pytest.raises(RotationRefused, match="one database_url, and not 0"):
        zone.step("outside", V2, "createSecret")


def test_the_server_is_never_sent_a_password(zone: Zone) -> None:
    zone.rotate("app", V2)
    password = urlsplit(zone.url("app")).password or ""
    log = zone.server.log()
    assert "SCRAM-SHA-256$4096:" in log, "it does log what changes roles"
    assert len(password) == 40
    assert password not in log


def test_logins_come_in_pairs() -> None:
    for role in (OWNER, SERVING, PLATFORM):
        assert role_of(other_login(role)) == role
        assert other_login(other_login(role)) == role
    for stranger in ("postgres", f"{SERVING}_third", f"{SERVING}_second_second", ""):
        with pytest.raises(ValueError, match="no role"):
            other_login(stranger)
