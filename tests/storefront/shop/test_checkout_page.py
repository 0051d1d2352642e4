"""The checkout's page over HTTP: from a cart to an order, with exact totals; and everything that may go wrong on it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from storefront import cart, catalog, checkout, customers, inventory, localization, orders, payments, pricing
from storefront import shop as shop_package
from storefront.audience import Audience
from storefront.customers import Purpose
from storefront.localization import View
from storefront.orders import OrderState, PaymentState
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.storefront.shop.pages import PageRead

SHOP = "seri-batik"
ORIGIN = f"http://{SHOP}.localhost:8000"
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


@dataclass
class Buyer:
    """Somebody with things in a cart, as the server sees them."""

    client: TestClient
    database: Database
    tenant_id: int
    view: View
    token: str
    variant_id: int

    def look(self) -> PageRead:
        answer = self.client.get(self.address, headers={"cookie": f"cart={self.token}"})
        return PageRead(self.address, answer.status_code, dict(answer.headers), answer.text)

    def send(self, action: str = "order", **fields: str) -> PageRead:
        data = {"action": action, **fields}
        headers = {"cookie": f"cart={self.token}", "origin": ORIGIN}
        answer = self.client.post(self.address, data=data, headers=headers)
        return PageRead(self.address, answer.status_code, dict(answer.headers), answer.text)

    def filled(self, page: PageRead, **changes: str) -> dict[str, str]:
        """The page's own fields with what a buyer types into them."""
        own = {
            each.get("name", ""): each.get("value", "")
            for each in page.every("input")
            if each.get("type") == "hidden" or (each.get("type") == "radio" and each.get("checked") is not None)
        }
        return {**own, **FIELDS, **changes}

    @property
    def address(self) -> str:
        return f"{ORIGIN}{self.view.prefix}/checkout"

    def order(self, page: PageRead) -> orders.PlacedOrder:
        """The newest order."""
        with self.database.tenant(self.tenant_id) as session:
            newest = orders.orders_page(session, limit=1)[0]
            return orders.order_by_id(session, newest.id)

    def count(self) -> int:
        with self.database.tenant(self.tenant_id) as session:
            return len(orders.orders_page(session, limit=200))


@pytest.fixture(scope="session")
def zone_database(zone: Settings) -> Iterator[Database]:
    database = Database(zone)
    yield database
    database.close()


@pytest.fixture
def buyer(client: TestClient, zone_database: Database) -> Buyer:
    """Two of something of which there is plenty, at RM 100.00."""
    with zone_database.platform() as session:
        tenant = lifecycle.find_tenant_by_slug(session, SHOP)
        assert tenant is not None
        tenant_id = tenant.id or 0
    with zone_database.tenant(tenant_id) as session:
        view = localization.views_of(localization.markets(session))[0]
        audience = Audience(view.fallbacks, view.market_id)
        found = catalog.product_by_handle(
            session, audience, handle=catalog.newest(session, audience, limit=1)[0].handle
        )
        variant_id = found.variants[0].id
        pricing.set_price(session, tenant_id, pricing.NewPrice(variant_id, view.market_id, "MYR", 100_00))
        inventory.set_stock(session, tenant_id, [inventory.NewStock(variant_id, 1_000)])
        token = cart.add_to_cart(session, tenant_id, view, token="", variant_id=variant_id, quantity=2)
    return Buyer(client, zone_database, tenant_id, view, token, variant_id)


def test_what_was_paid_is_not_asked_for_again_while_its_job_waits(buyer: Buyer) -> None:
    """Nobody works jobs off here; the buyer comes back by a link of theirs, which does not say that they paid."""
    sent = buyer.send(**buyer.filled(buyer.look()))
    assert sent.status == 303, sent.words
    headers = {"origin": ORIGIN}
    paid = buyer.client.post(sent.headers["location"], data={"answer": "succeed"}, headers=headers)
    order_page = paid.headers["location"].partition("?")[0]
    again = buyer.client.post(order_page, data={"action": "pay"}, headers=headers)
    assert (again.status_code, "location" in again.headers) == (409, False)
    order = buyer.order(sent)
    assert (order.payment_state, order.books.charged) == (PaymentState.PAID, order.total)
    with buyer.database.tenant(buyer.tenant_id) as session:
        assert len(payments.payments_of_order(session, order.id)) == 1


