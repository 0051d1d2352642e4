"""Invoices: numbered without a gap however many are issued at once, frozen, and saying what the order says."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest

from storefront import invoices, orders, tax
from storefront.documents import MissingFields, PaperKind, pdf
from storefront.invoices import NoSuchInvoice, NotGivenBackYet, NotPaidYet, Seller, SellerNumber
from storefront.invoices.rules import paper_as_json, paper_from_json
from storefront.invoices.rules.taxes import tax_reason
from storefront.money import Money
from tenants.isolation import Database, JobContext
from tenants.kit import clock
from tests.database import TestDatabase
from tests.factories.catalog import AShop, a_shop
from tests.factories.orders import (
    GERMAN_ADDRESS,
    a_new_line,
    a_new_order,
    a_paid_order,
    a_placed_order,
    an_amendment,
    lines_again,
)
from tests.factories.payments import work_off

SELLER = Seller(name="Seri Batik Sdn. Bhd.", country="MY", email="hello@example.com", registration_no="202601000001")
TODAY = date(2026, 11, 27)
GERMAN: dict[str, Any] = {"language": "de", "shipping_address": GERMAN_ADDRESS, "email": "jana@example.de"}


@pytest.fixture
def shop(database: Database) -> AShop:
    return a_shop(database)


def issued(shop: AShop, order_id: int) -> invoices.Invoice:
    with shop.session() as session:
        return invoices.issue_invoice(session, shop.tenant_id, order_id, SELLER)


def test_an_invoice_says_what_the_order_says_in_the_buyers_language(shop: AShop) -> None:
    lines = [a_new_line(1, quantity=2, unit=18_900, sku="SH-1"), a_new_line(2, unit=5_000, discount=500)]
    with shop.session() as session:
        order = a_paid_order(session, shop, a_new_order(lines, **GERMAN))
    invoice = issued(shop, order.id)
    with shop.session() as session:
        paper = invoices.invoice_paper(session, order.id, invoice.kind, invoice.number)
    assert (paper.title, paper.number, paper.language) == ("Rechnung", "INV-00001", "de")
    assert [(line.title, line.quantity, line.total) for line in paper.lines] == [
        ("Shawl 1", "2", "378,00\u00a0MYR"),
        ("Shawl 2", "1", "50,00\u00a0MYR"),
    ]
    assert paper.totals == (
        ("Waren", "428,00\u00a0MYR"),
        ("Rabatt", "-5,00\u00a0MYR"),
        ("Lieferung", "5,00\u00a0MYR"),
        ("Summe", "428,00\u00a0MYR"),
    )
    assert paper.buyer.name == "Jana Vogel"
    assert ("Zahlung", "Bezahlt") in paper.facts
    assert pdf(paper).startswith(b"%PDF")


def test_a_business_reads_its_number_on_the_invoice(shop: AShop) -> None:
    bill = {**GERMAN_ADDRESS, "company": "Vogel GmbH", "vat_number": "DE136695976"}
    with shop.session() as session:
        order = a_paid_order(session, shop, a_new_order([a_new_line()], **GERMAN, billing_address=bill))
    invoice = issued(shop, order.id)
    with shop.session() as session:
        paper = invoices.invoice_paper(session, order.id, invoice.kind, invoice.number)
    assert paper.buyer.ids == (("USt-IdNr.", "DE136695976"),)
    assert "Vogel GmbH" in paper.buyer.lines
    assert pdf(paper).startswith(b"%PDF")


def test_an_invoice_is_issued_once_and_stays_as_it_was(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, a_new_order([a_new_line(quantity=2)]))
    first = issued(shop, order.id)
    with shop.session() as session:
        [line] = order.lines
        fewer = an_amendment(order, kept=lines_again(order, {line.id: 1}))
        orders.amend_order(session, shop.tenant_id, order.id, fewer)
    again = issued(shop, order.id)
    assert (again.id, again.number) == (first.id, first.number)
    assert paper_from_json(again.paper) == paper_from_json(first.paper)


def test_numbers_have_no_gap_when_many_are_issued_at_once_and_some_are_given_up(shop: AShop) -> None:
    with shop.session() as session:
        ids = [a_paid_order(session, shop).id for _ in range(12)]

    def issue(place: int) -> int | None:
        try:
            with shop.session() as session:
                number = invoices.issue_invoice(session, shop.tenant_id, ids[place], SELLER).number
                if place % 3 == 2:
                    raise RuntimeError
                return number
        except RuntimeError:
            return None

    with ThreadPoolExecutor(6) as staff:
        numbers = [number for number in staff.map(issue, [*range(12), *range(12)]) if number is not None]
    assert sorted(set(numbers)) == list(range(1, 9))


def test_an_order_that_does_not_stand_has_no_invoice(shop: AShop) -> None:
    with shop.session() as session:
        draft = orders.draft_order(session, shop.tenant_id, a_new_order())
        cancelled = a_placed_order(session, shop)
        orders.cancel_order(session, shop.tenant_id, cancelled.id, reason="")
    for order_id in (draft.id, cancelled.id):
        with pytest.raises(NotPaidYet):
            issued(shop, order_id)
    with shop.session() as session:
        assert invoices.invoices_of_order(session, draft.id) == []


def test_a_credit_note_names_the_invoice_and_what_went_back(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, a_new_order(**GERMAN))
        refund = orders.refund_order(session, shop.tenant_id, order.id, orders.NewRefund(Money(4_00, "MYR"), "late"))
        assert refund.id is not None
    with pytest.raises(NotGivenBackYet), shop.session() as session:
        invoices.issue_credit_note(session, shop.tenant_id, order.id, refund.id, SELLER)
    with shop.session() as session:
        orders.settle_refund(session, shop.tenant_id, refund.id)
        for _ in range(2):
            note = invoices.issue_credit_note(session, shop.tenant_id, order.id, refund.id, SELLER)
        paper = invoices.invoice_paper(session, order.id, note.kind, note.number)
        kinds = [each.kind for each in invoices.invoices_of_order(session, order.id)]
    assert (paper.number, dict(paper.facts)["Rechnung"]) == ("CN-00001", "INV-00001")
    assert paper.totals == (("Summe", "4,00\u00a0MYR"),)
    assert kinds == ["invoice", "credit_note"]


def papers(shop: AShop, order: orders.PlacedOrder) -> list[tuple[str, int]]:
    with shop.session() as session:
        return [(each.kind, each.number) for each in invoices.invoices_of_order(session, order.id)]


def test_money_that_is_booked_has_the_papers_issued_and_an_order_that_is_not_paid_gets_none(
    shop: AShop, test_database: TestDatabase
) -> None:
    with shop.session() as session:
        paid = a_paid_order(session, shop)
        unpaid = a_placed_order(session, shop)
        refund = orders.refund_order(session, shop.tenant_id, paid.id, orders.NewRefund(Money(3_00, "MYR"), "late"))
    assert papers(shop, paid) == []
    assert "invoices.issue_due" in work_off(shop.database, test_database.superuser_url, {}, prefix="invoices.")
    assert papers(shop, paid) == [("invoice", 1)]
    with shop.session() as session:
        orders.settle_refund(session, shop.tenant_id, refund.id or 0)
    for _ in range(2):
        work_off(shop.database, test_database.superuser_url, {}, prefix="invoices.")
        assert papers(shop, paid) == [("invoice", 1), ("credit_note", 1)]
    assert papers(shop, unpaid) == []


def test_an_order_that_was_called_off_before_its_invoice_was_issued_gets_none(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
        orders.cancel_order(session, shop.tenant_id, order.id, reason="")
        [refund] = orders.order_by_id(session, order.id).refunds
        orders.settle_refund(session, shop.tenant_id, refund.id)
    invoices.issue_papers(JobContext(shop.database, {}), tenant_id=shop.tenant_id, order_id=order.id)
    assert papers(shop, order) == []


def test_a_lost_job_is_made_up_for(shop: AShop, test_database: TestDatabase) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
        unpaid = a_placed_order(session, shop)
    lose_jobs(test_database)
    invoices.catch_up(JobContext(shop.database, {}), tenant_id=shop.tenant_id)
    assert work_off(shop.database, test_database.superuser_url, {}, prefix="invoices.") == ["invoices.issue_due"]
    assert (papers(shop, order), papers(shop, unpaid)) == ([("invoice", 1)], [])


def lose_jobs(test_database: TestDatabase) -> None:
    with psycopg.connect(test_database.superuser_url, autocommit=True) as connection:
        connection.execute("delete from procrastinate_jobs")


def test_another_orders_invoice_is_not_found(shop: AShop) -> None:
    with shop.session() as session:
        one = a_paid_order(session, shop)
        other = a_placed_order(session, shop)
    invoice = issued(shop, one.id)
    with pytest.raises(NoSuchInvoice), shop.session() as session:
        invoices.invoice_paper(session, other.id, invoice.kind, invoice.number)


def test_a_paper_comes_back_from_storage_as_it_was(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, a_new_order(**GERMAN))
    paper = paper_from_json(issued(shop, order.id).paper)
    assert paper_from_json(paper_as_json(paper)) == paper


def test_a_packing_slip_shows_what_is_still_to_be_sent_and_no_price(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, a_new_order([a_new_line(1, quantity=3), a_new_line(2)], is_gift=True,
            gift_message="Selamat!"))  # fmt: skip
        first, second = order.lines
        orders.fulfil(session, shop.tenant_id, order.id, quantities={first.id: 1, second.id: 1})
        paper = invoices.packing_slip(orders.order_by_id(session, order.id), SELLER)
    assert [(line.title, line.quantity, line.total) for line in paper.lines] == [("Shawl 1", "2", "")]
    assert paper.totals == ()
    assert paper.notes == ("Selamat!",)


def test_customs_get_what_was_really_paid_and_what_the_thing_is(shop: AShop) -> None:
    facts: dict[str, Any] = {"hs_code": "6214.10", "origin_country": "MY", "weight_grams": 120}
    lines = [a_new_line(1, quantity=2, unit=10_000, discount=2_000, **facts)]
    with shop.session() as session:
        address = {**GERMAN_ADDRESS, "phone": "+49301234567"}
        order = a_paid_order(session, shop, a_new_order(lines, language="zh-Hans", shipping_address=address))
    seat = {"name": "Seri Batik Trading Sdn. Bhd.", "line1": "12 Jalan Masjid", "city": "George Town", "country": "MY"}
    seller = replace(SELLER, address=seat)
    paper = invoices.customs_paper(order, seller, PaperKind.CN23, descriptions={1: "Silk shawl, hand drawn"}, on=TODAY)
    assert (paper.sender.name, paper.sender.lines[0]) == ("Seri Batik Trading Sdn. Bhd.", SELLER.name)
    [item] = paper.items
    assert (item.hs_code, item.net_grams, item.value) == ("621410", 240, Money(18_000, "MYR"))
    assert paper.destination_country == "Germany"
    with pytest.raises(MissingFields) as refusal:
        invoices.customs_paper(replace(order, shipping_address={}), SELLER, PaperKind.CN23, descriptions={}, on=TODAY)
    assert "line 1: description in English" in refusal.value.fields
    assert "addressee: address" in refusal.value.fields


def test_who_charges_no_tax_says_why(shop: AShop) -> None:
    with shop.session() as session:
        order = a_placed_order(session, shop)
    number = SellerNumber("domestic", "DE", "DE136695976")
    asked = {
        ("DE", (), "DE", "none"): "article 284",
        ("DE", (), "FR", "none"): "article 284",
        ("DE", (), "US", "import"): "article 146",
        ("DE", (), "US", "none"): "article 146",
        ("DE", (number,), "US", "import"): "article 146",
        ("DE", (number,), "FR", "import"): "",
        ("DE", (number,), "FR", "reverse_charge"): "article 138",
        ("DE", (number,), "DE", "point_of_sale"): "",
        ("DE", (), "GB", "point_of_sale"): "",
        ("MY", (), "MY", "none"): "the seller is not registered for it",
        ("MY", (), "DE", "import"): "Export: no tax",
    }
    for (country, numbers, to, collection), reason in asked.items():
        sent = replace(
            order,
            shipping_address={**order.shipping_address, "country": to},
            landed_cost={"collection": collection},
        )
        said = tax_reason(sent, replace(SELLER, country=country, numbers=numbers))
        assert (reason in said, bool(said)) == (True, bool(reason)), (country, to, collection)


def test_papers_name_the_registrations_that_held_when_the_orders_tax_was_found(shop: AShop) -> None:
    today = clock.now().date()
    yesterday, before = today - timedelta(days=1), today - timedelta(days=9)
    with shop.session() as session:
        for number, days in (("W10-1808-32000001", (before, yesterday)), ("W10-1808-32000002", (today, None))):
            tax.register(session, shop.tenant_id, kind=tax.DOMESTIC, country="MY", number=number, days=days)
        facts: dict[str, Any] = {"collection": "point_of_sale", "ship_date": yesterday.isoformat()}
        order = a_paid_order(session, shop, a_new_order(landed_cost=facts))
        plain = a_paid_order(session, shop)
    for place, (each, number) in enumerate([(order, "W10-1808-32000001"), (plain, "W10-1808-32000002")], start=1):
        invoices.issue_papers(JobContext(shop.database, {}), tenant_id=shop.tenant_id, order_id=each.id)
        with shop.session() as session:
            paper = invoices.invoice_paper(session, each.id, "invoice", place)
        assert dict(paper.seller.ids)["SST"] == number
