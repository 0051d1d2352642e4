"""Backup and restore, for real: a server with shops, its base backup and archive of changes, a disaster, a new place.

    python -m infra.drills.restore [--shops 40]

Twice: after the loss of the server with its disk, to the last change that was archived; and after a mistake, to the
moment before it. Prints how long each took (recovery time) and how much was lost (recovery point), and ends with status
1 if anything that must hold does not.
"""

import csv
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
import psycopg

from storefront.cli.embedded_postgres import EmbeddedPostgres
from storefront.cli.invariants import broken
from storefront.cli.migrate import upgrade_database
from storefront.cli.server_setup import create_database, prepare_server
from tenants.isolation.policies import OWNER, PLATFORM, SERVING

DATABASE = "storefront"
PASSWORD = "drill"  # of servers on private sockets that live for a minute
_START_SECONDS = 120
_COLUMNS = ("business_name", "slug", "registration_no", "owner_email", "country", "currency", "default_language")
_MORE = ("languages", "markets", "industry", "theme", "plan", "custom_domain")


class DrillFailed(Exception):
    """Something that must hold does not; the message says what."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore brought back, in how many seconds, and the moment of the last change in it."""

    shops: int
    seconds: float
    last_change_at: datetime
    broken: tuple[str, ...]


class Server(EmbeddedPostgres):
    """A PostgreSQL that archives every change, as RDS does, and can be begun from a backup."""

    def __init__(self, place: Path, archive: Path, *, is_archiving: bool = True) -> None:
        self.place = place
        self.archive = archive
        copy = f'test ! -f "{archive}/%f" && cp "%p" "{archive}/%f"'
        # What was restored must not write into the archive that others are still restored from.
        mode = "on" if is_archiving else "off"
        options = {"archive_mode": mode, "archive_command": copy, "wal_level": "replica", "hot_standby": "on"}
        super().__init__(place, options=tuple(word for name, value in options.items() for word in _option(name, value)))

    def back_up(self, into: Path) -> None:
        """A base backup, which the server itself vouches for."""
        self._told("pg_basebackup", f"--dbname={self.superuser_url()}", f"--pgdata={into}", "--checkpoint=fast")
        self._told("pg_verifybackup", str(into))

    def start_from(self, backup: Path, until: datetime | None) -> None:
        """Begin as the backup was, and repeat what was archived since: all of it, or up to a moment."""
        shutil.copytree(backup, self._cluster)
        (self._cluster / "recovery.signal").touch()
        settings = {
            "restore_command": f'cp "{self.archive}/%f" "%p"',
            "recovery_target_action": "promote",
            **({"recovery_target_time": until.isoformat()} if until else {}),
        }
        with (self._cluster / "postgresql.auto.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        if self._account:
            for path in (self._cluster, *self._cluster.rglob("*")):
                os.chown(path, self._account.pw_uid, self._account.pw_gid)
        self._cluster.chmod(0o700)
        self.start()
        deadline = time.monotonic() + _START_SECONDS
        while self._ask("select pg_is_in_recovery()") is not False:
            if time.monotonic() > deadline:
                raise DrillFailed("the restored server did not come out of recovery")
            time.sleep(0.05)

    def lose_everything(self) -> None:
        """The machine is gone, and its disk with it."""
        assert self._server is not None
        os.kill(self._server.pid, signal.SIGQUIT)
        self.stop()
        shutil.rmtree(self.place)

    def archive_now(self) -> None:
        """What the archive's clock does every minute or so: hand over the changes so far."""
        name = self._ask("select pg_walfile_name(pg_switch_wal())")
        deadline = time.monotonic() + _START_SECONDS
        while not (self.archive / str(name)).exists():
            if time.monotonic() > deadline:
                raise DrillFailed("a segment of changes was not archived")
            time.sleep(0.02)

    def count_shops(self) -> int:
        return int(str(self._ask("select count(*) from tenant", DATABASE)))

    def last_change_at(self) -> datetime:
        """When the last tenant was opened, as the database remembers."""
        moment = self._ask("select max(opened_at) from tenant", DATABASE)
        assert isinstance(moment, datetime)
        return moment

    def now(self) -> datetime:
        moment = self._ask("select clock_timestamp()")
        assert isinstance(moment, datetime)
        return moment

    def erase_by_mistake(self) -> None:
        with psycopg.connect(self.superuser_url(DATABASE), autocommit=True) as connection:
            connection.execute("truncate tenant cascade")

    def _ask(self, question: str, database: str = "postgres") -> object:
        with psycopg.connect(self.superuser_url(database)) as connection:
            row = connection.execute(question.encode()).fetchone()
        return row[0] if row else None

    def _told(self, program: str, *arguments: str) -> None:
        done = self._run(program, *arguments)
        if done.returncode != 0:
            raise DrillFailed(f"{program}: {done.stderr.strip()}")


def _option(name: str, value: str) -> tuple[str, str]:
    return "-c", f"{name}={value}"


def open_shops(server: Server, folder: Path, first: int, count: int) -> None:
    """Shops as an operator opens them: from a file, by the command."""
    file = folder / f"shops-{first}.csv"
    with file.open("w", newline="", encoding="utf-8") as rows:
        writer = csv.writer(rows)
        writer.writerow([*_COLUMNS, *_MORE])
        for number in range(first, first + count):
            slug = f"drill-{number:04}"
            who = (f"Drill {number}", slug, f"2025{number:08}", f"owner@{slug}.example", "MY", "MYR", "en")
            writer.writerow([*who, "en;ms", "my;gb", "crafts", "aurora", "starter", ""])
    roles = {"": SERVING, "OWNER_": OWNER, "PLATFORM_": PLATFORM}
    variables = {f"STOREFRONT_{kind}DATABASE_URL": server.url(role, PASSWORD, DATABASE) for kind, role in roles.items()}
    variables |= {"STOREFRONT_SECRET_KEY": "k" * 40, "STOREFRONT_MEDIA_URL": (folder / "media").as_uri()}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("STOREFRONT_")}
    done = subprocess.run(
        [sys.executable, "-m", "storefront", "tenants", "import", str(file)],
        env={"PYTHONPATH": str(Path(__file__).parents[2]), **inherited, **variables},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise DrillFailed(f"shops could not be opened: {done.stderr.strip()}")


def restored(folder: Path, name: str, backup: Path, archive: Path, *, until: datetime | None = None) -> Restored:
    """A server in an empty place, from backup and archive alone."""
    began = time.monotonic()
    server = Server(folder / name, archive, is_archiving=False)
    server.place.mkdir()
    shutil.copy(folder / "password", server.place / "postgres.password")
    try:
        server.start_from(backup, until)
        found = broken(server.url(OWNER, PASSWORD, DATABASE))
        return Restored(server.count_shops(), time.monotonic() - began, server.last_change_at(), tuple(found))
    finally:
        server.stop()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Both restores, what each should have brought back, and the moments in which things went wrong."""

    after_loss: Restored
    after_mistake: Restored
    shops_archived: int
    shops_before_mistake: int
    lost_at: datetime
    megabytes: float


def run_drill(folder: Path, shops: int) -> Outcome:
    """The whole story in an empty folder. Raises DrillFailed."""
    archive, backup = folder / "archive", folder / "backup"
    archive.mkdir(mode=0o777)
    archive.chmod(0o777)  # the server may run as another account than ours
    folder.chmod(0o755)
    backup.mkdir(mode=0o777)
    backup.chmod(0o777)
    original = Server(folder / "original", archive)
    original.start()
    try:
        shutil.copy(original.place / "postgres.password", folder / "password")
        prepare_server(original.superuser_url(), dict.fromkeys((OWNER, SERVING, PLATFORM), PASSWORD))
        create_database(original.superuser_url(), DATABASE)
        upgrade_database(original.url(OWNER, PASSWORD, DATABASE))
        open_shops(original, folder, 0, shops)
        original.back_up(backup / "base")
        open_shops(original, folder, shops, 5)
        before_mistake = original.now()
        original.erase_by_mistake()
        original.archive_now()
        after_mistake = restored(folder, "before-mistake", backup / "base", archive, until=before_mistake)
        open_shops(original, folder, 1000, 3)
        original.archive_now()
        open_shops(original, folder, 2000, 1)  # never archived: this is what the loss costs
        lost_at = original.now()
        original.lose_everything()
        after_loss = restored(folder, "after-loss", backup / "base", archive)
    finally:
        original.stop()
    size = sum(path.stat().st_size for path in (backup / "base").rglob("*") if path.is_file())
    return Outcome(after_loss, after_mistake, 3, shops + 5, lost_at, size / 1_000_000)


def check(outcome: Outcome) -> list[str]:
    """What did not come back as it must."""
    wrong = [f"after the {name}: {each}" for name, how in _restores(outcome) for each in how.broken]
    if outcome.after_mistake.shops != outcome.shops_before_mistake:
        wrong.append(f"after the mistake: {outcome.after_mistake.shops} shops, not {outcome.shops_before_mistake}")
    if outcome.after_loss.shops != outcome.shops_archived:
        wrong.append(f"after the loss: {outcome.after_loss.shops} shops, not {outcome.shops_archived}")
    return wrong


def _restores(outcome: Outcome) -> tuple[tuple[str, Restored], ...]:
    return ("mistake", outcome.after_mistake), ("loss", outcome.after_loss)


@click.command(help=__doc__)
@click.option(
    "--shops", default=40, show_default=True, type=click.IntRange(1, 5000), help="How many shops to begin with."
)
def main(shops: int) -> None:
    # Whoever ends the drill ends its servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with tempfile.TemporaryDirectory(prefix="storefront-drill-", ignore_cleanup_errors=True) as folder:
        try:
            outcome = run_drill(Path(folder), shops)
        except DrillFailed as reason:
            raise click.ClickException(str(reason)) from None
    lost = (outcome.lost_at - outcome.after_loss.last_change_at).total_seconds()
    click.echo(f"backup {outcome.megabytes:.0f} MB, {shops} shops")
    for name, how in _restores(outcome):
        state = "invariants are broken" if how.broken else "invariants hold"
        click.echo(f"after the {name}: recovery time {how.seconds:.1f} s, {how.shops} shops, {state}")
    click.echo(
        f"recovery point after the loss: {lost:.1f} s (what was not archived yet; RDS archives every five minutes)"
    )
    click.echo("recovery point after the mistake: the moment before it")
    for each in (wrong := check(outcome)):
        click.echo(f"BROKEN {each}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
