"""What a payment's facts do to the order and its goods, told once, twice, late or never."""

import pytest
from sqlalchemy import text

from storefront import checkout, orders, payments
from storefront.checkout import Placed
from storefront.checkout.jobs import LAPSE_OVERDUE_JOB
from storefront.orders import OrderState, PaymentState, RefundState
from storefront.payments import TestAnswer
from tenants.isolation import enqueue
from tests.database import TestDatabase
from tests.factories.checkouts import Sale, myr, run_jobs
from tests.factories.stock import OnShelf, on_shelf


@pytest.fixture
def url(test_database: TestDatabase) -> str:
    return test_database.superuser_url


def shelf(sale: Sale) -> list[OnShelf]:
    with sale.session() as session:
        return on_shelf(session, sale.variant_id)


def lapse(sale: Sale, placed: Placed) -> None:
    """The order's time is over."""
    with sale.session() as session:
        past = "update stock_reservation set expires_at = now() - interval '1 second' where order_id = :order_id"
        session.execute(text(past), {"order_id": placed.order_id})
        over = "update sales_order set expires_at = now() - interval '1 second' where id = :order_id"
        session.execute(text(over), {"order_id": placed.order_id})
    checkout.lapse(sale.shop.database, sale.providers, tenant_id=sale.tenant_id, order_id=placed.order_id)


def test_a_payment_places_the_order_and_takes_its_goods_once(sale: Sale) -> None:
    placed = sale.buy(2)
    sale.answer(placed, TestAnswer.SUCCEED)
    paid = sale.order(placed)
    sale.hear(placed.payment_id or 0)
    assert sale.order(placed) == paid
    assert (paid.state, paid.payment_state, paid.books.kept) == (OrderState.PLACED, PaymentState.PAID, paid.total)
    assert shelf(sale) == [OnShelf(8)]


def test_a_declined_payment_keeps_the_goods_for_another_try(sale: Sale) -> None:
    placed = sale.buy(2)
    sale.answer(placed, TestAnswer.DECLINE)
    assert sale.order(placed).payment_state is PaymentState.FAILED
    assert shelf(sale) == [OnShelf(10, reserved=2)]
    address = checkout.Address("http://shop.localhost:8000/orders/x")
    step = checkout.pay_again(
        sale.shop.database, sale.providers, tenant_id=sale.tenant_id, order_id=placed.order_id, address=address
    )
    again = Placed(placed.order_id, placed.order_token, step.payment_id, True)
    assert again.payment_id != placed.payment_id
    sale.answer(again, TestAnswer.SUCCEED)
    sale.hear(placed.payment_id or 0)
    order = sale.order(placed)
    assert (order.state, order.payment_state, order.books.charged) == (OrderState.PLACED, PaymentState.PAID, myr(28_00))


def test_two_clicks_on_pay_lead_to_one_payment(sale: Sale) -> None:
    placed = sale.buy()
    address = checkout.Address("http://shop.localhost:8000/orders/x")
    steps = [
        checkout.pay_again(
            sale.shop.database, sale.providers, tenant_id=sale.tenant_id, order_id=placed.order_id, address=address
        )
        for _ in range(3)
    ]
    assert {each.payment_id for each in steps} == {placed.payment_id}


def test_a_paid_order_is_not_paid_again(sale: Sale) -> None:
    placed = sale.buy()
    sale.answer(placed, TestAnswer.SUCCEED)
    with pytest.raises(checkout.NotPayable):
        checkout.pay_again(
            sale.shop.database,
            sale.providers,
            tenant_id=sale.tenant_id,
            order_id=placed.order_id,
            address=checkout.Address("http://shop.localhost:8000/orders/x"),
        )


def test_an_order_that_nobody_pays_lapses_and_its_goods_are_free(sale: Sale) -> None:
    placed = sale.buy(2)
    lapse(sale, placed)
    order = sale.order(placed)
    assert (order.state, order.cancel_reason) == (OrderState.CANCELLED, orders.LAPSED)
    assert shelf(sale) == [OnShelf(10)]
    checkout.lapse(sale.shop.database, sale.providers, tenant_id=sale.tenant_id, order_id=placed.order_id)
    assert sale.order(placed) == order


def test_a_draft_that_its_own_job_left_standing_is_found_by_the_hourly_round(
    sale: Sale, test_database: TestDatabase
) -> None:
    placed, in_time = sale.buy(2), sale.buy(3)
    sale.answer(placed, TestAnswer.DECLINE)  # the money was on its way when the order's time was over, and bounced
    with sale.session() as session:
        for table, order_id in (("sales_order", "id"), ("stock_reservation", "order_id")):
            past = f"update {table} set expires_at = now() - interval '1 second' where {order_id} = :order_id"
            session.execute(text(past), {"order_id": placed.order_id})
        over = "update sales_order set expires_at = now() - interval '1 second' where id = :order_id"
        session.execute(text(over), {"order_id": placed.order_id})
        enqueue(session, LAPSE_OVERDUE_JOB, tenant_id=sale.tenant_id)
    run_jobs(sale, test_database.superuser_url)
    order = sale.order(placed)
    assert (order.state, order.cancel_reason) == (OrderState.CANCELLED, orders.LAPSED)
    assert sale.order(in_time).state is OrderState.DRAFT
    assert shelf(sale) == [OnShelf(10, reserved=3)]


