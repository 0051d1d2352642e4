"""Staff at work on orders, over HTTP."""

from urllib.parse import urlencode

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from storefront import checkout, media, notify, orders, payments
from storefront.money import Money
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.catalog import AShop
from tests.factories.orders import GERMAN_ADDRESS, a_new_line, a_new_order, a_paid_order, a_placed_order, an_amendment
from tests.storefront.admin.conftest import ORIGIN, Shop, sign_in
from tests.storefront.media.samples import jpeg
from tests.storefront.shop.pages import PageRead, read

FIRST = orders.FIRST_NUMBER


def page(staff: TestClient, shop: Shop, number: int = FIRST) -> PageRead:
    return read(staff, f"{ORIGIN}/shops/{shop.slug}/orders/{number}")


def numbers_in(listed: PageRead) -> set[int]:
    return {int(link.rpartition("/")[2]) for link in listed.links if link.rpartition("/")[2].isdigit()}


def do(staff: TestClient, shop: Shop, action: str, **form: str) -> int:
    return staff.post(f"/shops/{shop.slug}/orders/{FIRST}/{action}", data=form or {"x": "x"}).status_code


def stored(database: Database, shop: Shop) -> orders.PlacedOrder:
    with database.tenant(shop.tenant_id) as session:
        return orders.order_by_number(session, FIRST)


def pay(database: Database, shop: Shop) -> None:
    with database.tenant(shop.tenant_id) as session:
        found = orders.order_by_number(session, FIRST)
        orders.mark_paid(session, shop.tenant_id, found.id, orders.TakenPayment("payment:1", found.total))


@pytest.mark.usefixtures("order")
def test_an_order_is_in_the_list_and_opens(staff: TestClient, shop: Shop) -> None:
    listed = read(staff, f"{ORIGIN}/shops/{shop.slug}/orders")
    assert "Aisyah Rahman" in listed.words
    assert "MYR\u00a015.00" in listed.words
    assert f"{ORIGIN}/shops/{shop.slug}/orders/{FIRST}" in listed.links
    opened = page(staff, shop)
    assert opened.status == 200
    assert "12 Jalan Ampang" in opened.words
    assert "Shawl 1" in opened.words


def test_an_order_that_owes_money_opens_and_is_told_of_in_a_shop_without_a_market(
    staff: TestClient, shop: Shop, database: Database
) -> None:
    house = AShop(database, shop.tenant_id, {}, {})
    with database.tenant(shop.tenant_id) as session:
        order = a_paid_order(session, house, a_new_order(language="de"))
        [line] = order.lines
        more = an_amendment(order, kept={line.id: a_new_line(line.variant_id, quantity=2)})
        orders.amend_order(session, shop.tenant_id, order.id, more)
        amended = orders.order_by_id(session, order.id).events[-1]
        checkout.tell(session, shop.tenant_id, amended.id, origin_of=lambda slug, _: f"http://{slug}.localhost:8000")
        placed = next(each for each in events_of(session, order.id) if each.kind == "placed")
        checkout.tell(session, shop.tenant_id, placed.id, origin_of=lambda slug, _: f"http://{slug}.localhost:8000")
        mails = notify.mails_about(session, f"order/{order.id}")
    opened = page(staff, shop)
    assert opened.status == 200
    assert "Still to be paid since the order was changed: MYR\u00a010.00." in opened.words
    assert not [link for link in opened.links if f"/orders/{order.token}" in link]  # there is no such page
    assert read(staff, f"{ORIGIN}/shops/{shop.slug}/orders/{FIRST}/goods").status == 200
    assert {each.kind for each in mails} == {"order-changed", "order-placed", "shop-order"}
    assert not [each for each in mails if order.token in each.text]


def events_of(session: Session, order_id: int) -> tuple[orders.Event, ...]:
    return orders.order_by_id(session, order_id).events


def test_orders_are_found_by_number_name_and_mail(staff: TestClient, shop: Shop, database: Database) -> None:
    with database.tenant(shop.tenant_id) as session:
        house = AShop(database, shop.tenant_id, {}, {})
        a_placed_order(session, house)
        a_placed_order(session, house, a_new_order(email="jana@example.de", shipping_address=GERMAN_ADDRESS))
    for search, numbers in (
        (f"#{FIRST}", {FIRST}),
        ("jana", {FIRST + 1}),
        ("Vogel", {FIRST + 1}),
        ("AISYAH@EXAMPLE", {FIRST}),
        ("nobody", set()),
        ("%", set()),
        ("'", set()),
    ):
        listed = read(staff, f"{ORIGIN}/shops/{shop.slug}/orders?{urlencode({'q': search})}")
        assert numbers_in(listed) == numbers, search


