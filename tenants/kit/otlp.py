"""Traces by OpenTelemetry over OTLP/HTTP. Loaded by `tracing.open_tracing` alone, where a collector is set."""

import logging
import random
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version

import structlog
from opentelemetry import trace as api
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExportResult
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace import SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from tenants.kit.settings import Settings
from tenants.kit.tracing import Attribute, Attributes, Kind

_SEND_SECONDS = 3.0
_EVERY_SECONDS = 2.0
# What waits to be sent. More is dropped: a collector that is away takes memory from nobody.
_MOST_WAITING = 4096
_MOST_AT_ONCE = 512
_KINDS = {
    "server": SpanKind.SERVER,
    "consumer": SpanKind.CONSUMER,
    "client": SpanKind.CLIENT,
    "internal": SpanKind.INTERNAL,
}

log = structlog.get_logger(__name__)


class OtlpTracing:
    """A queue and a thread that sends it, to `/v1/traces` below the address that is set."""

    def __init__(self, settings: Settings, *, process: str, zone: str) -> None:
        # It would call every batch that a collector did not take an error of ours.
        logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)
        self._ratio = settings.trace_ratio
        about = {
            "service.namespace": "storefront",
            "service.name": f"storefront-{process}",
            "service.version": version("storefront"),
            "service.instance.id": str(uuid.uuid4()),
            "deployment.environment.name": zone,
        }
        # What is drawn is drawn: a parent that was not, elsewhere, has no say either.
        self._provider = TracerProvider(ALWAYS_ON, Resource(about), shutdown_on_exit=False)
        self._provider.add_span_processor(
            BatchSpanProcessor(
                _Sender(f"{(settings.otel_exporter_otlp_endpoint or '').rstrip('/')}/v1/traces"),
                max_queue_size=_MOST_WAITING,
                schedule_delay_millis=_EVERY_SECONDS * 1000,
                max_export_batch_size=_MOST_AT_ONCE,
            )
        )
        self._tracer = self._provider.get_tracer("storefront")

    def draw(self, traceparent: str = "") -> "OtlpTrace | None":
        """Whether a visitor asks for it counts for nothing: anybody can send a `traceparent` with its flag set."""
        if random.random() >= self._ratio:
            return None
        return OtlpTrace(self._tracer, _parent(traceparent))

    def close(self) -> None:
        """The queue is sent, or given up after `_SEND_SECONDS`."""
        closing = threading.Thread(target=self._provider.shutdown, name="traces", daemon=True)
        closing.start()
        closing.join(_SEND_SECONDS)


class OtlpTrace:
    """One trace. Steps find the one that they belong to by OpenTelemetry's own context."""

    def __init__(self, tracer: api.Tracer, parent: Context) -> None:
        self._tracer = tracer
        self._parent: Context | None = parent
        self.trace_id = ""

    def begin(self, name: str, attributes: Attributes, kind: Kind) -> "OtlpSpan":
        return OtlpSpan(self._tracer.start_span(name, self._parent, kind=_KINDS[kind], attributes=dict(attributes)))

    @contextmanager
    def step(self, name: str, attributes: Attributes, kind: Kind) -> Iterator["OtlpSpan"]:
        begun = self.begin(name, attributes, kind)
        self._parent = None  # from the first step on it is that of the context
        self.trace_id = self.trace_id or begun.trace_id
        # The text of an error may hold anybody's data, so it is not recorded; its kind is.
        with api.use_span(begun.inner, end_on_exit=True, record_exception=False, set_status_on_exception=False):
            try:
                yield begun
            except BaseException as error:
                begun.fail(type(error).__qualname__)
                raise


class OtlpSpan:
    """A step under way."""

    def __init__(self, inner: api.Span) -> None:
        self.inner = inner

    @property
    def trace_id(self) -> str:
        return api.format_trace_id(self.inner.get_span_context().trace_id)

    def set(self, key: str, value: Attribute) -> None:
        self.inner.set_attribute(key, value)

    def rename(self, name: str) -> None:
        self.inner.update_name(name)

    def fail(self, kind: str) -> None:
        self.inner.set_attribute("error.type", kind)
        self.inner.set_status(Status(StatusCode.ERROR))

    def end(self) -> None:
        self.inner.end()


class _Sender(OTLPSpanExporter):
    """OpenTelemetry's, with one line of ours for a batch that nobody took."""

    def __init__(self, address: str) -> None:
        super().__init__(endpoint=address, timeout=_SEND_SECONDS)

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        result = super().export(spans)
        if result is not SpanExportResult.SUCCESS:
            log.warning("traces.not_sent", spans=len(spans))
        return result


def _parent(traceparent: str) -> Context:
    """What a `traceparent` says, or nothing where it is malformed (W3C Trace Context, 3.2)."""
    return TraceContextTextMapPropagator().extract({"traceparent": traceparent}, Context())