def test_another_order_of_the_same_cart_takes_the_place_of_one_that_waits(sale: Sale, url: str) -> None:
    basket = sale.basket(2)
    first, second = sale.place(sale.reviewed(basket)), sale.place(sale.reviewed(basket))
    run_jobs(sale, url)
    assert (sale.order(first).state, sale.order(first).cancel_reason) == (OrderState.CANCELLED, "replaced")
    assert sale.order(second).state is OrderState.DRAFT
    assert shelf(sale) == [OnShelf(10, reserved=2)]


def test_nobody_can_pay_for_an_order_that_was_cancelled(sale: Sale, url: str) -> None:
    placed = sale.buy()
    with sale.session() as session:
        orders.cancel_order(session, sale.tenant_id, placed.order_id, reason="changed_mind")
    run_jobs(sale, url)
    with sale.session() as session:
        assert payments.payment_by_id(session, placed.payment_id or 0).state == payments.PaymentState.CANCELLED
    assert shelf(sale) == [OnShelf(10)]


def test_a_late_payment_brings_its_order_back_while_there_are_goods(sale: Sale) -> None:
    placed = sale.buy(2)
    lapse(sale, placed)
    arrive_late(sale, placed)
    order = sale.order(placed)
    assert (order.state, order.payment_state, order.refunds) == (OrderState.PLACED, PaymentState.PAID, ())
    assert shelf(sale) == [OnShelf(8)]


def test_a_late_payment_goes_back_where_the_goods_are_gone(sale: Sale) -> None:
    placed = sale.buy(6)
    lapse(sale, placed)
    sale.answer(sale.buy(6), TestAnswer.SUCCEED)
    arrive_late(sale, placed)
    order = sale.order(placed)
    assert order.state is OrderState.CANCELLED
    assert [(each.amount, each.state) for each in order.refunds] == [(order.total, RefundState.PENDING)]
    assert [each.facts["reason"] for each in order.events if each.kind == "refund_started"] == ["sold_out"]
    assert shelf(sale) == [OnShelf(4)]


def test_money_that_comes_for_a_cancelled_order_goes_back_for_that_reason(sale: Sale) -> None:
    placed = sale.buy(2)
    with sale.session() as session:
        orders.cancel_order(session, sale.tenant_id, placed.order_id, reason="changed_mind")
    arrive_late(sale, placed)
    order = sale.order(placed)
    assert (order.state, order.cancel_reason) == (OrderState.CANCELLED, "changed_mind")
    assert [each.amount for each in order.refunds] == [order.total]
    assert [each.facts["reason"] for each in order.events if each.kind == "refund_started"] == ["paid_after_cancelling"]
    assert shelf(sale) == [OnShelf(10)]


def arrive_late(sale: Sale, placed: Placed) -> None:
    """The provider says that the payment was made after all. A test payment never does, so its row is told to."""
    with sale.session() as session:
        paid = text("update payment set state = 'paid' where id = :payment_id")
        session.execute(paid, {"payment_id": placed.payment_id})
    sale.hear(placed.payment_id or 0)
    sale.hear(placed.payment_id or 0)


def test_a_cancelled_order_is_given_back_by_its_provider_and_its_goods_are_free(
    sale: Sale, test_database: TestDatabase
) -> None:
    placed = sale.buy(2)
    sale.answer(placed, TestAnswer.SUCCEED)
    with sale.session() as session:
        orders.cancel_order(session, sale.tenant_id, placed.order_id, reason="changed_mind")
    assert shelf(sale) == [OnShelf(10)]
    run_jobs(sale, test_database.superuser_url)
    order = sale.order(placed)
    assert (order.payment_state, order.books.kept) == (PaymentState.REFUNDED, myr(0))
    assert order.refunds[0].state is RefundState.SUCCEEDED
    with sale.session() as session:
        payment = payments.payment_by_id(session, placed.payment_id or 0)
        assert payments.refundable_of(session, payment) == myr(0)


def test_a_refund_in_part_goes_through_the_payment(sale: Sale, test_database: TestDatabase) -> None:
    placed = sale.buy(2)
    sale.answer(placed, TestAnswer.SUCCEED)
    with sale.session() as session:
        orders.refund_order(session, sale.tenant_id, placed.order_id, orders.NewRefund(myr(5_00), "goodwill"))
    run_jobs(sale, test_database.superuser_url)
    order = sale.order(placed)
    assert (order.payment_state, order.books.refunded) == (PaymentState.PARTLY_REFUNDED, myr(5_00))


def test_goods_that_come_back_are_on_sale_again(sale: Sale) -> None:
    placed = sale.buy(2)
    sale.answer(placed, TestAnswer.SUCCEED)
    with sale.session() as session:
        line = orders.order_by_id(session, placed.order_id).lines[0]
        orders.fulfil(session, sale.tenant_id, placed.order_id)
        opened = orders.request_return(
            session, sale.tenant_id, placed.order_id, orders.NewReturn({line.id: 1}, "wrong_size")
        )
        orders.approve_return(session, sale.tenant_id, placed.order_id, opened.id or 0)
        orders.receive_return(session, sale.tenant_id, placed.order_id, opened.id or 0, is_restocked=True)
    assert shelf(sale) == [OnShelf(9)]
