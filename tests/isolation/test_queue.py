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


@pytest.fixture
def unbound(test_database: TestDatabase, tenants: tuple[int, int]) -> Iterator[psycopg.Connection[Any]]:
    """The serving role without a tenant, which the worker of the release before takes jobs by."""
    with psycopg.connect(test_database.serving_url, autocommit=True) as connection:
        yield connection


def test_without_a_tenant_no_job_of_one_is_written(unbound: psycopg.Connection[Any], tenants: tuple[int, int]) -> None:
    mine, _ = tenants
    for arguments, lock, queueing_lock in (
        ({"tenant_id": mine}, None, None),
        ({"tenant_id": mine}, None, "practice.mark"),
        ({"tenant_id": None}, None, "practice.mark"),
        ({}, None, None),
        ({}, None, f"{mine}/same"),
        ({}, f"{mine}/same", "practice.mark"),
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            unbound.execute(INSERT, [Jsonb(arguments), lock, queueing_lock])


@pytest.mark.parametrize(
    "change",
    ["args = '{}'", "task_name = 'practice.other'", "queueing_lock = null", "id = 0"],
)
def test_what_a_job_does_and_to_whom_is_never_changed(change: str, unbound: psycopg.Connection[Any]) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        unbound.execute(f"update procrastinate_jobs set {change}".encode())


def test_the_worker_of_the_release_before_goes_on(unbound: psycopg.Connection[Any], tenants: tuple[int, int]) -> None:
    """It asks as the serving role, for what `procrastinate` and its own looking after jobs ask."""

    def ask(statement: str, *values: object) -> Any:  # Any: the one value that is answered
        row = unbound.execute(statement.encode(), values).fetchone()
        assert row is not None
        return row[0]

    worker = ask("select procrastinate_register_worker_v1()")
    defer = "select procrastinate_defer_periodic_job_v2('default', null, %s, %s, 0, '', %s, %s)"
    clock = ask(defer, "practice.tick", "practice.tick", 1, Jsonb({"timestamp": 1}))
    taken = [ask("select id from procrastinate_fetch_job_v2(null, %s)", worker) for _ in range(3)]
    first, second = taken[:2]
    assert taken[2] == clock
    next_clock = ask(defer, "practice.tick", "practice.tick", 2, Jsonb({"timestamp": 2}))
    ask("select procrastinate_retry_job_v2(%s, now(), null, null, null)", first)
    ask("select procrastinate_update_heartbeat_v1(%s)", worker)
    for each in (clock, second):
        ask("select procrastinate_finish_job_v1(%s, 'succeeded', true)", each)
    assert ask("select id from procrastinate_fetch_job_v2(null, %s)", worker) == first
    ask("select procrastinate_finish_job_v1(%s, 'failed', false)", first)
    ask("select procrastinate_unregister_worker_v1(%s)", worker)
    left = unbound.execute("select id, status::text, attempts from procrastinate_jobs order by id").fetchall()
    assert left == [(first, "failed", 2), (next_clock, "todo", 0)]
    history = unbound.execute("select type::text from procrastinate_events where job_id = %s order by id", [first])
    told = [kind for (kind,) in history if kind != "scheduled"]
    assert told == ["deferred", "started", "deferred_for_retry", "started", "failed"]


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
        "update procrastinate_jobs set status = 'cancelled'",
        "update procrastinate_jobs set status = 'todo', scheduled_at = now()",
        "update procrastinate_jobs set args = args",
        "delete from procrastinate_jobs",
        "select procrastinate_cancel_job_v1(1, false, true)",
        "select procrastinate_fetch_job_v2(null, 1)",
        "update procrastinate_events set at = now()",
        "delete from procrastinate_events",
        "insert into procrastinate_events (job_id, type) select id, 'cancelled' from procrastinate_jobs",
        "insert into procrastinate_workers default values",
        "update procrastinate_workers set last_heartbeat = '2000-01-01'",
        "delete from procrastinate_workers",
        "select procrastinate_prune_stalled_workers_v1(0)",
        "insert into procrastinate_periodic_defers (task_name, defer_timestamp, periodic_id) values ('a', 1, '')",
        "update procrastinate_periodic_defers set defer_timestamp = 0",
        "delete from procrastinate_periodic_defers",
    ],
)
def test_what_waits_is_neither_changed_nor_taken(statement: str, serving: psycopg.Connection[Any]) -> None:
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
