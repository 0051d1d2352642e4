"""Work for later: a job is a name and ids, written in the caller's own transaction, so it exists if the change does.

Jobs run at least once; each is safe to run again. The queue's tables stand outside row security, so arguments hold ids,
never personal data, and a job opens its own tenant-bound unit of work. What is due by the clock is `periodic`.
"""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import procrastinate
import psycopg
from procrastinate import sync_psycopg_connector
from procrastinate.types import JSONDict
from sqlmodel import Session

from tenants.isolation.engine import Database, DatabaseUnavailable, driver_connection


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


_sender = procrastinate.App(connector=sync_psycopg_connector.SyncPsycopgConnector())


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
    count: it may have read what it needed before this change.
    """
    raw = driver_connection(session)
    lock = None if once is None else f"{tenant_id}/{once}"
    deferrer = _sender.configure_task(
        name,
        connection=raw,
        queueing_lock=lock,
        schedule_at=at,
        priority=_PATIENT if is_patient else _USUAL,
        allow_unknown=True,
    )
    try:
        # Only a key can collide, and what collides must not spoil the caller's transaction: two round trips for that.
        with raw.transaction() if lock else nullcontext():
            deferrer.defer(tenant_id=tenant_id, **ids)
    except procrastinate.exceptions.AlreadyEnqueued:
        return
    except (procrastinate.exceptions.ConnectorException, psycopg.OperationalError) as error:
        if raw.closed:
            raise DatabaseUnavailable("the database can not be reached") from error
        raise


def enqueue_each(session: Session, name: str, *, tenant_ids: Iterable[int]) -> None:
    """Write the same job for many tenants in one statement."""
    arguments: list[JSONDict] = [{"tenant_id": each} for each in tenant_ids]
    if arguments:
        _sender.configure_task(name, connection=driver_connection(session), allow_unknown=True).batch_defer(*arguments)
