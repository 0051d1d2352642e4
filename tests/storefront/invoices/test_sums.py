"""Invoices less credit notes are what an order came to, whatever happened to it and whenever the papers were issued."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import count
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from storefront import invoices, orders
from storefront.documents import Paper, PaperKind
from storefront.invoices import Seller
from storefront.invoices.rules import PaperSum, paper_from_json, to_credit
from storefront.money import Money
from storefront.orders import RefundState
from tenants.isolation import Database
from tenants.kit.errors import Conflict
from tests.factories.catalog import AShop, a_shop
from tests.factories.orders import a_new_line, a_new_order, a_paid_order, a_placed_order, an_amendment

SELLER = Seller(name="Seri Batik Sdn. Bhd.", country="MY", email="hello@example.com")


def myr(minor: int) -> Money:
    return Money(minor, "MYR")


@pytest.fixture
def shop(database: Database) -> AShop:
    return a_shop(database)


class Asked(NamedTuple):
    """So many of one rate and of another, and what no tax is taken of; the duty is of each thing."""

    first: int = 5
    second: int = 2
    shipping: int = 5_00
    duty: int = 0
    handling: int = 0


USUAL = Asked()
ASKED = st.builds(
    Asked,
    st.integers(1, 5),
    st.integers(1, 2),
    st.sampled_from([0, 5_00]),
    st.sampled_from([0, 1_50]),
    st.sampled_from([0, 2_00]),
)


def taxed(asked: Asked) -> orders.NewOrder:
    lines = [a_taxed_line(1, asked.first, 10_00, 80, asked.duty), a_taxed_line(2, asked.second, 7_00, 3, asked.duty)]
    return a_new_order(lines, shipping=asked.shipping, handling=asked.handling)


def a_taxed_line(number: int, quantity: int, unit: int, tax: int, duty: int = 0) -> orders.NewLine:
    """`tax` and `duty` are of each; the tax's rate is named after it."""
    facts = {"name": "VAT", "rate": str(tax), "base_minor": quantity * unit}
    return a_new_line(number, quantity=quantity, unit=unit, tax=quantity * tax, duty=quantity * duty, tax_facts=facts)


def papers_of(session: Session, order_id: int) -> list[Paper]:
    return [paper_from_json(each.paper) for each in invoices.invoices_of_order(session, order_id)]


class Life:
    """One order, and how much money moved by a count of its own."""

    def __init__(self, session: Session, shop: AShop, asked: Asked = USUAL) -> None:
        self.session, self.tenant_id, self.duty = session, shop.tenant_id, asked.duty
        self.id, self.kept = a_placed_order(session, shop, taxed(asked)).id, 0
        self.references: Iterator[int] = count()
        self.places: dict[int, int] = {}  # of each return's one thing
        self.back, self.back_taxes = 0, {"80": 0, "3": 0}

    @property
    def now(self) -> orders.PlacedOrder:
        return orders.order_by_id(self.session, self.id)

    def take(self, amount: Money) -> None:
        payment = orders.TakenPayment(f"payment:{next(self.references)}", amount)
        orders.mark_paid(self.session, self.tenant_id, self.id, payment)
        self.kept += amount.amount_minor

    def pay(self, _some: int) -> None:
        if self.now.to_pay:
            self.take(self.now.to_pay)

    def pay_too_much(self, some: int) -> None:
        order = self.now
        if orders.is_paid(order.payment_state) and not order.due:
            self.take(myr(some))
            self.give(some)

    def give(self, some: int) -> None:
        amount = min(myr(some), self.now.refundable)
        if amount:
            orders.refund_order(self.session, self.tenant_id, self.id, orders.NewRefund(amount, "goodwill"))

    def settle(self, some: int) -> None:
        waiting = [each for each in self.now.refunds if each.state is RefundState.PENDING]
        if waiting:
            chosen = waiting[some % len(waiting)]
            orders.settle_refund(self.session, self.tenant_id, chosen.id)
            self.kept -= chosen.amount.amount_minor
            if chosen.return_id is not None:
                rate, worth = (("80", 10_80), ("3", 7_03))[self.places[chosen.return_id]]
                self.back += chosen.amount.amount_minor
                tax = orders.part_of(myr(int(rate)), chosen.amount.amount_minor, worth)
                self.back_taxes[rate] += tax.amount_minor

    def send(self, _some: int) -> None:
        if any(each.unfulfilled for each in self.now.lines):
            orders.fulfil(self.session, self.tenant_id, self.id)

    def send_back(self, some: int) -> None:
        """One thing, which the shop takes."""
        place = some % 2
        line = self.now.lines[place]
        if not line.returnable:
            return
        asked = orders.NewReturn({line.id: 1}, "damaged")
        return_id = orders.request_return(self.session, self.tenant_id, self.id, asked).id or 0
        orders.approve_return(self.session, self.tenant_id, self.id, return_id)
        value = orders.receive_return(self.session, self.tenant_id, self.id, return_id, is_restocked=True)
        self.places[return_id] = place
        if value:
            refund = orders.NewRefund(value, "return", return_id=return_id)
            orders.refund_order(self.session, self.tenant_id, self.id, refund)

    def amend(self, by: int, place: int) -> None:
        order, rates = self.now, (80, 3)
        quantities = [each.quantity + (by if at == place else 0) for at, each in enumerate(order.lines)]
        kept = {
            each.id: a_taxed_line(each.variant_id, quantity, each.unit_price.amount_minor, rate, self.duty)
            for each, quantity, rate in zip(order.lines, quantities, rates, strict=True)
            if quantity > 0
        }
        if kept:
            orders.amend_order(self.session, self.tenant_id, self.id, an_amendment(order, kept=kept))

    def add(self, some: int) -> None:
        self.amend(1, some % 2)

    def lower(self, some: int) -> None:
        self.amend(-1, some % 2)

    def exchange(self, some: int) -> None:
        """One of a line for one of the other, which costs something else and bears another rate."""
        order = self.now
        self.amend(-1, some % 2)
        if self.now != order:
            self.amend(1, (some + 1) % 2)

    def lose(self, some: int) -> None:
        """The buyer's bank takes some of it back."""
        lost = min(myr(some), self.now.refundable)
        if lost:
            orders.mark_disputed(self.session, self.tenant_id, self.id, reason="fraudulent")
            reference = f"dispute:{next(self.references)}"
            orders.end_dispute(self.session, self.tenant_id, self.id, reference=reference, lost=lost)
            self.kept -= lost.amount_minor

    def issue_early(self, _some: int) -> None:
        """By staff, before it is paid."""
        invoices.issue_invoice(self.session, self.tenant_id, self.id, SELLER)

    def issue(self, _some: int) -> None:
        invoices.issue_due(self.session, self.tenant_id, self.id, SELLER)


