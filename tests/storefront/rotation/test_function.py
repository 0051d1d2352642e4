"""The function as its image runs it: a process that asks Lambda's interface for events and answers each."""

import json
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from storefront.cli.server_setup import create_database, prepare_server
from tenants.isolation.policies import OWNER, PLATFORM, SERVING
from tests.aws_standin import VARIABLES, aws_standin
from tests.rented_server import ADMIN, ADMIN_PASSWORD, RentedServer
from tests.storefront.cli.commands import PATIENCE_SECONDS, running
from tests.storefront.rotation.vault import Vault

STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")
TOKEN = "2" * 32


class Lambda:
    """Its runtime interface: events out, answers in."""

    def __init__(self) -> None:
        self.events: queue.Queue[dict[str, str]] = queue.Queue()
        self.answers: queue.Queue[tuple[str, object]] = queue.Queue()
        self.address = ""

    def invoke(self, **event: str) -> tuple[str, object]:
        """`response` or `error`, and what was said."""
        self.events.put(event)
        return self.answers.get(timeout=PATIENCE_SECONDS)


@contextmanager
def lambda_interface() -> Iterator[Lambda]:
    interface = Lambda()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            assert self.path == "/2018-06-01/runtime/invocation/next"
            event = interface.events.get()
            self._answer(200, json.dumps(event).encode())

        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["content-length"])))
            _, _, rest = self.path.partition("/2018-06-01/runtime/invocation/one-event/")
            self._answer(202, b"")
            interface.answers.put((rest, said))

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Lambda-Runtime-Aws-Request-Id", "one-event")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Requests are not worth a line."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.block_on_close = True, False  # one request waits for an event that never comes
    interface.address = f"127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield interface
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.slow
def test_a_secret_is_rotated_by_the_process_of_the_image(rented: RentedServer, tmp_path: Path) -> None:
    prepare_server(rented.admin_url, dict.fromkeys((SERVING, OWNER, PLATFORM), "first"))
    create_database(rented.admin_url, "zone")
    vault = Vault()
    vault.keep("admin", json.dumps({"username": ADMIN, "password": ADMIN_PASSWORD}))
    vault.keep("app", json.dumps({"database_url": rented.url(SERVING, "first", "zone")}))
    vault.announce("app", TOKEN)
    with aws_standin(vault.actions()) as aws, lambda_interface() as interface:
        variables = VARIABLES | {
            "AWS_ENDPOINT_URL": aws,
            "AWS_LAMBDA_RUNTIME_API": interface.address,
            "ROTATION_ADMIN_SECRET": "admin",
            "ROTATION_ADMIN_DATABASE_URL": rented.url("", "", "postgres"),
            "ROTATION_CLUSTER": "zone",
            "ROTATION_SERVICES": json.dumps({"web": ["app"], "worker": ["platform"]}),
        }
        with running(tmp_path, variables, program="storefront.rotation") as function:
            refused = interface.invoke(SecretId="app", ClientRequestToken="9" * 32, Step="createSecret")
            assert refused[0] == "error"
            assert "is not waiting" in str(refused[1])
            for step in STEPS:
                assert interface.invoke(SecretId="app", ClientRequestToken=TOKEN, Step=step) == ("response", None)
            lines = [(line["event"], line.get("step")) for line in function.lines]
    assert lines == [("rotation.failed", "createSecret"), *(("rotation.step", step) for step in STEPS)]
    assert f"{SERVING}_second" in vault.current("app")
    assert vault.rolled == [("zone", "web")]
