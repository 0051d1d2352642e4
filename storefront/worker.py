"""The job worker: the composition root that runs what other processes enqueued."""

import asyncio
from typing import Any

import procrastinate
import structlog
from procrastinate import JobContext as QueueContext
from procrastinate import PsycopgConnector, RetryStrategy
from starlette.concurrency import run_in_threadpool

from storefront import media, search, theming
from tenants.isolation import Database, Job, JobContext, registered_jobs
from tenants.kit.settings import Settings

# Importing a domain registers its jobs; a worker must know all of them.
DOMAINS_WITH_JOBS = (media, search, theming)
CONCURRENCY = 2
STALLED_CHECK = "* * * * *"

log = structlog.get_logger(__name__)


def run_worker(settings: Settings) -> None:
    """Run jobs until SIGINT or SIGTERM, finishing those under way first."""
    database = Database(settings)
    context = JobContext(database, {"media_store": media.open_store(settings)})
    try:
        asyncio.run(_run(settings, context))
    finally:
        database.close()


async def _run(settings: Settings, context: JobContext) -> None:
    queue = _queue(settings, context)
    async with queue.open_async():
        log.info("worker.started", jobs=[each.name for each in registered_jobs()])
        await queue.run_worker_async(
            concurrency=CONCURRENCY,
            delete_jobs="successful",
            shutdown_graceful_timeout=30,
            fetch_job_polling_interval=2,
        )


def _queue(settings: Settings, context: JobContext) -> procrastinate.App:
    connector = PsycopgConnector(conninfo=settings.database_url.get_secret_value(), min_size=1, max_size=4)
    queue = procrastinate.App(connector=connector)
    for each in registered_jobs():
        _register(queue, each, context)

    @queue.periodic(cron=STALLED_CHECK)
    @queue.task(name="queue.retry_stalled", queueing_lock="queue.retry_stalled", pass_context=True)
    async def retry_stalled(running: QueueContext, timestamp: int) -> None:
        """A killed worker's jobs stay «doing» until somebody takes them up again."""
        for stalled in await queue.job_manager.get_stalled_jobs():
            await queue.job_manager.retry_job(stalled)
            log.warning("job.taken_up_again", job=stalled.task_name, id=stalled.id)

    return queue


def _register(queue: procrastinate.App, each: Job, context: JobContext) -> None:
    retry = RetryStrategy(max_attempts=each.retries, exponential_wait=4)

    @queue.task(name=each.name, retry=retry)
    async def run(**arguments: Any) -> None:  # Any: what the job was enqueued with, ids as int or str
        with structlog.contextvars.bound_contextvars(job=each.name, tenant=arguments.get("tenant_id")):
            await run_in_threadpool(each.run, context, **arguments)
            log.info("job.done")
