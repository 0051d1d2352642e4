"""The queue is behind the wall: a worker acts for the tenant that a job names, so none is written in another's name."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import errors
from psycopg.types.json import Jsonb

from tenants.isolation import Database, enqueue
from tests.database import TestDatabase
from tests.factories.tenants import a_tenant

INSERT = """
    insert into procrastinate_jobs (queue_name, task_name, args, lock, queueing_lock)
    values ('default', 'practice.mark', %s, %s, %s)
"""
DEFER = """
    select procrastinate_defer_jobs_v1(
        array[row('default', 'practice.mark', 0, null, null, %s, null)]::procrastinate_job_to_defer_v1[]
    )
"""


@pytest.fixture
def tenants(database: Database) -> tuple[int, int]:
    """Two, each with a job that waits under the same key."""
    with database.platform() as session:
        mine, theirs = a_tenant(session).id, a_tenant(session).id
    assert mine is not None
    assert theirs is not None
    for tenant_id in (mine, theirs):
        with database.tenant(tenant_id) as session:
            enqueue(session, "practice.mark", tenant_id=tenant_id, once="same")
    return mine, theirs


@pytest.fixture
def serving(test_database: TestDatabase, tenants: tuple[int, int]) -> Iterator[psycopg.Connection[Any]]:
    """The serving role in a transaction that is the first tenant's."""
    with psycopg.connect(test_database.serving_url) as connection:
        connection.execute("select set_config('app.tenant_id', %s, true)", [str(tenants[0])])
        yield connection
        connection.rollback()


def test_without_a_tenant_no_job_is_written(test_database: TestDatabase, tenants: tuple[int, int]) -> None:
    with psycopg.connect(test_database.serving_url, autocommit=True) as unbound:
        for each in tenants:
            with pytest.raises(errors.InsufficientPrivilege):
                unbound.execute(INSERT, [Jsonb({"tenant_id": each}), None, None])


@pytest.mark.parametrize("statement", [INSERT.replace("%s, %s, %s", "%s, null, null"), DEFER], ids=["insert", "defer"])
def test_no_job_is_written_in_anothers_name(
    statement: str, serving: psycopg.Connection[Any], tenants: tuple[int, int]
) -> None:
    mine, theirs = tenants
    serving.execute(statement.encode(), [Jsonb({"tenant_id": mine, "customer_id": 1})])
    for arguments in ({"tenant_id": theirs, "customer_id": 1}, {"tenant_id": str(theirs)}, {"customer_id": 1}, {}):
        with pytest.raises(errors.InsufficientPrivilege), serving.transaction():
            serving.execute(statement.encode(), [Jsonb(arguments)])


def test_a_key_under_anothers_name_is_refused_and_tells_nothing(
    serving: psycopg.Connection[Any], tenants: tuple[int, int]
) -> None:
    """Were it taken, the other's next job would be held to be there already; a collision would tell that one waits."""
    mine, theirs = tenants
    arguments = Jsonb({"tenant_id": mine})
    serving.execute(INSERT, [arguments, f"{mine}/a", f"{mine}/a"])
    for key in (f"{theirs}/same", f"{theirs}/free", "same", f"{mine}"):
        for lock, queueing_lock in ((key, None), (None, key)):
            with pytest.raises(errors.InsufficientPrivilege), serving.transaction():
                serving.execute(INSERT, [arguments, lock, queueing_lock])


@pytest.mark.parametrize(
    "statement",
    [
        "select args from procrastinate_jobs",
        "select task_name from procrastinate_jobs",
        "update procrastinate_jobs set status = 'cancelled'",
        "delete from procrastinate_jobs",
        "select id from procrastinate_jobs for update",
        "select procrastinate_cancel_job_v1(1, false, true)",
        "select procrastinate_fetch_job_v2(null, 1)",
        "select * from procrastinate_events",
        "insert into procrastinate_events (job_id, type) values (1, 'cancelled')",
        "delete from procrastinate_events",
        "select * from procrastinate_workers",
        "insert into procrastinate_workers default values",
        "delete from procrastinate_periodic_defers",
        "insert into procrastinate_periodic_defers (task_name, defer_timestamp, periodic_id) values ('a', 1, '')",
    ],
)
def test_what_waits_is_neither_read_nor_changed_nor_taken(statement: str, serving: psycopg.Connection[Any]) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        serving.execute(statement.encode())


def test_the_platform_role_takes_every_tenants_jobs(test_database: TestDatabase, tenants: tuple[int, int]) -> None:
    with psycopg.connect(test_database.platform_url) as platform:
        worker = platform.execute("select procrastinate_register_worker_v1()").fetchone()
        assert worker is not None
        fetch = "select args from procrastinate_fetch_job_v2(null, %s)"
        taken = [platform.execute(fetch, worker).fetchone() for _ in tenants]
        platform.rollback()
    assert taken == [({"tenant_id": each},) for each in tenants]
