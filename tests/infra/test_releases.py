"""A release without a pause: the version before serves while the schema moves on, and can be gone back to afterwards.

The version before is real: its files are taken out of the repository's history and run as they were.
"""

import csv
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import psycopg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from psycopg.types.json import Jsonb

from storefront.cli.migrate import current_revision, downgrade_database, newest_revision, upgrade_database
from tenants.kit.settings import PREFIX
from tests.database import TestDatabase, clone_database, drop_database, settings_for
from tests.storefront.cli.commands import ROOT, Running, ask, environment, eventually, free_port, running

PACKAGES = ("storefront", "tenants", "themes", "migrations")
VERSIONS = "migrations/versions"
PAGES = ("/", "/collections", "/search?q=a", "/sitemap.xml", "/robots.txt")


def git(*arguments: str) -> bytes:
    done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"needs the repository's history: {done.stderr.decode().strip()}")
    return done.stdout


def commit_before(revision: str = "") -> tuple[str, str]:
    """The last commit whose history of migrations ends with the one before the newest, or before another, and that."""
    scripts = ScriptDirectory.from_config(Config(str(ROOT / "migrations" / "alembic.ini")))
    newest = scripts.get_revision(revision or newest_revision())
    assert newest is not None
    previous = newest.down_revision
    assert isinstance(previous, str), "there is a migration before it"
    if git("rev-parse", "--is-shallow-repository").strip() == b"true":
        pytest.skip("needs the repository's whole history, and this is a shallow clone")
    for commit in ("HEAD", *git("log", "--format=%H", "--", VERSIONS).decode().split()):
        revisions = revisions_at(commit)
        # Two migrations that were written at once may have shared a number until one of them gave way.
        if revisions[-1] == previous and len(set(revisions)) == len(revisions):
            return commit, previous
    raise AssertionError(f"no commit ends with revision {previous}")


def revisions_at(commit: str) -> list[str]:
    """The numbers of a commit's migrations, which their files' names begin with."""
    names = git("ls-tree", "--name-only", commit, f"{VERSIONS}/").decode().split()
    return sorted(Path(name).name.partition("_")[0] for name in names if name.endswith(".py"))


@pytest.fixture(scope="module")
def old_code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    commit, _ = commit_before()
    return code_of(commit, tmp_path_factory.mktemp("old-code"))


def code_of(commit: str, folder: Path) -> Path:
    with tarfile.open(fileobj=BytesIO(git("archive", commit, *PACKAGES))) as files:
        files.extractall(folder, filter="data")
    return folder


@pytest.fixture
def own_database(worker_name: str) -> Iterator[TestDatabase]:
    database = clone_database(f"releases_{worker_name}")
    yield database
    drop_database(database.name)


def as_before(variables: Mapping[str, str], old_code: Path) -> dict[str, str]:
    """The variables for the version before, without settings that are newer than it: it would refuse to start."""
    names = "print(*(PREFIX + name.upper() for name in Settings.model_fields))"
    ask_it = f"from tenants.kit.settings import PREFIX, Settings; {names}"
    led = {**variables, "PYTHONPATH": str(old_code)}
    done = subprocess.run(
        [sys.executable, "-c", ask_it], env=led, cwd=old_code, capture_output=True, text=True, check=True
    )
    known = set(done.stdout.split())
    return {name: value for name, value in led.items() if not name.startswith(PREFIX) or name in known}


def open_shop(folder: Path, variables: Mapping[str, str], slug: str) -> None:
    """As an operator does, with whichever version the variables lead to."""
    file = folder / f"{slug}.csv"
    row = {
        "business_name": slug.title(), "slug": slug, "registration_no": f"2025{slug}",
        "owner_email": f"owner@{slug}.example", "country": "MY", "currency": "MYR", "default_language": "en",
        "languages": "en;ms", "markets": "my;gb", "industry": "crafts", "theme": "aurora", "plan": "starter",
        "custom_domain": "",
    }  # fmt: skip
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, row)
        writer.writeheader()
        writer.writerow(row)
    with running(folder, variables, "tenants", "import", str(file)) as command:
        assert command.process.wait(60) == 0, command.stderr


