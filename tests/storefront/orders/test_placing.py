"""An order is frozen, numbered without a gap, and reached by a link that nobody can guess."""

from threading import Thread

import pytest

from storefront import orders
from storefront.money import Money
from storefront.orders import OrderState, PaymentState
from tests.factories.catalog import AShop, a_shop
from tests.factories.orders import a_new_line, a_new_order, a_paid_order, a_placed_order


def test_an_order_keeps_what_it_was_made_from(shop: AShop) -> None:
    line = a_new_line(7, quantity=2, unit=19_90, discount=3_00, tax=1_20, hs_code="6214.90", origin_country="MY")
    with shop.session() as session:
        key = orders.draft_order(session, shop.tenant_id, a_new_order([line], shipping=8_00, note="Ring twice"))
    with shop.session() as session:
        order = orders.order_by_token(session, key.token)
    assert (order.id, order.number, order.state, order.payment_state) == (
        key.id,
        1001,
        OrderState.DRAFT,
        PaymentState.UNPAID,
    )
    assert order.total == Money(39_80 - 3_00 + 8_00 + 1_20, "MYR")
    assert order.note == "Ring twice"
    assert order.shipping_address["city"] == "Kuala Lumpur"
    kept = order.lines[0]
    assert (kept.quantity, kept.unit_price, kept.total) == (2, Money(19_90, "MYR"), Money(36_80, "MYR"))
    assert (kept.hs_code, kept.origin_country, kept.variant_id) == ("6214.90", "MY", 7)


def test_numbers_have_no_gap_even_when_an_order_comes_to_nothing(shop: AShop) -> None:
    with shop.session() as session:
        first = orders.draft_order(session, shop.tenant_id, a_new_order())
    with pytest.raises(orders.OrderNotFound), shop.session() as session:
        orders.order_by_token(session, orders.draft_order(session, shop.tenant_id, a_new_order()).token[::-1])
    with shop.session() as session:
        second = orders.draft_order(session, shop.tenant_id, a_new_order())
    assert (first.number, second.number) == (1001, 1002)


def test_orders_drafted_at_once_are_numbered_one_after_the_other(shop: AShop) -> None:
    numbers: list[int] = []

    def draft() -> None:
        with shop.session() as session:
            numbers.append(orders.draft_order(session, shop.tenant_id, a_new_order()).number)

    threads = [Thread(target=draft) for _ in range(12)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(numbers) == list(range(1001, 1013))


def test_each_shop_counts_for_itself_and_links_open_nothing_elsewhere(shop: AShop) -> None:
    other = a_shop(shop.database)
    with shop.session() as session:
        key = orders.draft_order(session, shop.tenant_id, a_new_order())
    with other.session() as session:
        assert orders.draft_order(session, other.tenant_id, a_new_order()).number == 1001
        with pytest.raises(orders.OrderNotFound):
            orders.order_by_token(session, key.token)


def test_a_link_has_at_least_128_random_bits(shop: AShop) -> None:
    with shop.session() as session:
        tokens = {orders.draft_order(session, shop.tenant_id, a_new_order()).token for _ in range(20)}
    assert len(tokens) == 20
    assert all(len(each) * 6 >= 128 for each in tokens)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"lines": ()}, "lines"),
        ({"currency": "SGD"}, "totals"),
        ({"lines": (a_new_line(unit=9_00),)}, "goods"),
        ({"lines": (a_new_line(discount=1),)}, "discount"),
    ],
)
def test_what_does_not_add_up_becomes_no_order(shop: AShop, changes: dict[str, object], field: str) -> None:
    values = {name: getattr(a_new_order(), name) for name in orders.NewOrder.__slots__}
    with shop.session() as session:
        with pytest.raises(orders.BadOrder) as refusal:
            orders.draft_order(session, shop.tenant_id, orders.NewOrder(**{**values, **changes}))
        assert refusal.value.field == field
        assert orders.orders_page(session) == []


