"""The history of migrations leads to exactly the models, and back."""

from collections.abc import Iterator

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from migrations.filters import is_ours
from storefront.cli.migrate import current_revision, downgrade_database, newest_revision, upgrade_database
from storefront.tables import METADATA
from tenants.isolation.engine import sqlalchemy_url
from tests.database import TestDatabase, clone_database, drop_database


@pytest.fixture
def own_database(worker_name: str) -> Iterator[TestDatabase]:
    """A database that a test may leave in pieces."""
    database = clone_database(f"history_{worker_name}")
    yield database
    drop_database(database.name)


def test_models_and_migrations_agree(test_database: TestDatabase) -> None:
    engine = create_engine(sqlalchemy_url(test_database.owner_url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_ours, "compare_type": True})
        differences = compare_metadata(context, METADATA)
    engine.dispose()
    assert differences == []


def test_down_to_nothing_and_up_again(own_database: TestDatabase) -> None:
    downgrade_database(own_database.owner_url, "base")
    with psycopg.connect(own_database.superuser_url) as connection:
        left = connection.execute(
            "select tablename from pg_tables where schemaname = 'public' and tablename <> 'alembic_version'"
            " union all select proname from pg_proc p where pronamespace = 'public'::regnamespace and not exists"
            " (select 1 from pg_depend where objid = p.oid and deptype = 'e')"
        ).fetchall()
    upgrade_database(own_database.owner_url)
    assert left == []
    assert current_revision(own_database.owner_url) == newest_revision()


def test_migrating_a_second_time_changes_nothing(test_database: TestDatabase) -> None:
    upgrade_database(test_database.owner_url)
    assert current_revision(test_database.owner_url) == newest_revision()
