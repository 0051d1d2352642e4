"""`storefront worker` with jobs to practise on, which leave a mark when they begin and when they end."""

import os
import sys
import time
from pathlib import Path

from anyio import from_thread

from storefront import heartbeat, worker
from storefront.cli.main import main
from tenants.isolation import JobContext, job, periodic, queue, registered_jobs
from tenants.lifecycle import enqueue_for_each


@job("practice.mark")
def mark(_context: JobContext, *, tenant_id: int, key: str) -> None:
    _mark(key)
    _mark(key)


@job("practice.slow")
def slow(_context: JobContext, *, tenant_id: int, key: str) -> None:
    _mark(key)
    time.sleep(1)
    _mark(key)


@job("practice.fail_once")
def fail_once(_context: JobContext, *, tenant_id: int, key: str) -> None:
    if _mark(key) == 1:
        raise RuntimeError("not yet")
    _mark(key)


@job("practice.fail_slowly_once")
def fail_slowly_once(_context: JobContext, *, tenant_id: int, key: str) -> None:
    is_first = _mark(key) == 1
    time.sleep(1)
    if is_first:
        raise RuntimeError("not yet")
    _mark(key)


@job("practice.freeze")
def freeze(_context: JobContext, *, tenant_id: int, key: str) -> None:
    """The worker's own loop does nothing else until it is told to go on."""
    _mark(key)
    from_thread.run_sync(_wait_until_told)


# What the domains have due by the clock would run beside the practice at some times of the hour and not at others.
for due in [each for each in registered_jobs() if each.cron]:
    del queue._registry[due.name]

if cron := os.environ.get("PRACTICE_CRON"):

    @periodic("practice.tick", cron)
    def tick(context: JobContext) -> None:
        _mark("tick")
        _mark("tick")
        enqueue_for_each(context.database, "practice.mark_tenant")


@job("practice.mark_tenant")
def mark_tenant(_context: JobContext, *, tenant_id: int) -> None:
    _mark(f"tenant-{tenant_id}")


def _wait_until_told() -> None:
    while not (Path(os.environ["PRACTICE_MARKS"]) / "go-on").exists():
        time.sleep(0.05)


def _mark(key: str) -> int:
    """Add a mark, and say which it is."""
    path = Path(os.environ["PRACTICE_MARKS"]) / key
    with path.open("a") as marks:
        marks.write(f"{os.getpid()}@{time.time()}\n")
    return len(path.read_text().split())


if __name__ == "__main__":
    worker._TELL_SECONDS = float(os.environ.get("PRACTICE_TELL_SECONDS", worker._TELL_SECONDS))
    heartbeat.BEAT_SECONDS = 0.1
    sys.argv[1:1] = ["worker"]
    main()
