"""The wall, table by table: whatever the serving role tries, another tenant's rows are out of its reach.

The walk goes over the database's own catalogue of tables, so a table that is added without a policy fails here.
"""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import ForeignKeyConstraint, Table

from tenants.isolation.policies import OWNER, PLATFORM, SERVING
from tests.database import TestDatabase, clone_database, drop_database
from tests.isolation.rows import TwoTenants, fill, fresh_row, insert, tenant_column, tenant_tables

TABLES = tenant_tables()

# Tables that hold no tenant's data, each with its reason.
UNSCOPED = {
    "alembic_version": "the schema's revision",
    "closed_destination": "the zone's: every shop reads what is closed, only the platform closes and opens",
    "selling_rule": "the zone's rules on sales: every shop reads them, only the platform records them",
    "goods_rule": "the zone's rules on goods: every shop reads them, only the platform records them",
    "password_link": "as person: digests of links, for the platform role only",
    "person": "one person may belong to many shops; the serving role has no right to it at all",
    "person_session": "as person: digests of cookies, for the platform role only",
    "procrastinate_events": "the queue, which a worker of the release before works by as the serving role",
    "procrastinate_jobs": "the queue: whoever has bound a tenant writes that one's, see test_queue.py",
    "procrastinate_periodic_defers": "the queue, which a worker of the release before works by as the serving role",
    "procrastinate_workers": "the queue, which a worker of the release before works by as the serving role",
    "reference_rate": "published rates of exchange, the same for every shop; the serving role may only read them",
    "reduced_rate": "the zone's reduced rates of tax: every shop reads them, only the platform records them",
    "tariff_rate": "the zone's duty rates: every shop reads them, only the platform records them",
    "tax_rule": "the zone's rules of taxes: every shop reads them, only the platform records them",
}


@pytest.fixture(scope="module")
def test_database(worker_name: str) -> Iterator[TestDatabase]:
    """One database for the whole walk: nothing here is ever committed."""
    database = clone_database(f"isolation_{worker_name}")
    yield database
    drop_database(database.name)


@pytest.fixture(scope="module")
def rows(test_database: TestDatabase) -> TwoTenants:
    return fill(test_database.superuser_url)


@pytest.fixture(scope="module")
def bound(test_database: TestDatabase) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(test_database.serving_url) as connection:
        yield connection


@pytest.fixture
def serving(bound: psycopg.Connection[Any], rows: TwoTenants) -> Iterator[psycopg.Connection[Any]]:
    """The serving role in a transaction that is the first tenant's, and undone afterwards."""
    bound.execute("select set_config('app.tenant_id', %s, true)", [str(rows.mine)])
    yield bound
    bound.rollback()


@pytest.fixture(scope="module")
def unbound(test_database: TestDatabase) -> Iterator[psycopg.Connection[Any]]:
    """The serving role on a connection that has never been a tenant's."""
    with psycopg.connect(test_database.serving_url, autocommit=True) as connection:
        yield connection


def _count(connection: psycopg.Connection[Any], query: str, *values: object) -> int:
    found = connection.execute(query.encode(), values).fetchone()
    assert found is not None
    return int(found[0])


def test_every_table_is_either_walled_or_listed_with_a_reason(test_database: TestDatabase) -> None:
    with psycopg.connect(test_database.superuser_url) as connection:
        tables = connection.execute(
            "select relname, relrowsecurity and relforcerowsecurity,"
            " exists (select 1 from pg_policy where polrelid = c.oid)"
            " from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
        ).fetchall()
    open_tables = {name for name, is_forced, has_policy in tables if not (is_forced and has_policy)}
    assert open_tables == set(UNSCOPED)


def test_every_key_begins_with_the_tenant(test_database: TestDatabase) -> None:
    for table in TABLES:
        first = next(iter(table.primary_key.columns)).name
        assert first == tenant_column(table), table.name
        for constraint in table.constraints:
            if isinstance(constraint, ForeignKeyConstraint) and "tenant_id" in table.c:
                assert "tenant_id" in [column.name for column in constraint.columns] or {
                    element.column.table.name for element in constraint.elements
                } == {"person"}, f"{table.name}: {constraint.column_keys}"


