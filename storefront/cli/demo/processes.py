"""The demo's children: started together, watched, and ended together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Self

from storefront.cli.lifeline import Lifeline
from tenants.kit.errors import StorefrontError

_STOP_SECONDS = 15


class ChildEnded(StorefrontError):
    """A process that the demo can not do without has ended."""


class Children:
    """`storefront …` processes with one environment. Use as a context manager: leaving it ends them, the last first.

    A child may ask those that were started before it until it has ended.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = {**os.environ, **environment}
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._lifeline: Lifeline | None = None

    def __enter__(self) -> Self:
        self._lifeline = Lifeline()
        return self

    def __exit__(self, *_raised: object) -> None:
        deadline = time.monotonic() + _STOP_SECONDS
        for process in reversed(self._running.values()):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # itself if it still runs, and whatever it left behind
            process.wait()
        if self._lifeline is not None:
            self._lifeline.let_go()

    def start(self, name: str, arguments: Sequence[str], *, niceness: int = 0) -> None:
        assert self._lifeline is not None, "children live inside the block"
        # A session of its own: Ctrl-C reaches the demo alone, which then ends its children in order.
        process = subprocess.Popen(
            [sys.executable, "-m", "storefront", *arguments], env=self._environment, start_new_session=True
        )
        self._running[name] = process
        self._lifeline.hold(process.pid, signal.SIGKILL)  # at once, so that the port is free for the next start
        if niceness:
            os.setpriority(os.PRIO_PROCESS, process.pid, niceness)

    def check(self) -> None:
        """Raises ChildEnded for the first that is gone."""
        for name, process in self._running.items():
            status = process.poll()
            if status is not None:
                raise ChildEnded(f"the {name} process ended with status {status}; its last lines are above")
