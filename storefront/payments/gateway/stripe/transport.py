"""HTTP to Stripe that ends in time, whatever the other side does, and that can not take every thread with it."""

import re
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, Final
from urllib.parse import urlsplit

import stripe

from storefront.payments.errors import PaymentUnavailable
from tenants.kit.tracing import span

WHOLE_CALL_SECONDS: Final = 4.0
CONNECT_SECONDS: Final = 2.0
_LARGEST_ANSWER: Final = 4 * 1024 * 1024
# Half of the threads that a process has by default: the rest goes on showing shops.
_AT_ONCE: Final = 4
_QUEUE_SECONDS: Final = 0.25
# After so many calls in a row without an answer, nobody waits for one for a while.
_PATIENCE: Final = 3
_REST_SECONDS: Final = 3.0
_ID: Final = re.compile(r"/[a-z]+_(?:live_|test_)?\w{8,}")


class Gate:
    """Lets a few calls through at once, and none for a moment after several went unanswered."""

    def __init__(self) -> None:
        self._places = threading.BoundedSemaphore(_AT_ONCE)
        self._lock = threading.Lock()
        self._unanswered = 0
        self._closed_until = 0.0

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Raises PaymentUnavailable where there is no place, or not yet again."""
        with self._lock:
            if time.monotonic() < self._closed_until:
                raise PaymentUnavailable("Stripe did not answer a moment ago")
        if not self._places.acquire(timeout=_QUEUE_SECONDS):
            raise PaymentUnavailable("too many calls wait for Stripe")
        try:
            yield
        finally:
            self._places.release()

    def answered(self) -> None:
        with self._lock:
            self._unanswered = 0

    def unanswered(self) -> None:
        with self._lock:
            self._unanswered += 1
            if self._unanswered >= _PATIENCE:
                self._closed_until = time.monotonic() + _REST_SECONDS


class Transport(stripe.HTTPClient):
    """As much of HTTP as Stripe's client needs. A call that is not over in time is cut off, and not repeated."""

    name = "storefront"

    def __init__(self) -> None:
        super().__init__()
        self._tls = ssl.create_default_context(cafile=stripe.ca_bundle_path)

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None, post_data: Any = None, **_options: Any
    ) -> tuple[str, int, Mapping[str, str]]:  # Any: Stripe's own signature; the body is a text
        connection = self._connection(url)
        parts = urlsplit(url)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        body = post_data.encode() if isinstance(post_data, str) else post_data
        about = {"http.request.method": method.upper(), "server.address": parts.hostname or ""}
        try:
            with (
                span(f"{method.upper()} {_ID.sub('/{id}', parts.path)}", about, "client") as step,
                _cut_off(connection),
            ):
                connection.request(method.upper(), target, body, dict(headers or {}))
                answer = connection.getresponse()
                step.set("http.response.status_code", answer.status)
                content = answer.read(_LARGEST_ANSWER + 1)
                if len(content) > _LARGEST_ANSWER:
                    raise ValueError("the answer has no end")
                return content.decode(), answer.status, {name.lower(): value for name, value in answer.getheaders()}
        except (OSError, HTTPException, ValueError) as error:
            # The text of an error may hold parts of the answer, so only its kind is told.
            raise stripe.APIConnectionError(type(error).__name__) from None  # type: ignore[no-untyped-call]
        finally:
            connection.close()

    def close(self) -> None:
        """Nothing is kept open."""

    def _connection(self, url: str) -> HTTPConnection:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme == "https":
            return HTTPSConnection(host, parts.port, timeout=CONNECT_SECONDS, context=self._tls)
        return HTTPConnection(host, parts.port, timeout=CONNECT_SECONDS)


@contextmanager
def _cut_off(connection: HTTPConnection) -> Iterator[None]:
    """Connect, and end the connection when the time for the whole call is up, even if bytes still trickle in."""
    began = time.monotonic()
    connection.connect()
    remaining = max(0.1, WHOLE_CALL_SECONDS - (time.monotonic() - began))
    connection.sock.settimeout(remaining)
    timer = threading.Timer(remaining, _shut, [connection])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _shut(connection: HTTPConnection) -> None:
    try:
        connection.sock.shutdown(2)
    except (OSError, AttributeError):
        return
