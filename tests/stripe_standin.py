"""The Stripe stand-in for tests: a real server on a port of its own, and its levers."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import uvicorn

from storefront.standins.stripe import Standin, create_standin

SECRET_KEY = "sk_test_standin"
WEBHOOK_SECRET = "whsec_standin"


@dataclass(frozen=True, slots=True)
class Stripe:
    """A running stand-in."""

    port: int

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def pull(self, lever: str, **given: Any) -> dict[str, Any]:  # Any: JSON
        """Pull one of its levers. What it refuses is an error."""
        status, body = self.ask("POST", f"/_control/{lever}", json.dumps(given))
        assert status == 200, body
        told: dict[str, Any] = json.loads(body)
        return told

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=40)
        try:
            connection.request(
                method, path, body.encode(), {name.replace("_", "-"): value for name, value in headers.items()}
            )
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


@contextmanager
def running_standin(*, country: str = "MY", currency: str = "myr", state: Path | None = None) -> Iterator[Stripe]:
    given = Standin(SECRET_KEY, webhook_secret=WEBHOOK_SECRET, country=country, currency=currency, state=state)
    with serving(create_standin(given)) as port:
        yield Stripe(port)


@contextmanager
def serving(application: Any) -> Iterator[int]:  # Any: an ASGI application
    """An application behind a real port, in a thread of this process."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(application, log_level="error", lifespan="auto", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.01)
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()
