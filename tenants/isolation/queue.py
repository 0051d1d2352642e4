"""Work for later: a job is a name and ids, written in the caller's own transaction, so it exists if the change does.

Jobs run at least once; each is safe to run again. A tenant's transaction writes that tenant's jobs only and changes
none. Workers, who take every tenant's as the platform role, bind to the tenant that a job names; arguments hold ids,
never personal data. What is due by the clock is `periodic`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb
from sqlmodel import Session

from tenants.isolation.engine import Database, driver_connection


@dataclass(frozen=True, slots=True)
class JobContext:
    """What a job gets: the way to the rows, and whatever else its composition root provides by name."""

    database: Database
    services: dict[str, Any]  # Any: each job knows the type of the service it asks for


JobFunction = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    run: JobFunction
    retries: int
    cron: str | None = None  # of what is due by the clock


_USUAL, _PATIENT = 0, -10  # the higher go first

_registry: dict[str, Job] = {}


def job(name: str, *, retries: int = 5) -> Callable[[JobFunction], JobFunction]:
    """Register `function(context, *, tenant_id, …ids)` under a dotted name, such as `media.make_variants`."""

    def register(function: JobFunction) -> JobFunction:
        _keep(Job(name, function, retries))
        return function

    return register


def periodic(name: str, cron: str, *, retries: int = 3) -> Callable[[JobFunction], JobFunction]:
    """Register `function(context)` to run by the clock (UTC, such as "*/10 * * * *"), once for all workers.

    It is nobody's: what it does to tenants it writes down as a job for each (`lifecycle.enqueue_for_each`). A run that
    was missed for more than ten minutes is left out, and one that still waits is not doubled.
    """

    def register(function: JobFunction) -> JobFunction:
        _keep(Job(name, function, retries, cron))
        return function

    return register


def _keep(new: Job) -> None:
    assert new.name not in _registry, f"two jobs are called {new.name}"
    _registry[new.name] = new


def registered_jobs() -> list[Job]:
    """Every job that imported modules have registered, by name."""
    return sorted(_registry.values(), key=lambda each: each.name)


# Not by procrastinate's own function, which answers with ids: the serving role is to lose its right to read them.
_WRITE = """
    insert into procrastinate_jobs (queue_name, task_name, priority, queueing_lock, args, scheduled_at)
    values ('default', %s, %s, %s, %s, %s) on conflict do nothing
"""
_WRITE_EACH = """
    insert into procrastinate_jobs (queue_name, task_name, priority, queueing_lock, args)
    select 'default', job.name, %s, each.id || '/' || job.name, jsonb_build_object('tenant_id', each.id)
    from unnest(%s::bigint[]) as each(id), (select %s::text) as job(name) on conflict do nothing
"""


def enqueue(
    session: Session,
    name: str,
    *,
    tenant_id: int,
    once: str | None = None,
    at: datetime | None = None,
    is_patient: bool = False,
    **ids: int | str,
) -> None:
    """Write a job in the session's transaction, to run soon or from a moment on. A patient one lets all others pass.

    With `once`, a job of the tenant already waiting under that key makes this a no-op. A job that is running does not
    count: it may have read what it needed before this change. The serving role writes for the bound tenant only.
    """
    key = None if once is None else f"{tenant_id}/{once}"
    arguments = Jsonb({"tenant_id": tenant_id, **ids})
    priority = _PATIENT if is_patient else _USUAL
    driver_connection(session).execute(_WRITE, [name, priority, key, arguments, at])


def enqueue_each(session: Session, name: str, *, tenant_ids: Iterable[int]) -> None:
    """Write the same job for many tenants in one statement, but for those whose own still waits. For the platform role.

    Its key is its name: `enqueue` with `once=name` gives way to it, and the other way round.
    """
    driver_connection(session).execute(_WRITE_EACH, [_USUAL, list(tenant_ids), name])
