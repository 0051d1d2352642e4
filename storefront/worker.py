"""The job worker: the composition root that runs what other processes enqueued."""

import asyncio
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import procrastinate
import psycopg
import structlog
from procrastinate import PsycopgConnector, RetryStrategy
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job as StoredJob
from procrastinate.jobs import Status
from procrastinate.manager import JobManager
from starlette.concurrency import run_in_threadpool

from storefront import (
    cart,
    catalog,
    checkout,
    customers,
    enquiries,
    inventory,
    invoices,
    media,
    notices,
    notify,
    payments,
    pricing,
    privacy,
    provision,
    reminders,
    search,
    theming,
)
from storefront.heartbeat import beat
from tenants import domains, zones
from tenants.isolation import Database, DatabaseUnavailable, Job, JobContext, registered_jobs
from tenants.kit.outgoing import Outgoing
from tenants.kit.settings import Settings
from tenants.kit.tracing import Attribute, Tracing, open_tracing, traced

# Importing a domain registers its jobs; a worker must know all of them.
DOMAINS_WITH_JOBS = (
    domains,
    cart,
    catalog,
    checkout,
    customers,
    enquiries,
    inventory,
    invoices,
    media,
    notices,
    notify,
    payments,
    pricing,
    privacy,
    provision,
    reminders,
    search,
    theming,
)
CONCURRENCY = 2
# A killed worker is known by its silence. Its jobs are taken up by another after half a minute at most.
_HEARTBEAT_SECONDS = 5
_SILENT_SECONDS = 20
_LOOK_SECONDS = 5
_POLL_SECONDS = 2
_TELL_SECONDS = 60.0
_GRACE_SECONDS = 30
_CONNECT_SECONDS = 3
_RECONNECT_SECONDS = 1
_TAKE_UP = """
    select procrastinate_retry_job_v2(id, now(), null, null, null) from (
        select id from procrastinate_jobs
        where id = %(job_id)s and status = 'doing' and worker_id is not distinct from %(worker_id)s for update
    ) as still_stalled
"""
_WAITING = """
    select count(*) as waiting, coalesce(extract(epoch from now() - min(coalesce(scheduled_at, at))), 0)::int as oldest
    from procrastinate_jobs left join lateral (
        select min(at) as at from procrastinate_events where job_id = procrastinate_jobs.id
    ) as deferred on true
    where status = 'todo' and (scheduled_at is null or scheduled_at <= now())
"""

log = structlog.get_logger(__name__)


# When each of the jobs that run now began.
_begun: dict[object, float] = {}


def run_worker(settings: Settings, *, concurrency: int = CONCURRENCY, heartbeat: Path | None = None) -> None:
    """Run jobs until SIGINT or SIGTERM, finishing those under way first. A database that goes away is waited for.

    `heartbeat` is a file that says again and again that this process lives (`storefront.heartbeat`).
    """
    database = Database(settings)
    services = {
        "media_store": media.open_store(settings),
        "mail_transport": notify.open_transport(settings),
        "outgoing": Outgoing(),
        "rates_url": settings.rates_url,
        "domain_checks": domains.DomainChecks(domains.open_lookup(settings.dns_server), settings.platform_domain),
        "payments": payments.open_providers(settings),
        "origin_of_shop": lambda slug, host: settings.origin(host or f"{slug}.{settings.platform_domain}"),
    }
    context = JobContext(database, services)
    tracing = open_tracing(settings, process="worker", zone=zones.load_zone(settings.zone_file).name)
    try:
        asyncio.run(_run(settings, context, tracing, concurrency, heartbeat))
    finally:
        database.close()
        if tracing is not None:
            tracing.close()
    log.info("worker.stopped")


async def _run(
    settings: Settings, context: JobContext, tracing: Tracing | None, concurrency: int, heartbeat: Path | None
) -> None:
    conninfo = _queue_address(settings)
    beating = asyncio.create_task(beat(heartbeat, _begun)) if heartbeat else None
    stopping = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stopping.set)
    stopped = asyncio.create_task(stopping.wait())
    while not stopping.is_set():
        working = asyncio.create_task(_work(conninfo, context, tracing, concurrency))
        await asyncio.wait((working, stopped), return_when=asyncio.FIRST_COMPLETED)
        if stopping.is_set():
            working.cancel()  # which the worker takes as: begin nothing new, finish what you have
        try:
            await working
        except asyncio.CancelledError:
            break
        except (ConnectorException, psycopg.Error) as error:
            log.warning("worker.disconnected", reason=type(error.__cause__ or error).__name__)
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(stopped), _RECONNECT_SECONDS)
    stopped.cancel()
    if beating is not None:
        beating.cancel()


def _queue_address(settings: Settings) -> str:
    """As the platform role: the serving role is to write jobs and not to take them. Raises DatabaseUnavailable."""
    address = settings.acting_for_platform
    if address is None:
        raise DatabaseUnavailable("STOREFRONT_PLATFORM_DATABASE_URL is not set: a worker takes every tenant's jobs")
    return address.get_secret_value()


