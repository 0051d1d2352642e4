"""The job worker: the composition root that runs what other processes enqueued."""

import asyncio
import signal
import time
from contextlib import suppress
from typing import Any

import procrastinate
import psycopg
import structlog
from procrastinate import JobContext as QueueContext
from procrastinate import PsycopgConnector, RetryStrategy
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job as StoredJob
from procrastinate.jobs import Status
from procrastinate.manager import JobManager
from starlette.concurrency import run_in_threadpool

from storefront import media, search, theming
from tenants.isolation import Database, Job, JobContext, registered_jobs
from tenants.kit.settings import Settings

# Importing a domain registers its jobs; a worker must know all of them.
DOMAINS_WITH_JOBS = (media, search, theming)
CONCURRENCY = 2
# A killed worker is known by its silence. Its jobs are taken up after at most the sum of these, half a minute.
_HEARTBEAT_SECONDS = 5
_SILENT_SECONDS = 20
_EVERY_TEN_SECONDS = "* * * * * */10"
_POLL_SECONDS = 2
_GRACE_SECONDS = 30
_CONNECT_SECONDS = 3
_RECONNECT_SECONDS = 1

log = structlog.get_logger(__name__)


def run_worker(settings: Settings, *, concurrency: int = CONCURRENCY) -> None:
    """Run jobs until SIGINT or SIGTERM, finishing those under way first. A database that goes away is waited for."""
    database = Database(settings)
    context = JobContext(database, {"media_store": media.open_store(settings)})
    try:
        asyncio.run(_run(settings, context, concurrency))
    finally:
        database.close()
    log.info("worker.stopped")


async def _run(settings: Settings, context: JobContext, concurrency: int) -> None:
    conninfo = settings.database_url.get_secret_value()
    stopping = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stopping.set)
    stopped = asyncio.create_task(stopping.wait())
    while not stopping.is_set():
        working = asyncio.create_task(_work(_queue(conninfo, context), conninfo, concurrency))
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


async def _work(queue: procrastinate.App, conninfo: str, concurrency: int) -> None:
    """Return or raise when the connection is lost: procrastinate's worker does not outlive its own."""
    # The pool would wait in ever longer pauses for a server that is away; this says so at once.
    await (await psycopg.AsyncConnection.connect(conninfo, connect_timeout=_CONNECT_SECONDS)).close()
    async with queue.open_async():
        log.info("worker.started", jobs=[each.name for each in registered_jobs()])
        await queue.run_worker_async(
            concurrency=concurrency,
            delete_jobs="successful",
            fetch_job_polling_interval=_POLL_SECONDS,
            shutdown_graceful_timeout=_GRACE_SECONDS,
            update_heartbeat_interval=_HEARTBEAT_SECONDS,
            stalled_worker_timeout=_SILENT_SECONDS,
            install_signal_handlers=False,
        )


class _JobManager(JobManager):
    """Procrastinate's, which would leave a job «doing» for ever if its like has been enqueued while it ran."""

    async def retry_job(self, job: StoredJob, *arguments: Any, **options: Any) -> None:  # Any: passed on as they are
        try:
            await super().retry_job(job, *arguments, **options)
        except UniqueViolation:
            await self.finish_job(job, status=Status.ABORTED, delete_job=True)


def _queue(conninfo: str, context: JobContext) -> procrastinate.App:
    connector = PsycopgConnector(conninfo=conninfo, min_size=1, max_size=4, timeout=_CONNECT_SECONDS)
    queue = procrastinate.App(connector=connector)
    queue.job_manager = _JobManager(connector)
    for each in registered_jobs():
        _register(queue, each, context)

    @queue.periodic(cron=_EVERY_TEN_SECONDS)
    @queue.task(name="queue.take_up_stalled", queueing_lock="queue.take_up_stalled", pass_context=True)
    async def take_up_stalled(_running: QueueContext, timestamp: int) -> None:
        for stalled in await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=_SILENT_SECONDS):
            await _take_up(queue, stalled)

    return queue


async def _take_up(queue: procrastinate.App, stalled: StoredJob) -> None:
    """Let a killed worker's job run again, unless it has had all its chances: it may be what kills workers."""
    retries = {each.name: each.retries for each in registered_jobs()}.get(stalled.task_name, 1)
    if stalled.attempts < retries:
        await queue.job_manager.retry_job(stalled)
        log.warning("job.taken_up_again", job=stalled.task_name, id=stalled.id)
    else:
        await queue.job_manager.finish_job(stalled, status=Status.FAILED, delete_job=False)
        log.error("job.given_up", job=stalled.task_name, id=stalled.id)


def _register(queue: procrastinate.App, each: Job, context: JobContext) -> None:
    retry = RetryStrategy(max_attempts=each.retries, exponential_wait=4)

    @queue.task(name=each.name, retry=retry)
    async def run(**arguments: Any) -> None:  # Any: what the job was enqueued with, ids as int or str
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(job=each.name, tenant=arguments.get("tenant_id")):
            try:
                await run_in_threadpool(each.run, context, **arguments)
            except Exception:
                log.exception("job.failed")
                raise
            log.info("job.done", ms=round((time.perf_counter() - began) * 1000, 1))
