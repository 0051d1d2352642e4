"""Where a shop may not send: said on the product's page, before the cart, and refused in the checkout, over HTTP."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from storefront import law, localization, orders
from storefront.app import create_app
from storefront.onboarding import Onboarding, open_table
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.catalog import AShop, a_product
from tests.factories.onboarding import a_row, csv_text
from tests.factories.tenants import ZONE
from tests.storefront.shop.pages import PageRead, read

SHOP = "http://seri.localhost:8000"
ARABIC = f"{SHOP}/ar-mena"
BUYER = {
    "email": "noura@example.com",
    "country": "SA",
    "name": "Noura Alharbi",
    "line1": "8228 Imam Abdullah Road",
    "line2": "",
    "city": "Riyadh",
    "region": "",
    "postcode": "12643",
    "phone": "+966512345678",
    "method": "test",
}


@dataclass(frozen=True)
class Place:
    client: TestClient
    database: Database
    tenant_id: int

    def product(self, handle: str) -> PageRead:
        return read(self.client, f"{ARABIC}/products/{handle}")

    def checkout(self) -> PageRead:
        return read(self.client, f"{ARABIC}/checkout")

    def put_in_cart(self, handle: str) -> None:
        variant = re.search(r'name="variant"[^>]*value="(\d+)"', self.product(handle).text)
        assert variant is not None
        added = self.client.post(f"{ARABIC}/cart", data={"variant": variant[1], "quantity": "1"})
        assert added.status_code == 303

    def order(self, page: PageRead, **changes: str) -> PageRead:
        own = {
            each.get("name", ""): each.get("value", "")
            for each in page.every("input")
            if each.get("type") == "hidden" or (each.get("type") == "radio" and each.get("checked") is not None)
        }
        answer = self.client.post(f"{ARABIC}/checkout", data={**own, **BUYER, **changes, "action": "order"})
        return PageRead(str(answer.url), answer.status_code, dict(answer.headers), answer.text)

    def orders(self) -> int:
        with self.database.tenant(self.tenant_id) as session:
            return len(orders.orders_page(session, limit=10))

    def close(self, country: str) -> None:
        with self.database.platform() as session:
            law.close_destination(session, country, reason="Sanctions", by="a test")


@pytest.fixture
def place(settings: Settings, database: Database, tmp_path: Path) -> Iterator[Place]:
    file = tmp_path / "launch.csv"
    file.write_text(csv_text([a_row(slug="seri", languages="en;ar", markets="my;mena")]), encoding="utf-8")
    onboarding = Onboarding(database, open_table(file), zone=ZONE, platform_domain=settings.platform_domain)
    assert len(list(onboarding.run())) == 1
    with database.platform() as session:
        tenant_id = lifecycle.tenant_by_slug(session, "seri").id or 0
    with database.tenant(tenant_id) as session:
        markets = localization.markets(session)
        ids = {each.handle: each.id or 0 for each in markets}
        shop = AShop(database, tenant_id, ids, {each.handle: each.currency for each in markets})
        shawl = {"en": "Shawl", "ar": "شال"}
        a_product(session, shop, shawl, amounts=90_00, hs_code="621410", origin_country="MY")
        wine = {"en": "Wine", "ar": "نبيذ"}
        a_product(session, shop, wine, amounts=90_00, hs_code="220421", origin_country="MY")
    with TestClient(create_app(settings), follow_redirects=False) as client:
        yield Place(client, database, tenant_id)


def handle_of(place: Place, code: str) -> str:
    listed = read(place.client, f"{ARABIC}/collections/all")
    handles = {url.rpartition("/")[2] for url in listed.links if "/products/" in url}
    return next(each for each in handles if code in place.product(each).text)


def destinations(page: PageRead) -> str:
    """What can be chosen of where to; a bill may go anywhere."""
    return page.text.partition('id="country"')[2].partition("</select>")[0]


def test_a_closed_country_of_a_market_is_said_before_the_cart_and_not_sold_to(place: Place) -> None:
    shawl = handle_of(place, "شال")
    assert "لا شحن حاليًا" not in place.product(shawl).words
    place.put_in_cart(shawl)
    before = place.order(place.checkout(), action="update")
    assert 'value="SA"' in destinations(before)
    place.close("SA")
    with_closed = create_and_read(place, shawl)
    assert "لا شحن حاليًا إلى المملكة العربية السعودية." in with_closed.words
    page = place.checkout()
    assert 'value="SA"' not in destinations(page)
    assert 'value="AE"' in destinations(page)
    refused = place.order(page)
    assert refused.status == 422
    assert place.orders() == 0


def test_a_market_whose_countries_are_all_closed_shows_its_goods_on_enquiry(place: Place) -> None:
    shawl = handle_of(place, "شال")
    place.put_in_cart(shawl)
    with place.database.tenant(place.tenant_id) as session:
        countries = localization.market_by_handle(session, "mena").countries
    for country in countries:
        place.close(country)
    page = create_and_read(place, shawl)
    assert 'name="variant"' not in page.text
    assert "/ar-mena/enquiry?product=" in page.text
    checkout = place.client.get(f"{ARABIC}/checkout")
    assert (checkout.status_code, checkout.headers["location"]) == (303, "/ar-mena/cart")
    assert place.orders() == 0


def test_goods_that_a_country_does_not_let_in_are_said_before_the_cart_and_refused(place: Place) -> None:
    wine = handle_of(place, "نبيذ")
    assert "المملكة العربية السعودية" in place.product(wine).words
    place.put_in_cart(wine)
    page = place.order(place.checkout())
    assert page.status in (409, 422)
    again = place.order(page)
    assert again.status in (409, 422)
    assert [each for each in again.every("strong") if each.get("class") == "line__problem"]
    assert place.orders() == 0


def create_and_read(place: Place, handle: str) -> PageRead:
    """The product's page once the notice of a closed destination has come."""
    for _ in range(100):
        page = place.product(handle)
        if "لا شحن حاليًا" in page.words or 'name="variant"' not in page.text:
            return page
    raise AssertionError("the change was not seen")
