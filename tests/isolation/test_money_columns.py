"""Money is whole minor units wherever it is stored: a walk of the database's catalogue, not a list of examples."""

import psycopg

from tests.database import TestDatabase

_COLUMNS = """
    select table_name || '.' || column_name, data_type from information_schema.columns
    where table_schema = 'public' and table_name not like 'procrastinate%'
"""


def columns(test_database: TestDatabase) -> dict[str, str]:
    with psycopg.connect(test_database.superuser_url) as connection:
        return dict(connection.execute(_COLUMNS).fetchall())


def test_no_column_is_a_binary_fraction(test_database: TestDatabase) -> None:
    found = columns(test_database)
    assert [name for name, kind in found.items() if kind in ("real", "double precision", "money")] == []


def test_every_amount_is_a_whole_number_of_minor_units(test_database: TestDatabase) -> None:
    amounts = {name: kind for name, kind in columns(test_database).items() if name.endswith("_minor")}
    assert len(amounts) > 20
    assert set(amounts.values()) == {"bigint"}
