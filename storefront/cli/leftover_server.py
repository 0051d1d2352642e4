"""A PostgreSQL server that outlived the process that started it, known by the note it left in its cluster."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

# How we name the folders of our servers' sockets.
SOCKETS = "storefront-pg-"
_NOTE = "postmaster.pid"
_SOCKET_LINE = 4
_WAIT_SECONDS = 10


def stop_leftover(cluster: Path) -> None:
    """End the server that runs on the cluster, if one does, and return when it has let go of it."""
    try:
        note = (cluster / _NOTE).read_text().splitlines()
        pid = int(note[0])
    except (OSError, ValueError, IndexError):
        return
    for last_signal in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):  # fast, immediate, and by force
        if not _serves(pid, cluster):
            break
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, last_signal)
        _wait_until_gone(pid, cluster)
    _remove_sockets(note)


def _serves(pid: int, cluster: Path) -> bool:
    """Whether the process is this cluster's server. After a restart of the machine its id may be anybody's."""
    try:
        if Path("/proc/self").exists():
            return Path(f"/proc/{pid}/cwd").resolve(strict=True) == cluster.resolve()
        told = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return str(cluster) in told.stdout


def _wait_until_gone(pid: int, cluster: Path) -> None:
    deadline = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < deadline and _serves(pid, cluster):
        time.sleep(0.05)


def _remove_sockets(note: list[str]) -> None:
    folder = Path(note[_SOCKET_LINE]) if len(note) > _SOCKET_LINE else None
    if folder is not None and folder.name.startswith(SOCKETS):
        shutil.rmtree(folder, ignore_errors=True)
