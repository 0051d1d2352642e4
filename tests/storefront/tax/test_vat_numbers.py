"""VAT numbers: their form is looked at here, and whether they exist is asked over real HTTP of those who know."""

import ipaddress
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from storefront import tax
from tenants.kit.outgoing import Outgoing, Unanswered
from tenants.kit.settings import Settings

LOOPBACK = ipaddress.ip_address("127.0.0.1")
GERMAN = "DE136695976"


@contextmanager
def register(status: int, answer: bytes) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server in VIES's place, and what it was asked."""
    asked: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(status)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *arguments: object) -> None:
            """Nothing on stderr."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/check-vat-number", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def checker(settings: Settings, url: str) -> tax.VatCheck:
    web = Outgoing(may_reach=lambda address: address == LOOPBACK)
    return tax.open_vat_check(settings.model_copy(update={"vat_check_url": url}), web)


@pytest.mark.parametrize(
    ("country", "written", "number"),
    [("DE", "136 695 976", GERMAN), ("DE", "de136695976", GERMAN), ("GR", "EL 094259216", "EL094259216")],
)
def test_without_a_service_only_the_form_is_looked_at(
    settings: Settings, country: str, written: str, number: str
) -> None:
    answer = tax.open_vat_check(settings).check(country, written)
    assert (answer.number, answer.is_well_formed, answer.is_confirmed) == (number, True, False)


@pytest.mark.parametrize(("country", "written"), [("DE", "136695978"), ("DE", "x" * 99), ("GB", "1"), ("MY", "C123")])
def test_a_number_of_the_wrong_form_is_neither_asked_nor_confirmed(
    settings: Settings, country: str, written: str
) -> None:
    with register(200, b'{"valid": true}') as (url, asked):
        answer = checker(settings, url).check(country, written)
    assert (answer.is_well_formed, answer.is_confirmed, asked) == (False, False, [])


@pytest.mark.parametrize(("is_valid", "name"), [(True, "Example GmbH"), (False, "---")])
def test_the_register_says_whether_a_number_exists(settings: Settings, is_valid: bool, name: str) -> None:
    with register(200, json.dumps({"valid": is_valid, "name": name}).encode()) as (url, asked):
        answer = checker(settings, url).check("DE", "136695976")
    assert asked == [{"countryCode": "DE", "vatNumber": "136695976"}]
    assert (answer.is_confirmed, answer.name, answer.source) == (is_valid, name.replace("---", ""), "VIES")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (500, b"{}"),
        (200, b"not json"),
        (200, b"[]"),
        (200, b'{"valid": "yes"}'),
        (200, b'{"actionSucceed": false, "errorWrappers": [{"error": "MS_UNAVAILABLE"}]}'),
    ],
)
def test_a_register_that_does_not_answer_confirms_nothing_and_denies_nothing(
    settings: Settings, status: int, said: bytes
) -> None:
    with register(status, said) as (url, _), pytest.raises(Unanswered):
        checker(settings, url).check("DE", GERMAN)