async def _work(conninfo: str, context: JobContext, tracing: Tracing | None, concurrency: int) -> None:
    """Return or raise when the connection is lost: procrastinate's worker does not outlive its own."""
    # The pool would wait in ever longer pauses for a server that is away; this says so at once.
    await (await psycopg.AsyncConnection.connect(conninfo, connect_timeout=_CONNECT_SECONDS)).close()
    connector = PsycopgConnector(conninfo=conninfo, min_size=1, max_size=4, timeout=_CONNECT_SECONDS)
    queue = procrastinate.App(connector=connector)
    queue.job_manager = jobs = _JobManager(connector)
    for each in registered_jobs():
        _register(queue, each, context, tracing)
    async with queue.open_async():
        log.info("worker.started", jobs=[each.name for each in registered_jobs()])
        looking = asyncio.gather(_take_up_stalled(jobs), _tell_what_waits(jobs))
        try:
            await queue.run_worker_async(
                concurrency=concurrency,
                delete_jobs="successful",
                fetch_job_polling_interval=_POLL_SECONDS,
                shutdown_graceful_timeout=_GRACE_SECONDS,
                update_heartbeat_interval=_HEARTBEAT_SECONDS,
                stalled_worker_timeout=_SILENT_SECONDS,
                install_signal_handlers=False,
            )
        finally:
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)


class _JobManager(JobManager):
    """Procrastinate's, which would leave a job «doing» for ever if its like has been enqueued while it ran."""

    async def retry_job(self, job: StoredJob, *arguments: Any, **options: Any) -> None:  # Any: passed on as they are
        try:
            await super().retry_job(job, *arguments, **options)
        except UniqueViolation:
            await self._leave_to_the_waiting(job)

    async def take_up(self, job: StoredJob) -> None:
        """Let a killed worker's job run again, unless another worker has just done so."""
        try:
            await self.connector.execute_query_async(_TAKE_UP, job_id=job.id, worker_id=job.worker_id)
        except UniqueViolation:
            await self._leave_to_the_waiting(job)

    async def _leave_to_the_waiting(self, job: StoredJob) -> None:
        await self.finish_job(job, status=Status.ABORTED, delete_job=True)


async def _take_up_stalled(jobs: _JobManager) -> None:
    """See to killed workers' jobs until cancelled. A job that has had all its chances may be what kills workers."""
    chances = {each.name: each.retries for each in registered_jobs()}
    while True:
        try:
            for stalled in await jobs.get_stalled_jobs(seconds_since_heartbeat=_SILENT_SECONDS):
                if stalled.attempts < chances.get(stalled.task_name, 1):
                    await jobs.take_up(stalled)
                    log.warning("job.taken_up_again", job=stalled.task_name, id=stalled.id)
                else:
                    await jobs.finish_job(stalled, status=Status.FAILED, delete_job=False)
                    log.error("job.given_up", job=stalled.task_name, id=stalled.id)
        except ConnectorException as error:
            log.warning("jobs.not_looked_after", reason=type(error.__cause__ or error).__name__)
        await asyncio.sleep(_LOOK_SECONDS)


async def _tell_what_waits(jobs: _JobManager) -> None:
    """A line a minute, by which more workers are started. Every worker says the same; the largest number counts."""
    while True:
        await asyncio.sleep(_TELL_SECONDS)
        try:
            row = await jobs.connector.execute_query_one_async(_WAITING)
            log.info("jobs.waiting", count=row["waiting"], oldest_seconds=row["oldest"])
        except ConnectorException as error:
            log.warning("jobs.not_counted", reason=type(error.__cause__ or error).__name__)


def _register(queue: procrastinate.App, each: Job, context: JobContext, tracing: Tracing | None) -> None:
    retry = RetryStrategy(max_attempts=each.retries, exponential_wait=4)

    @queue.task(name=each.name, retry=retry)
    async def run(
        timestamp: int = 0, **arguments: Any
    ) -> None:  # Any: what the job was enqueued with, ids as int or str
        began, this = time.perf_counter(), object()
        with structlog.contextvars.bound_contextvars(job=each.name, tenant=arguments.get("tenant_id")):
            _begun[this] = time.time()
            try:
                with _traced(tracing, each.name, arguments):
                    await run_in_threadpool(each.run, context, **arguments)
            except Exception:
                log.exception("job.failed")
                raise
            finally:
                del _begun[this]
            log.info("job.done", ms=round((time.perf_counter() - began) * 1000, 1))

    if each.cron:
        queue.periodic(cron=each.cron, queueing_lock=each.name)(run)


@contextmanager
def _traced(tracing: Tracing | None, name: str, arguments: dict[str, Any]) -> Iterator[None]:  # Any: as above
    """A job as a trace of its own, if it is drawn."""
    trace = tracing.draw() if tracing is not None else None
    if trace is None:
        yield
        return
    tenant_id = arguments.get("tenant_id")
    about: dict[str, Attribute] = {"storefront.job": name}
    if isinstance(tenant_id, int):
        about["storefront.tenant_id"] = tenant_id
    with (
        traced(trace, f"job {name}", about, "consumer"),
        structlog.contextvars.bound_contextvars(trace_id=trace.trace_id),
    ):
        yield
