"""A swept database is as the migrations made it: no test finds a row, a number or a fact of the one before."""

import psycopg
import pytest

from tests import sweeping
from tests.database import TestDatabase
from tests.isolation.rows import fill
from tests.sweeping import Sweeper

_TABLES = "select tablename from pg_tables where schemaname = 'public' order by tablename"
_NUMBERS = "select sequencename || ' ' || coalesce(last_value, 0) from pg_sequences order by sequencename"


def everything(database: TestDatabase) -> dict[str, list[str]]:
    rows = {table: database.rows(f"select t::text from {table} t order by 1") for table in database.rows(_TABLES)}
    return rows | {"numbers of the next rows": database.rows(_NUMBERS)}


@pytest.mark.parametrize("large_bytes", [sweeping.LARGE_BYTES, 0], ids=["deleted", "truncated"])
def test_whatever_a_test_wrote_is_gone_and_what_ships_is_back(
    test_database: TestDatabase, sweeper: Sweeper, monkeypatch: pytest.MonkeyPatch, large_bytes: int
) -> None:
    monkeypatch.setattr(sweeping, "LARGE_BYTES", large_bytes)
    before = everything(test_database)
    fill(test_database.superuser_url)
    with psycopg.connect(test_database.superuser_url) as connection:
        connection.execute("update tax_rule set withdrawn_at = now()")
    assert len({table for table, rows in everything(test_database).items() if rows != before[table]}) > 50
    sweeper.sweep()
    assert everything(test_database) == before


def test_a_connection_that_a_test_has_cut_is_opened_again(test_database: TestDatabase, sweeper: Sweeper) -> None:
    fill(test_database.superuser_url)
    sweeper.sweep()
    with psycopg.connect(test_database.superuser_url) as connection:
        connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )
    fill(test_database.superuser_url)
    sweeper.sweep()
    assert test_database.rows("select id from tenant") == []