def test_the_serving_role_owns_nothing_and_can_not_step_around(test_database: TestDatabase) -> None:
    with psycopg.connect(test_database.superuser_url) as connection:
        owned = _count(
            connection,
            "select count(*) from pg_class where relowner = %s::regrole or relowner = %s::regrole",
            SERVING,
            PLATFORM,
        )
        powers = connection.execute(
            "select rolname from pg_roles where (rolsuper or rolbypassrls) and rolname = any(%s)",
            [[SERVING, PLATFORM, OWNER]],
        ).fetchall()
        memberships = _count(connection, "select count(*) from pg_auth_members where member = %s::regrole", SERVING)
        dangerous = connection.execute(
            "select table_name, privilege_type from information_schema.role_table_grants"
            " where grantee = any(%s) and privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')",
            [[SERVING, PLATFORM, "PUBLIC"]],
        ).fetchall()
    assert (owned, powers, memberships, dangerous) == (0, [], 0, [])


def test_functions_with_their_owners_rights_are_few_and_pinned(test_database: TestDatabase) -> None:
    with psycopg.connect(test_database.superuser_url) as connection:
        definers = connection.execute(
            "select proname, array_to_string(proconfig, ',') from pg_proc p where prosecdef"
            " and pronamespace = 'public'::regnamespace order by proname"
        ).fetchall()
    assert all("search_path=" in (config or "") for _, config in definers)
    assert {name for name, _ in definers} == DEFINER_FUNCTIONS


DEFINER_FUNCTIONS = {
    "tenant_of_payment_account",  # whose account at the provider is this? one exact account
    "tenant_by_host",  # whose host is this? one exact host
    "search_matches",  # text operators are not leakproof, so row security would keep them from their index;
    "search_near",  # these two hold to the bound tenant themselves
    "procrastinate_trigger_function_status_events_insert_v1",  # triggers that write a job's history, to which whoever
    "procrastinate_trigger_function_scheduled_events_v1",  # writes a job has no right
}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
class TestTable:
    def test_another_tenants_row_can_not_be_read(
        self, table: Table, rows: TwoTenants, serving: psycopg.Connection[Any]
    ) -> None:
        column = tenant_column(table)
        assert _count(serving, f"select count(*) from {table.name}") == 1
        assert _count(serving, f"select count(*) from {table.name} where {column} = %s", rows.theirs) == 0

    def test_without_a_tenant_no_row_is_seen(
        self, table: Table, rows: TwoTenants, unbound: psycopg.Connection[Any]
    ) -> None:
        assert _count(unbound, f"select count(*) from {table.name}") == 0

    def test_nothing_is_inserted_for_another_tenant(
        self, table: Table, rows: TwoTenants, serving: psycopg.Connection[Any]
    ) -> None:
        row = fresh_row(table, rows.their_rows, 3)
        if table.name == "domain":
            row = {name: value for name, value in row.items() if name != "verified_at"}
        with pytest.raises(errors.InsufficientPrivilege):
            insert(serving, table, row)

    def test_another_tenants_row_can_not_be_changed_or_taken_over(
        self, table: Table, rows: TwoTenants, serving: psycopg.Connection[Any]
    ) -> None:
        column = tenant_column(table)
        if not _may(serving, table, "UPDATE"):
            with pytest.raises(errors.InsufficientPrivilege):
                serving.execute(f"update {table.name} set {column} = {column}".encode())
            return
        changed = serving.execute(
            f"update {table.name} set {column} = {column} where {column} = %s".encode(), [rows.theirs]
        )
        assert changed.rowcount == 0
        with pytest.raises((errors.InsufficientPrivilege, errors.ForeignKeyViolation)) as refusal:
            serving.execute(f"update {table.name} set {column} = %s".encode(), [rows.theirs])
        assert refusal.type is errors.InsufficientPrivilege

    def test_another_tenants_row_can_not_be_deleted(
        self, table: Table, rows: TwoTenants, serving: psycopg.Connection[Any], test_database: TestDatabase
    ) -> None:
        column = tenant_column(table)
        if not _may(serving, table, "DELETE"):
            with pytest.raises(errors.InsufficientPrivilege):
                serving.execute(f"delete from {table.name}".encode())
            return
        assert serving.execute(f"delete from {table.name} where {column} = %s".encode(), [rows.theirs]).rowcount == 0

    def test_another_tenants_row_can_not_be_locked(
        self, table: Table, rows: TwoTenants, serving: psycopg.Connection[Any]
    ) -> None:
        if _may(serving, table, "UPDATE"):
            column = tenant_column(table)
            found = serving.execute(
                f"select 1 from {table.name} where {column} = %s for update".encode(), [rows.theirs]
            )
            assert found.fetchall() == []

    def test_a_foreign_key_does_not_tell_whether_another_tenants_row_exists(
        self, table: Table, rows: TwoTenants, serving: psycopg.Connection[Any]
    ) -> None:
        """A reference to another tenant's row fails exactly as one to a row that never was."""
        mine = fresh_row(table, rows.my_rows, 4)
        mine.pop("verified_at", None)
        for column, parent in _references_within_a_tenant(table):
            refusals = []
            for target in (rows.their_rows[parent]["id"], 987_654_321):
                with pytest.raises(psycopg.Error) as refusal, serving.transaction():
                    insert(serving, table, {**mine, column: target})
                refusals.append(refusal.type)
            assert refusals[0] is refusals[1], column


