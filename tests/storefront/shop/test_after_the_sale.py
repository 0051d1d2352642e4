"""After whatever became of an order, its page, its mails and its papers say what its ledger says, tax included."""

import re
from collections import Counter

from starlette.testclient import TestClient

from storefront import checkout, invoices, localization, notify, orders
from storefront.documents import PaperKind
from storefront.invoices import paper_from_json, return_name
from storefront.money import Money
from storefront.orders import NewParcel, NewRefund, NewReturn, OrderState, Statement, TakenPayment
from tests.factories.catalog import AShop
from tests.factories.orders import GERMAN_ADDRESS, a_new_line, a_new_order, a_paid_order, an_amendment
from tests.storefront.shop import test_order_page
from tests.storefront.shop.test_order_page import ORIGIN, issue_papers, now, page_of, papers_on

shop, zone_database = test_order_page.shop, test_order_page.zone_database
LOCALE = "en-MY"


def a_taxed_line(number: int, quantity: int, unit: int, rate: int) -> orders.NewLine:
    worth = quantity * unit
    facts = {"name": "VAT", "rate": str(rate), "base_minor": worth}
    return a_new_line(number, quantity=quantity, unit=unit, tax=worth * rate // 100, tax_facts=facts)


def bought(shop: AShop) -> orders.PlacedOrder:
    """Three at nineteen percent, two at seven, paid and papered."""
    lines = [a_taxed_line(1, 3, 100_00, 19), a_taxed_line(2, 2, 50_00, 7)]
    with shop.session() as session:
        order = a_paid_order(session, shop, a_new_order(lines, shipping_address=GERMAN_ADDRESS))
    issue_papers(shop, order)
    return order


def refunds_arrive(shop: AShop, order: orders.PlacedOrder) -> None:
    for refund in now(shop, order).refunds:
        with shop.session() as session:
            orders.settle_refund(session, shop.tenant_id, refund.id)


def mails_of(shop: AShop, order: orders.PlacedOrder) -> list[notify.Mail]:
    """To the buyer, of everything that happened, in turn."""
    with shop.session() as session:
        for event in orders.order_by_id(session, order.id).events:
            if event.is_public:
                checkout.tell(
                    session, shop.tenant_id, event.id, origin_of=lambda slug, _: f"http://{slug}.localhost:8000"
                )
        found = notify.mails_about(session, f"order/{order.id}")
    return [each for each in found if not each.kind.startswith("shop-")]


def taxes_credited(shop: AShop, order: orders.PlacedOrder) -> list[list[tuple[str, int, int]]]:
    """What each credit note says of each rate: of how much, and how much."""
    with shop.session() as session:
        issued = [paper_from_json(each.paper) for each in invoices.invoices_of_order(session, order.id)]
    notes = [each for each in issued if each.kind is PaperKind.CREDIT_NOTE]
    return [[(tax.rate, tax.base_minor, tax.tax_minor) for tax in note.taxes] for note in notes]


def check_all_agree(client: TestClient, shop: AShop, order: orders.PlacedOrder) -> list[notify.Mail]:
    """Nothing is on its way any more: what was kept is what every side says."""
    issue_papers(shop, order)
    order = now(shop, order)
    books, nothing = order.books, Money(0, order.currency)
    with shop.session() as session:
        issued = invoices.invoices_of_order(session, order.id)
    papers = [paper_from_json(each.paper) for each in issued]
    said = invoices.papered(papers, order.currency)
    assert said is not None
    assert books.balances
    assert said.amount == books.kept
    back = Money.total((each.amount for each in order.refunds if each.return_id), order.currency)
    back_tax = Money.total((tax.tax for each in order.refunds for tax in each.taxes), order.currency)
    rest, rest_tax = order.total - back, order.totals.tax - back_tax
    assert said.tax == orders.part_of(rest_tax, books.kept.amount_minor, rest.amount_minor)
    assert Money.total((each.tax for each in order.taxes), order.currency) == order.totals.tax
    page = page_of(client, order)
    assert localization.format_price(order.total, LOCALE) in page.words
    for each in order.taxes:
        assert localization.format_price(each.tax, LOCALE) in page.words
    assert ("Refunded" in page.words) is (books.refunded != nothing)
    if books.refunded:
        assert localization.format_price(-books.refunded, LOCALE) in page.words
    links = papers_on(page)
    kinds = Counter(each.kind for each in issued)
    assert len([link for link in links.values() if "credit-note" in link]) == kinds["credit_note"]
    assert len([link for link in links.values() if "/invoice" in link]) == kinds["invoice"]
    for link in links.values():
        answer = client.get(f"{ORIGIN}{link}")
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    mails = mails_of(shop, order)
    told = [each for each in mails if each.kind == "refund-made"]
    assert len(told) == len(order.refunds)
    for mail, refund in zip(told, order.refunds, strict=True):
        assert localization.format_price(refund.amount, LOCALE) in mail.text
    assert Money.total((each.amount for each in order.refunds), order.currency) == books.refunded
    return mails


def test_after_an_amendment(client: TestClient, shop: AShop) -> None:
    order = bought(shop)
    first, second = order.lines
    kept = {
        first.id: a_taxed_line(first.variant_id, 3, 100_00, 19),
        second.id: a_taxed_line(second.variant_id, 4, 50_00, 7),
    }
    with shop.session() as session:
        dearer = orders.amend_order(session, shop.tenant_id, order.id, an_amendment(order, kept=kept))
        orders.mark_paid(session, shop.tenant_id, order.id, TakenPayment("payment:2", dearer))
    mails = check_all_agree(client, shop, order)
    assert dearer == Money(107_00, order.currency)
    [changed] = [each for each in mails if each.kind == "order-changed"]
    assert localization.format_price(now(shop, order).total, LOCALE) in changed.text


def test_after_a_part_was_sent_and_the_rest_withdrawn_from(client: TestClient, shop: AShop) -> None:
    order = bought(shop)
    first, second = order.lines
    with shop.session() as session:
        parcel = NewParcel("DHL", "JD0001", "https://track.example/JD0001")
        orders.fulfil(session, shop.tenant_id, order.id, quantities={first.id: 3}, parcel=parcel)
        said = Statement(name="Jana", email="jana@example.com", quantities={second.id: 2})
        orders.withdraw(session, shop.tenant_id, order.id, said)
    refunds_arrive(shop, order)
    mails = check_all_agree(client, shop, order)
    found = now(shop, order)
    assert (found.state, found.books.refunded) == (OrderState.COMPLETED, Money(107_00, order.currency))
    assert [each.rate for each in found.taxes] == ["19"]
    assert {"order-shipped", "withdrawal-received"} <= {each.kind for each in mails}
    assert "JD0001" in page_of(client, order).words


def test_after_a_part_of_the_money_went_back(client: TestClient, shop: AShop) -> None:
    order = bought(shop)
    with shop.session() as session:
        orders.refund_order(session, shop.tenant_id, order.id, NewRefund(Money(33_33, order.currency), "late"))
    refunds_arrive(shop, order)
    check_all_agree(client, shop, order)
    assert now(shop, order).books.refunded == Money(33_33, order.currency)


def test_after_a_return_for_which_a_slip_was_printed(client: TestClient, shop: AShop) -> None:
    order = bought(shop)
    first, _ = order.lines
    with shop.session() as session:
        orders.fulfil(session, shop.tenant_id, order.id)
        asked = orders.request_return(session, shop.tenant_id, order.id, NewReturn({first.id: 1}, "damaged"))
        return_id = asked.id or 0
    address = f"/orders/{order.token}/return-{return_id}.pdf"
    assert client.get(f"{ORIGIN}{address}").status_code == 404  # nobody has agreed to it yet
    with shop.session() as session:
        orders.approve_return(session, shop.tenant_id, order.id, return_id)
    back = now(shop, order).returns[0]
    page = page_of(client, order)
    assert address in papers_on(page).values()
    assert return_name(order, back) in page.words
    slip = client.get(f"{ORIGIN}{address}")
    assert (slip.status_code, slip.content[:5]) == (200, b"%PDF-")
    [approved] = [each for each in mails_of(shop, order) if each.kind == "return-approved"]
    assert re.search(rf"/orders/{order.token}/return-{return_id}\.pdf", approved.text)
    with shop.session() as session:
        value = orders.receive_return(session, shop.tenant_id, order.id, return_id, is_restocked=False)
        orders.refund_order(session, shop.tenant_id, order.id, NewRefund(value, "return", return_id=return_id))
    assert client.get(f"{ORIGIN}{address}").status_code == 404  # it is here
    refunds_arrive(shop, order)
    check_all_agree(client, shop, order)
    assert now(shop, order).books.refunded == value == Money(119_00, order.currency)
    assert taxes_credited(shop, order) == [[("19", 100_00, 19_00)]]


def test_after_a_withdrawal_from_what_was_sent(client: TestClient, shop: AShop) -> None:
    order = bought(shop)
    first, second = order.lines
    with shop.session() as session:
        orders.fulfil(session, shop.tenant_id, order.id)
        said = Statement(name="Jana", email="jana@example.com", quantities={first.id: 2, second.id: 1})
        orders.withdraw(session, shop.tenant_id, order.id, said)
        [back] = orders.order_by_id(session, order.id).returns
        value = orders.receive_return(session, shop.tenant_id, order.id, back.id, is_restocked=True)
        orders.refund_order(session, shop.tenant_id, order.id, NewRefund(value, "return", return_id=back.id))
    refunds_arrive(shop, order)
    check_all_agree(client, shop, order)
    assert taxes_credited(shop, order) == [[("19", 200_00, 38_00), ("7", 50_00, 3_50)]]
