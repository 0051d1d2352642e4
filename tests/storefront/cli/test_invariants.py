"""`storefront invariants`: what a restore left broken is named, on the server that is asked about."""

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from storefront.cli.invariants import broken
from tenants.kit.settings import PREFIX
from tests.database import TestDatabase
from tests.storefront.cli.conftest import Command


def test_a_sound_database_has_nothing_broken(test_database: TestDatabase) -> None:
    assert broken(test_database.owner_url) == []


@pytest.mark.parametrize(
    ("harm", "mend", "told"),
    [
        (
            "alter table product no force row level security",
            "alter table product force row level security",
            "row security is not forced on product",
        ),
        (
            "update alembic_version set version_num = '0000'",
            "update alembic_version set version_num = '{revision}'",
            "the schema is at 0000, and this version wants another",
        ),
        (
            "alter role storefront_serving bypassrls",
            "alter role storefront_serving nobypassrls",
            "a role steps around row security storefront_serving",
        ),
    ],
)
def test_what_a_restore_left_broken_is_named(test_database: TestDatabase, harm: str, mend: str, told: str) -> None:
    with psycopg.connect(test_database.superuser_url, autocommit=True) as connection:
        revision = connection.execute("select version_num from alembic_version").fetchone()
        assert revision
        connection.execute(harm.encode())
        try:
            assert broken(test_database.owner_url) == [told]
        finally:
            connection.execute(mend.format(revision=revision[0]).encode())


def variables(test_database: TestDatabase, **changes: str) -> dict[str, str]:
    values = {
        "DATABASE_URL": test_database.serving_url,
        "OWNER_DATABASE_URL": test_database.owner_url,
        "SECRET_KEY": "k" * 40,
    }
    return {PREFIX + name: value for name, value in (values | changes).items()}


def test_the_command_looks_at_the_server_that_is_named(storefront: Command, test_database: TestDatabase) -> None:
    said = storefront("invariants", variables=variables(test_database))
    assert (said.status, said.out, said.err) == (0, "7 things looked at, 0 broken\n", "")
    host = str(conninfo_to_dict(test_database.owner_url)["host"])
    elsewhere = test_database.owner_url.replace(host, "/nowhere")
    assert storefront("invariants", variables=variables(test_database, OWNER_DATABASE_URL=elsewhere)).status == 2
    restored = storefront(
        "invariants", "--host", host, variables=variables(test_database, OWNER_DATABASE_URL=elsewhere)
    )
    assert (restored.status, restored.out) == (0, said.out)


def test_the_command_ends_with_1_where_something_is_broken(storefront: Command, test_database: TestDatabase) -> None:
    with psycopg.connect(test_database.superuser_url, autocommit=True) as connection:
        connection.execute("alter table product no force row level security")
        try:
            said = storefront("invariants", variables=variables(test_database))
        finally:
            connection.execute("alter table product force row level security")
    assert said.status == 1
    assert said.out.startswith("BROKEN row security is not forced on product\n")


def test_without_the_owner_it_says_what_is_missing(storefront: Command, test_database: TestDatabase) -> None:
    said = storefront("invariants", variables=variables(test_database, OWNER_DATABASE_URL=""))
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert "STOREFRONT_OWNER_DATABASE_URL is not set" in said.err