def test_placing_twice_is_placing_once(shop: AShop) -> None:
    with shop.session() as session:
        order = a_placed_order(session, shop)
        orders.place_order(session, shop.tenant_id, order.id)
        again = orders.order_by_id(session, order.id)
    assert again == order
    assert [each.kind for each in again.events] == ["drafted", "placed"]


def test_a_payment_is_booked_once_however_often_it_is_told(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
        again = orders.TakenPayment("payment:1", order.total)
        orders.mark_paid(session, shop.tenant_id, order.id, again)
        same = orders.order_by_id(session, order.id)
    assert same == order
    assert (same.books.charged, same.payment_state) == (Money(15_00, "MYR"), PaymentState.PAID)


def test_a_draft_that_is_paid_is_placed(shop: AShop) -> None:
    with shop.session() as session:
        key = orders.draft_order(session, shop.tenant_id, a_new_order())
        orders.mark_payment_pending(session, shop.tenant_id, key.id, method="test")
        orders.mark_payment_failed(session, shop.tenant_id, key.id, reason="declined")
        assert orders.order_by_id(session, key.id).payment_state is PaymentState.FAILED
        orders.mark_paid(session, shop.tenant_id, key.id, orders.TakenPayment("payment:2", Money(15_00, "MYR")))
        # The first attempt's failure is told once more, late.
        orders.mark_payment_failed(session, shop.tenant_id, key.id, reason="declined")
        order = orders.order_by_id(session, key.id)
    assert (order.state, order.payment_state) == (OrderState.PLACED, PaymentState.PAID)


def test_a_payment_in_another_currency_is_refused(shop: AShop) -> None:
    with shop.session() as session:
        order = a_placed_order(session, shop)
        with pytest.raises(Exception, match="MYR"):
            orders.mark_paid(session, shop.tenant_id, order.id, orders.TakenPayment("payment:1", Money(15_00, "SGD")))
        assert orders.order_by_id(session, order.id) == order


def test_money_that_comes_for_a_cancelled_order_is_booked_and_the_order_may_come_back(shop: AShop) -> None:
    with shop.session() as session:
        key = orders.draft_order(session, shop.tenant_id, a_new_order())
        orders.cancel_order(session, shop.tenant_id, key.id, reason=orders.LAPSED, actor=orders.Actor.SYSTEM)
        orders.mark_paid(session, shop.tenant_id, key.id, orders.TakenPayment("payment:1", Money(15_00, "MYR")))
        order = orders.order_by_id(session, key.id)
        assert (order.state, order.books.kept) == (OrderState.CANCELLED, Money(15_00, "MYR"))
        orders.revive_order(session, shop.tenant_id, key.id)
        revived = orders.order_by_id(session, key.id)
    assert (revived.state, revived.payment_state) == (OrderState.PLACED, PaymentState.PAID)
    assert revived.cancelled_at is None


def test_lists_are_found_by_state_number_and_buyer(shop: AShop) -> None:
    with shop.session() as session:
        placed = a_placed_order(session, shop)
        orders.draft_order(session, shop.tenant_id, a_new_order(email="badrul@example.com"))
        found = {
            word: [each.number for each in orders.orders_page(session, orders.OrderFilter(search=word))]
            for word in ("#1001", "badrul", "aisyah rah", "%", "nobody")
        }
        by_state = orders.orders_page(session, orders.OrderFilter(state=OrderState.PLACED))
        older = orders.orders_page(session, before=placed.id + 1)
    assert found == {"#1001": [1001], "badrul": [1002], "aisyah rah": [1002, 1001], "%": [], "nobody": []}
    assert [each.id for each in by_state] == [each.id for each in older] == [placed.id]
    assert (by_state[0].total, by_state[0].items, by_state[0].name) == (Money(15_00, "MYR"), 1, "Aisyah Rahman")