@pytest.mark.parametrize("before", ["abc", "-1", "9" * 30, "١"])
@pytest.mark.usefixtures("order")
def test_a_nonsensical_place_in_the_list_is_its_beginning(staff: TestClient, shop: Shop, before: str) -> None:
    listed = read(staff, f"{ORIGIN}/shops/{shop.slug}/orders?before={before}&list=nonsense")
    assert listed.status == 200
    assert "Aisyah" in listed.words


def test_fifty_orders_a_page(staff: TestClient, shop: Shop, database: Database) -> None:
    with database.tenant(shop.tenant_id) as session:
        for _ in range(51):
            a_placed_order(session, AShop(database, shop.tenant_id, {}, {}))
    listed = read(staff, f"{ORIGIN}/shops/{shop.slug}/orders")
    older = next(link for link in listed.links if "before=" in link)
    assert numbers_in(read(staff, older)) == {FIRST}


def test_a_bank_transfer_is_confirmed_once(
    staff: TestClient, shop: Shop, database: Database, order: orders.PlacedOrder
) -> None:
    providers = payments.Providers()
    with database.tenant(shop.tenant_id) as session:
        payments.set_manual_methods(
            session,
            shop.tenant_id,
            [payments.NewManualMethod(payments.ManualKind.BANK_TRANSFER, Money(0, "MYR"), {"en": "To 1234"})],
        )
        payment = payments.start_payment(
            session,
            providers,
            tenant_id=shop.tenant_id,
            request=payments.PaymentRequest(
                order_id=order.id,
                reference="first",
                amount=order.total,
                method=payments.BANK_TRANSFER,
                country="MY",
                language="en",
                return_url=ORIGIN,
                cancel_url=ORIGIN,
            ),
        )
        assert payment.id is not None
    payments.continue_payment(database, providers, tenant_id=shop.tenant_id, payment_id=payment.id)
    assert "The money has arrived" in page(staff, shop).words
    for _ in range(2):
        assert do(staff, shop, "confirm-payment", payment=str(payment.id), note="MBB 77") == 303
    with database.tenant(shop.tenant_id) as session:
        assert payments.payment_by_id(session, payment.id).state == payments.PaymentState.PAID
    assert "The money has arrived" not in page(staff, shop).words


@pytest.mark.usefixtures("order")
def test_a_payment_of_another_order_is_not_confirmed_here(staff: TestClient, shop: Shop) -> None:
    assert do(staff, shop, "confirm-payment", payment="999") == 404


def test_goods_are_sent_in_parts(staff: TestClient, shop: Shop, database: Database) -> None:
    with database.tenant(shop.tenant_id) as session:
        a_placed_order(session, AShop(database, shop.tenant_id, {}, {}), a_new_order([a_new_line(quantity=3)]))
    pay(database, shop)
    [line] = stored(database, shop).lines
    sent = {
        f"line-{line.id}": "2",
        "carrier": "DHL Express",
        "tracking_number": "77",
        "tracking_url": "https://d.example/77",
    }
    assert do(staff, shop, "send", **sent) == 303
    assert stored(database, shop).fulfilment_state == orders.FulfilmentState.PARTIAL
    assert do(staff, shop, "send", **{f"line-{line.id}": "2"}) == 409
    assert "not that many" in staff.post(f"/shops/{shop.slug}/orders/{FIRST}/send", data={f"line-{line.id}": "9"}).text
    assert do(staff, shop, "send", **{f"line-{line.id}": "١"}) == 303
    found = stored(database, shop)
    assert found.fulfilment_state == orders.FulfilmentState.FULFILLED
    assert [parcel.tracking_number for each in found.fulfilments for parcel in each.parcels] == ["77"]


