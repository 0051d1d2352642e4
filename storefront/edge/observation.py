"""A request id, one log line and the metrics of every request; and the last net under an unforeseen error."""

import asyncio
import re
import secrets
import time
from http import HTTPStatus

import structlog
from prometheus_client import Counter, Histogram
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from storefront.edge.notices import failed
from storefront.edge.plain_pages import plain_page, visitor_of

REQUESTS = Counter("storefront_requests_total", "Requests answered.", ["surface", "method", "status"])
SECONDS = Histogram(
    "storefront_request_seconds",
    "Time from a request's arrival to the last byte of its answer.",
    ["surface"],
    buckets=(0.002, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3),
)
_CLIENT_LEFT = 499  # nginx's number for it; no answer has it
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_LOGGED_PATH = 300
# Whoever knows such a link needs nothing else to follow it.
_TOKEN_IN_PATH = re.compile(r"(/(?:-/preview|orders|password|shared|resume|pay|sign-in)/)[^/]+")
_REQUEST_ID = re.compile(rb"[A-Za-z0-9_-]{8,64}")

log = structlog.get_logger("storefront.requests")


class Observation:
    """ASGI middleware. In `scope["state"]`, the wrapped application may set `surface`, who answered, and `languages`,
    those among which the visitor's is sought for the page of an unforeseen error.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(scope)
        state = scope.setdefault("state", {})
        state.update(surface="none", request_id=request_id)
        status = HTTPStatus.INTERNAL_SERVER_ERROR.value
        began = time.perf_counter()
        answered = False

        async def send_with_id(message: Message) -> None:
            nonlocal status, answered
            if message["type"] == "http.response.start":
                answered = True
                status = int(message["status"])
                MutableHeaders(scope=message)["x-request-id"] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id, tenant=None):
            try:
                await self._app(scope, receive, send_with_id)
            except asyncio.CancelledError:
                status = _CLIENT_LEFT
                raise
            except Exception:
                log.exception("request.failed", path=loggable(scope["path"]))
                if answered:
                    raise
                visitor = visitor_of(scope, state.get("languages", ("en",)))
                page = plain_page(visitor, failed(visitor.words, request_id))
                await page(scope, receive, send_with_id)
            finally:
                seconds = time.perf_counter() - began
                _record(scope, status, seconds)


def method_of(scope: Scope) -> str:
    """The request's method, or `other` for what a visitor made up: metrics and traces are counted by it."""
    return scope["method"] if scope["method"] in _METHODS else "other"


def loggable(path: str) -> str:
    """A path without the part that lets whoever reads it in."""
    return _TOKEN_IN_PATH.sub(r"\1***", path[:_LOGGED_PATH])


def _request_id(scope: Scope) -> str:
    given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    return given.decode("ascii") if _REQUEST_ID.fullmatch(given) else secrets.token_urlsafe(12)


def _record(scope: Scope, status: int, seconds: float) -> None:
    state = scope["state"]
    method = method_of(scope)
    REQUESTS.labels(state["surface"], method, str(status)).inc()
    SECONDS.labels(state["surface"]).observe(seconds)
    log.info(
        "request",
        method=method,
        path=loggable(scope["path"]),
        status=int(status),
        ms=round(seconds * 1000, 1),
    )
