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

# A shop's figures before 0038: country, first and last day, rate, fees, whether it answers for reduced rates, and why.
COPIED_FIGURES: tuple[tuple[object, ...], ...] = (
    ("AU", "2026-01-01", None, None, [], True, "A list"),
    ("AU", "2026-02-01", None, None, [], False, "No longer"),
    ("DE", "2026-01-01", None, 7, ["post", "customs"], False, "A ruling"),
    ("DE", "2026-06-01", None, 7, ["customs", "post"], True, "Our accountant"),
    ("ES", "2026-01-01", None, 4, [], False, "A ruling"),
    ("ES", "2026-06-01", None, 4, [], False, "Another ruling"),
    ("FR", "2026-01-01", "2026-07-31", 5, [], False, "A ruling"),
    ("FR", "2026-06-01", None, 5, [], True, "Our accountant"),
    ("FR", "2026-09-01", None, 5, [], False, "No longer"),
    ("IT", "2026-01-01", None, 4, [], False, "A ruling"),
    ("IT", "2026-02-01", "2026-02-28", 10, [], False, "A ruling of a month"),
    ("IT", "2026-03-01", "2026-05-31", 4, [], True, "Our accountant"),
    ("PT", "2026-01-01", "2026-01-31", 6, [], False, "A ruling"),
    ("PT", "2026-06-01", None, 6, [], True, "The ruling is back"),
)
WORDS = [
    ("AU", "2026-01-01", "2026-01-31", "A list"),
    ("DE", "2026-06-01", None, "Our accountant"),
    ("FR", "2026-06-01", "2026-08-31", "Our accountant"),
    ("IT", "2026-03-01", "2026-05-31", "Our accountant"),
    ("PT", "2026-06-01", None, "The ruling is back"),
]
FIGURES_LEFT = [
    ("DE", "2026-01-01", None, "A ruling"),
    ("ES", "2026-01-01", None, "A ruling"),
    ("ES", "2026-06-01", None, "Another ruling"),
    ("FR", "2026-01-01", None, "A ruling"),
    ("IT", "2026-01-01", None, "A ruling"),
    ("IT", "2026-02-01", "2026-02-28", "A ruling of a month"),
    ("PT", "2026-01-01", "2026-01-31", "A ruling"),
    ("PT", "2026-06-01", None, "The ruling is back"),
]
CHARGED_BY_DAY = (
    "select distinct on (tenant_id, country, day) tenant_id, country, day, vat_rate"
    " from generate_series(date '2025-12-31', '2027-01-01', '1 day') as day"
    " join tax_override on day between valid_from and coalesce(valid_to, 'infinity') where vat_rate is not null"
    " order by tenant_id, country, day, valid_from desc"
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
        with pytest.raises(RuntimeError, match=r"is to end on .* nothing of this step was changed"):
            downgrade_database(own_database.owner_url, "0035")
        kept = "select count(*) from tax_override"
        assert connection.execute(kept).fetchone() == (6,)
        connection.execute("update tax_override set valid_to = null where country = 'IT'")
        downgrade_database(own_database.owner_url, "0035")
        held = connection.execute("select country from tax_override order by tenant_id, country").fetchall()
        assert connection.execute("select count(*) from own_tariff_rate").fetchone() == (0,)
    assert [country for (country,) in held] == ["DE", "IT"] * 2


def test_a_word_for_reduced_rates_takes_back_the_figures_that_it_copied(own_database: TestDatabase) -> None:
    downgrade_database(own_database.owner_url, "0037")
    with psycopg.connect(own_database.superuser_url, autocommit=True) as connection:
        connection.execute(SHOPS)
        for country, starts, ends, vat, fees, is_used, reason in COPIED_FIGURES:
            connection.execute(
                "insert into tax_override"
                " (tenant_id, country, valid_from, valid_to, vat_rate, fees_on, uses_unsure_rates, reason)"
                " select id, %s, %s, %s, %s, %s, %s, %s from tenant",
                [country, starts, ends, vat, fees, is_used, reason],
            )
        before = connection.execute(CHARGED_BY_DAY).fetchall()
        upgrade_database(own_database.owner_url)
        after = connection.execute(CHARGED_BY_DAY).fetchall()
        words = connection.execute(
            "select country, valid_from::text, valid_to::text, reason from tax_rates_answer"
            " order by tenant_id, country, valid_from"
        ).fetchall()
        left = connection.execute(
            "select country, valid_from::text, valid_to::text, reason from tax_override where not uses_unsure_rates"
            " order by tenant_id, country, valid_from"
        ).fetchall()
    assert words == WORDS * 2
    assert left == FIGURES_LEFT * 2
    assert after == before


def test_migrating_a_second_time_changes_nothing(test_database: TestDatabase) -> None:
    upgrade_database(test_database.owner_url)
    assert current_revision(test_database.owner_url) == newest_revision()
