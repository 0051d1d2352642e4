"""Services of AWS on this machine, as far as their JSON protocols go: one function for each action.

An action is the name in the request's target, such as `GetSecretValue`, or method and path where a service has none.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Asked = dict[str, Any]  # Any: JSON
Actions = Mapping[str, Callable[[Asked], Asked]]
VARIABLES = {"AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "s", "AWS_DEFAULT_REGION": "ap-southeast-5"}


class Refused(Exception):
    """The service says no; the message is the error's code."""


@contextmanager
def aws_standin(actions: Actions) -> Iterator[str]:
    """Its address, for AWS_ENDPOINT_URL. An action that is not there is refused by its name."""

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))) or b"{}")
            target = self.headers.get("x-amz-target", "").rpartition(".")[2]
            action = target or f"{self.command} {self.path}"
            try:
                if action not in actions:
                    raise Refused(f"No{action}")
                self._answer(200, actions[action](asked))
            except Refused as refusal:
                self._answer(400, {"__type": str(refusal), "message": str(refusal)})

        do_GET = do_PUT = do_POST  # noqa: N815

        def _answer(self, status: int, said: Asked) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("content-type", "application/x-amz-json-1.1")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Requests are not worth a line."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
