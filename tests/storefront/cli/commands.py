"""The command line as its users have it: run in this process where nothing has to stay, as real processes elsewhere."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from tenants.kit.settings import PREFIX, Settings

ROOT = Path(__file__).parents[3]
PATIENCE_SECONDS = 30


def environment(settings: Settings, **changes: str) -> dict[str, str]:
    """The settings as variables, and nothing of any other settings."""
    values = {}
    for name, value in settings:
        if value is not None:
            plain = value.get_secret_value() if isinstance(value, SecretStr) else str(value)
            values[PREFIX + name.upper()] = plain
    return values | changes


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(condition: Callable[[], object], *, within: float = PATIENCE_SECONDS) -> float:
    """Wait for it, and say for how many seconds. It is an error if it never comes."""
    began = time.monotonic()
    while not condition():
        waited = time.monotonic() - began
        assert waited < within, f"still not so after {waited:.1f} s"
        time.sleep(0.02)
    return time.monotonic() - began


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str


def ask(port: int, host: str, path: str = "/") -> Answer:
    """One request on a connection of its own. A refused connection is status 0."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"host": host})
        response: HTTPResponse = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, headers, response.read().decode())
    except (OSError, HTTPException):
        return Answer(0, {}, "")
    finally:
        connection.close()


@dataclass(slots=True)
class Running:
    """A `storefront …` process of ours and what it has written so far."""

    process: "subprocess.Popen[bytes]"
    out: Path
    err: Path
    port: int = 0
    _ended: list[int] = field(default_factory=list)

    @property
    def stdout(self) -> str:
        return self.out.read_text(errors="replace")

    @property
    def stderr(self) -> str:
        return self.err.read_text(errors="replace")

    @property
    def lines(self) -> list[dict[str, Any]]:  # Any: whatever a log line holds
        """The log so far; a line that is half written is left for later."""
        whole = self.stderr.rpartition("\n")[0].splitlines()
        return [json.loads(line) for line in whole]

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Its exit status after this signal."""
        self.process.send_signal(how)
        return self.process.wait(PATIENCE_SECONDS)

    def children(self) -> list[int]:
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(pid) for task in tasks for pid in task.read_text().split()]


@contextlib.contextmanager
def running(folder: Path, variables: Mapping[str, str], *arguments: str, program: str = "") -> Iterator[Running]:
    """Start `storefront` with these arguments, and make sure that nothing of it is left afterwards."""
    number = len(list(folder.glob("*.out")))
    out, err = folder / f"{number}.out", folder / f"{number}.err"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    command = [sys.executable, "-m", program or "storefront", *arguments]
    with out.open("wb") as to_out, err.open("wb") as to_err:
        process = subprocess.Popen(
            command,
            env={**inherited, "PYTHONPATH": str(ROOT), **variables},
            stdout=to_out,
            stderr=to_err,
            cwd=folder,
            start_new_session=True,
        )
    try:
        yield Running(process, out, err)
    finally:
        if process.poll() is None:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE_SECONDS)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextlib.contextmanager
def serving(folder: Path, settings: Settings, *arguments: str, **changes: str) -> Iterator[Running]:
    """A web server that answers."""
    port = free_port()
    with running(folder, environment(settings, **changes), "serve", "--port", str(port), *arguments) as server:
        server.port = port
        eventually(lambda: server.process.poll() is not None or ask(port, "any", "/-/live").status == 200)
        assert server.process.poll() is None, server.stderr
        yield server
