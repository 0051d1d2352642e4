"""The page of an order, for whoever holds its link: what it shows, what can be done on it, and what can not."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from storefront import invoices, localization, notify, orders
from storefront.money import Money
from storefront.orders import OrderState, ReturnState
from storefront.shop.views import order_words
from tenants import lifecycle
from tenants.isolation import Database, JobContext
from tenants.kit.settings import Settings
from tests.factories.catalog import AShop
from tests.factories.orders import (
    GERMAN_ADDRESS,
    a_new_line,
    a_new_order,
    a_paid_order,
    a_placed_order,
    an_amendment,
    lines_again,
)
from tests.storefront.media.samples import jpeg
from tests.storefront.shop.pages import PageRead, read

SHOP = "seri-batik"
ORIGIN = f"http://{SHOP}.localhost:8000"


@pytest.fixture(scope="session")
def zone_database(zone: Settings) -> Iterator[Database]:
    database = Database(zone)
    yield database
    database.close()


@pytest.fixture
def shop(zone_database: Database) -> AShop:
    """A shop of the demo zone, whose pages are served."""
    with zone_database.platform() as session:
        tenant = lifecycle.find_tenant_by_slug(session, SHOP)
        assert tenant is not None
        assert tenant.id is not None
    with zone_database.tenant(tenant.id) as session:
        markets = localization.markets(session)
    ids = {each.handle: each.id or 0 for each in markets}
    return AShop(zone_database, tenant.id, ids, {each.handle: each.currency for each in markets})


def page_of(client: TestClient, order: orders.PlacedOrder, prefix: str = "") -> PageRead:
    return read(client, f"{ORIGIN}{prefix}/orders/{order.token}")


def send(client: TestClient, order: orders.PlacedOrder, **fields: str) -> tuple[int, str, str]:
    answer = client.post(f"{ORIGIN}/orders/{order.token}", data=fields, headers={"origin": ORIGIN})
    return answer.status_code, answer.headers.get("location", ""), answer.text


def now(shop: AShop, order: orders.PlacedOrder) -> orders.PlacedOrder:
    with shop.session() as session:
        return orders.order_by_id(session, order.id)


def test_a_paid_order_says_what_was_bought_and_what_it_cost(client: TestClient, shop: AShop) -> None:
    line = a_new_line(title="Pua shawl <b>", quantity=2, unit=150_00, discount=30_00, currency="MYR")
    with shop.session() as session:
        order = a_paid_order(session, shop, a_new_order([line], shipping=12_00))
    page = page_of(client, order)
    assert page.status == 200
    for text in (
        "Thank you for your order",
        f"#{order.number}",
        "Pua shawl <b>",
        "RM\xa0270.00",
        "RM\xa0282.00",
        "Paid",
    ):
        assert text in page.words, text
    assert page.headers["cache-control"] == "private, no-store"
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert page.headers["x-robots-tag"] == "noindex, nofollow"
    assert "set-cookie" not in page.headers


@pytest.mark.parametrize(
    ("prefix", "language", "direction", "heading"),
    [
        ("", "en", "ltr", "Thank you for your order"),
        ("/ar-mena", "ar", "rtl", "شكرًا على طلبك"),
        ("/de-eu", "de", "ltr", "Danke für Ihre Bestellung"),
    ],
)
def test_the_page_speaks_the_language_of_its_view(
    client: TestClient, shop: AShop, prefix: str, language: str, direction: str, heading: str
) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
    page = page_of(client, order, prefix)
    assert (page.root.get("lang"), page.root.get("dir")) == (language, direction)
    assert page.every("h1")[0].text == heading


def test_a_guessed_link_and_another_shops_link_open_nothing(client: TestClient, shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
    assert client.get(f"{ORIGIN}/orders/{order.token[::-1]}").status_code == 404
    assert client.get(f"{ORIGIN}/orders/{order.number}").status_code == 404
    assert client.get(f"http://rempah-raya.localhost:8000/orders/{order.token}").status_code == 404


def test_a_form_from_another_site_changes_nothing(client: TestClient, shop: AShop) -> None:
    with shop.session() as session:
        order = a_placed_order(session, shop)
    address = f"{ORIGIN}/orders/{order.token}"
    answer = client.post(address, data={"action": "cancel"}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert now(shop, order) == order


def test_an_order_that_has_not_left_is_cancelled_by_its_buyer(client: TestClient, shop: AShop) -> None:
    with shop.session() as session:
        order = a_placed_order(session, shop)
    status, location, _ = send(client, order, action="cancel")
    assert (status, location) == (303, f"/orders/{order.token}")
    cancelled = now(shop, order)
    assert (cancelled.state, cancelled.events[-1].actor) == (OrderState.CANCELLED, orders.Actor.SHOPPER)
    assert "This order was cancelled" in page_of(client, order).words


def test_what_can_not_be_done_any_more_is_said_and_changes_nothing(client: TestClient, shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
        orders.fulfil(session, shop.tenant_id, order.id)
    sent = now(shop, order)
    status, _, text = send(client, order, action="cancel")
    assert status == 409
    assert "This can not be done any more" in text
    assert now(shop, order) == sent
    assert "Cancel this order" not in page_of(client, order).words


def test_a_return_is_asked_for_with_a_photo(client: TestClient, shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
        orders.fulfil(session, shop.tenant_id, order.id)
    answer = client.post(
        f"{ORIGIN}/orders/{order.token}",
        data={"action": "return", f"line-{order.lines[0].id}": "1", "reason": "damaged", "note": "A tear"},
        files={"photo": ("tear.jpg", jpeg(), "image/jpeg")},
        headers={"origin": ORIGIN},
    )
    assert answer.status_code == 303
    found = now(shop, order).returns[0]
    assert (found.state, found.reason, found.note) == (ReturnState.REQUESTED, "damaged", "A tear")
    assert found.photo_asset_id is not None


@pytest.mark.parametrize(
    "fields", [{"reason": "damaged"}, {"line-0": "1", "reason": "damaged"}, {"line-1": "99", "reason": "damaged"}]
)
def test_a_return_of_nothing_or_of_too_much_changes_nothing(
    client: TestClient, shop: AShop, fields: dict[str, str]
) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
        orders.fulfil(session, shop.tenant_id, order.id)
    sent = now(shop, order)
    named = {f"line-{order.lines[0].id}" if name == "line-1" else name: value for name, value in fields.items()}
    status, _, _ = send(client, order, action="return", **named)
    assert status in (409, 422)
    assert now(shop, order) == sent


def test_what_is_no_picture_is_not_taken_as_one(client: TestClient, shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
        orders.fulfil(session, shop.tenant_id, order.id)
    sent = now(shop, order)
    answer = client.post(
        f"{ORIGIN}/orders/{order.token}",
        data={"action": "return", f"line-{order.lines[0].id}": "1", "reason": "damaged"},
        files={"photo": ("tear.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")},
        headers={"origin": ORIGIN},
    )
    assert answer.status_code == 422
    assert now(shop, order) == sent


def test_a_withdrawal_is_confirmed_once_more_and_leaves_a_receipt(client: TestClient, shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, a_new_order(shipping_address=GERMAN_ADDRESS))
    assert "Withdraw from the contract here" in page_of(client, order).words
    status, _, text = send(client, order, action="withdraw")
    assert status == 200
    assert "Confirm withdrawal" in text
    assert now(shop, order) == order
    status, _, _ = send(client, order, action="confirm-withdrawal", name="Jana Vogel", email="jana@example.com")
    assert status == 303
    withdrawn = now(shop, order)
    assert (withdrawn.state, [each.amount for each in withdrawn.refunds]) == (OrderState.CANCELLED, [order.total])
    assert "Withdrawal received" in page_of(client, order).words


@pytest.mark.parametrize("days", [1, 14, 30])
def test_how_long_one_may_withdraw_is_what_the_law_grants(shop: AShop, days: int) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, a_new_order(shipping_address=GERMAN_ADDRESS))
        views = localization.views_of(localization.markets(session))
    assert (order.withdrawal_days, order.withdrawal_until) == (14, None)
    for view in views:
        text = order_words.withdraw_text(replace(order, withdrawal_days=days), view)
        assert localization.format_number(days, view.locale) in text, view.language


def test_where_there_is_no_right_to_withdraw_none_is_offered(client: TestClient, shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
    assert "Withdraw" not in page_of(client, order).words
    status, _, _ = send(client, order, action="confirm-withdrawal", name="Aisyah", email="a@example.com")
    assert status == 409
    assert now(shop, order) == order


def pdf_of(client: TestClient, order: orders.PlacedOrder, name: str, *, origin: str = ORIGIN) -> tuple[int, bytes, str]:
    answer = client.get(f"{origin}/orders/{order.token}/{name}.pdf")
    return answer.status_code, answer.content[:5], answer.headers["cache-control"]


def papers_on(page: PageRead) -> dict[str, str]:
    return {each.text or "": each.get("href", "") for each in page.every("a") if each.get("href", "").endswith(".pdf")}


def issue_papers(shop: AShop, *paid: orders.PlacedOrder) -> None:
    for order in paid:
        invoices.issue_papers(JobContext(shop.database, {}), tenant_id=shop.tenant_id, order_id=order.id)


def test_an_invoice_is_there_once_the_order_is_paid(client: TestClient, shop: AShop) -> None:
    with shop.session() as session:
        unpaid = a_placed_order(session, shop)
        order = a_paid_order(session, shop)
    assert papers_on(page_of(client, unpaid)) == {}
    assert pdf_of(client, unpaid, "invoice")[0] == 404
    with shop.session() as session:
        assert invoices.invoices_of_order(session, unpaid.id) == []
    assert papers_on(page_of(client, order)) == {}
    assert pdf_of(client, order, "invoice")[0] == 404  # looking issues nothing
    issue_papers(shop, order, unpaid)
    assert papers_on(page_of(client, unpaid)) == {}
    assert papers_on(page_of(client, order)) == {"Invoice (PDF)": f"/orders/{order.token}/invoice.pdf"}
    assert pdf_of(client, order, "invoice") == (200, b"%PDF-", "private, no-store")
    with shop.session() as session:
        assert [each.kind for each in invoices.invoices_of_order(session, order.id)] == ["invoice"]
        assert invoices.invoices_of_order(session, unpaid.id) == []


def test_money_that_went_back_has_a_credit_note(client: TestClient, shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
        refund = orders.refund_order(session, shop.tenant_id, order.id, orders.NewRefund(Money(3_00, "MYR"), "sorry"))
    assert pdf_of(client, order, "credit-note-1")[0] == 404
    with shop.session() as session:
        orders.settle_refund(session, shop.tenant_id, refund.id or 0)
    issue_papers(shop, order)
    page = page_of(client, order, "/de-eu")
    assert papers_on(page) == {
        "Rechnung (PDF)": f"/de-eu/orders/{order.token}/invoice.pdf",
        "Gutschrift 1 (PDF)": f"/de-eu/orders/{order.token}/credit-note-1.pdf",
    }
    assert pdf_of(client, order, "credit-note-1") == (200, b"%PDF-", "private, no-store")
    with shop.session() as session:
        issued = [(each.kind, each.refund_id) for each in invoices.invoices_of_order(session, order.id)]
    assert issued == [("invoice", None), ("credit_note", refund.id)]


@pytest.mark.parametrize("name", ["credit-note-0", "credit-note-1", "credit-note-99999999999999", "packing-slip"])
def test_a_paper_that_is_none_of_the_orders_is_not_there(client: TestClient, shop: AShop, name: str) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
    assert client.get(f"{ORIGIN}/orders/{order.token}/{name}.pdf").status_code == 404


def test_another_shops_link_opens_no_paper(client: TestClient, shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
    issue_papers(shop, order)
    assert pdf_of(client, order, "invoice", origin="http://rempah-raya.localhost:8000")[0] == 404
    assert pdf_of(client, order, "invoice")[0] == 200


@pytest.mark.parametrize("token", ["../admin", "%00", "a" * 300, "'or 1=1--"])
def test_odd_links_are_links_to_nothing(client: TestClient, token: str) -> None:
    assert client.get(f"{ORIGIN}/orders/{token}").status_code in (400, 404)


def test_a_guest_takes_their_data_along_and_has_it_erased_by_a_mailed_link(client: TestClient, shop: AShop) -> None:
    """Holding the order's link is not enough: who reads the mails of its address is its buyer."""
    with shop.session() as session:
        order = a_placed_order(session, shop, a_new_order(email="guest@example.com"))
        orders.cancel_order(session, shop.tenant_id, order.id, reason="changed_mind")
    for action, way in (("data", "/account/data.json"), ("erase", "/account/erase")):
        status, _, text = send(client, order, action=action)
        assert (status, "We have sent a link to the address of this order." in text) == (200, True)
        with shop.session() as session:
            mails = [each for each in notify.mails_about(session, "sign-in") if each.to_address == "guest@example.com"]
        path = re.findall(rf"{ORIGIN}(/account/sign-in/\S+)", mails[-1].text)[0]
        answer = client.post(f"{ORIGIN}{path}", data={"action": "sign-in"}, headers={"origin": ORIGIN})
        assert (answer.status_code, answer.headers["location"]) == (303, way)
        shown = client.get(f"{ORIGIN}{way}")
        assert shown.status_code == 200
        assert ("guest@example.com" if action == "data" else "I want my data to be erased.") in shown.text
        client.cookies.clear()


