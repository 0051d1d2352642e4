"""What an order consists of is changed: its sums, its books, and what it asks for or gives back."""

import pytest

from storefront import orders
from storefront.money import Money
from storefront.orders import OrderState, PaymentState
from tests.factories.catalog import AShop
from tests.factories.orders import (
    a_new_line,
    a_new_order,
    a_paid_order,
    a_placed_order,
    an_amendment,
    lines_again,
)


def myr(minor: int) -> Money:
    return Money(minor, "MYR")


def two_lines() -> orders.NewOrder:
    return a_new_order([a_new_line(1, quantity=3, unit=10_00, discount=3_00, tax=90), a_new_line(2, unit=20_00)])


def test_a_dearer_order_asks_for_the_difference_and_is_even_once_that_is_paid(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, two_lines())
        new = an_amendment(
            order, kept=lines_again(order, {}), added=[a_new_line(3, quantity=2, unit=7_00, tax=40)], shipping=myr(6_00)
        )
        dearer = orders.amend_order(session, shop.tenant_id, order.id, new)
        amended = orders.order_by_id(session, order.id)
        orders.mark_paid(session, shop.tenant_id, order.id, orders.TakenPayment("payment:2", amended.due))
        paid = orders.order_by_id(session, order.id)
    assert (order.total, dearer, amended.due, amended.to_pay) == (myr(52_90), myr(15_40), myr(15_40), myr(15_40))
    assert (amended.state, amended.payment_state) == (OrderState.PLACED, PaymentState.PAID)
    assert [(each.quantity, each.total) for each in amended.lines] == [
        (3, myr(27_00)),
        (1, myr(20_00)),
        (2, myr(14_00)),
    ]
    assert (paid.total, paid.due, paid.books.kept) == (myr(68_30), myr(0), myr(68_30))
    assert paid.books.paid_for == {**dict.fromkeys(paid.books.paid_for, myr(0)), **paid.totals.owed}
    event = next(each for each in amended.events if each.kind == "amended")
    assert event.facts["goods"] == [{"title": "Shawl 3", "count": 2}]
    assert (event.facts["before"]["shipping"], event.facts["after"]["shipping"]) == (5_00, 6_00)


def test_an_order_that_still_asks_for_money_is_not_sent_and_not_complete(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, two_lines())
        more = an_amendment(order, kept=lines_again(order, {order.lines[1].id: 2}))
        orders.amend_order(session, shop.tenant_id, order.id, more)
        before = orders.order_by_id(session, order.id)
        with pytest.raises(orders.StillDue) as refusal:
            orders.fulfil(session, shop.tenant_id, order.id)
        assert refusal.value.due == before.due == myr(20_00)
        assert orders.order_by_id(session, order.id) == before
        orders.mark_paid(session, shop.tenant_id, order.id, orders.TakenPayment("payment:2", before.due))
        orders.fulfil(session, shop.tenant_id, order.id)
        assert orders.order_by_id(session, order.id).state is OrderState.COMPLETED


def test_an_order_that_was_sent_and_paid_too_little_can_still_be_paid(shop: AShop) -> None:
    with shop.session() as session:
        order = a_placed_order(session, shop, two_lines())
        orders.fulfil(session, shop.tenant_id, order.id)
        orders.mark_paid(session, shop.tenant_id, order.id, orders.TakenPayment("payment:1", myr(50_00)))
        short = orders.order_by_id(session, order.id)
        orders.mark_paid(session, shop.tenant_id, order.id, orders.TakenPayment("payment:2", short.due))
        paid = orders.order_by_id(session, order.id)
    assert (short.state, short.due) == (OrderState.PLACED, myr(2_90))
    assert (paid.state, paid.due) == (OrderState.COMPLETED, myr(0))


def test_an_amended_order_is_listed_where_it_belongs(shop: AShop) -> None:
    wanted = {True: orders.OrderFilter(awaits_money=True), False: orders.OrderFilter(awaits_money=False)}
    with shop.session() as session:
        paid, unpaid, dearer = a_paid_order(session, shop), a_placed_order(session, shop), a_paid_order(session, shop)
        more = an_amendment(dearer, kept=lines_again(dearer, {dearer.lines[0].id: 2}))
        orders.amend_order(session, shop.tenant_id, dearer.id, more)
        listed = {awaits: [each.id for each in orders.orders_page(session, one)] for awaits, one in wanted.items()}
    assert listed == {True: [dearer.id, unpaid.id], False: [paid.id]}