def test_a_cart_becomes_an_order_of_exactly_what_the_page_said(buyer: Buyer) -> None:
    page = buyer.look()
    assert page.status == 200
    assert page.headers["cache-control"] == "private, no-store"
    assert "RM\xa0200.00" in page.words
    fields = buyer.filled(page)
    answer = buyer.send(**fields)
    assert answer.status == 303, answer.words
    order = buyer.order(answer)
    assert re.fullmatch(rf"{ORIGIN}/checkout/pay/[A-Za-z0-9_-]+", answer.headers["location"])
    assert (order.state, order.payment_state) == (OrderState.DRAFT, PaymentState.PENDING)
    assert order.totals.goods.amount_minor == 200_00
    assert str(order.totals.total.amount_minor) == fields["reviewed"].split("-")[7]
    assert order.shipping_address["name"] == "Aisyah Rahman"


def test_the_same_page_sent_again_leads_to_the_same_order(buyer: Buyer) -> None:
    fields = buyer.filled(buyer.look())
    first = buyer.send(**fields)
    before = buyer.count()
    for _ in range(3):
        again = buyer.send(**fields)
        assert (again.status, first.status) == (303, 303)
        assert again.headers["location"] == f"/orders/{buyer.order(again).token}"
    assert buyer.count() == before


def test_mistakes_are_said_beside_their_fields_and_nothing_typed_is_lost(buyer: Buyer) -> None:
    before = buyer.count()
    page = buyer.send(**buyer.filled(buyer.look(), email="nobody", name="", postcode="1", line1="12 <b>Jalan</b>"))
    assert page.status == 422
    alert = next(each for each in page.every("div") if each.get("role") == "alert")
    assert {each.get("href") for each in alert.iter() if each.get("href")} == {"#email", "#name", "#postcode"}
    by_id = {each.get("id"): each for each in page.every("input")}
    for name in ("email", "name", "postcode"):
        assert by_id[name].get("aria-invalid") == "true"
        assert by_id[name].get("aria-describedby") == f"{name}-bad"
        assert any(each.get("id") == f"{name}-bad" for each in page.every("span"))
    assert by_id["line1"].get("value") == "12 <b>Jalan</b>"
    assert by_id["email"].get("value") == "nobody"
    assert buyer.count() == before
    assert {each.get("id"): each for each in buyer.look().every("input")}["line1"].get("value") == "12 <b>Jalan</b>"


def test_a_price_that_changes_before_the_order_is_said_and_then_bought(buyer: Buyer) -> None:
    fields = buyer.filled(buyer.look())
    with buyer.database.tenant(buyer.tenant_id) as session:
        new = pricing.NewPrice(buyer.variant_id, buyer.view.market_id, "MYR", 90_00)
        pricing.set_price(session, buyer.tenant_id, new)
    before = buyer.count()
    page = buyer.send(**fields)
    assert (page.status, buyer.count()) == (409, before)
    assert "The goods or their prices have changed." in page.words
    assert "RM\xa0180.00" in page.words
    assert buyer.send(**buyer.filled(page)).status == 303


def test_what_sells_out_meanwhile_is_named_and_nothing_is_lost(buyer: Buyer) -> None:
    fields = buyer.filled(buyer.look())
    with buyer.database.tenant(buyer.tenant_id) as session:
        held = sum(each.reserved for each in inventory.levels(session, [buyer.variant_id]))
        inventory.set_stock(session, buyer.tenant_id, [inventory.NewStock(buyer.variant_id, held + 1)])
    before = buyer.count()
    page = buyer.send(**fields)
    assert (page.status, buyer.count()) == (409, before)
    assert "No longer in stock in this quantity" in page.words
    assert "Aisyah Rahman" in [each.get("value") for each in page.every("input")]


