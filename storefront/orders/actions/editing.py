"""Correcting an order that stands: who buys, and where it goes within the same country."""

from sqlmodel import Session

from storefront.orders.actions.drafts import OrderEdit
from storefront.orders.actions.journal import record
from storefront.orders.errors import AlreadyShipped, BadOrder, RefusedTransition
from storefront.orders.models import Order
from storefront.orders.reads import rows
from storefront.orders.rules.states import Actor, FulfilmentState, OrderState


def edit_order(
    session: Session, tenant_id: int, order_id: int, edit: OrderEdit, *, actor: Actor = Actor.STAFF
) -> Order:
    """Correct an order before anything of it is sent. Raises RefusedTransition, AlreadyShipped, BadOrder."""
    order = rows.locked_order(session, order_id)
    if order.state != OrderState.PLACED:
        raise RefusedTransition("OrderState", order.state, "edited")
    if order.fulfilment_state != FulfilmentState.UNFULFILLED:
        raise AlreadyShipped(f"order {order.number}")
    address = edit.shipping_address
    if address is not None and address.get("country") != order.shipping_address.get("country"):
        raise BadOrder("country", "taxes and shipping were worked out for another")
    changed = {
        name: value
        for name in ("email", "phone", "shipping_address", "note")
        if (value := getattr(edit, name)) is not None
    }
    for name, value in changed.items():
        setattr(order, name, dict(value) if name == "shipping_address" else value)
    record(session, order, "edited", actor=actor, changed=sorted(changed))
    return order
