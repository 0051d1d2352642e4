"""Traces: what one request or job did and how long each step took, sent to a collector by OTLP.

Most processes trace nothing, and of those that do most requests are not drawn: for them a step costs one look at a
context variable, and what would send it is not even loaded (`otlp.py` alone knows it). A span holds names, numbers and
kinds of errors. No address of a visitor, no value of a statement, no text of an error belongs in one.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from importlib import import_module
from typing import Literal, Protocol, cast

from tenants.kit.settings import Settings

Attribute = str | int | float | bool
Attributes = Mapping[str, Attribute]
Kind = Literal["server", "consumer", "client", "internal"]


class Span(Protocol):
    """A step under way."""

    def set(self, key: str, value: Attribute) -> None: ...

    def rename(self, name: str) -> None: ...

    def fail(self, kind: str) -> None:
        """Mark it as gone wrong, with the kind of the error and never its text."""

    def end(self) -> None: ...


class Trace(Protocol):
    """What has been drawn to be traced."""

    trace_id: str

    def begin(self, name: str, attributes: Attributes, kind: Kind) -> Span:
        """A step that ends with its `end`, and that has no steps of its own."""

    def step(self, name: str, attributes: Attributes, kind: Kind) -> AbstractContextManager[Span]:
        """A step around whatever is called inside. An error that passes through marks it."""


class Tracing(Protocol):
    """One process's way to a collector."""

    def draw(self, traceparent: str = "") -> Trace | None:
        """A trace, or a part in that of a W3C `traceparent`. None: this time nothing is to be traced."""

    def close(self) -> None:
        """Send what is left. Takes a few seconds at most, whatever the collector does."""


class _Nothing:
    def set(self, key: str, value: Attribute) -> None:
        """Nobody listens."""

    def rename(self, name: str) -> None:
        """Nobody listens."""

    def fail(self, kind: str) -> None:
        """Nobody listens."""

    def end(self) -> None:
        """Nobody listens."""


_NOTHING = _Nothing()
_trace: ContextVar[Trace | None] = ContextVar("trace", default=None)


def open_tracing(settings: Settings, *, process: Literal["web", "worker"], zone: str) -> Tracing | None:
    """None where no collector is set, and then nothing need be wrapped."""
    if settings.otel_exporter_otlp_endpoint is None:
        return None
    # Not at the top: what most processes never use costs them no memory and no time.
    module = import_module("tenants.kit.otlp")
    return cast(Tracing, module.OtlpTracing(settings, process=process, zone=zone))


def current_trace() -> Trace | None:
    """The trace that this call belongs to."""
    return _trace.get()


@contextmanager
def span(name: str, attributes: Attributes, kind: Kind = "internal") -> Iterator[Span]:
    """A step of the trace that this call belongs to; nothing where it belongs to none."""
    trace = _trace.get()
    if trace is None:
        yield _NOTHING
        return
    with trace.step(name, attributes, kind) as begun:
        yield begun


@contextmanager
def traced(trace: Trace, name: str, attributes: Attributes, kind: Kind) -> Iterator[Span]:
    """The first step of a trace. What is called inside, in threads too, adds its own."""
    token = _trace.set(trace)
    try:
        with trace.step(name, attributes, kind) as begun:
            yield begun
    finally:
        _trace.reset(token)
