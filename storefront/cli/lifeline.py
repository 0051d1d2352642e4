"""Ends processes when the one that started them is killed and can not do it itself. Needs the standard library only.

A watcher holds the read end of a pipe whose write end is ours alone. It closes when we end, however we end.
"""

import contextlib
import os
import signal
import subprocess
import sys


class Lifeline:
    """Watches over processes until `let_go`. Each leads a process group of its own, and the group ends with it."""

    def __init__(self) -> None:
        self._watcher = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__],
            stdin=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for us to handle
        )

    def hold(self, pid: int, last_signal: signal.Signals) -> None:
        """From now on the process and its children get this signal should we die."""
        assert self._watcher.stdin is not None
        self._watcher.stdin.write(f"{pid} {last_signal.value}\n".encode())
        self._watcher.stdin.flush()

    def let_go(self) -> None:
        """The processes have been ended in order; forget them."""
        assert self._watcher.stdin is not None
        self._watcher.kill()
        self._watcher.wait()
        self._watcher.stdin.close()


def _watch() -> None:
    held = [tuple(map(int, line.split())) for line in sys.stdin]
    for pid, last_signal in held:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, last_signal)


if __name__ == "__main__":
    _watch()
