"""Calling an order off, or what of it has not left, and bringing a lapsed one back."""

from sqlmodel import Session

from storefront.orders.actions.drafts import NewRefund
from storefront.orders.actions.journal import have_papers_issued, move_order, record, record_amended
from storefront.orders.actions.lowering import take_out
from storefront.orders.actions.placing import put_in_place
from storefront.orders.actions.refunding import begin_refund
from storefront.orders.actions.stock import give_up_goods, let_goods_lapse
from storefront.orders.errors import AlreadyShipped, RefusedTransition
from storefront.orders.models import Order
from storefront.orders.reads import rows
from storefront.orders.reads.orders import totals_of
from storefront.orders.rules.states import Actor, FulfilmentState, OrderState, PaymentState
from tenants.kit import clock

LAPSED = "lapsed"


def cancel_order(session: Session, tenant_id: int, order_id: int, *, reason: str, actor: Actor = Actor.STAFF) -> Order:
    """Call off an order: its stock is free again, and what was paid is given back. Safe to repeat.

    Raises AlreadyShipped, RefusedTransition.
    """
    order = rows.locked_order(session, order_id)
    if order.state == OrderState.CANCELLED:
        return order
    if order.fulfilment_state != FulfilmentState.UNFULFILLED:
        raise AlreadyShipped(f"order {order.number}")
    was_placed = order.state == OrderState.PLACED
    move_order(order, OrderState.CANCELLED)
    order.cancelled_at = clock.now()
    order.due_minor = 0
    if reason == LAPSED:
        let_goods_lapse(session, order)
    else:
        give_up_goods(session, order, was_placed=was_placed)
    record(session, order, "cancelled", actor=actor, reason=reason)
    if was_placed:
        have_papers_issued(session, order)
    refundable = rows.refundable(session, order)
    if refundable.amount_minor > 0:
        begin_refund(session, order, NewRefund(refundable, reason), actor)
    return order


def cancel_rest(session: Session, tenant_id: int, order_id: int, *, reason: str, actor: Actor = Actor.STAFF) -> Order:
    """Of an order that was sent in part, nothing more is sent: its stock is free again, and its money goes back.

    Raises RefusedTransition for an order of which nothing or everything has left, or that is disputed.
    """
    order = rows.locked_order(session, order_id)
    if order.state != OrderState.PLACED or order.fulfilment_state != FulfilmentState.PARTIAL:
        raise RefusedTransition("FulfilmentState", order.fulfilment_state, "cancelled in part")
    if order.payment_state == PaymentState.DISPUTED:
        raise RefusedTransition("PaymentState", order.payment_state, "cancelled in part")
    lines, sent = rows.lines_of(session, order_id), rows.sent_quantities(session, order_id)
    unsent = {each.id or 0: each.quantity - sent.get(each.id or 0, 0) for each in lines}
    out = {line_id: count for line_id, count in unsent.items() if count}
    before = totals_of(order)
    take_out(session, order, out, reason=reason, actor=actor)
    goods = [(each.title, each.variant_title, -out.get(each.id or 0, 0)) for each in lines]
    record_amended(session, order, before, goods, actor=actor, reason=reason)
    return order


def revive_order(session: Session, tenant_id: int, order_id: int) -> Order:
    """An order whose payment came late stands after all; the caller has its goods. Raises RefusedTransition."""
    order = rows.locked_order(session, order_id)
    if order.state != OrderState.CANCELLED:
        raise RefusedTransition("OrderState", order.state, OrderState.PLACED)
    record(session, order, "revived", is_public=False)
    put_in_place(session, order, Actor.SYSTEM)
    return order