def test_what_has_not_been_sent_is_cancelled(staff: TestClient, shop: Shop, database: Database) -> None:
    with database.tenant(shop.tenant_id) as session:
        new = a_new_order([a_new_line(1, quantity=3)])
        [line] = a_paid_order(session, AShop(database, shop.tenant_id, {}, {}), new).lines
    assert "Cancel what has not been sent" not in page(staff, shop).words
    assert do(staff, shop, "cancel-rest", reason="broken") == 409
    assert do(staff, shop, "send", **{f"line-{line.id}": "2"}) == 303
    assert "Cancel what has not been sent" in page(staff, shop).words
    assert do(staff, shop, "cancel-rest", reason="broken") == 303
    found = stored(database, shop)
    assert (found.state, [each.quantity for each in found.lines]) == (orders.OrderState.COMPLETED, [2])
    assert [each.amount for each in found.refunds] == [Money(10_00, "MYR")]
    assert "Cancel what has not been sent" not in page(staff, shop).words


@pytest.mark.usefixtures("order")
def test_a_tracking_address_that_is_none_is_refused(staff: TestClient, shop: Shop, database: Database) -> None:
    pay(database, shop)
    [line] = stored(database, shop).lines
    sent = {f"line-{line.id}": "1", "carrier": "DHL", "tracking_url": "javascript:alert(1)"}
    assert do(staff, shop, "send", **sent) == 422
    assert stored(database, shop).fulfilments == ()


@pytest.mark.parametrize(
    ("amount", "status"),
    [("MYR 5.00", 303), ("15", 303), ("15.01", 409), ("0", 422), ("-5", 422), ("five", 422), ("1.005", 422), ("", 422)],
)
@pytest.mark.usefixtures("order")
def test_money_goes_back_within_what_was_paid(
    staff: TestClient, shop: Shop, database: Database, amount: str, status: int
) -> None:
    pay(database, shop)
    assert do(staff, shop, "refund", amount=amount, reason="late") == status
    refunds = stored(database, shop).refunds
    assert bool(refunds) is (status == 303)
    if refunds:
        assert refunds[0].amount == Money(500 if "5.00" in amount else 1500, "MYR")


@pytest.mark.usefixtures("order")
def test_what_was_paid_too_much_is_shown_and_given_back(staff: TestClient, shop: Shop, database: Database) -> None:
    pay(database, shop)
    assert "more was paid than the order comes to" not in page(staff, shop).words
    with database.tenant(shop.tenant_id) as session:
        again = orders.TakenPayment("payment:2", Money(7_00, "MYR"))
        orders.mark_paid(session, shop.tenant_id, orders.order_by_number(session, FIRST).id, again)
    shown = page(staff, shop)
    assert "MYR\u00a07.00 more was paid than the order comes to." in shown.words
    [amount] = [each.get("value", "") for each in shown.every("input") if each.get("type") == "hidden"
        and each.get("name") == "amount"]  # fmt: skip
    assert do(staff, shop, "refund", amount=amount, reason="paid_too_much") == 303
    order = stored(database, shop)
    assert [(each.amount, each.reason) for each in order.refunds] == [(Money(7_00, "MYR"), "paid_too_much")]
    assert order.overpaid == Money(0, "MYR")


@pytest.mark.usefixtures("order")
def test_an_order_is_cancelled_and_stays_so(staff: TestClient, shop: Shop, database: Database) -> None:
    assert do(staff, shop, "cancel", reason="no stock") == 303
    assert stored(database, shop).state == orders.OrderState.CANCELLED
    assert "no stock" in page(staff, shop).words
    assert "Cancel the order" not in page(staff, shop).words


@pytest.mark.usefixtures("order")
def test_a_return_is_agreed_to_received_and_given_back(staff: TestClient, shop: Shop, database: Database) -> None:
    pay(database, shop)
    [line] = stored(database, shop).lines
    with database.tenant(shop.tenant_id) as session:
        order_id = orders.order_by_number(session, FIRST).id
        orders.fulfil(session, shop.tenant_id, order_id)
        asked = orders.request_return(session, shop.tenant_id, order_id, orders.NewReturn({line.id: 1}, "broken"))
        assert asked.id is not None
    assert do(staff, shop, "decline-return", **{"return": str(asked.id)}) == 422
    assert do(staff, shop, "agree-to-return", **{"return": str(asked.id), "note": "Sorry!"}) == 303
    assert do(staff, shop, "decline-return", **{"return": str(asked.id), "note": "No"}) == 409
    assert do(staff, shop, "receive-return", **{"return": str(asked.id), "restock": "yes", "give_back": "yes"}) == 303
    found = stored(database, shop)
    assert [each.state for each in found.returns] == [orders.ReturnState.RECEIVED]
    assert [(each.amount, each.return_id) for each in found.refunds] == [(Money(10_00, "MYR"), asked.id)]


