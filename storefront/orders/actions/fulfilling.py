"""Sending goods, whole or in parts, and following them."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from storefront.money import Money
from storefront.orders.actions.drafts import NewParcel
from storefront.orders.actions.journal import move_fulfilment, move_order, record
from storefront.orders.errors import BadOrder, RefusedTransition, StillDue
from storefront.orders.models import Fulfilment, FulfilmentLine, Order, Shipment
from storefront.orders.reads import rows
from storefront.orders.rules.states import Actor, FulfilmentState, OrderState, PaymentState, is_paid
from storefront.orders.rules.totals import check_quantities, fulfilment_state
from tenants.kit import clock


def fulfil(
    session: Session,
    tenant_id: int,
    order_id: int,
    *,
    quantities: Mapping[int, int] | None = None,
    parcel: NewParcel | None = None,
) -> Fulfilment:
    """Send quantities by line id; None sends all that is left. Raises RefusedTransition, StillDue, NotThatMany."""
    order = rows.locked_order(session, order_id)
    if order.state != OrderState.PLACED:
        raise RefusedTransition("OrderState", order.state, "sent")
    if order.due_minor:
        raise StillDue(Money(order.due_minor, order.currency))
    lines, sent = rows.lines_of(session, order_id), rows.sent_quantities(session, order_id)
    left = {each.id or 0: each.quantity - sent.get(each.id or 0, 0) for each in lines}
    wanted = quantities if quantities is not None else {each: count for each, count in left.items() if count}
    if not wanted:
        raise BadOrder("quantities", "there is nothing to send")
    check_quantities(wanted, left)
    fulfilment = _stored(session, tenant_id, order_id, wanted)
    gone = [*sent.values(), *wanted.values()]
    state = fulfilment_state([each.quantity for each in lines], gone)
    move_fulfilment(order, state)
    record(
        session,
        order,
        "fulfilled",
        actor=Actor.STAFF,
        fulfilment_id=fulfilment.id,
        items=sum(wanted.values()),
        has_parcel=parcel is not None,
    )
    if parcel is not None:
        add_tracking(session, tenant_id, order_id, fulfilment_id=fulfilment.id or 0, parcel=parcel)
    complete_if_done(session, order)
    return fulfilment


def _stored(session: Session, tenant_id: int, order_id: int, quantities: Mapping[int, int]) -> Fulfilment:
    fulfilment = Fulfilment(tenant_id=tenant_id, order_id=order_id, created_at=clock.now())
    session.add(fulfilment)
    session.flush()
    session.add_all(
        [
            FulfilmentLine(
                tenant_id=tenant_id, fulfilment_id=fulfilment.id or 0, order_line_id=line_id, quantity=quantity
            )
            for line_id, quantity in quantities.items()
        ]
    )
    return fulfilment


def add_tracking(session: Session, tenant_id: int, order_id: int, *, fulfilment_id: int, parcel: NewParcel) -> Shipment:
    """A parcel of a fulfilment, with its carrier's number. Raises NoSuchPart, BadOrder."""
    order = rows.locked_order(session, order_id)
    rows.fulfilment_by_id(session, order_id, fulfilment_id)
    if parcel.tracking_url and not parcel.tracking_url.startswith("https://"):
        raise BadOrder("tracking_url", "begins with https://")
    shipment = Shipment(
        tenant_id=tenant_id,
        fulfilment_id=fulfilment_id,
        carrier=parcel.carrier,
        tracking_number=parcel.tracking_number,
        tracking_url=parcel.tracking_url,
        shipped_at=clock.now(),
    )
    session.add(shipment)
    record(
        session,
        order,
        "shipped",
        actor=Actor.STAFF,
        fulfilment_id=fulfilment_id,
        carrier=parcel.carrier,
        tracking_number=parcel.tracking_number,
        tracking_url=parcel.tracking_url,
    )
    return shipment


def mark_delivered(
    session: Session, tenant_id: int, order_id: int, *, fulfilment_id: int, at: datetime | None = None
) -> Fulfilment:
    """The buyer has it. Safe to repeat: the first moment stays. Raises NoSuchPart."""
    order = rows.locked_order(session, order_id)
    fulfilment = rows.fulfilment_by_id(session, order_id, fulfilment_id)
    if fulfilment.delivered_at is None:
        fulfilment.delivered_at = at or clock.now()
        record(session, order, "delivered", actor=Actor.STAFF, fulfilment_id=fulfilment_id)
    return fulfilment


def complete_if_done(session: Session, order: Order) -> None:
    """An order is complete once all of it was sent and paid, and nothing more is asked for."""
    is_sent = order.fulfilment_state == FulfilmentState.FULFILLED
    is_settled = is_paid(PaymentState(order.payment_state)) and not order.due_minor
    if order.state == OrderState.PLACED and is_sent and is_settled:
        move_order(order, OrderState.COMPLETED)
        record(session, order, "completed", is_public=False)
