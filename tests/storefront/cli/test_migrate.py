"""`storefront migrate`, and what the other commands say of a database that waits for it."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from storefront.cli.migrate import newest_revision
from storefront.cli.server_setup import create_database
from tenants.kit.settings import Settings
from tests.database import TestDatabase, database_named, drop_database, settings_for
from tests.storefront.cli.commands import environment, running
from tests.storefront.cli.conftest import Command


@pytest.fixture
def empty_database(worker_name: str) -> Iterator[TestDatabase]:
    """A database for the three roles in which nothing has been made."""
    name = f"empty_{worker_name}"
    create_database(os.environ["TESTS_SUPERUSER_URL"], name)
    yield database_named(name)
    drop_database(name)


@pytest.fixture
def unmigrated(empty_database: TestDatabase, tmp_path: Path) -> Settings:
    return settings_for(empty_database, tmp_path)


def set_revision(database: TestDatabase, revision: str) -> None:
    with psycopg.connect(database.owner_url) as connection:
        connection.execute("update alembic_version set version_num = %s", [revision])


def test_an_empty_database_is_brought_to_the_newest_revision_and_a_second_run_changes_nothing(
    storefront: Command, unmigrated: Settings
) -> None:
    newest = newest_revision()
    first = storefront("migrate", variables=environment(unmigrated))
    assert (first.status, first.out) == (0, f"from nothing to revision {newest}\n")
    second = storefront("migrate", variables=environment(unmigrated))
    assert (second.status, second.out) == (0, f"at revision {newest}\n")


@pytest.mark.slow
def test_two_migrations_at_once_take_turns(unmigrated: Settings, tmp_path: Path) -> None:
    with (
        running(tmp_path, environment(unmigrated), "migrate") as one,
        running(tmp_path, environment(unmigrated), "migrate") as other,
    ):
        assert (one.process.wait(60), other.process.wait(60)) == (0, 0), one.stderr + other.stderr
        newest = newest_revision()
        assert sorted((one.stdout, other.stdout)) == [f"at revision {newest}\n", f"from nothing to revision {newest}\n"]


def test_a_role_that_may_not_migrate_is_told_so_and_leaves_nothing_behind(
    storefront: Command, unmigrated: Settings, empty_database: TestDatabase
) -> None:
    as_serving = {"STOREFRONT_OWNER_DATABASE_URL": empty_database.serving_url}
    said = storefront("migrate", variables=environment(unmigrated) | as_serving)
    assert said.status == 2
    assert said.err.count("\n") == 1
    assert "permission denied" in said.err
    with psycopg.connect(empty_database.owner_url) as connection:
        tables = connection.execute("select count(*) from pg_class where relnamespace = 'public'::regnamespace")
        assert tables.fetchone() == (0,)


def test_migrations_need_the_owner(storefront: Command, unmigrated: Settings) -> None:
    variables = environment(unmigrated)
    del variables["STOREFRONT_OWNER_DATABASE_URL"]
    said = storefront("migrate", variables=variables)
    assert said.status == 2
    assert "STOREFRONT_OWNER_DATABASE_URL is not set" in said.err


@pytest.mark.parametrize("command", ["serve", "worker", "tenants list"])
def test_nothing_starts_on_an_empty_database(storefront: Command, unmigrated: Settings, command: str) -> None:
    said = storefront(*command.split(), variables=environment(unmigrated))
    assert (said.status, said.err) == (2, "storefront: the database is empty: run `storefront migrate` first\n")


def test_an_older_version_leaves_a_newer_database_alone(
    storefront: Command, settings: Settings, test_database: TestDatabase
) -> None:
    newest = newest_revision()
    set_revision(test_database, "9999")
    try:
        listed = storefront("tenants", "list", variables=environment(settings))
        migrated = storefront("migrate", variables=environment(settings))
    finally:
        set_revision(test_database, newest)
    assert listed.status == 0
    assert migrated.status == 2
    assert "older version" in migrated.err