def test_a_cheaper_order_gives_back_what_was_paid_for_what_went(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, two_lines())
        fewer = an_amendment(order, kept=lines_again(order, {order.lines[0].id: 1}))
        orders.amend_order(session, shop.tenant_id, order.id, fewer)
        amended = orders.order_by_id(session, order.id)
        orders.settle_refund(session, shop.tenant_id, amended.refunds[0].id)
        settled = orders.order_by_id(session, order.id)
    line = amended.lines[0]
    assert (line.quantity, line.ordered_quantity, line.discount) == (1, 3, myr(1_00))
    assert [each.amount for each in amended.refunds] == [myr(18_00)]
    assert settled.books.kept == settled.total
    assert settled.books.paid_for == {**dict.fromkeys(settled.books.paid_for, myr(0)), **settled.totals.owed}


def test_what_is_taken_out_again_before_it_was_paid_is_no_longer_asked_for(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, two_lines())
        more = an_amendment(order, kept=lines_again(order, {}), added=[a_new_line(3, unit=7_00)])
        orders.amend_order(session, shop.tenant_id, order.id, more)
        dearer = orders.order_by_id(session, order.id)
        less = an_amendment(dearer, kept=lines_again(dearer, {dearer.lines[1].id: 0, dearer.lines[2].id: 0}))
        orders.amend_order(session, shop.tenant_id, order.id, less)
        after = orders.order_by_id(session, order.id)
    assert (dearer.due, after.due) == (myr(7_00), myr(0))
    assert [each.amount for each in after.refunds] == [myr(20_00)]


def test_an_order_that_is_not_paid_asks_for_its_new_total_alone(shop: AShop) -> None:
    with shop.session() as session:
        order = a_placed_order(session, shop, two_lines())
        more = an_amendment(order, kept=lines_again(order, {order.lines[1].id: 2}))
        orders.amend_order(session, shop.tenant_id, order.id, more)
        amended = orders.order_by_id(session, order.id)
        assert (amended.due, amended.to_pay) == (myr(0), myr(72_90))
        # The money that was on its way is of the old total: the rest is still asked for.
        orders.mark_paid(session, shop.tenant_id, order.id, orders.TakenPayment("payment:1", order.total))
        assert orders.order_by_id(session, order.id).due == myr(20_00)


def test_a_cancelled_order_asks_for_nothing(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, two_lines())
        more = an_amendment(order, kept=lines_again(order, {order.lines[1].id: 2}))
        orders.amend_order(session, shop.tenant_id, order.id, more)
        orders.cancel_order(session, shop.tenant_id, order.id, reason="changed_mind")
        cancelled = orders.order_by_id(session, order.id)
    assert cancelled.due == myr(0)
    assert [each.amount for each in cancelled.refunds] == [order.total]


@pytest.mark.parametrize("what", ["sent", "cancelled", "disputed", "not its sum", "another price", "of nothing"])
def test_an_amendment_that_can_not_be_changes_nothing(shop: AShop, what: str) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, two_lines())
        new = an_amendment(order, kept=lines_again(order, {order.lines[0].id: 1}))
        if what == "sent":
            orders.fulfil(session, shop.tenant_id, order.id, quantities={order.lines[1].id: 1})
        if what == "cancelled":
            orders.cancel_order(session, shop.tenant_id, order.id, reason="changed_mind")
        if what == "disputed":
            orders.mark_disputed(session, shop.tenant_id, order.id, reason="fraudulent")
        if what == "not its sum":
            new = orders.OrderAmendment(new.kept, (), order.totals, {}, {}, {})
        if what == "another price":
            new = an_amendment(order, kept={order.lines[0].id: a_new_line(1, unit=1)})
        if what == "of nothing":
            new = an_amendment(order, kept={}, shipping=myr(0))
        before = orders.order_by_id(session, order.id)
        refusals = (orders.RefusedTransition, orders.AlreadyShipped, orders.BadOrder)
        with pytest.raises(refusals):
            orders.amend_order(session, shop.tenant_id, order.id, new)
        assert orders.order_by_id(session, order.id) == before
