"""Jobs, from the transaction that writes them to the worker that runs them, through real worker processes."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from storefront import worker
from tenants import lifecycle
from tenants.isolation import Database, enqueue, periodic, registered_jobs
from tenants.kit import clock
from tenants.kit.settings import Settings
from tests.database import TestDatabase
from tests.factories.tenants import a_tenant
from tests.storefront.cli.commands import Running, environment, eventually, running

PROGRAM = "tests.storefront.practice_worker"


@pytest.fixture
def tenant_id(database: Database) -> int:
    with database.platform() as session:
        tenant = a_tenant(session)
        assert tenant.id is not None
        return tenant.id


class Queue:
    """What waits, runs and was done, as the database and the jobs' own marks tell."""

    def __init__(self, database: Database, settings: Settings, tenant_id: int, folder: Path) -> None:
        self.database = database
        self.tenant_id = tenant_id
        self.folder = folder
        self._url = settings.owner_database_url.get_secret_value() if settings.owner_database_url else ""

    def put(self, name: str, key: str, *, once: str | None = None, is_patient: bool = False) -> None:
        with self.database.tenant(self.tenant_id) as session:
            enqueue(session, name, tenant_id=self.tenant_id, once=once, is_patient=is_patient, key=key)

    def statuses(self) -> list[str]:
        """Of the jobs to practise on; what the domains have due by the clock may be there too."""
        with psycopg.connect(self._url) as connection:
            rows = connection.execute(
                "select status from procrastinate_jobs where task_name like 'practice.%' order by id"
            ).fetchall()
        return [str(status) for (status,) in rows]

    def change(self, statement: str) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(statement.encode())

    def marks(self, key: str) -> list[str]:
        """Which processes began the job, and the moment in which each ended it, in order."""
        path = self.folder / key
        return path.read_text().split() if path.exists() else []

    def workers(self) -> set[str]:
        """The processes that have begun a job."""
        return {path.read_text().partition("@")[0] for path in self.folder.iterdir()}


@pytest.fixture
def queue(database: Database, settings: Settings, tenant_id: int, tmp_path: Path) -> Queue:
    folder = tmp_path / "marks"
    folder.mkdir()
    return Queue(database, settings, tenant_id, folder)


@contextmanager
def working(tmp_path: Path, settings: Settings, *arguments: str, cron: str = "", tell: str = "60") -> Iterator[Running]:
    variables = {
        "PRACTICE_MARKS": str(tmp_path / "marks"), "PRACTICE_CRON": cron, "PRACTICE_TELL_SECONDS": tell,
    }  # fmt: skip
    with running(tmp_path, environment(settings) | variables, *arguments, program=PROGRAM) as process:
        eventually(lambda: "worker.started" in process.stderr or process.process.poll() is not None)
        assert process.process.poll() is None, process.stderr
        yield process


def test_every_module_of_jobs_is_known_to_the_worker() -> None:
    root = Path(worker.__file__).parents[1]
    with_jobs = {path.parent.relative_to(root) for path in root.glob("*/*/jobs.py")}
    assert {Path(*domain.__name__.split(".")) for domain in worker.DOMAINS_WITH_JOBS} == with_jobs


def test_a_job_of_a_transaction_that_is_rolled_back_does_not_exist(queue: Queue) -> None:
    def enqueue_and_fail() -> None:
        with queue.database.tenant(queue.tenant_id) as session:
            enqueue(session, "practice.mark", tenant_id=queue.tenant_id, key="a")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        enqueue_and_fail()
    assert queue.statuses() == []
    queue.put("practice.mark", "a")
    assert queue.statuses() == ["todo"]


def test_once_holds_while_the_job_waits_and_for_its_tenant_only(queue: Queue) -> None:
    queue.put("practice.mark", "a", once="same")
    queue.put("practice.mark", "a", once="same")
    queue.put("practice.mark", "a", once="other")
    assert len(queue.statuses()) == 2
    with queue.database.platform() as session:
        other = a_tenant(session)
        assert other.id is not None
        enqueue(session, "practice.mark", tenant_id=other.id, once="same", key="a")
    assert len(queue.statuses()) == 3
    queue.change("update procrastinate_jobs set status = 'doing'")
    queue.put("practice.mark", "a", once="same")
    assert queue.statuses() == ["doing", "doing", "doing", "todo"], "what runs may have read too early"


@pytest.mark.slow
def test_two_workers_share_jobs_and_stop_when_the_running_ones_are_done(
    queue: Queue, settings: Settings, tmp_path: Path
) -> None:
    with working(tmp_path, settings) as one, working(tmp_path, settings) as other:
        for number in range(6):
            queue.put("practice.slow", str(number))
        eventually(
            lambda: len({queue.marks(str(n))[0].partition("@")[0] for n in range(6) if queue.marks(str(n))}) == 2
        )
        assert (one.end(signal.SIGTERM), other.end(signal.SIGINT)) == (0, 0)
        begun = [queue.marks(str(number)) for number in range(6) if queue.marks(str(number))]
        assert all(len(marks) == 2 for marks in begun), "none was cut off, none was run twice"
        assert queue.statuses() == ["todo"] * (6 - len(begun))
        assert {line["event"] for line in one.lines} == {"worker.started", "job.done", "worker.stopped"}
        done = [line for line in one.lines if line["event"] == "job.done" and line["job"] == "practice.slow"]
        assert {line.get("tenant") for line in done} == {queue.tenant_id}