def test_unique_keys_do_not_tell_what_another_tenant_has(rows: TwoTenants, serving: psycopg.Connection[Any]) -> None:
    for table in TABLES:
        for index in table.indexes:
            if index.unique and _may(serving, table, "INSERT"):
                names = [column.name for column in index.columns]
                assert names[0] == "tenant_id", f"{table.name}.{index.name} reaches across tenants"


def test_a_host_function_tells_of_the_exact_host_only(rows: TwoTenants, serving: psycopg.Connection[Any]) -> None:
    exact = serving.execute("select tenant_id from tenant_by_host('shop-2', null)").fetchall()
    wild = serving.execute("select tenant_id from tenant_by_host('shop-%', '%')").fetchall()
    assert (exact, wild) == ([(rows.theirs,)], [])


def test_an_account_function_tells_of_the_exact_account_only(
    rows: TwoTenants, serving: psycopg.Connection[Any]
) -> None:
    theirs = rows.their_rows["payment_account"]["account_id"]
    asked = [(theirs, rows.theirs), (theirs[:-1] + "%", None), ("%", None), ("", None)]
    for account, tenant in asked:
        assert serving.execute("select tenant_of_payment_account(%s)", [account]).fetchone() == (tenant,), account


def test_the_search_functions_hold_to_the_bound_tenant(
    rows: TwoTenants, serving: psycopg.Connection[Any], unbound: psycopg.Connection[Any]
) -> None:
    both = [rows.my_rows["search_document"]["language"], rows.their_rows["search_document"]["language"]]
    matches = "select product_id from search_matches(%s, 'word'::tsquery, 10)"
    near = "select product_id from search_near(%s, 'folded_title', 'word'::tsquery, 10)"
    mine = rows.my_rows["product"]["id"]
    for query in (matches, near):
        assert [serving.execute(query, [language]).fetchall() for language in both] == [[(mine,)], []]
        assert [unbound.execute(query, [language]).fetchall() for language in both] == [[], []]


def test_a_shop_can_not_verify_its_own_domain(rows: TwoTenants, serving: psycopg.Connection[Any]) -> None:
    with pytest.raises(errors.InsufficientPrivilege), serving.transaction():
        serving.execute("update domain set verified_at = now()")
    with pytest.raises(errors.InsufficientPrivilege):
        serving.execute(
            "insert into domain (tenant_id, host, is_primary, verification_token, created_at, verified_at)"
            " values (%s, 'x.example', false, 't', now(), now())",
            [rows.mine],
        )


def test_people_are_out_of_the_serving_roles_reach(serving: psycopg.Connection[Any]) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        serving.execute("select * from person")


def test_the_platform_role_needs_a_tenant_too_for_a_shops_own_data(
    rows: TwoTenants, test_database: TestDatabase
) -> None:
    with psycopg.connect(test_database.platform_url) as platform:
        assert _count(platform, "select count(*) from tenant") == 2
        assert _count(platform, "select count(*) from product") == 0


def _may(connection: psycopg.Connection[Any], table: Table, verb: str) -> bool:
    found = connection.execute("select has_table_privilege(%s, %s)", [table.name, verb]).fetchone()
    return bool(found and found[0])


def _references_within_a_tenant(table: Table) -> list[tuple[str, str]]:
    """Each column, besides the tenant, by which a row points to another row of its tenant, and that row's table."""
    found = []
    for constraint in table.constraints:
        if isinstance(constraint, ForeignKeyConstraint) and len(constraint.columns) == 2:
            own = next(column.name for column in constraint.columns if column.name != "tenant_id")
            found.append((own, constraint.elements[0].column.table.name))
    return found