DEEDS: dict[str, Callable[[Life, int], None]] = {
    "pay": Life.pay,
    "pay too much": Life.pay_too_much,
    "give": Life.give,
    "settle": Life.settle,
    "add": Life.add,
    "lower": Life.lower,
    "issue": Life.issue,
    "issue early": Life.issue_early,
    "exchange": Life.exchange,
    "lose": Life.lose,
    "send": Life.send,
    "send back": Life.send_back,
}


ALL_BACK = [("pay", 1), ("send", 1), ("send back", 0), ("send back", 1), ("give", 3_00)]
MORE_AFTER_GOODWILL = [("pay", 1), ("give", 20_00), ("settle", 0), ("issue", 1), ("add", 1), ("pay", 1), ("issue", 1)]
EXCHANGED = [("pay", 1), ("issue", 1), ("exchange", 1)]
AT_ONCE = [("pay", 1), ("issue", 1), ("add", 1), ("give", 7_03), ("settle", 0), ("pay", 1)]


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=ASKED, deeds=st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.integers(1, 30_00)), max_size=12))
@example(asked=Asked(1, 1, shipping=0, duty=1_50), deeds=ALL_BACK)
@example(asked=Asked(1, 1, shipping=0, handling=3_00), deeds=ALL_BACK)
@example(asked=Asked(5, 1), deeds=[*MORE_AFTER_GOODWILL, ("give", 1)])
@example(asked=Asked(5, 1), deeds=[*MORE_AFTER_GOODWILL, ("lose", 10)])
@example(asked=Asked(5, 1), deeds=[*MORE_AFTER_GOODWILL, ("send", 0), ("send back", 1)])
@example(asked=USUAL, deeds=AT_ONCE)
@example(asked=USUAL, deeds=EXCHANGED)
def test_in_every_history_the_papers_come_to_what_the_shop_has_kept(
    shop: AShop, asked: Asked, deeds: list[tuple[str, int]]
) -> None:
    with shop.session() as session:
        life = Life(session, shop, asked)
        for name, some in deeds:
            with suppress(Conflict), session.begin_nested():
                DEEDS[name](life, some)
            session.expire_all()
        life.pay(0)
        for _ in life.now.refunds:
            life.settle(0)
        for _ in range(2):  # the second time finds nothing to do
            life.issue(0)
        order, papers = life.now, papers_of(session, life.id)
    said = invoices.papered(papers, "MYR")
    assert said is not None
    assert said.amount == order.books.kept == myr(life.kept)
    check_taxes(life, order, said, papers)
    if not {"lower", "exchange"} & {name for name, _ in deeds}:  # else one paper may say two rates that changed places
        assert all((each.tax_minor or 0) >= 0 for each in papers)
        stated = [amount for each in papers for tax in each.taxes for amount in (tax.base_minor, tax.tax_minor)]
        assert min(stated, default=0) >= -1  # so that the rounded shares of rates sum to the tax
    for kind in ("invoice", "credit-note"):
        numbers = [int(each.number.rpartition("-")[2]) for each in papers if each.kind.value == kind]
        assert numbers == sorted(numbers) == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True