@pytest.mark.slow
def test_a_patient_job_lets_those_pass_that_came_after_it(queue: Queue, settings: Settings, tmp_path: Path) -> None:
    queue.put("practice.mark", "patient", is_patient=True)
    queue.put("practice.mark", "usual")
    with working(tmp_path, settings, "--concurrency", "1"):
        eventually(lambda: queue.statuses() == [])
        first, second = (float(queue.marks(key)[0].partition("@")[2]) for key in ("usual", "patient"))
        assert first < second


@pytest.mark.slow
def test_a_job_that_fails_is_tried_again_after_a_pause(queue: Queue, settings: Settings, tmp_path: Path) -> None:
    queue.put("practice.fail_once", "a")
    with working(tmp_path, settings) as process:
        eventually(lambda: len(queue.marks("a")) == 3)
        eventually(lambda: queue.statuses() == [])
        first, second, _ = queue.marks("a")
        assert float(second.partition("@")[2]) - float(first.partition("@")[2]) >= 3.5
        failure = next(line for line in process.lines if line["event"] == "job.failed")
        assert failure["job"] == "practice.fail_once"
        assert "not yet" in failure["exception"]


@pytest.mark.slow
def test_a_job_whose_like_was_enqueued_while_it_failed_leaves_the_work_to_that_one(
    queue: Queue, settings: Settings, tmp_path: Path
) -> None:
    queue.put("practice.fail_slowly_once", "a", once="same")
    with working(tmp_path, settings, "--concurrency", "1"):
        eventually(lambda: len(queue.marks("a")) == 1)
        queue.put("practice.fail_slowly_once", "a", once="same")
        eventually(lambda: queue.statuses() == [])
        assert len(queue.marks("a")) == 3, "begun and failed; begun and done"


@pytest.mark.slow
def test_a_killed_workers_job_is_taken_up_by_another(queue: Queue, settings: Settings, tmp_path: Path) -> None:
    queue.put("practice.slow", "a")
    with working(tmp_path, settings) as doomed:
        eventually(lambda: len(queue.marks("a")) == 1)
        doomed.end(signal.SIGKILL)
    assert queue.statuses() == ["doing"]
    # As if half a minute had passed.
    queue.change("update procrastinate_workers set last_heartbeat = now() - interval '30 seconds'")
    with working(tmp_path, settings) as heir:
        eventually(lambda: len(queue.marks("a")) == 3, within=worker._LOOK_SECONDS + 10)
        eventually(lambda: queue.statuses() == [])
        assert "job.taken_up_again" in heir.stderr


@pytest.mark.slow
def test_a_job_that_has_killed_too_many_workers_is_given_up(queue: Queue, settings: Settings, tmp_path: Path) -> None:
    queue.put("practice.mark", "a")
    queue.change("update procrastinate_jobs set status = 'doing', attempts = 5")
    with working(tmp_path, settings):
        eventually(lambda: queue.statuses() == ["failed"])
        assert queue.marks("a") == []


@pytest.mark.slow
def test_a_worker_outlives_the_loss_of_its_connections(
    queue: Queue, settings: Settings, test_database: TestDatabase, tmp_path: Path
) -> None:
    with working(tmp_path, settings) as process:
        queue.put("practice.mark", "before")
        eventually(lambda: len(queue.marks("before")) == 2)
        with psycopg.connect(test_database.superuser_url, autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
        queue.database.close()
        queue.put("practice.mark", "after")
        eventually(lambda: len(queue.marks("after")) == 2)
        assert process.end() == 0


@pytest.mark.slow
def test_what_is_due_by_the_clock_runs_once_for_all_workers_and_for_each_tenant(
    queue: Queue, settings: Settings, tmp_path: Path
) -> None:
    with queue.database.platform() as session:
        other = a_tenant(session)
        lifecycle.suspend_tenant(session, other.slug)
        other_id = other.id
    now = clock.now()
    once_a_day = f"{now.minute} {now.hour} * * *"
    with working(tmp_path, settings, cron=once_a_day), working(tmp_path, settings, cron=once_a_day):
        for number in range(6):
            queue.put("practice.slow", str(number))
        eventually(lambda: len(queue.workers()) == 2, within=20)
        eventually(lambda: queue.statuses() == [], within=20)
    assert len(queue.marks("tick")) == 2, "begun and done"
    assert [len(queue.marks(f"tenant-{each}")) for each in (queue.tenant_id, other_id)] == [1, 1]


def test_work_that_is_due_by_the_clock_names_itself_once() -> None:
    with pytest.raises(AssertionError, match="two jobs"):
        periodic(registered_jobs()[0].name, "* * * * *")(lambda _context: None)


@pytest.mark.slow
def test_a_worker_tells_how_many_jobs_wait_and_for_how_long(queue: Queue, settings: Settings, tmp_path: Path) -> None:
    for key in ("a", "b", "c", "later"):
        queue.put("practice.slow", key)
    queue.change(
        "update procrastinate_jobs set scheduled_at = now() + interval '1 hour'"
        " where id = (select max(id) from procrastinate_jobs)"
    )
    queue.change("update procrastinate_events set at = at - interval '90 seconds'")
    with working(tmp_path, settings, "--concurrency", "1", tell="0.2") as process:
        eventually(lambda: "jobs.waiting" in process.stderr)
        told = next(line for line in process.lines if line["event"] == "jobs.waiting")
        assert told["count"] in (1, 2), "one runs, one is for later, and the rest waits"
        assert 90 <= told["oldest_seconds"] < 150
