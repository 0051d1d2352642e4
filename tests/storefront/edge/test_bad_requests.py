"""What no shop should ever see is answered at the edge: a clear page, the right status, no hint of who lives here."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.types import ASGIApp

from storefront.app import StorefrontApp
from storefront.edge import Observation
from tenants.kit.settings import Settings
from tests import event_loop

Headers = list[tuple[bytes, bytes]]


@pytest.fixture
def app(settings: Settings) -> Iterator[ASGIApp]:
    app = StorefrontApp(settings)
    yield Observation(app)
    app.close()


def ask(app: ASGIApp, raw_path: bytes, headers: Headers, query: bytes = b"", method: str = "GET") -> tuple[int, str]:
    """A request exactly as a hostile client could make a server pass it on."""
    messages: list[Any] = []
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": raw_path.decode("latin-1"), "raw_path": raw_path, "query_string": query, "headers": headers,
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000), "root_path": "",
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        messages.append(message)

    event_loop.run(app(scope, receive, send))  # type: ignore[arg-type]
    body = b"".join(message.get("body", b"") for message in messages)
    return messages[0]["status"], body.decode()


HOST: Headers = [(b"host", b"nobody.localhost:8000")]


@pytest.mark.parametrize(
    "host",
    [
        b"", b" ", b"a b", b"a@b", b"shop.localhost/evil", b"shop.localhost:port", b"shop..localhost", b"-a.localhost",
        b"shop.localhost\x00", b"shop.localhost:99999999", b"\xff\xfe", b"[::1", b"a" * 300, b"shop_1.localhost",
    ],
)  # fmt: skip
def test_a_malformed_host_is_400(app: ASGIApp, host: bytes) -> None:
    status, body = ask(app, b"/", [(b"host", host)])
    assert status == 400
    assert "Traceback" not in body


@pytest.mark.parametrize("headers", [[], [(b"host", b"a.localhost"), (b"host", b"b.localhost")]])
def test_no_host_or_two_hosts_are_400(app: ASGIApp, headers: Headers) -> None:
    assert ask(app, b"/", headers)[0] == 400


@pytest.mark.parametrize("path", [b"/%FF", b"/caf%C3", b"/%00", b"/a%0Ab", b"/%C0%AE%C0%AE/", b"/%ED%A0%80"])
def test_a_path_that_is_no_utf8_or_has_control_characters_is_400(app: ASGIApp, path: bytes) -> None:
    assert ask(app, path, HOST)[0] == 400


def test_an_over_long_path_or_query_is_414(app: ASGIApp) -> None:
    assert ask(app, b"/" + b"a" * 3000, HOST)[0] == 414
    assert ask(app, b"/", HOST, b"q=" + b"a" * 5000)[0] == 414
    assert ask(app, b"/", HOST, b"&".join(b"a=1" for _ in range(100)))[0] == 414


def test_a_query_that_is_no_utf8_is_400(app: ASGIApp) -> None:
    assert ask(app, b"/search", HOST, b"q=%FF%FE")[0] == 400


@pytest.mark.parametrize("host", [b"nobody.localhost", b"localhost", b"api.localhost", b"127.0.0.1"])
def test_an_unknown_host_is_404_and_says_nothing_of_others(app: ASGIApp, host: bytes) -> None:
    status, body = ask(app, b"/", [(b"host", host)])
    assert status == 404
    assert host.decode() not in body


def test_probes_answer_on_any_host_even_a_malformed_one(app: ASGIApp) -> None:
    for headers in (HOST, [(b"host", b"10.0.0.7:8000")], [(b"host", b"a b")], []):
        assert ask(app, b"/-/live", headers)[0] == 200
    status, body = ask(app, b"/-/ready", HOST)
    assert (status, body) == (200, '{"status":"ready","reasons":[]}')


def test_metrics_are_not_on_the_public_port(app: ASGIApp) -> None:
    assert ask(app, b"/-/metrics", HOST)[0] == 404


def test_a_database_that_is_away_is_503_with_a_moment_to_come_back(settings: Settings) -> None:
    away = settings.model_copy(
        update={"database_url": type(settings.database_url)("postgresql://a:b@/c?host=/nowhere")}
    )
    inner = StorefrontApp(away)
    app = Observation(inner)
    status, body = ask(app, b"/", HOST)
    assert status == 503
    assert "Traceback" not in body
    status, body = ask(app, b"/-/ready", HOST)
    assert (status, body) == (503, '{"status":"unready","reasons":["the database does not answer"]}')
    assert ask(app, b"/-/live", HOST)[0] == 200
    inner.close()
