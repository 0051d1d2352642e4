"""An order's books balance, and no more is given back than was paid."""

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from storefront import orders
from storefront.money import Money
from storefront.orders import Account, PaymentState
from storefront.orders.rules.ledger import (
    PURPOSES,
    Posting,
    books,
    charge_postings,
    fee_postings,
    refund_postings,
    refund_shares,
)
from tests.factories.catalog import AShop
from tests.factories.orders import a_new_line, a_new_order, a_paid_order, a_placed_order

amounts = st.integers(min_value=0, max_value=10_000)


def myr(minor: int) -> Money:
    return Money(minor, "MYR")


@given(st.lists(amounts, min_size=5, max_size=5), amounts, st.lists(st.integers(1, 12_000), max_size=8))
def test_charged_less_refunded_is_what_is_paid_for_whatever_is_charged_and_refunded(
    owed: list[int], discount: int, moves: list[int]
) -> None:
    wanted = dict(zip(PURPOSES[:-1], map(myr, owed), strict=True))
    postings: list[Posting] = []
    charged = refunded = 0
    for place, amount in enumerate(moves):
        before = books(postings, "MYR")
        if place % 2 == 0:
            postings += charge_postings(myr(amount), wanted, myr(discount), before)
            charged += amount
        else:
            asked = min(amount, before.kept.amount_minor)
            if asked:
                postings += refund_postings(refund_shares(myr(asked), before, {}), before)
                refunded += asked
        postings += fee_postings(myr(amount // 50))
        after = books(postings, "MYR")
        assert (after.charged, after.refunded) == (myr(charged), myr(refunded))
        assert after.balances
        assert all(each.amount_minor >= 0 for each in after.paid_for.values())
        assert all(each.amount.amount_minor > 0 for each in postings)


@given(st.lists(amounts, min_size=5, max_size=5), amounts)
def test_a_full_payment_is_for_exactly_what_was_owed(owed: list[int], discount: int) -> None:
    wanted = dict(zip(PURPOSES[:-1], map(myr, owed), strict=True))
    paid = books(charge_postings(myr(sum(owed)), wanted, myr(discount), books([], "MYR")), "MYR")
    assert {each: paid.paid_for[each] for each in wanted} == wanted
    assert paid.paid_for[Account.OVERPAID] == myr(0)


def test_the_books_say_what_a_payment_was_for(shop: AShop) -> None:
    lines = [a_new_line(1, quantity=2, unit=50_00, discount=20_00, tax=4_80, duty=3_10)]
    with shop.session() as session:
        order = a_paid_order(session, shop, a_new_order(lines, shipping=12_00, handling=1_00))
        orders.book_fee(session, shop.tenant_id, order.id, reference="payment:1", fee=myr(2_95))
        orders.book_fee(session, shop.tenant_id, order.id, reference="payment:1", fee=myr(2_95))
        found = orders.order_by_id(session, order.id).books
    assert found.charged == myr(100_90)
    assert found.paid_for == {
        Account.GOODS: myr(80_00),
        Account.SHIPPING: myr(12_00),
        Account.TAX: myr(4_80),
        Account.DUTY: myr(3_10),
        Account.HANDLING: myr(1_00),
        Account.OVERPAID: myr(0),
    }
    assert (found.discount, found.fee, found.balances) == (myr(20_00), myr(2_95), True)


def test_a_refund_larger_than_the_payment_changes_nothing(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
        with pytest.raises(orders.RefundExceedsPayment) as refusal:
            orders.refund_order(session, shop.tenant_id, order.id, orders.NewRefund(myr(15_01), "goodwill"))
        assert refusal.value.refundable == myr(15_00)
        assert orders.order_by_id(session, order.id) == order


def test_refunds_under_way_count_against_what_can_be_refunded(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
        first = orders.refund_order(session, shop.tenant_id, order.id, orders.NewRefund(myr(10_00), "goodwill"))
        with pytest.raises(orders.RefundExceedsPayment) as refusal:
            orders.refund_order(session, shop.tenant_id, order.id, orders.NewRefund(myr(5_01), "goodwill"))
        assert refusal.value.refundable == myr(5_00)
        orders.fail_refund(session, shop.tenant_id, first.id or 0, reason="account closed")
        assert orders.order_by_id(session, order.id).refundable == myr(15_00)


def test_a_refund_in_part_and_then_in_full(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
        for amount, state in ((4_00, PaymentState.PARTLY_REFUNDED), (11_00, PaymentState.REFUNDED)):
            new = orders.NewRefund(myr(amount), "goodwill")
            refund = orders.refund_order(session, shop.tenant_id, order.id, new)
            orders.settle_refund(session, shop.tenant_id, refund.id or 0)
            orders.settle_refund(session, shop.tenant_id, refund.id or 0)
            assert orders.order_by_id(session, order.id).payment_state is state
        found = orders.order_by_id(session, order.id)
    assert (found.books.refunded, found.refundable, found.books.balances) == (myr(15_00), myr(0), True)


def test_a_payment_too_many_is_given_back_first(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
        orders.mark_paid(session, shop.tenant_id, order.id, orders.TakenPayment("payment:2", myr(15_00)))
        assert orders.order_by_id(session, order.id).books.paid_for[Account.OVERPAID] == myr(15_00)
        orders.record_refund(session, shop.tenant_id, order.id, reference="outside:1", amount=myr(15_00))
        found = orders.order_by_id(session, order.id).books
    assert (found.paid_for[Account.OVERPAID], found.paid_for[Account.GOODS]) == (myr(0), myr(10_00))


def test_a_lost_dispute_is_money_given_back(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
        orders.mark_disputed(session, shop.tenant_id, order.id, reason="fraudulent")
        assert orders.order_by_id(session, order.id).payment_state is PaymentState.DISPUTED
        for _ in range(2):
            orders.end_dispute(session, shop.tenant_id, order.id, reference="dispute:1", lost=myr(15_00))
        found = orders.order_by_id(session, order.id)
    assert (found.payment_state, found.books.kept) == (PaymentState.REFUNDED, myr(0))


def test_a_won_dispute_leaves_the_order_paid(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
        orders.mark_disputed(session, shop.tenant_id, order.id, reason="fraudulent")
        orders.end_dispute(session, shop.tenant_id, order.id, reference="dispute:1", lost=None)
        found = orders.order_by_id(session, order.id)
    assert (found.payment_state, found.books.kept) == (PaymentState.PAID, myr(15_00))


@pytest.mark.parametrize("table", ["order_event", "ledger_entry"])
@pytest.mark.parametrize("change", ["update {} set tenant_id = tenant_id", "delete from {}"])
def test_history_and_books_can_not_be_changed_afterwards(shop: AShop, table: str, change: str) -> None:
    with shop.session() as session:
        a_paid_order(session, shop)
    with pytest.raises(ProgrammingError) as refusal, shop.session() as session:
        session.execute(text(change.format(table)))
    assert isinstance(refusal.value.orig, psycopg.errors.InsufficientPrivilege)


def test_an_unpaid_order_has_nothing_to_give_back(shop: AShop) -> None:
    with shop.session() as session:
        order = a_placed_order(session, shop)
        with pytest.raises(orders.RefundExceedsPayment):
            orders.refund_order(session, shop.tenant_id, order.id, orders.NewRefund(myr(1), "goodwill"))
        assert orders.order_by_id(session, order.id) == order
