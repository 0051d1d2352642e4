"""The demo's children: started together, watched, and ended together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

from tenants.kit.errors import StorefrontError

_STOP_SECONDS = 15


class ChildEnded(StorefrontError):
    """A process that the demo can not do without has ended."""


class Children:
    """`storefront …` processes with one environment. Use as a context manager: leaving it ends them all."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = {**os.environ, **environment}
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Children":
        return self

    def __exit__(self, *_raised: object) -> None:
        for process in self._running.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + _STOP_SECONDS
        for process in self._running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def start(self, name: str, arguments: Sequence[str]) -> None:
        # A session of its own: Ctrl-C reaches the demo alone, which then ends its children in order.
        self._running[name] = subprocess.Popen(
            [sys.executable, "-m", "storefront", *arguments], env=self._environment, start_new_session=True
        )

    def check(self) -> None:
        """Raises ChildEnded for the first that is gone."""
        for name, process in self._running.items():
            status = process.poll()
            if status is not None:
                raise ChildEnded(f"the {name} process ended with status {status}; its last lines are above")
