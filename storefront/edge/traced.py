"""Each request as a trace, where the deployment has a collector: what answered, for which shop, with which status."""

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from storefront.edge import probes
from storefront.edge.observation import loggable, method_of
from tenants.kit.tracing import Span, Tracing, traced


class Traced:
    """ASGI middleware around `Observation`, whose request id and whose word on who answered it takes over."""

    def __init__(self, app: ASGIApp, tracing: Tracing) -> None:
        self._app = app
        self._tracing = tracing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, self._closing(send))
            return
        trace = None
        if scope["type"] == "http" and scope["path"] not in probes.PATHS:
            trace = self._tracing.draw(_traceparent(scope))
        if trace is None:
            await self._app(scope, receive, send)
            return
        method = method_of(scope)
        about = {"http.request.method": method, "url.path": loggable(scope["path"])}
        with traced(trace, method, about, "server") as span:

            async def send_and_note(message: Message) -> None:
                if message["type"] == "http.response.start":
                    _note(span, message["status"])
                await send(message)

            with structlog.contextvars.bound_contextvars(trace_id=trace.trace_id):
                try:
                    await self._app(scope, receive, send_and_note)
                finally:
                    _tell(span, method, scope["state"])

    def _closing(self, send: Send) -> Send:
        """The last spans leave before the server hears that all is done."""

        async def send_when_sent(message: Message) -> None:
            if message["type"] == "lifespan.shutdown.complete":
                await run_in_threadpool(self._tracing.close)
            await send(message)

        return send_when_sent


def _note(span: Span, status: int) -> None:
    span.set("http.response.status_code", status)
    if status >= 500:
        span.fail(str(status))


def _tell(span: Span, method: str, state: dict[str, object]) -> None:
    """What only the request's own way through the application could tell."""
    span.rename(f"{method} {state['surface']}")
    for key in ("surface", "request_id", "tenant", "tenant_id"):
        if key in state:
            value = state[key]
            span.set(f"storefront.{key}", value if isinstance(value, int) else str(value))


def _traceparent(scope: Scope) -> str:
    """The header, if there is exactly one (W3C Trace Context, 3.2)."""
    found = [value for name, value in scope["headers"] if name == b"traceparent"]
    return str(found[0].decode("latin-1")) if len(found) == 1 else ""