@pytest.mark.usefixtures("order")
def test_the_photo_of_a_return_is_seen_by_the_shops_staff_alone(
    staff: TestClient, shop: Shop, other_shop: Shop, database: Database, settings: Settings
) -> None:
    store = media.open_store(settings)
    sent = media.ingest(database, store, tenant_id=shop.tenant_id, content=jpeg(), filename="tear.jpg")
    with database.tenant(shop.tenant_id) as session:
        order = a_paid_order(session, AShop(database, shop.tenant_id, {}, {}))
        orders.fulfil(session, shop.tenant_id, order.id)
        line = order.lines[0].id
        new = orders.NewReturn({line: 1}, "damaged", photo_asset_id=sent.id)
        asked = orders.request_return(session, shop.tenant_id, order.id, new)
    page = f"/shops/{shop.slug}/orders/{order.number}"
    address = f"{page}/returns/{asked.id}/photo"
    assert f'src="{address}" alt="The buyer’s photo of the goods"' in staff.get(page).text
    seen = staff.get(address)
    assert (seen.status_code, seen.headers["content-type"]) == (200, "image/jpeg")
    assert seen.headers["cache-control"] == "private, no-store"
    assert seen.content.startswith(b"\xff\xd8\xff")
    assert staff.get(f"{page}/returns/{(asked.id or 0) + 1}/photo").status_code == 404
    staff.cookies.clear()
    assert staff.get(address).status_code == 303
    sign_in(staff, other_shop.owner)
    assert staff.get(address).status_code == 404


def test_what_can_not_be_done_is_not_there(staff: TestClient, shop: Shop) -> None:
    assert do(staff, shop, "erase") == 404
    assert staff.get(f"/shops/{shop.slug}/orders/999999").status_code == 404
    assert staff.get(f"/shops/{shop.slug}/orders/{'9' * 30}").status_code == 404


@pytest.mark.usefixtures("order")
def test_papers_open_as_pdf_and_an_invoice_is_issued_once(staff: TestClient, shop: Shop) -> None:
    for name in ("invoice", "cn23"):
        assert staff.get(f"/shops/{shop.slug}/orders/{FIRST}/papers/{name}.pdf").status_code == 409
    assert "Issue the invoice now" in page(staff, shop).words
    assert do(staff, shop, "issue-invoice") == 303
    assert do(staff, shop, "issue-invoice") == 303
    assert "Issue the invoice now" not in page(staff, shop).words
    for name in ("invoice", "packing-slip", "invoice"):
        answer = staff.get(f"/shops/{shop.slug}/orders/{FIRST}/papers/{name}.pdf")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF")
        assert f"{shop.slug}-{FIRST}-{name}.pdf" in answer.headers["content-disposition"]
    assert staff.get(f"/shops/{shop.slug}/orders/{FIRST}/papers/credit-note-1.pdf").status_code == 404
    assert staff.get(f"/shops/{shop.slug}/orders/{FIRST}/papers/nonsense.pdf").status_code == 404


@pytest.mark.usefixtures("order")
def test_customs_papers_name_what_is_missing(staff: TestClient, shop: Shop) -> None:
    do(staff, shop, "issue-invoice")
    answer = staff.get(f"/shops/{shop.slug}/orders/{FIRST}/papers/cn23.pdf")
    assert answer.status_code == 422
    for missing in ("line 1: HS code", "line 1: country of origin", "line 1: net weight", "line 1: description"):
        assert missing in answer.text


@pytest.mark.usefixtures("order")
def test_an_order_that_was_called_off_has_no_invoice(staff: TestClient, shop: Shop) -> None:
    do(staff, shop, "cancel", reason="x")
    assert do(staff, shop, "issue-invoice") == 409
    assert staff.get(f"/shops/{shop.slug}/orders/{FIRST}/papers/invoice.pdf").status_code == 409
