"""What a cart becomes cheaper by, as its page tells it: by itself, by a code, and why a code does nothing."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.testclient import TestClient

from storefront import discounts, enquiries, localization
from storefront.app import create_app
from storefront.discounts import DiscountKind, NewDiscount
from storefront.shop.codes import BY_NETWORK
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings

HOME = "http://seri-batik.localhost:8000"


@pytest.fixture(scope="module")
def database(zone: Settings) -> Iterator[Database]:
    database = Database(zone)
    yield database
    database.close()


@pytest.fixture(scope="module")
def shop(database: Database) -> int:
    with database.platform() as session:
        return lifecycle.tenant_by_slug(session, "seri-batik").id or 0


@pytest.fixture
def visitor(zone: Settings) -> Iterator[TestClient]:
    """A browser with a thing in its cart, and an application that has counted nobody yet."""
    with TestClient(create_app(zone), base_url=HOME, follow_redirects=False) as client:
        listed = client.get("/collections/all?available=1").text
        path = re.findall(r'href="(/products/[^"?]+)"', listed)[0]
        variant = re.search(r'name="variant" value="(\d+)"', client.get(path).text)
        assert variant is not None
        client.post("/cart", data={"variant": variant[1], "quantity": "2"})
        yield client


@contextmanager
def discount(database: Database, shop: int, **fields: Any) -> Iterator[None]:  # Any: of NewDiscount
    """In force for as long as the test asks: other tests share the shop."""
    new = NewDiscount(**{"kind": DiscountKind.PERCENT, "titles": {"en": "Harvest week"}, "percent_off": 10, **fields})
    with database.tenant(shop) as session:
        made = discounts.create_discount(session, shop, new).id or 0
    try:
        yield
    finally:
        with database.tenant(shop) as session:
            discounts.set_discount_enabled(session, made, is_enabled=False)


def give(visitor: TestClient, code: str) -> tuple[int, str]:
    answer = visitor.post("/cart/options", data={"part": "code", "code": code})
    return answer.status_code, answer.text


def amount(text: str, what: str) -> float:
    """The figure on the row that begins with these words."""
    row = re.search(rf"{what}.*?<bdi[^>]*>([^<]+)</bdi>", text, re.DOTALL)
    assert row is not None, what
    found = localization.parse_decimal(re.sub(r"[^\d.,]", "", row[1]), "en")
    return float(found)


def test_an_automatic_discount_is_named_and_taken_off(visitor: TestClient, database: Database, shop: int) -> None:
    with discount(database, shop):
        text = visitor.get("/cart").text
    whole, less, left = amount(text, "sums-title"), amount(text, "Harvest week"), amount(text, "After discounts")
    assert less == pytest.approx(round(whole / 10, 2))
    assert left == pytest.approx(whole - less)
    assert "Discounts add up, unless one of them stands alone." in text
    text = visitor.get("/cart").text
    assert "After discounts" not in text
    assert "Discounts add up" not in text


def test_a_code_shows_what_it_takes_off_and_goes_again(visitor: TestClient, database: Database, shop: int) -> None:
    with discount(database, shop, code="RAYA20", titles={"en": "Raya"}, percent_off=20):
        assert give(visitor, "raya 20")[0] == 303
        text = visitor.get("/cart").text
        assert amount(text, "After discounts") == pytest.approx(amount(text, "sums-title") * 0.8, abs=0.01)
        assert "RAYA20" in text
        visitor.post("/cart/options", data={"part": "remove_code", "code": "RAYA20"})
        assert "RAYA20" not in visitor.get("/cart").text


def test_a_code_that_does_nothing_stays_and_says_why(visitor: TestClient, database: Database, shop: int) -> None:
    with discount(database, shop, code="BIG", minimums={"MYR": 99_999_00}):
        assert give(visitor, "BIG")[0] == 303
        text = visitor.get("/cart").text
    assert "This code is for orders of" in text
    assert "After discounts" not in text


def test_free_delivery_is_told_before_the_delivery_is_known(visitor: TestClient, database: Database, shop: int) -> None:
    fields = {"kind": DiscountKind.SHIPPING, "code": "SHIP", "titles": {"en": "Free delivery"}, "percent_off": 100}
    with discount(database, shop, **fields):
        assert give(visitor, "SHIP")[0] == 303
        text = visitor.get("/cart").text
    assert "Free delivery" in text
    assert "This code is for other goods." not in text


def test_a_code_that_is_none_is_said_and_not_kept(visitor: TestClient) -> None:
    status, text = give(visitor, "NOSUCH")
    assert (status, "There is no such code." in text) == (422, True)
    assert 'value="NOSUCH"' in text
    assert "NOSUCH" not in visitor.get("/cart").text


def test_whoever_guesses_codes_has_to_wait_on_both_pages(visitor: TestClient, database: Database, shop: int) -> None:
    for number in range(BY_NETWORK.most):
        assert give(visitor, f"GUESS{number}")[0] == 422
    with discount(database, shop, code="TREASURE"):
        status, text = give(visitor, "TREASURE")
        assert (status, "Too many codes were tried" in text) == (429, True)
        token = re.search(r'name="token" value="([^"]+)"', visitor.get("/checkout").text)
        assert token is not None
        fields = {"action": "code", "code": "TREASURE", "token": token[1]}
        assert visitor.post("/checkout", data=fields).status_code == 429
        assert "TREASURE" not in visitor.get("/cart").text


def test_a_price_is_asked_for_all_of_a_cart(visitor: TestClient, database: Database, shop: int) -> None:
    link = re.search(r'href="([^"]*/enquiry[^"]*)"', visitor.get("/cart").text)
    assert link is not None
    form = visitor.get(link[1].replace("&amp;", "&")).text
    assert "From your cart" in form
    assert "<li><bdi>2 × " in form
    sent = visitor.post("/enquiry", data={"cart": "1", "name": "Mei", "email": "mei@example.com", "country": "MY"})
    assert sent.status_code == 303
    with database.tenant(shop) as session:
        made = enquiries.enquiry_by_token(session, sent.headers["location"].rsplit("/", 1)[1])
    assert [each.quantity for each in enquiries.asked_lines(made)] == [2]
