"""Calling an order off before anything has left, and bringing a lapsed one back."""

from sqlmodel import Session

from storefront.orders.actions.drafts import NewRefund
from storefront.orders.actions.journal import move_order, record
from storefront.orders.actions.placing import put_in_place
from storefront.orders.actions.refunding import begin_refund
from storefront.orders.actions.stock import give_up_goods, let_goods_lapse
from storefront.orders.errors import AlreadyShipped, RefusedTransition
from storefront.orders.models import Order
from storefront.orders.reads import rows
from storefront.orders.rules.states import Actor, FulfilmentState, OrderState
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
    refundable = rows.refundable(session, order)
    if refundable.amount_minor > 0:
        begin_refund(session, order, NewRefund(refundable, reason), actor)
    return order


def revive_order(session: Session, tenant_id: int, order_id: int) -> Order:
    """An order whose payment came late stands after all; the caller has its goods. Raises RefusedTransition."""
    order = rows.locked_order(session, order_id)
    if order.state != OrderState.CANCELLED:
        raise RefusedTransition("OrderState", order.state, OrderState.PLACED)
    record(session, order, "revived", is_public=False)
    put_in_place(session, order, Actor.SYSTEM)
    return order
