"""`storefront serve`: the web server, one of the two processes of production."""

import multiprocessing
import os
import tempfile
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from storefront.cli.checks import require_ready_database
from storefront.cli.ports import free_address
from tenants.kit.logging import configure_logging
from tenants.kit.settings import load_settings

_SHARED_METRICS = "PROMETHEUS_MULTIPROC_DIR"
_GRACE_SECONDS = 30
# Instead of handlers of its own, which would write plain text between our lines.
_LOGS_THROUGH_OURS: dict[str, Any] = {"formatters": {}, "handlers": {}, "loggers": {"_granian": {}}}  # Any: logging's


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Web processes.")
@click.option(
    "--admin-port",
    type=click.IntRange(1, 65535),
    help="Serve /-/metrics, for all workers together, on this port of the loopback address.",
)
def serve(host: str, port: int, workers: int, admin_port: int | None) -> None:
    """Serve every shop of the zone over HTTP."""
    settings = load_settings()
    configure_logging(settings.log_format, settings.log_level)
    address = free_address(host, port)
    require_ready_database(settings)
    with tempfile.TemporaryDirectory(prefix="storefront-metrics-") as shared:
        if admin_port is not None:
            free_address("127.0.0.1", admin_port, option="--admin-port")
            os.environ[_SHARED_METRICS] = shared
            # A fork would copy a process that serves metrics in a thread, and whose counters are private already.
            multiprocessing.set_start_method("spawn", force=True)
            _serve_metrics(admin_port, shared)
        Granian(
            "storefront.app:application",
            factory=True,
            interface=Interfaces.ASGI,
            address=address,
            port=port,
            workers=workers,
            websockets=False,
            respawn_failed_workers=True,
            workers_kill_timeout=_GRACE_SECONDS,
            log_level=LogLevels.warning,
            log_dictconfig=_LOGS_THROUGH_OURS,
        ).serve()


def _serve_metrics(port: int, shared: str) -> None:
    class Metrics(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/-/metrics":
                self.send_error(HTTPStatus.NOT_FOUND)
                return
            registry = CollectorRegistry()
            MultiProcessCollector(registry, path=shared)  # type: ignore[no-untyped-call]
            body = generate_latest(registry)
            self.send_response(HTTPStatus.OK)
            self.send_header("content-type", CONTENT_TYPE_LATEST)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Scrapes are not worth a line."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Metrics)
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()
