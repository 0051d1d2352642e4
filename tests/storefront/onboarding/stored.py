"""What is in the database whoever owns it, for tests that prove what was and what was not written."""

from typing import LiteralString

import psycopg

from tests.database import TestDatabase

_TABLES: tuple[LiteralString, ...] = (
    *("tenant", "person", "membership", "domain", "market", "theme_version", "shop_theme"),
    *("document", "document_text", "menu", "menu_item"),
    *("dispatch", "shipping_zone", "shipping_rate"),
)


def stored(database: TestDatabase, query: LiteralString) -> list[tuple[object, ...]]:
    with psycopg.connect(database.superuser_url) as connection:
        return connection.execute(query).fetchall()


def everything_stored(database: TestDatabase) -> dict[str, list[tuple[object, ...]]]:
    """Every row that a new shop consists of."""
    return {table: stored(database, f"select * from {table} as t order by t::text") for table in _TABLES}
