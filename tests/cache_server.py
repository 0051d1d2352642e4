"""The tests' Valkey or Redis: a real server on a port of its own, where the machine has one."""

import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
import redis

PROGRAMS = ("valkey-server", "redis-server")
_START_SECONDS = 20


class CacheServer:
    """Started, stopped and started again at the same address. It keeps nothing on disk."""

    def __init__(self, folder: Path, port: int) -> None:
        found = next(filter(None, map(shutil.which, PROGRAMS)), None)
        if found is None:
            pytest.skip(f"needs {' or '.join(PROGRAMS)} (Debian: apt-get install redis-server)")
        self._program = found
        self._folder = folder
        self._port = port
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> "CacheServer":
        with (self._folder / "cache.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *(self._program, "--bind", "127.0.0.1", "--port", str(self._port)),
                    *("--save", "", "--appendonly", "no", "--dir", str(self._folder)),
                ],
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            with redis.Redis.from_url(self.url) as client:
                try:
                    client.ping()
                except redis.ConnectionError:
                    time.sleep(0.02)
                else:
                    return self
        raise AssertionError((self._folder / "cache.log").read_text())

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None
