"""Back to a freshly migrated database between two tests: tables that hold a row are emptied, all others left alone.

To truncate writes every table and index anew, and there are a hundred of them, of which a test has touched a few.
"""

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

# Facts of the zone: what ships stays, what a test recorded goes.
_SHIPPED = ("tax_rule", "tariff_rate", "reduced_rate", "goods_rule", "selling_rule")
_KEPT = ("alembic_version", *_SHIPPED)

_TABLES = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname"
_RESTART = """
    select setval(seqrelid, seqstart, false)
    from pg_sequence join pg_depend on objid = seqrelid and classid = 'pg_class'::regclass and deptype in ('a', 'i')
    where pg_sequence_last_value(seqrelid) is not null and refobjid::regclass::text <> all(%s)
"""


@dataclass(slots=True)
class Sweeper:
    """Empties one database again and again, on a connection that stays open: its questions are planned once."""

    superuser_url: str
    _connection: "psycopg.Connection[Any] | None" = None
    _filled: str = ""

    def sweep(self) -> None:
        """Remove every row that no migration made, and number the next ones from the beginning."""
        try:
            self._sweep()
        except psycopg.OperationalError:  # the test has cut all connections
            self.close()
            self._sweep()

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _sweep(self) -> None:
        connection = self._connect()
        filled = connection.execute(self._filled.encode(), prepare=True).fetchone()
        assert filled is not None
        connection.execute(sql.SQL("; ").join(_emptying(filled[0])))
        connection.execute(_RESTART, [list(_KEPT)], prepare=True)

    def _connect(self) -> "psycopg.Connection[Any]":
        if self._connection is None:
            self._connection = psycopg.connect(self.superuser_url, autocommit=True)
            # No trigger fires, and so foreign keys are not asked: all that could point at a row goes with it.
            self._connection.execute("set session_replication_role = replica")
            tables = [name for (name,) in self._connection.execute(_TABLES) if name not in _KEPT]
            self._filled = _which_hold_a_row(tables).as_string(self._connection)
        return self._connection


def _which_hold_a_row(tables: list[str]) -> sql.Composed:
    each = (sql.SQL("case when exists (select from {}) then {} end").format(sql.Identifier(t), t) for t in tables)
    return sql.SQL("select array_remove(array[{}], null)").format(sql.SQL(", ").join(each))


def _emptying(filled: list[str]) -> list[sql.Composed]:
    shipped = [sql.Identifier(table) for table in _SHIPPED]
    return [
        *(sql.SQL("delete from {}").format(sql.Identifier(table)) for table in filled),
        *(sql.SQL("delete from {} where recorded_by <> 'shipped'").format(table) for table in shipped),
        *(sql.SQL("update {} set withdrawn_at = null where withdrawn_at is not null").format(t) for t in shipped),
    ]