@contextmanager
def web(folder: Path, variables: Mapping[str, str]) -> Iterator[Running]:
    """A web server of whichever version the variables lead to."""
    port = free_port()
    with running(folder, variables, "serve", "--port", str(port)) as server:
        server.port = port
        eventually(lambda: server.process.poll() is not None or ask(port, "any", "/-/live").status == 200)
        assert server.process.poll() is None, server.stderr
        yield server


class Asking:
    """Somebody who reads page after page until told to stop, and remembers each answer."""

    def __init__(self, port: int, host: str) -> None:
        self.statuses: list[int] = []
        self._stopping = threading.Event()
        self._reader = threading.Thread(target=self._read, args=(port, host))

    def __enter__(self) -> "Asking":
        self._reader.start()
        eventually(lambda: len(self.statuses) > 5)
        return self

    def __exit__(self, *_error: object) -> None:
        self._stopping.set()
        self._reader.join()

    def _read(self, port: int, host: str) -> None:
        while not self._stopping.is_set():
            for page in PAGES:
                self.statuses.append(ask(port, host, page).status)


def answers(server: Running, slug: str) -> dict[str, int]:
    return {page: ask(server.port, f"{slug}.localhost", page).status for page in PAGES}


ALL_WELL = dict.fromkeys(PAGES, 200)


@pytest.mark.slow
def test_the_version_before_serves_on_the_new_schema_and_can_be_gone_back_to(
    old_code: Path, own_database: TestDatabase, tmp_path: Path
) -> None:
    _, previous = commit_before()
    downgrade_database(own_database.owner_url, previous)
    new = environment(settings_for(own_database, tmp_path / "media"))
    old = as_before(new, old_code)
    open_shop(tmp_path, old, "before")
    with web(tmp_path, old) as old_web:
        assert answers(old_web, "before") == ALL_WELL

        with Asking(old_web.port, "before.localhost") as shopper:
            upgrade_database(own_database.owner_url)
            read = len(shopper.statuses)
            eventually(lambda: len(shopper.statuses) > read + 5)
        assert set(shopper.statuses) == {200}, "nobody noticed"
        assert current_revision(own_database.owner_url) == newest_revision()

        with running(tmp_path, old, "doctor") as doctor:
            doctor.process.wait(60)
            assert f"of a newer version than this one's {previous}" in doctor.stdout, "it is the old code that runs"

        open_shop(tmp_path, old, "meanwhile")
        assert answers(old_web, "meanwhile") == ALL_WELL
        with web(tmp_path, new) as new_web:
            open_shop(tmp_path, new, "after")
            for slug in ("before", "meanwhile", "after"):
                assert (slug, answers(new_web, slug)) == (slug, ALL_WELL)
        assert answers(old_web, "after") == ALL_WELL, "one release back, and nothing is lost"
        assert old_web.end() == 0
    finishes_a_job(tmp_path, old, own_database)


def finishes_a_job(folder: Path, variables: Mapping[str, str], database: TestDatabase) -> None:
    """A worker of whichever version the variables lead to."""
    write = """insert into procrastinate_jobs (queue_name, task_name, args)
        values ('default', 'search.index_shop', %s) returning id"""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        tenant = owner.execute("select id from tenant limit 1").fetchone()
        assert tenant is not None
        with running(folder, variables, "worker") as worker:
            eventually(lambda: "worker.started" in worker.stderr or worker.process.poll() is not None)
            job = owner.execute(write, [Jsonb({"tenant_id": tenant[0]})]).fetchone()
            waits = "select from procrastinate_jobs where id = %s"
            eventually(lambda: owner.execute(waits, job).fetchone() is None)
            worker.process.terminate()
            assert worker.process.wait(120) == 0, "it finishes the jobs that it has begun"
            assert "job.failed" not in worker.stderr


@pytest.mark.slow
def test_a_worker_that_takes_jobs_as_the_serving_role_goes_on(own_database: TestDatabase, tmp_path: Path) -> None:
    """As workers did up to revision 0032. To be taken out with the rights that 0033 leaves them."""
    commit, _ = commit_before("0033")
    (tmp_path / "code").mkdir()
    old = as_before(environment(settings_for(own_database, tmp_path / "media")), code_of(commit, tmp_path / "code"))
    open_shop(tmp_path, old, "meanwhile")
    finishes_a_job(tmp_path, old, own_database)