def test_the_withdrawal_names_each_line_with_its_exception_and_refuses_that_alone(
    client: TestClient, shop: AShop
) -> None:
    lines = [a_new_line(1, unit=20_00, no_withdrawal="custom_made"), a_new_line(2, unit=5_00)]
    with shop.session() as session:
        order = a_paid_order(session, shop, a_new_order(lines, shipping_address=GERMAN_ADDRESS))
    shown = page_of(client, order).words
    assert "No right of withdrawal: Goods made or changed for you (Directive 2011/83/EU" in shown
    assert "16(c)" in shown
    made, plain = (each.id for each in order.lines)
    statement = {"name": "Jana", "email": "jana@example.com"}
    assert send(client, order, action="withdraw", **{f"line-{plain}": "0"})[0] == 422
    assert send(client, order, action="confirm-withdrawal", **{f"line-{made}": "1"}, **statement)[0] == 409
    assert now(shop, order).state is OrderState.PLACED
    assert send(client, order, action="confirm-withdrawal", **{f"line-{plain}": "1"}, **statement)[0] == 303
    assert [each.quantity for each in now(shop, order).lines] == [1, 0]


def chosen_on(page: PageRead) -> dict[str, str]:
    """What the form to withdraw sends if nobody touches it."""
    return {
        str(each.get("name")): str(next(o.get("value") for o in each.iter() if "selected" in o.attrib))
        for each in page.every("select")
        if str(each.get("id", "")).startswith("v-")
    }


