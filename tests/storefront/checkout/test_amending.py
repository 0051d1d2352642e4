"""Staff change what an order consists of: worked out like a new order, its goods taken, its difference asked for."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storefront import checkout, inventory, invoices, orders, payments
from storefront.checkout import Change, Placed
from storefront.money import Money
from storefront.payments import TestAnswer
from tenants.kit import clock
from tenants.kit.errors import Conflict, Invalid
from tests.database import TestDatabase
from tests.factories.carts import a_view
from tests.factories.checkouts import ORDER_PAGE, Sale, myr, run_jobs
from tests.factories.payments import work_off
from tests.factories.stock import OnShelf, a_thing, on_shelf


def paid(sale: Sale, quantity: int = 1) -> Placed:
    placed = sale.buy(quantity)
    sale.answer(placed, TestAnswer.SUCCEED)
    return placed


def another_thing(sale: Sale, stock: int | None = 5) -> int:
    with sale.session() as session:
        return a_thing(session, sale.shop, stock=stock, title="Scarf")


def looked_at(sale: Sale, placed: Placed, change: Change) -> checkout.Amendment:
    with sale.session() as session:
        order = orders.order_by_id(session, placed.order_id)
        return checkout.amendment(session, sale.seller(session), order, change, at=clock.now())


def amend(sale: Sale, placed: Placed, change: Change) -> orders.PlacedOrder:
    """Look, agree, and read the order anew."""
    reviewed = looked_at(sale, placed, change).quote.fingerprint
    with sale.session() as session:
        seller = sale.seller(session)
        checkout.amend_order(session, seller, placed.order_id, change, reviewed=reviewed, order_page=ORDER_PAGE)
    return sale.order(placed)


def shelf(sale: Sale, variant_id: int) -> list[OnShelf]:
    with sale.session() as session:
        return on_shelf(session, variant_id)


def test_what_is_added_is_taken_from_stock_at_todays_price_and_asked_for(sale: Sale) -> None:
    placed, scarf = paid(sale), another_thing(sale)
    before = sale.order(placed)
    amended = amend(sale, placed, Change({before.lines[0].id: 2}, {scarf: 3}))
    assert [(each.title, each.quantity) for each in amended.lines] == [(before.lines[0].title, 2), ("Scarf", 3)]
    assert amended.due == amended.total - before.total
    assert amended.total == Money.total((each.total for each in amended.lines), "MYR") + amended.totals.shipping
    assert shelf(sale, sale.variant_id) == [OnShelf(8)]
    assert shelf(sale, scarf) == [OnShelf(2)]


def test_its_buyer_pays_the_difference_by_the_orders_link_and_is_written_to(
    sale: Sale, test_database: TestDatabase
) -> None:
    placed = paid(sale)
    amended = amend(sale, placed, Change({sale.order(placed).lines[0].id: 2}))
    address = checkout.Address(f"{ORDER_PAGE}{placed.order_token}")
    for _ in range(2):  # a second click is led to the same payment
        step = checkout.pay_again(
            sale.shop.database, sale.providers, tenant_id=sale.tenant_id, order_id=placed.order_id, address=address
        )
    with sale.session() as session:
        asked = payments.payment_by_id(session, step.payment_id)
        assert asked.amount == amended.due
        assert len(payments.payments_of_order(session, placed.order_id)) == 2
        payments.answer_test_payment(session, asked.token, TestAnswer.SUCCEED)
    run_jobs(sale, test_database.superuser_url)
    order = sale.order(placed)
    assert (order.due, order.books.kept) == (myr(0), order.total)
    assert order.books.balances
    with pytest.raises(checkout.NotPayable):
        checkout.pay_again(
            sale.shop.database, sale.providers, tenant_id=sale.tenant_id, order_id=placed.order_id, address=address
        )


def test_a_payment_of_the_old_difference_is_closed_and_a_paid_order_stands(
    sale: Sale, test_database: TestDatabase
) -> None:
    placed = paid(sale)
    line = sale.order(placed).lines[0].id
    amend(sale, placed, Change({line: 2}))
    address = checkout.Address(f"{ORDER_PAGE}{placed.order_token}")
    step = checkout.pay_again(
        sale.shop.database, sale.providers, tenant_id=sale.tenant_id, order_id=placed.order_id, address=address
    )
    amended = amend(sale, placed, Change({line: 4}))
    run_jobs(sale, test_database.superuser_url)
    with sale.session() as session:
        assert payments.payment_by_id(session, step.payment_id).state == payments.PaymentState.CANCELLED
    order = sale.order(placed)
    assert (order.state, order.due) == (orders.OrderState.PLACED, amended.due)


def test_a_bank_transfer_is_awaited_for_the_new_total(sale: Sale, test_database: TestDatabase) -> None:
    with sale.session() as session:
        transfer = payments.NewManualMethod(payments.ManualKind.BANK_TRANSFER, myr(0), {"en": "To 1234"})
        payments.set_manual_methods(session, sale.tenant_id, [transfer])
    placed = sale.buy(1, method=payments.BANK_TRANSFER)
    amended = amend(sale, placed, Change({sale.order(placed).lines[0].id: 3}))
    run_jobs(sale, test_database.superuser_url)
    with sale.session() as session:
        found = payments.payments_of_order(session, placed.order_id)
        assert found[0].state == payments.PaymentState.CANCELLED
        assert found[1].state in payments.OPEN_STATES
        assert found[1].amount == amended.total
        payments.confirm_manual(session, payment_id=found[1].id or 0, person_id=1)
    run_jobs(sale, test_database.superuser_url)
    order = sale.order(placed)
    assert (order.state, order.payment_state, order.due) == (orders.OrderState.PLACED, orders.PaymentState.PAID, myr(0))
    assert order.books.kept == order.total


def test_fewer_are_given_back_by_the_provider(sale: Sale, test_database: TestDatabase) -> None:
    placed = paid(sale, 3)
    before = sale.order(placed)
    amended = amend(sale, placed, Change({before.lines[0].id: 1}))
    run_jobs(sale, test_database.superuser_url)
    order = sale.order(placed)
    assert [each.amount for each in order.refunds] == [before.total - amended.total]
    assert (order.books.kept, shelf(sale, sale.variant_id)) == (order.total, [OnShelf(9)])


def test_money_that_nobody_asks_for_any_more_goes_back(sale: Sale, test_database: TestDatabase) -> None:
    placed = paid(sale)
    line = sale.order(placed).lines[0].id
    amend(sale, placed, Change({line: 2}))
    step = checkout.pay_again(
        sale.shop.database,
        sale.providers,
        tenant_id=sale.tenant_id,
        order_id=placed.order_id,
        address=checkout.Address(f"{ORDER_PAGE}{placed.order_token}"),
    )
    amended = amend(sale, placed, Change({line: 1}))  # while its buyer is on the provider's page
    with sale.session() as session:
        payment = payments.payment_by_id(session, step.payment_id)
        payments.answer_test_payment(session, payment.token, TestAnswer.SUCCEED)
    for _ in range(2):
        sale.hear(step.payment_id)
    run_jobs(sale, test_database.superuser_url)
    order = sale.order(placed)
    assert [(each.amount, each.reason, each.state) for each in order.refunds] == [
        (payment.amount, "paid_too_much", orders.RefundState.SUCCEEDED)
    ]
    assert (order.books.kept, order.overpaid, amended.due) == (order.total, myr(0), myr(0))


def test_who_pays_by_transfer_withdraws_from_a_part_and_pays_the_rest(sale: Sale, test_database: TestDatabase) -> None:
    with sale.session() as session:
        transfer = payments.NewManualMethod(payments.ManualKind.BANK_TRANSFER, myr(0), {"en": "To 1234"})
        payments.set_manual_methods(session, sale.tenant_id, [transfer])
    placed = sale.buy(3, method=payments.BANK_TRANSFER)
    with sale.session() as session:
        row = orders.locked_order(session, placed.order_id)
        row.shipping_address = {**row.shipping_address, "country": "DE"}  # where the law gives this right
    before = sale.order(placed)
    said = orders.Statement(name="Jana", email="jana@example.com", quantities={before.lines[0].id: 2})
    with sale.session() as session:
        address = checkout.Address(f"{ORDER_PAGE}{placed.order_token}")
        checkout.withdraw(session, sale.providers, sale.tenant_id, placed.order_id, said, address=address)
    run_jobs(sale, test_database.superuser_url)
    order = sale.order(placed)
    assert (order.state, [each.quantity for each in order.lines]) == (orders.OrderState.PLACED, [1])
    with sale.session() as session:
        old, new = payments.payments_of_order(session, placed.order_id)
        assert (old.state, new.amount) == (payments.PaymentState.CANCELLED, order.total)
        payments.confirm_manual(session, payment_id=new.id or 0, person_id=1)
    run_jobs(sale, test_database.superuser_url)
    paid_for = sale.order(placed)
    assert (paid_for.payment_state, paid_for.books.kept) == (orders.PaymentState.PAID, order.total)


def test_what_changed_between_looking_and_agreeing_is_said(sale: Sale) -> None:
    placed, scarf = paid(sale), another_thing(sale)
    change = Change(added={scarf: 1})
    reviewed = looked_at(sale, placed, change).quote.fingerprint
    amend(sale, placed, change)
    before = sale.order(placed)
    with sale.session() as session:
        seller = sale.seller(session)
        with pytest.raises(checkout.QuoteChanged):  # a second click
            checkout.amend_order(session, seller, placed.order_id, change, reviewed=reviewed, order_page=ORDER_PAGE)
    assert sale.order(placed) == before


def test_no_more_is_added_than_there_is(sale: Sale) -> None:
    placed, scarf = paid(sale), another_thing(sale, stock=2)
    with pytest.raises(checkout.NotToBeAdded) as refusal:
        looked_at(sale, placed, Change(added={scarf: 3}))
    assert (refusal.value.problem, refusal.value.left) == (checkout.SOLD_OUT, 2)
    reviewed = looked_at(sale, placed, Change(added={scarf: 2})).quote.fingerprint
    before = sale.order(placed)
    with sale.session() as session:  # somebody else is faster
        inventory.reserve(session, sale.tenant_id, order_id=999, quantities={scarf: 1}, until=clock.now())
    with pytest.raises((checkout.SoldOut, checkout.NotToBeAdded)), sale.session() as session:
        checkout.amend_order(
            session,
            sale.seller(session),
            placed.order_id,
            Change(added={scarf: 2}),
            reviewed=reviewed,
            order_page=ORDER_PAGE,
        )
    assert sale.order(placed) == before


@pytest.mark.parametrize("what", ["nothing", "of nothing", "of another order", "too many", "below nothing", "no goods"])
def test_a_change_that_is_none_is_refused(sale: Sale, what: str) -> None:
    placed = paid(sale)
    line = sale.order(placed).lines[0].id
    change = {
        "nothing": Change({line: 1}),
        "of nothing": Change({line: 0}),
        "of another order": Change({line + 1000: 1}),
        "too many": Change({line: 1000}),
        "below nothing": Change({line: -1}),
        "no goods": Change(added={999_999: 1}),
    }[what]
    with pytest.raises((checkout.BadChange, checkout.NotToBeAdded)):
        looked_at(sale, placed, change)


def test_what_is_added_to_an_invoiced_order_is_invoiced_once_it_is_paid(
    sale: Sale, test_database: TestDatabase
) -> None:
    placed, scarf = paid(sale, 2), another_thing(sale)
    line = issue_invoice(sale, placed).lines[0].id
    amended = amend(sale, placed, Change({line: 1}, {scarf: 3}))
    assert amended.due
    assert [each.kind for each in issued(sale, placed, test_database)] == ["invoice"]
    with sale.session() as session:
        orders.mark_paid(session, sale.tenant_id, placed.order_id, orders.TakenPayment("payment:2", amended.due))
    first, more = issued(sale, placed, test_database)
    assert (more.kind, more.paper["amount_minor"]) == ("invoice", amended.due.amount_minor)
    assert [each["quantity"] for each in more.paper["lines"]] == ["-1", "3"]
    assert first.paper["amount_minor"] + more.paper["amount_minor"] == amended.total.amount_minor


def test_an_order_that_was_invoiced_before_it_was_paid_may_still_change(
    sale: Sale, test_database: TestDatabase
) -> None:
    placed = paid(sale, 2)
    line = sale.order(placed).lines[0].id
    amend(sale, placed, Change({line: 3}))
    issue_invoice(sale, placed)
    less = amend(sale, placed, Change({line: 1}))
    first, *notes = issued(sale, placed, test_database)
    credited = sum(each.paper["amount_minor"] for each in notes)
    assert {each.kind for each in notes} == {"credit_note"}
    assert (
        first.paper["amount_minor"] - credited == less.total.amount_minor == sale.order(placed).books.kept.amount_minor
    )


def issued(sale: Sale, placed: Placed, test_database: TestDatabase) -> list[invoices.Invoice]:
    """The order's papers once all that waits is done."""
    run_jobs(sale, test_database.superuser_url)
    work_off(sale.shop.database, test_database.superuser_url, {}, prefix="invoices.")
    with sale.session() as session:
        return invoices.invoices_of_order(session, placed.order_id)


