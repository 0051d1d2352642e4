"""After the sale: sending in parts, cancelling, editing, returning, withdrawing."""

from datetime import timedelta
from typing import Any

import pytest

from storefront import orders
from storefront.money import Money
from storefront.orders import FulfilmentState, OrderState, PaymentState, RefundState, ReturnKind, ReturnState
from tenants.kit import clock
from tests.factories.catalog import AShop
from tests.factories.orders import ADDRESS, GERMAN_ADDRESS, a_new_line, a_new_order, a_paid_order, a_placed_order


def myr(minor: int) -> Money:
    return Money(minor, "MYR")


def two_lines(**changes: Any) -> orders.NewOrder:
    lines = [a_new_line(1, quantity=3, unit=10_00, discount=3_00, tax=90), a_new_line(2, unit=20_00)]
    return a_new_order(lines, **changes)


def test_an_order_is_sent_in_parts_and_complete_with_the_last(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, two_lines())
        shawl, scarf = (each.id for each in order.lines)
        orders.fulfil(
            session,
            shop.tenant_id,
            order.id,
            quantities={shawl: 2},
            parcel=orders.NewParcel("Pos Malaysia", "EE123456789MY", "https://track.example/EE123456789MY"),
        )
        partly = orders.order_by_id(session, order.id)
        orders.fulfil(session, shop.tenant_id, order.id)
        whole = orders.order_by_id(session, order.id)
    assert (partly.fulfilment_state, [each.unfulfilled for each in partly.lines]) == (FulfilmentState.PARTIAL, [1, 1])
    assert partly.fulfilments[0].parcels[0].tracking_number == "EE123456789MY"
    assert (whole.fulfilment_state, whole.state) == (FulfilmentState.FULFILLED, OrderState.COMPLETED)
    assert whole.fulfilments[1].quantities == {shawl: 1, scarf: 1}


def test_an_order_is_complete_when_the_rest_of_it_is_withdrawn_from(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, two_lines(shipping_address=GERMAN_ADDRESS))
        shawl, scarf = order.lines
        orders.fulfil(session, shop.tenant_id, order.id, quantities={shawl.id: 3})
        said = orders.Statement(name="Jana", email="jana@example.com", quantities={scarf.id: 1})
        orders.withdraw(session, shop.tenant_id, order.id, said)
        found = orders.order_by_id(session, order.id)
    assert (found.fulfilment_state, found.state) == (FulfilmentState.FULFILLED, OrderState.COMPLETED)
    assert [each.amount for each in found.refunds] == [myr(20_00)]


def test_staff_cancel_what_has_not_been_sent_and_its_money_goes_back(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, two_lines())
        shawl, _ = order.lines
        with pytest.raises(orders.RefusedTransition):  # nothing has left: the whole of it is cancelled
            orders.cancel_rest(session, shop.tenant_id, order.id, reason="broken")
        orders.fulfil(session, shop.tenant_id, order.id, quantities={shawl.id: 2})
        orders.cancel_rest(session, shop.tenant_id, order.id, reason="broken")
        found = orders.order_by_id(session, order.id)
        with pytest.raises(orders.RefusedTransition):
            orders.cancel_rest(session, shop.tenant_id, order.id, reason="broken")
    assert [each.quantity for each in found.lines] == [2, 0]
    assert (found.fulfilment_state, found.state) == (FulfilmentState.FULFILLED, OrderState.COMPLETED)
    assert [(each.amount, each.reason) for each in found.refunds] == [(order.total - found.total, "broken")]
    assert order.total - found.total == myr(9_00 + 30 + 20_00)
    amended = next(each for each in found.events if each.kind == "amended")
    assert amended.facts["goods"] == [{"title": "Shawl 1", "count": -1}, {"title": "Shawl 2", "count": -1}]


def test_a_rest_that_is_cancelled_before_it_is_paid_completes_the_order_with_the_money(shop: AShop) -> None:
    with shop.session() as session:
        order = a_placed_order(session, shop, two_lines())
        orders.fulfil(session, shop.tenant_id, order.id, quantities={order.lines[0].id: 3})
        orders.cancel_rest(session, shop.tenant_id, order.id, reason="")
        less = orders.order_by_id(session, order.id)
        orders.mark_paid(session, shop.tenant_id, order.id, orders.TakenPayment("payment:1", less.total))
        found = orders.order_by_id(session, order.id)
    assert (less.fulfilment_state, less.state) == (FulfilmentState.FULFILLED, OrderState.PLACED)
    assert (found.state, found.refunds, found.books.kept) == (OrderState.COMPLETED, (), less.total)