@pytest.mark.parametrize(
    "changes",
    [
        {"reviewed": "1-0-0-0-0-0-0-1-abc"},
        {"shipping": "rate:0"},
        {"shipping": "' or 1=1"},
        {"method": "online"},
        {"country": "KP"},
    ],
)
def test_tampered_fields_order_nothing(buyer: Buyer, changes: dict[str, str]) -> None:
    fields = buyer.filled(buyer.look())
    before = buyer.count()
    page = buyer.send(**{**fields, **changes})
    assert page.status in (404, 409, 422)
    assert buyer.count() == before


@pytest.mark.parametrize("token", ["guessable", ""])
def test_another_checkouts_token_orders_nothing_and_leads_to_this_carts_own(buyer: Buyer, token: str) -> None:
    fields = buyer.filled(buyer.look())
    before = buyer.count()
    page = buyer.send(**{**fields, "token": token})
    assert (page.status, page.headers["location"]) == (303, "/checkout")
    assert buyer.count() == before


def test_another_country_has_another_form_without_script(client: TestClient, buyer: Buyer) -> None:
    with buyer.database.tenant(buyer.tenant_id) as session:
        views = localization.views_of(localization.markets(session))
        buyer.view = next(each for each in views if each.prefix == "/de-eu")
    page = buyer.look()
    chosen = buyer.send("update", **buyer.filled(page, country="IT", shipping="", method=""))
    assert (chosen.status, chosen.headers["location"]) == (303, "/de-eu/checkout")
    again = buyer.look()
    options = [each for each in again.every("option") if each.get("selected") is not None]
    assert "IT" in [each.get("value") for each in options]
    assert "Zahlungspflichtig bestellen" in again.words
    assert "widerrufen" in again.words


def test_a_code_that_is_none_is_said_beside_its_field_and_not_kept(buyer: Buyer) -> None:
    answer = buyer.send("code", **buyer.filled(buyer.look(), code="NOSUCH"))
    assert (answer.status, "There is no such code." in answer.words) == (422, True)
    assert "NOSUCH" not in buyer.look().words


@pytest.mark.parametrize("action", ["order", "code", "update"])
def test_a_page_left_open_from_another_cart_leads_to_this_ones_checkout(buyer: Buyer, action: str) -> None:
    fields, before = buyer.filled(buyer.look(), code="SALE"), buyer.count()
    assert buyer.send("update", **fields).status == 303
    with buyer.database.tenant(buyer.tenant_id) as session:
        buyer.token = cart.add_to_cart(
            session, buyer.tenant_id, buyer.view, token="", variant_id=buyer.variant_id, quantity=1
        )
    answer = buyer.send(action, **fields)
    assert (answer.status, answer.headers["location"]) == (303, "/checkout")
    assert buyer.count() == before


def test_without_a_cart_the_way_leads_to_the_cart(client: TestClient) -> None:
    answer = client.get(f"{ORIGIN}/checkout")
    assert (answer.status_code, answer.headers["location"]) == (303, "/cart")


def test_a_form_from_another_site_orders_nothing(client: TestClient, buyer: Buyer) -> None:
    fields = buyer.filled(buyer.look())
    before = buyer.count()
    headers = {"cookie": f"cart={buyer.token}", "origin": "https://evil.example"}
    answer = client.post(buyer.address, data={"action": "order", **fields}, headers=headers)
    assert (answer.status_code, buyer.count()) == (403, before)


