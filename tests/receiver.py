"""A server that keeps what is posted to it: a collector of traces, a Sentry. It may be slow, or refuse."""

import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import brotli
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

_UNPACK = {"identity": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


@dataclass(frozen=True, slots=True)
class Step:
    """One span as it arrived."""

    name: str
    kind: int  # 2 server, 3 client, 5 consumer (opentelemetry/proto/trace/v1/trace.proto)
    trace_id: str
    span_id: str
    parent_id: str
    is_error: bool
    attributes: dict[str, Any]  # Any: texts and numbers
    resource: dict[str, Any]


@dataclass(slots=True)
class Receiver:
    port: int = 0
    posted: list[tuple[str, bytes]] = field(default_factory=list)
    status: int = 200
    let_go: threading.Event = field(default_factory=threading.Event)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def steps(self) -> list[Step]:
        """Every span that arrived at /v1/traces."""
        return [each for path, body in list(self.posted) if path == "/v1/traces" for each in _steps(body)]

    def reports(self) -> list[dict[str, Any]]:  # Any: JSON
        """The events in Sentry's envelopes (develop.sentry.dev, "Envelopes")."""
        found = []
        for path, body in list(self.posted):
            assert path == "/api/1/envelope/"
            lines = body.split(b"\n")
            assert json.loads(lines[1])["type"] == "event"
            found.append(json.loads(lines[2]))
        return found


@contextmanager
def receiving(*, status: int = 200, is_slow: bool = False) -> Iterator[Receiver]:
    """On a port of its own. A slow one answers nothing until the test is over."""
    receiver = Receiver(status=status)
    if not is_slow:
        receiver.let_go.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            unpacked = _UNPACK[self.headers.get("content-encoding", "identity")](body)
            receiver.posted.append((self.path, unpacked))
            receiver.let_go.wait()
            self.send_response(receiver.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield receiver
    finally:
        receiver.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _steps(body: bytes) -> list[Step]:
    request = ExportTraceServiceRequest()
    request.ParseFromString(body)
    return [
        Step(
            name=span.name,
            kind=span.kind,
            trace_id=span.trace_id.hex(),
            span_id=span.span_id.hex(),
            parent_id=span.parent_span_id.hex(),
            is_error=span.status.code == 2,
            attributes=_values(span.attributes),
            resource=_values(group.resource.attributes),
        )
        for group in request.resource_spans
        for scope in group.scope_spans
        for span in scope.spans
    ]


def _values(pairs: Any) -> dict[str, Any]:  # Any: protobuf's own containers
    return {each.key: getattr(each.value, each.value.WhichOneof("value")) for each in pairs}
