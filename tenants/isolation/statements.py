"""Each statement as a step of the trace that it belongs to: its words, never the values that are bound to it."""

from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, event

from tenants.kit.tracing import Span, current_trace

_SPAN = "storefront.span"
_MOST_WORDS = 1000


def trace_statements(engine: Engine) -> None:
    """From now on. Only for processes that trace: SQLAlchemy calls us for every statement, drawn or not."""
    event.listen(engine, "before_cursor_execute", _begin)
    event.listen(engine, "after_cursor_execute", _end)
    event.listen(engine, "handle_error", _fail)


def _begin(connection: Connection, _cursor: Any, words: str, *_values: Any) -> None:  # Any: the driver's own
    trace = current_trace()
    if trace is not None:
        about = {
            "db.system.name": "postgresql",
            "db.operation.name": words.split(None, 1)[0].upper()[:20],
            "db.query.text": " ".join(words[: 2 * _MOST_WORDS].split())[:_MOST_WORDS],
        }
        connection.info[_SPAN] = trace.begin(f"db {about['db.operation.name']}", about, "client")


def _end(connection: Connection, *_rest: Any) -> None:  # Any: as above
    begun: Span | None = connection.info.pop(_SPAN, None)
    if begun is not None:
        begun.end()


def _fail(context: ExceptionContext) -> None:
    begun: Span | None = context.connection.info.pop(_SPAN, None) if context.connection is not None else None
    if begun is not None:
        begun.fail(type(context.original_exception).__qualname__)
        begun.end()