def test_a_link_brings_a_buyer_back_with_what_was_typed(client: TestClient, buyer: Buyer) -> None:
    fields = buyer.filled(buyer.look())
    buyer.send("update", **fields)
    client.cookies.clear()
    path = f"{ORIGIN}/checkout/resume/{fields['token']}"
    before = _carts(buyer)
    for _ in range(2):  # a mail scanner, then the buyer
        looked = client.get(path)
        assert (looked.status_code, "set-cookie" in looked.headers) == (200, False)
        assert "Aisyah" not in looked.text
    assert _carts(buyer) == before
    answer = client.post(path, data={"action": "resume"}, headers={"origin": ORIGIN})
    assert (answer.status_code, answer.headers["location"]) == (303, "/checkout")
    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith("cart="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    client.cookies.clear()
    buyer.token = cookie.partition(";")[0].removeprefix("cart=")
    page = buyer.look()
    assert "Aisyah Rahman" in [each.get("value") for each in page.every("input")]
    assert _carts(buyer) == before + 1
    assert client.get(f"{ORIGIN}/checkout/resume/{'x' * 32}").status_code == 404


def test_a_reminders_link_ends_reminders_and_says_so_where_nothing_is_left_to_remind_of(
    client: TestClient, buyer: Buyer
) -> None:
    fields = buyer.filled(buyer.look(), email="left@example.com")
    buyer.send("update", **fields)
    path = f"{ORIGIN}/account/stop/{fields['token']}"
    assert fields["email"] in client.get(path).text
    assert client.post(path, data={"action": "stop"}, headers={"origin": ORIGIN}).status_code == 200
    with buyer.database.tenant(buyer.tenant_id) as session:
        said = customers.latest_consent(session, fields["email"], Purpose.REMINDERS)
        assert said is not None
        assert not said.is_given
        checkout.forget_checkouts(session, fields["email"])
    for answer in (client.get(path), client.post(path, data={"action": "stop"}, headers={"origin": ORIGIN})):
        assert answer.status_code == 410
        assert "is not kept any more, so we send no more reminders of it" in answer.text
        assert fields["email"] not in answer.text


def _carts(buyer: Buyer) -> int:
    with buyer.database.tenant(buyer.tenant_id) as session:
        return int(session.connection().exec_driver_sql("select count(*) from cart").scalar_one())


BUSINESS = {"company_name": "Vogel GmbH", "vat_number": "DE 136695976", "bill_country": "DE", "bill_name": "Jana Vogel"}
BUSINESS |= {"bill_line1": "Lange Str. 3", "bill_city": "Hamburg", "bill_postcode": "20095"}


def test_a_business_is_billed_at_its_own_address_under_its_number(buyer: Buyer) -> None:
    answer = buyer.send(**buyer.filled(buyer.look(), **BUSINESS))
    assert answer.status == 303, answer.words
    order = buyer.order(answer)
    bill = order.billing_address
    assert (bill["company"], bill["vat_number"], bill["city"]) == ("Vogel GmbH", "DE136695976", "Hamburg")
    assert bill["vat_answer"]["is_confirmed"] is False
    assert order.shipping_address["city"] == "Kuala Lumpur"
    page = buyer.client.get(f"{ORIGIN}/orders/{order.token}").text
    assert "Bill to" in page
    assert "DE136695976" in page


def test_a_mistake_in_the_bill_is_said_beside_its_field_and_nothing_typed_is_lost(buyer: Buyer) -> None:
    before = buyer.count()
    wrong = {**BUSINESS, "vat_number": "DE136695978", "bill_city": ""}
    page = buyer.send(**buyer.filled(buyer.look(), **wrong))
    assert (page.status, buyer.count()) == (422, before)
    assert "This is not a VAT number of this country." in page.words
    [alert] = [each for each in page.every("div") if each.get("id") == "notice"]
    assert {each.get("href") for each in alert.iter() if each.get("href")} == {"#vat_number", "#bill_city"}
    typed = {each.get("name"): each.get("value") for each in page.every("input")}
    assert (typed["company_name"], typed["vat_number"], typed["bill_line1"]) == (
        "Vogel GmbH",
        "DE136695978",
        "Lange Str. 3",
    )


def test_a_choice_that_is_required_begins_with_none() -> None:
    templates = Path(shop_package.__file__).parent / "templates"
    found = [
        (file.name, text[match.end() :].partition(">")[0])
        for file in templates.glob("*.html")
        for text in [file.read_text(encoding="utf-8")]
        for match in re.finditer(r"<select\b[^<]*required[^<]*", text)
    ]
    assert found
    assert [each for each in found if each[1] != '<option value=""'] == []