def test_sealed_goods_that_were_sent_do_not_undo_the_withdrawal_from_the_others(
    client: TestClient, shop: AShop
) -> None:
    lines = [
        a_new_line(1, quantity=2, unit=5_00, title="Earplugs", no_withdrawal="unsealed_hygiene"),
        a_new_line(2, unit=20_00),
    ]
    with shop.session() as session:
        order = a_paid_order(session, shop, a_new_order(lines, shipping_address=GERMAN_ADDRESS))
        orders.fulfil(session, shop.tenant_id, order.id)
    plugs, shawl = (each.id for each in order.lines)
    chosen = chosen_on(page_of(client, order))
    assert chosen == {f"line-{plugs}": "2", f"line-{shawl}": "1"}
    status, _, text = send(client, order, action="withdraw", **chosen)
    assert (status, "<li>1 × Shawl 2</li>" in text, "× Earplugs</li>" in text) == (200, True, False)
    assert "Not withdrawn from: 2 × Earplugs." in text
    alone = {f"line-{plugs}": "1", f"line-{shawl}": "0"}
    status, _, text = send(client, order, action="withdraw", **alone)
    assert (status, "Not withdrawn from: 1 × Earplugs." in text) == (422, True)
    assert re.search(rf'name="line-{plugs}">\s*<option value="0">0</option><option value="1" selected>', text)
    statement = {"name": "Jana", "email": "jana@example.com"}
    assert send(client, order, action="confirm-withdrawal", **chosen, **statement)[0] == 303
    assert [each.quantities for each in now(shop, order).returns] == [{shawl: 1}]
    unopened = {f"line-{plugs}": "2", f"unopened-{plugs}": "yes"}
    assert "<li>2 × Earplugs</li>" in send(client, order, action="withdraw", **unopened)[2]
    assert send(client, order, action="confirm-withdrawal", **unopened, **statement)[0] == 303
    assert [each.quantities for each in now(shop, order).returns] == [{shawl: 1}, {plugs: 2}]


def test_what_was_added_is_paid_on_the_orders_page(client: TestClient, shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
        more = an_amendment(order, kept=lines_again(order, {order.lines[0].id: 3}))
        orders.amend_order(session, shop.tenant_id, order.id, more)
    shown = page_of(client, order).words
    assert "Your order was changed." in shown
    assert "Still to be paid" in shown
    assert "Pay RM\u00a020.00 now" in shown or "Pay RM20.00 now" in shown or "Pay MYR\u00a020.00 now" in shown
    status, location, _ = send(client, order, action="pay")
    assert (status, "/checkout/pay/" in location) == (303, True)