def check_taxes(life: Life, order: orders.PlacedOrder, said: PaperSum, papers: list[Paper]) -> None:
    """Exact where goods alone came back; else the share of what was kept, as far as nothing was added and is whole."""
    rest, back_tax = order.total.amount_minor - life.back, myr(sum(life.back_taxes.values()))
    share = orders.part_of(order.totals.tax - back_tax, life.kept, rest)
    by_rate = {each.rate: each.tax for each in said.taxes if each.tax}
    if life.kept == rest:
        left = {each.rate: each.tax - myr(life.back_taxes[each.rate]) for each in order.taxes}
        assert said.tax == share
        assert by_rate == {rate: tax for rate, tax in left.items() if tax}
    elif len([each for each in papers if each.kind is PaperKind.INVOICE]) == 1:
        assert said.tax == share


def test_an_invoice_that_was_made_after_goods_were_taken_out_is_not_credited_for_them(shop: AShop) -> None:
    with shop.session() as session:
        life = Life(session, shop)
        life.pay(0)
        life.lower(0)
        life.issue(0)
        life.settle(0)
        life.issue(0)
        [paper] = papers_of(session, life.id)
    assert (paper.amount_minor, paper.tax_minor) == (life.kept, 4 * 80 + 2 * 3)


def test_what_was_added_to_an_invoiced_order_has_an_invoice_of_its_own(shop: AShop) -> None:
    with shop.session() as session:
        life = Life(session, shop)
        life.pay(0)
        life.issue(0)
        life.add(1)
        life.issue(0)
        assert len(papers_of(session, life.id)) == 1  # it is not paid yet
        life.pay(0)
        life.issue(0)
        first, more = papers_of(session, life.id)
    assert (more.title, more.number, more.amount_minor) == ("Invoice", "INV-00002", 7_03)
    assert dict(more.facts)["Added to invoice"] == first.number
    assert [(each.title, each.quantity) for each in more.lines] == [("Shawl 2", "1")]
    assert more.totals == (
        ("Goods", "MYR\u00a07.00"),
        ("Tax", "MYR\u00a00.03"),
        ("Total", "MYR\u00a07.03"),
    )
    assert [(each.label, each.base, each.tax) for each in more.taxes] == [
        ("VAT 3%", "MYR\u00a07.00", "MYR\u00a00.03"),
    ]


def test_what_goes_back_while_an_addition_is_unpaid_is_credited_and_the_addition_is_invoiced_whole(
    shop: AShop,
) -> None:
    with shop.session() as session:
        life = Life(session, shop)
        life.pay(0)
        life.issue(0)
        life.add(1)
        life.give(3_33)
        life.settle(0)
        life.issue(0)
        _, note = papers_of(session, life.id)
        life.pay(0)
        for _ in range(2):
            life.issue(0)
        _, _, more = papers_of(session, life.id)
    assert (note.number, note.amount_minor) == ("CN-00001", 3_33)
    assert (more.number, more.amount_minor, more.tax_minor) == ("INV-00002", 7_03, 3)
    assert [(each.title, each.quantity) for each in more.lines] == [("Shawl 2", "1")]
    assert [(each.rate, each.base_minor, each.tax_minor) for each in more.taxes] == [("3", 7_00, 3)]


def test_each_return_is_credited_with_the_tax_of_its_goods_whatever_else_went_back(shop: AShop) -> None:
    with shop.session() as session:
        life = Life(session, shop)
        life.pay(0)
        life.send(0)
        life.give(3_33)
        life.send_back(0)
        life.send_back(1)
        for _ in range(3):
            life.settle(0)
        life.issue(0)
        _, first, second, late = papers_of(session, life.id)
    said = [[(each.rate, each.base_minor, each.tax_minor) for each in note.taxes] for note in (first, second)]
    assert said == [[("80", 10_00, 80)], [("3", 7_00, 3)]]
    assert late.amount_minor == 3_33