@pytest.mark.parametrize("quantity", [0, -1, 4])
def test_no_more_is_sent_than_was_ordered(shop: AShop, quantity: int) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, two_lines())
        with pytest.raises(orders.NotThatMany) as refusal:
            orders.fulfil(session, shop.tenant_id, order.id, quantities={order.lines[0].id: quantity})
        assert (refusal.value.asked, refusal.value.left) == (quantity, 3)
        assert orders.order_by_id(session, order.id) == order


def test_a_draft_is_not_sent(shop: AShop) -> None:
    with shop.session() as session:
        key = orders.draft_order(session, shop.tenant_id, a_new_order())
        with pytest.raises(orders.RefusedTransition):
            orders.fulfil(session, shop.tenant_id, key.id)


def test_an_address_to_follow_a_parcel_can_not_be_a_script(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
        sent = orders.fulfil(session, shop.tenant_id, order.id)
        before = orders.order_by_id(session, order.id)
        with pytest.raises(orders.BadOrder):
            orders.add_tracking(
                session,
                shop.tenant_id,
                order.id,
                fulfilment_id=sent.id or 0,
                parcel=orders.NewParcel("Pos", "1", "javascript:alert(1)"),
            )
        assert orders.order_by_id(session, order.id) == before


def test_a_paid_order_that_is_cancelled_is_refunded(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
        orders.cancel_order(session, shop.tenant_id, order.id, reason="changed_mind")
        orders.cancel_order(session, shop.tenant_id, order.id, reason="changed_mind")
        cancelled = orders.order_by_id(session, order.id)
    assert cancelled.state is OrderState.CANCELLED
    assert [(each.amount, each.state) for each in cancelled.refunds] == [(myr(15_00), RefundState.PENDING)]


def test_what_has_left_can_not_be_cancelled(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, two_lines())
        orders.fulfil(session, shop.tenant_id, order.id, quantities={order.lines[0].id: 1})
        sent = orders.order_by_id(session, order.id)
        with pytest.raises(orders.AlreadyShipped):
            orders.cancel_order(session, shop.tenant_id, order.id, reason="changed_mind")
        assert orders.order_by_id(session, order.id) == sent


def test_a_correction_changes_who_and_where_and_nothing_that_was_bought(shop: AShop) -> None:
    moved = {**ADDRESS, "line1": "14 Jalan Ampang"}
    with shop.session() as session:
        order = a_paid_order(session, shop, two_lines())
        edit = orders.OrderEdit(email="new@example.com", shipping_address=moved)
        orders.edit_order(session, shop.tenant_id, order.id, edit)
        edited = orders.order_by_id(session, order.id)
    assert (edited.email, edited.shipping_address) == ("new@example.com", moved)
    assert (edited.lines, edited.totals, edited.refunds) == (order.lines, order.totals, ())


def test_a_correction_to_another_country_changes_nothing(shop: AShop) -> None:
    with shop.session() as session:
        order = a_placed_order(session, shop, two_lines())
        with pytest.raises(orders.BadOrder):
            orders.edit_order(
                session, shop.tenant_id, order.id, orders.OrderEdit(shipping_address=GERMAN_ADDRESS, note="x")
            )
        assert orders.order_by_id(session, order.id) == order


def test_an_order_is_withdrawn_from_in_part_before_it_is_paid_and_asks_for_the_rest(shop: AShop) -> None:
    with shop.session() as session:
        order = a_placed_order(session, shop, two_lines(shipping_address=GERMAN_ADDRESS))
        orders.mark_payment_pending(session, shop.tenant_id, order.id, method="bank_transfer")
        said = orders.Statement(quantities={order.lines[0].id: 1}, name="Jana", email="jana@example.com")
        orders.withdraw(session, shop.tenant_id, order.id, said)
        found = orders.order_by_id(session, order.id)
    assert [each.quantity for each in found.lines] == [2, 1]
    assert (found.state, found.refunds) == (OrderState.PLACED, ())
    assert found.to_pay == order.total - myr(10_00 - 1_00 + 30)


def test_a_return_goes_from_request_to_refund(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, two_lines())
        orders.fulfil(session, shop.tenant_id, order.id)
        new = orders.NewReturn({order.lines[0].id: 2}, "wrong_size", "Too small")
        opened = orders.request_return(session, shop.tenant_id, order.id, new)
        return_id = opened.id or 0
        orders.approve_return(session, shop.tenant_id, order.id, return_id)
        value = orders.receive_return(session, shop.tenant_id, order.id, return_id, is_restocked=True)
        found = orders.order_by_id(session, order.id)
    assert value == myr(20_00 - 2_00 + 60)
    assert (found.returns[0].state, found.returns[0].kind) == (ReturnState.RECEIVED, ReturnKind.RETURN)
    assert [each.returnable for each in found.lines] == [1, 1]


def test_what_was_not_sent_or_came_back_already_is_not_returned(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, two_lines())
        first = order.lines[0].id
        orders.fulfil(session, shop.tenant_id, order.id, quantities={first: 2})
        orders.request_return(session, shop.tenant_id, order.id, orders.NewReturn({first: 1}, "broken"))
        before = orders.order_by_id(session, order.id)
        with pytest.raises(orders.NotThatMany) as refusal:
            orders.request_return(session, shop.tenant_id, order.id, orders.NewReturn({first: 2}, "broken"))
        assert refusal.value.left == 1
        assert orders.order_by_id(session, order.id) == before


def test_a_rejected_return_frees_its_goods_and_is_over(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
        orders.fulfil(session, shop.tenant_id, order.id)
        opened = orders.request_return(
            session, shop.tenant_id, order.id, orders.NewReturn({order.lines[0].id: 1}, "broken")
        )
        orders.reject_return(session, shop.tenant_id, order.id, opened.id or 0, note="worn")
        with pytest.raises(orders.RefusedTransition):
            orders.approve_return(session, shop.tenant_id, order.id, opened.id or 0)
        assert orders.order_by_id(session, order.id).lines[0].returnable == 1


def test_a_european_withdraws_from_an_order_that_has_not_left(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, a_new_order(shipping_address=GERMAN_ADDRESS))
        orders.withdraw(
            session, shop.tenant_id, order.id, orders.Statement(name="Jana Vogel", email="jana@example.com")
        )
        found = orders.order_by_id(session, order.id)
    assert (found.state, found.refunds[0].amount) == (OrderState.CANCELLED, myr(15_00))
    receipt = next(each for each in found.events if each.kind == "withdrawn")
    assert (receipt.is_public, receipt.facts["name"]) == (True, "Jana Vogel")
    assert clock.now() - receipt.at < timedelta(minutes=5)


def test_a_withdrawal_stops_what_has_not_left_and_takes_the_rest_back(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, two_lines(shipping_address=GERMAN_ADDRESS))
        first, second = (each.id for each in order.lines)
        orders.fulfil(session, shop.tenant_id, order.id, quantities={first: 2})
        orders.withdraw(session, shop.tenant_id, order.id, orders.Statement(name="Jana", email="jana@example.com"))
        found = orders.order_by_id(session, order.id)
    assert [each.quantity for each in found.lines] == [2, 0]
    assert found.refunds[0].amount == myr(10_00 - 1_00 + 30 + 20_00)
    assert [(each.kind, each.state, each.quantities) for each in found.returns] == [
        (ReturnKind.WITHDRAWAL, ReturnState.APPROVED, {first: 2})
    ]
    with shop.session() as session:
        orders.settle_refund(session, shop.tenant_id, found.refunds[0].id)
        value = orders.receive_return(session, shop.tenant_id, order.id, found.returns[0].id, is_restocked=True)
    # All of the goods come back, so the delivery is given back too.
    assert value == found.total == myr(18_00 + 60 + 5_00)
    assert second


def test_the_right_to_withdraw_ends_fourteen_days_after_delivery(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, a_new_order(shipping_address=GERMAN_ADDRESS))
        sent = orders.fulfil(session, shop.tenant_id, order.id)
        arrived = clock.now() - timedelta(days=14, minutes=1)
        orders.mark_delivered(session, shop.tenant_id, order.id, fulfilment_id=sent.id or 0, at=arrived)
        before = orders.order_by_id(session, order.id)
        with pytest.raises(orders.WithdrawalClosed) as refusal:
            orders.withdraw(session, shop.tenant_id, order.id, orders.Statement(name="Jana", email="jana@example.com"))
        assert refusal.value.until == arrived + timedelta(days=14) == before.withdrawal_until
        assert orders.order_by_id(session, order.id) == before


def excepted(**changes: Any) -> orders.NewOrder:
    """A mask that was made to measure, sealed earplugs, and a shawl."""
    lines = [
        a_new_line(1, unit=20_00, no_withdrawal="custom_made"),
        a_new_line(2, quantity=2, unit=5_00, no_withdrawal="unsealed_hygiene"),
        a_new_line(3, unit=10_00),
    ]
    return a_new_order(lines, shipping_address=GERMAN_ADDRESS, **changes)


def test_what_was_made_for_a_buyer_stays_and_the_rest_is_withdrawn_from(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, excepted())
        orders.withdraw(session, shop.tenant_id, order.id, orders.Statement(name="Jana", email="jana@example.com"))
        found = orders.order_by_id(session, order.id)
    assert [each.withdrawable for each in order.lines] == [0, 2, 1]
    assert [each.quantity for each in found.lines] == [1, 0, 0]  # nothing was sent, so no seal is broken
    assert (found.state, [each.amount for each in found.refunds]) == (OrderState.PLACED, [myr(20_00)])


@pytest.mark.parametrize(("is_unopened", "back"), [(False, {2: 1}), (True, {1: 2, 2: 1})])
def test_what_is_sealed_goes_back_only_unopened(shop: AShop, is_unopened: bool, back: dict[int, int]) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, excepted())
        orders.fulfil(session, shop.tenant_id, order.id)
        ids = [each.id for each in order.lines]
        unopened = frozenset({ids[1]} if is_unopened else ())
        said = orders.Statement(name="Jana", email="jana@example.com", unopened=unopened)
        orders.withdraw(session, shop.tenant_id, order.id, said)
        found = orders.order_by_id(session, order.id)
    assert [each.quantities for each in found.returns] == [{ids[place]: count for place, count in back.items()}]


@pytest.mark.parametrize("place", [0, 1])
def test_nobody_withdraws_from_an_excepted_line_by_naming_it(shop: AShop, place: int) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, excepted())
        orders.fulfil(session, shop.tenant_id, order.id)
        before = orders.order_by_id(session, order.id)
        said = orders.Statement(name="Jana", email="jana@example.com", quantities={order.lines[place].id: 1})
        with pytest.raises(orders.WithdrawalClosed):
            orders.withdraw(session, shop.tenant_id, order.id, said)
        assert orders.order_by_id(session, order.id) == before


def test_an_excepted_line_never_undoes_the_rest_of_a_statement(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop, excepted())
        orders.fulfil(session, shop.tenant_id, order.id)
        everything = {each.id: each.quantity for each in order.lines}
        said = orders.Statement(name="Jana", email="jana@example.com", quantities=everything)
        orders.withdraw(session, shop.tenant_id, order.id, said)
        found = orders.order_by_id(session, order.id)
        more = orders.Statement(name="Jana", email="j@example.com", quantities={order.lines[1].id: 3})
        with pytest.raises(orders.NotThatMany):  # more than there are is no statement at all
            orders.withdraw(session, shop.tenant_id, order.id, more)
    assert [each.quantities for each in found.returns] == [{order.lines[2].id: 1}]


def test_of_sealed_goods_those_that_came_back_leave_room_for_those_that_were_not_sent(shop: AShop) -> None:
    plugs = a_new_line(1, quantity=3, unit=5_00, no_withdrawal="unsealed_hygiene")
    with shop.session() as session:
        order = a_paid_order(session, shop, a_new_order([plugs], shipping_address=GERMAN_ADDRESS))
        [line] = order.lines
        orders.fulfil(session, shop.tenant_id, order.id, quantities={line.id: 2})
        opened = orders.request_return(session, shop.tenant_id, order.id, orders.NewReturn({line.id: 1}, "damaged"))
        orders.approve_return(session, shop.tenant_id, order.id, opened.id or 0)
        assert orders.order_by_id(session, order.id).lines[0].withdrawable_opened == 1
        orders.withdraw(session, shop.tenant_id, order.id, orders.Statement(name="Jana", email="jana@example.com"))
        found = orders.order_by_id(session, order.id)
    assert [each.quantity for each in found.lines] == [2]
    assert [each.kind for each in found.returns] == [ReturnKind.RETURN]


def test_who_lives_where_there_is_no_such_right_can_not_withdraw(shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
        with pytest.raises(orders.WithdrawalClosed) as refusal:
            orders.withdraw(session, shop.tenant_id, order.id, orders.Statement(name="Aisyah", email="a@example.com"))
        assert refusal.value.until is None
        assert orders.order_by_id(session, order.id) == order


def test_an_order_paid_on_delivery_is_complete_when_the_money_is_there(shop: AShop) -> None:
    with shop.session() as session:
        order = a_placed_order(session, shop)
        orders.fulfil(session, shop.tenant_id, order.id)
        assert orders.order_by_id(session, order.id).state is OrderState.PLACED
        orders.mark_paid(session, shop.tenant_id, order.id, orders.TakenPayment("payment:9", order.total))
        found = orders.order_by_id(session, order.id)
    assert (found.state, found.payment_state) == (OrderState.COMPLETED, PaymentState.PAID)