def issue_invoice(sale: Sale, placed: Placed) -> orders.PlacedOrder:
    with sale.session() as session:
        seller = invoices.seller_of(session, sale.tenant_id)
        invoices.issue_invoice(session, sale.tenant_id, placed.order_id, seller)
    return sale.order(placed)


def test_an_order_of_another_market_is_not_worked_out_in_this_one(sale: Sale) -> None:
    placed = paid(sale)
    with sale.session() as session:
        order, seller = orders.order_by_id(session, placed.order_id), sale.seller(session)
        elsewhere = replace(seller, view=replace(a_view(session), currency="EUR"))
        with pytest.raises(checkout.NotAmendable) as refusal:
            checkout.amendment(session, elsewhere, order, Change({order.lines[0].id: 2}), at=clock.now())
    assert refusal.value.reason == "market"


CHANGES = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.sampled_from(["pay", "wait", "hear"])), min_size=1, max_size=5
)


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES)
def test_whatever_is_changed_the_books_balance_and_no_stock_is_lost(
    sale: Sale, test_database: TestDatabase, changes: list[tuple[int, int, str]]
) -> None:
    """Whoever pays what is asked for and is given back what is too much has paid exactly the order's total."""
    scarf = another_thing(sale)
    first = shelf(sale, sale.variant_id)[0].on_hand
    if first < 3:
        return
    placed = paid(sale)
    for shawls, scarves, then in changes:
        known = sale.order(placed)
        wanted = {each.id: shawls if each.variant_id == sale.variant_id else scarves for each in known.lines}
        added = {} if any(each.variant_id == scarf for each in known.lines) or not scarves else {scarf: scarves}
        try:
            amend(sale, placed, Change(wanted, added))
        except (Conflict, Invalid):
            assert sale.order(placed) == known
        if then == "pay" and sale.order(placed).due:
            pay_due(sale, placed)
        if then == "hear":
            run_jobs(sale, test_database.superuser_url)
        check(sale, sale.order(placed), {sale.variant_id: first, scarf: 5})
    if sale.order(placed).due:
        pay_due(sale, placed)
    run_jobs(sale, test_database.superuser_url)
    order = sale.order(placed)
    assert (order.books.kept, order.due) == (order.total, myr(0))
    assert order.books.paid_for == {**dict.fromkeys(order.books.paid_for, myr(0)), **order.totals.owed}


def pay_due(sale: Sale, placed: Placed) -> None:
    step = checkout.pay_again(
        sale.shop.database,
        sale.providers,
        tenant_id=sale.tenant_id,
        order_id=placed.order_id,
        address=checkout.Address(f"{ORDER_PAGE}{placed.order_token}"),
    )
    with sale.session() as session:
        token = payments.payment_by_id(session, step.payment_id).token
        payments.answer_test_payment(session, token, TestAnswer.SUCCEED)
    sale.hear(step.payment_id)


def check(sale: Sale, order: orders.PlacedOrder, stock: dict[int, int]) -> None:
    lines = Money.total((each.total + each.tax + each.duty for each in order.lines), order.currency)
    assert order.total == lines + order.totals.shipping + order.totals.handling - order.totals.relief
    assert order.books.balances
    for variant_id, first in stock.items():
        [level] = shelf(sale, variant_id)
        mine = sum(each.quantity for each in order.lines if each.variant_id == variant_id)
        assert level.reserved == 0
        assert 0 <= level.on_hand == first - mine
