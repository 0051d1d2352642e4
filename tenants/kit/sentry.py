"""Reports of errors by Sentry's own client. Loaded by `error_reports` alone, where a server is set."""

import logging
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import sentry_sdk
import structlog
from sentry_sdk.utils import event_from_exception

if TYPE_CHECKING:
    from sentry_sdk.types import Event

_LAST_SECONDS = 2.0
_TOLD = ("request_id", "tenant", "job", "trace_id")


class Reports(logging.Handler):
    """A logging handler for errors. A server that is away or slow is waited for by a thread of the client's own."""

    def __init__(self, dsn: str, *, process: str, zone: str) -> None:
        super().__init__(logging.ERROR)
        # Of what the client could find out by itself (requests, users, variables, what was logged before) nothing.
        self._client = sentry_sdk.Client(
            dsn=dsn,
            release=version("storefront"),
            environment=zone,
            default_integrations=False,
            auto_enabling_integrations=False,
            auto_session_tracking=False,
            enable_backpressure_handling=False,
            send_client_reports=False,
            send_default_pii=False,
            include_local_variables=False,
            include_source_context=False,
            max_breadcrumbs=0,
            spotlight=False,
            shutdown_timeout=_LAST_SECONDS,
        )
        self._process = process

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith(("sentry_sdk", "urllib3")):
            return  # about a report that did not leave
        # Ours come as the line's parts. Others' words are put together already, and could hold anything.
        line: dict[str, Any] = record.msg if isinstance(record.msg, dict) else {}  # Any: values of a log line
        known = structlog.contextvars.get_contextvars() | line
        event: Event = {
            "level": "error",
            "logger": record.name,
            "logentry": {"message": str(line.get("event", record.name))},
            "tags": {"process": self._process} | {key: str(known[key]) for key in _TOLD if known.get(key) is not None},
        }
        raised = record.exc_info if record.exc_info and record.exc_info[0] else sys.exc_info()
        if raised[0] is not None:
            found, _ = event_from_exception(raised, client_options=self._client.options)
            event["exception"] = found["exception"]
            for each in event["exception"]["values"]:
                each.pop("value", None)
        self._client.capture_event(event)

    def close(self) -> None:
        """Also called when the interpreter ends."""
        self._client.close(timeout=_LAST_SECONDS)
        super().close()
