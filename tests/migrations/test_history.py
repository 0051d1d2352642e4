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

SHOPS = (
    "insert into tenant (slug, name, country, plan, kind, status, taglines, contact_email, primary_language, currency,"
    " opened_at) select slug, slug, 'MY', 'free', 'exporter', 'live', '{}', 'a@shop.example', 'en', 'MYR', now()"
    " from unnest(array['batik', 'tin']) as slug"
)


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


def test_figures_that_have_ended_do_not_hold_again_where_their_ends_can_not_be_kept(own_database: TestDatabase) -> None:
    figure = (
        "insert into tax_override (tenant_id, country, valid_from, valid_to, vat_rate, fees_on, reason)"
        " select id, '{country}', '2026-01-01', {ends}, 5, '{{}}', 'A ruling' from tenant"
    )
    duty = (
        "insert into own_tariff_rate (tenant_id, place, hs_prefix, valid_from, valid_to, rate, reason)"
        " select id, 'EU', '62', '2026-01-01', '2026-02-01', 5, 'Our broker' from tenant"
    )
    with psycopg.connect(own_database.superuser_url, autocommit=True) as connection:
        connection.execute(SHOPS)
        for country, ends in (("DE", "null"), ("FR", "'2026-02-01'"), ("IT", "current_date + 9")):
            connection.execute(figure.format(country=country, ends=ends))
        connection.execute(duty)
        with pytest.raises(RuntimeError, match="is to end on"):
            downgrade_database(own_database.owner_url, "0035")
        kept = "select count(*) from tax_override"
        assert connection.execute(kept).fetchone() == (6,)
        connection.execute("update tax_override set valid_to = null where country = 'IT'")
        downgrade_database(own_database.owner_url, "0035")
        held = connection.execute("select country from tax_override order by tenant_id, country").fetchall()
        assert connection.execute("select count(*) from own_tariff_rate").fetchone() == (0,)
    assert [country for (country,) in held] == ["DE", "IT"] * 2


def test_a_word_for_reduced_rates_leaves_the_figures_that_it_copied(own_database: TestDatabase) -> None:
    downgrade_database(own_database.owner_url, "0037")
    figures = (
        ("DE", "2026-01-01", "null", "7", "false", "A ruling"),
        ("DE", "2026-06-01", "null", "7", "true", "Our accountant"),
        ("AU", "2026-01-01", "null", "null", "true", "A list"),
        ("AU", "2026-02-01", "null", "null", "false", "No longer"),
    )
    with psycopg.connect(own_database.superuser_url, autocommit=True) as connection:
        connection.execute(SHOPS)
        for country, starts, ends, vat, is_used, reason in figures:
            connection.execute(
                "insert into tax_override"
                " (tenant_id, country, valid_from, valid_to, vat_rate, fees_on, uses_unsure_rates, reason)"
                f" select id, '{country}', '{starts}', {ends}, {vat}, '{{}}', {is_used}, '{reason}' from tenant"
            )
        upgrade_database(own_database.owner_url)
        words = connection.execute(
            "select country, valid_from::text, valid_to::text, reason from tax_rates_answer order by tenant_id, country"
        ).fetchall()
        left = connection.execute(
            "select country, valid_from::text from tax_override where not uses_unsure_rates order by 1, 2"
        ).fetchall()
    assert words == [("AU", "2026-01-01", "2026-01-31", "A list"), ("DE", "2026-06-01", None, "Our accountant")] * 2
    assert left == [("DE", "2026-01-01")] * 2 + [("DE", "2026-06-01")] * 2


def test_migrating_a_second_time_changes_nothing(test_database: TestDatabase) -> None:
    upgrade_database(test_database.owner_url)
    assert current_revision(test_database.owner_url) == newest_revision()
