"""Who is counted as one visitor, and what somebody who asks too fast is told."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.types import ASGIApp

from storefront.app import StorefrontApp
from storefront.edge import Observation, client_address, network_of
from tenants.kit.settings import Settings
from tests import event_loop


@pytest.fixture
def app(settings: Settings) -> Iterator[ASGIApp]:
    app = StorefrontApp(settings.model_copy(update={"client_requests_per_minute": 3, "trusted_proxies": 1}))
    yield Observation(app)
    app.close()


def scope(forwarded: list[bytes], path: str = "/", host: bytes = b"nobody.localhost") -> dict[str, Any]:
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "",
        "headers": [(b"host", host), *((b"x-forwarded-for", each) for each in forwarded)],
        "client": ("10.0.0.9", 1), "server": ("127.0.0.1", 8000),
    }  # fmt: skip


def ask(app: ASGIApp, *requests: dict[str, Any]) -> list[tuple[int, dict[bytes, bytes]]]:
    """One after the other, in one event loop."""
    answers = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            answers.append((message["status"], dict(message["headers"])))

    async def run() -> None:
        for each in requests:
            await app(each, receive, send)

    event_loop.run(run())
    return answers


def test_the_fourth_request_in_a_moment_is_429_and_says_when(app: ASGIApp) -> None:
    answers = ask(app, *(scope([b"203.0.113.7"]) for _ in range(4)))
    assert [status for status, _ in answers] == [404, 404, 404, 429]
    assert answers[3][1][b"retry-after"] == b"20"
    assert answers[3][1][b"cache-control"] == b"no-store"


def test_another_visitor_another_host_and_the_probes_are_not_held_up(app: ASGIApp) -> None:
    busy = [scope([b"203.0.113.7"]) for _ in range(4)]
    others = [
        scope([b"203.0.113.8"]),
        scope([b"203.0.113.7"], host=b"other.localhost"),
        scope([b"203.0.113.7"], path="/-/live"),
    ]
    assert [status for status, _ in ask(app, *busy, *others)][4:] == [404, 404, 200]


def test_a_visitor_can_not_pass_for_another_by_a_header(app: ASGIApp) -> None:
    forged = [scope([f"198.51.100.{number}, 203.0.113.7".encode()]) for number in range(4)]
    assert [status for status, _ in ask(app, *forged)] == [404, 404, 404, 429]


def test_without_the_setting_nobody_is_counted(settings: Settings) -> None:
    app = StorefrontApp(settings)
    assert {status for status, _ in ask(app, *(scope([]) for _ in range(30)))} == {404}
    app.close()


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ([b"203.0.113.7"], 0, "10.0.0.9"),
        ([b"203.0.113.7"], 1, "203.0.113.7"),
        ([b"198.51.100.1, 203.0.113.7"], 1, "203.0.113.7"),
        ([b"198.51.100.1, 203.0.113.7,192.0.2.1"], 2, "203.0.113.7"),
        ([b"198.51.100.1", b"203.0.113.7"], 1, "203.0.113.7"),
        ([b"203.0.113.7"], 2, "10.0.0.9"),
        ([], 1, "10.0.0.9"),
        ([b""], 1, "10.0.0.9"),
        ([b"unknown"], 1, "10.0.0.9"),
        ([b"2001:db8::1"], 1, "2001:db8::1"),
        ([b"\xff"], 1, "10.0.0.9"),
    ],
)
def test_the_outermost_of_our_proxies_is_believed_and_nobody_else(
    forwarded: list[bytes], proxies: int, address: str
) -> None:
    assert client_address(scope(forwarded), proxies) == address


def test_a_server_that_knows_no_client_counts_them_as_one() -> None:
    assert client_address(scope([]) | {"client": None}, 0) == ""


@pytest.mark.parametrize(
    ("address", "visitor"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_a_network_of_ipv6_is_one_visitor(address: str, visitor: str) -> None:
    assert network_of(address) == visitor