def test_what_is_given_back_after_goodwill_and_an_addition_is_credited_with_its_share_of_what_is_invoiced(
    shop: AShop,
) -> None:
    """1,000.00 at 19 %, of which half went back, and 1,000.00 at 7 % added: of 10.00 more, tax is no more than that."""
    first = a_new_line(1, unit=1000_00, tax=190_00, tax_facts={"name": "VAT", "rate": "19", "base_minor": 1000_00})
    more = a_new_line(2, unit=1000_00, tax=70_00, tax_facts={"name": "VAT", "rate": "7", "base_minor": 1000_00})
    with shop.session() as session:
        life = Life(session, shop)
        life.id = a_placed_order(session, shop, a_new_order([first], shipping=0)).id
        for deed in (Life.pay, Life.issue):
            deed(life, 0)
        life.give(595_00)
        life.settle(0)
        life.issue(0)
        order = life.now
        amendment = an_amendment(order, kept={order.lines[0].id: first}, added=[more])
        orders.amend_order(session, shop.tenant_id, life.id, amendment)
        for deed in (Life.pay, Life.issue):
            deed(life, 0)
        life.give(16_65)
        life.settle(0)
        life.issue(0)
        _, goodwill, addition, note = papers_of(session, life.id)
    said = [[(each.rate, each.base_minor, each.tax_minor) for each in paper.taxes] for paper in (goodwill, addition)]
    assert said == [[("19", 500_00, 95_00)], [("7", 1000_00, 70_00)]]
    assert note.amount_minor == 16_65
    assert [(each.rate, each.base_minor, each.tax_minor) for each in note.taxes] == [("19", 5_00, 95), ("7", 10_00, 70)]


def test_what_is_not_asked_for_any_more_is_credited_without_a_refund(shop: AShop) -> None:
    with shop.session() as session:
        life = Life(session, shop)
        life.issue_early(0)
        life.lower(0)
        for _ in range(2):
            life.issue(0)
        _, note = papers_of(session, life.id)
        assert (note.number, note.amount_minor, note.lines[0].title) == ("CN-00001", 10_80, "Correction")
        orders.cancel_order(session, shop.tenant_id, life.id, reason="")
        life.issue(0)
        said = invoices.papered(papers_of(session, life.id), "MYR")
    assert said == PaperSum(myr(0))


def test_an_invoice_says_each_rate_and_what_it_is_taken_of(shop: AShop) -> None:
    with shop.session() as session:
        life = Life(session, shop)
        life.pay(0)
        life.issue(0)
        [paper] = papers_of(session, life.id)
    assert paper.tax_headings == ("Tax", "Taxable amount", "Tax amount")
    assert [(each.label, each.base, each.tax) for each in paper.taxes] == [
        ("VAT 80%", "MYR\u00a050.00", "MYR\u00a04.00"),
        ("VAT 3%", "MYR\u00a014.00", "MYR\u00a00.06"),
    ]


def test_a_credit_note_says_what_of_it_is_tax(shop: AShop) -> None:
    with shop.session() as session:
        life = Life(session, shop)
        life.pay(0)
        life.issue(0)
        life.lower(0)
        life.settle(0)
        life.issue(0)
        note = papers_of(session, life.id)[-1]
    assert (note.title, note.amount_minor) == ("Credit note", 10_00 + 80)
    assert dict(note.totals)["Contains tax of"] == "MYR\u00a00.80"


def test_an_order_that_still_asks_for_money_has_no_invoice_yet(shop: AShop) -> None:
    with shop.session() as session:
        life = Life(session, shop)
        life.pay(0)
        life.add(0)
        life.issue(0)
        assert papers_of(session, life.id) == []
        life.pay(0)
        life.issue(0)
        [paper] = papers_of(session, life.id)
    assert (paper.amount_minor, ("Payment", "Paid") in paper.facts) == (life.kept, True)


def test_an_invoice_that_says_no_number_is_credited_by_the_whole_refund(shop: AShop) -> None:
    """As papers were kept before they said in numbers what they come to."""
    with shop.session() as session:
        order = a_paid_order(session, shop)
        refund = orders.GivenBack(1, myr(3_00), "late", RefundState.SUCCEEDED, order.created_at, order.created_at)
        invoices.issue_invoice(session, shop.tenant_id, order.id, SELLER)
        [paper] = papers_of(session, order.id)
    old = [replace(paper, amount_minor=None, tax_minor=None)]
    assert invoices.papered(old, "MYR") is None
    assert to_credit(order, refund, old, None) == PaperSum(myr(3_00))
    assert to_credit(order, refund, [paper], None) is None  # all of the money is still there
