"""Back to a freshly migrated database between two tests: tables that hold a row are emptied, all others left alone.

To truncate writes every table and index anew, and there are a hundred of them, of which a test has touched a few.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

# Facts of the zone: what ships stays, withdrawn or not as it was, and what a test recorded goes.
_SHIPPED = ("tax_rule", "tariff_rate", "reduced_rate", "goods_rule", "selling_rule")
_KEPT = ("alembic_version", *_SHIPPED)

# What leaves this much behind is truncated with all the rest: deleted rows stay in the way until they are vacuumed.
LARGE_BYTES = 8 * 2**20

_TABLES = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname"
_LARGEST = "select max(pg_relation_size(name::regclass)) from unnest(%s::text[]) as name"
_RESTART = """
    select setval(seqrelid, seqstart, false)
    from pg_sequence join pg_depend on objid = seqrelid and classid = 'pg_class'::regclass and deptype in ('a', 'i')
    where pg_sequence_last_value(seqrelid) is not null and refobjid::regclass::text <> all(%s)
"""


@dataclass(frozen=True, slots=True)
class _Shipped:
    """What a table holds as migrated."""

    newest_id: int
    withdrawn_ids: list[int]


@dataclass(slots=True)
class Sweeper:
    """Empties one database again and again, on a connection that stays open: its questions are planned once."""

    superuser_url: str
    _connection: "psycopg.Connection[Any] | None" = None
    _tables: tuple[str, ...] = ()
    _filled: str = ""
    _shipped: dict[str, "_Shipped"] = field(default_factory=dict)

    def open(self) -> None:
        """Connect. The first time must be before any test has written: what is there now is what ships."""
        self._connection = psycopg.connect(self.superuser_url, autocommit=True)
        # No trigger fires, and so foreign keys are not asked: all that could point at a row goes with it.
        self._connection.execute("set session_replication_role = replica")
        self._tables = tuple(name for (name,) in self._connection.execute(_TABLES) if name not in _KEPT)
        self._filled = _which_hold_a_row(self._tables).as_string(self._connection)
        if not self._shipped:
            self._shipped = {table: _shipped(self._connection, table) for table in _SHIPPED}

    def sweep(self) -> None:
        """Remove every row that no migration made, and number the next ones from the beginning."""
        try:
            self._sweep()
        except psycopg.OperationalError:  # the test has cut all connections
            self.close()
            self.open()
            self._sweep()

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _sweep(self) -> None:
        connection = self._connection
        assert connection is not None, "a sweeper is opened before the first test"
        [filled] = connection.execute(self._filled.encode(), prepare=True).fetchone() or ([],)
        [largest] = connection.execute(_LARGEST, [filled], prepare=True).fetchone() or (None,)
        emptied = [_truncating(self._tables)] if (largest or 0) > LARGE_BYTES else _deleting(filled)
        connection.execute(sql.SQL("; ").join([*emptied, *_as_shipped(self._shipped)]))
        connection.execute(_RESTART, [list(_KEPT)], prepare=True)


def _which_hold_a_row(tables: Sequence[str]) -> sql.Composed:
    each = (sql.SQL("case when exists (select from {}) then {} end").format(sql.Identifier(t), t) for t in tables)
    return sql.SQL("select array_remove(array[{}], null)").format(sql.SQL(", ").join(each))


def _deleting(tables: Sequence[str]) -> list[sql.Composed]:
    return [sql.SQL("delete from {}").format(sql.Identifier(table)) for table in tables]


def _truncating(tables: Sequence[str]) -> sql.Composed:
    return sql.SQL("truncate {}").format(sql.SQL(", ").join(map(sql.Identifier, tables)))


def _shipped(connection: "psycopg.Connection[Any]", table: str) -> _Shipped:
    query = sql.SQL("select max(id), array_agg(id) filter (where withdrawn_at is not null) from {}")
    newest, withdrawn = connection.execute(query.format(sql.Identifier(table))).fetchone() or (0, None)
    return _Shipped(newest or 0, withdrawn or [])


def _as_shipped(shipped: Mapping[str, _Shipped]) -> Iterator[sql.Composed]:
    for name, each in shipped.items():
        table = sql.Identifier(name)
        yield sql.SQL("delete from {} where id > {}").format(table, each.newest_id)
        yield sql.SQL(
            "update {} set withdrawn_at = null where withdrawn_at is not null and id <> all({}::bigint[])"
        ).format(table, each.withdrawn_ids)
        yield sql.SQL("select setval(pg_get_serial_sequence({}, 'id'), {})").format(name, each.newest_id)
