"""`storefront prepare`: a rented server, whose administrator is no superuser, gets its roles and its database."""

from pathlib import Path

import psycopg
import pytest

from tenants.isolation.logins import other_login
from tenants.isolation.policies import OWNER, PLATFORM, SERVING
from tenants.kit.settings import PREFIX
from tests.rented_server import RentedServer
from tests.storefront.cli.conftest import Command


def variables(server: RentedServer, password: str = "p", **changes: str) -> dict[str, str]:
    values = {
        "DATABASE_URL": server.url(SERVING, password, "storefront"),
        "OWNER_DATABASE_URL": server.url(OWNER, password, "storefront"),
        "PLATFORM_DATABASE_URL": server.url(PLATFORM, password, "storefront"),
        "ADMIN_DATABASE_URL": server.admin_url,
        "SECRET_KEY": "k" * 40,
        "MEDIA_URL": "file:///tmp",
    }
    return {PREFIX + name: value for name, value in (values | changes).items()}


@pytest.mark.slow
def test_prepare_then_migrate_and_the_doctor_finds_nothing_wrong(
    storefront: Command, rented: RentedServer, tmp_path: Path
) -> None:
    settings = variables(rented) | {f"{PREFIX}MEDIA_URL": tmp_path.as_uri()}
    said = storefront("prepare", variables=settings)
    assert (said.status, said.err) == (0, "")
    assert said.out == f"database storefront and the logins {OWNER}, {PLATFORM}, {SERVING} are there\n"
    assert storefront("migrate", variables=settings).status == 0
    checked = storefront("doctor", variables=settings)
    assert (checked.status, "BAD" in checked.out) == (0, False)

    # Passwords are made anew by saying them anew; nothing else changes.
    renewed = variables(rented, "another") | {f"{PREFIX}MEDIA_URL": tmp_path.as_uri()}
    assert storefront("doctor", variables=renewed).status == 1
    assert storefront("prepare", variables=renewed).status == 0
    assert storefront("doctor", variables=renewed).status == 0


def test_a_restored_server_takes_the_login_that_the_secret_names_now(
    storefront: Command, rented: RentedServer, tmp_path: Path
) -> None:
    """The secret may have been rotated after the moment that was restored, when no second login was there yet."""
    second = other_login(SERVING)
    rented.run(f"drop role if exists {second}")
    settings = variables(rented, DATABASE_URL=rented.url(second, "rotated", "storefront"))
    assert storefront("prepare", variables=settings).out.endswith(f"{PLATFORM}, {second} are there\n")
    with psycopg.connect(settings[f"{PREFIX}DATABASE_URL"]) as connection:
        assert connection.execute("select current_user, session_user").fetchone() == (SERVING, second)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"ADMIN_DATABASE_URL": ""}, "STOREFRONT_ADMIN_DATABASE_URL is not set"),
        ({"PLATFORM_DATABASE_URL": ""}, "STOREFRONT_PLATFORM_DATABASE_URL must name user storefront_platform"),
        ({"OWNER_DATABASE_URL": "postgresql://somebody:p@h/storefront"}, "must name user storefront_owner"),
        ({"OWNER_DATABASE_URL": "postgresql://storefront_owner:p@h/other"}, "different databases: other, storefront"),
        ({"DATABASE_URL": "postgresql://storefront_serving@h/storefront"}, "its password"),
        ({"ADMIN_DATABASE_URL": "postgresql://a:b@127.0.0.1:1/postgres"}, "STOREFRONT_ADMIN_DATABASE_URL: "),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_made(
    storefront: Command, rented: RentedServer, change: dict[str, str], told: str
) -> None:
    said = storefront("prepare", variables=variables(rented) | {PREFIX + name: value for name, value in change.items()})
    assert said.status == 2
    assert told in said.err
    assert said.err.count("\n") == 1
