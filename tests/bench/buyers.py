"""Somebody who buys over HTTP and does not give up: what breaks off is asked for again, as people do."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

FIELDS = {
    "email": "aisyah@example.com",
    "country": "MY",
    "name": "Aisyah Rahman",
    "line1": "12 Jalan Ampang",
    "city": "Kuala Lumpur",
    "postcode": "50450",
    "region": "14",
    "phone": "+60123456789",
    "method": "test",
}
_PATIENCE_SECONDS = 120.0
_PAUSE_SECONDS = 0.1
_INPUT = re.compile(r"<input\b[^>]*>")
_PAY_AGAIN = 'value="pay"'


class GaveUp(Exception):
    """The buyer could not finish within their patience, or the server said something that is no answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    cookie: str
    body: str


@dataclass(slots=True)
class Buyer:
    """One purchase of one variant. `broken` counts the requests that got no answer, or a 5xx."""

    port: int
    host: str
    cookie: str = ""
    broken: int = 0

    def buy(self, variant_id: int, *, quantity: int = 1) -> str:
        """The path of the order's page, once it says that it is paid. Raises GaveUp."""
        put = self._asked("POST", "/cart", {"variant": str(variant_id), "quantity": str(quantity)})
        self.cookie = put.cookie.partition(";")[0]
        page = self._asked("GET", "/checkout")
        answer = self._asked("POST", "/checkout", {**_typed(page), "action": "update"})
        if answer.status != 200:
            answer = self._asked("GET", "/checkout")
        until = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < until:
            found = urlsplit(answer.location)
            path = f"{found.path}?{found.query}" if found.query else found.path
            if "/checkout/pay/" in path:
                answer = self._asked("POST", path, {"answer": "succeed"})
            elif "/orders/" in path:
                page = self._asked("GET", path)
                if page.status == 200 and _PAY_AGAIN not in page.body:
                    return found.path
                again = self._asked("POST", found.path, {"action": "pay"})
                answer = again if again.location else Answer(again.status, found.path, "", "")
            else:  # the page again, with what it comes to now
                answer = self._asked("POST", "/checkout", {**_typed(answer), "action": "order"})
        raise GaveUp(f"still not paid: {answer.location}")

    def _asked(self, method: str, path: str, form: dict[str, str] | None = None) -> Answer:
        """The same request again until it is answered."""
        until = time.monotonic() + _PATIENCE_SECONDS
        answer = None
        while time.monotonic() < until:
            answer = self._once(method, path, form)
            if answer is not None and answer.status < 500:
                return answer
            self.broken += 1
            time.sleep(_PAUSE_SECONDS)
        raise GaveUp(f"{method} {path} was not answered, but with {answer and answer.status}")

    def _once(self, method: str, path: str, form: dict[str, str] | None) -> Answer | None:
        headers = {"host": self.host, "cookie": self.cookie, "origin": f"http://{self.host}"}
        if form is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body=urlencode(form) if form is not None else None, headers=headers)
            got = connection.getresponse()
            body = got.read().decode()
            return Answer(got.status, got.getheader("location", ""), got.getheader("set-cookie", ""), body)
        except (OSError, HTTPException):
            return None
        finally:
            connection.close()


def _typed(page: Answer) -> dict[str, str]:
    """What the checkout's own form holds, with what a buyer types into it."""
    own = {}
    for tag in _INPUT.findall(page.body):
        parts = {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        if parts.get("type") == "hidden" or (parts.get("type") == "radio" and " checked" in tag):
            own[parts["name"]] = parts.get("value", "")
    if "token" not in own:
        raise GaveUp(f"no checkout: {page.status} {page.location}")
    return {**own, **FIELDS}


def keep_buying(is_over: Callable[[], bool], begin: Callable[[], Buyer], variant_id: int) -> tuple[list[str], int]:
    """Purchase after purchase; the one under way when it is over is finished. The orders' paths, and what broke off."""
    paths: list[str] = []
    broken = 0
    while not is_over():
        buyer = begin()
        paths.append(buyer.buy(variant_id, quantity=1 + len(paths) % 3))
        broken += buyer.broken
    return paths, broken
