"""Lists of orders, for staff and for their buyer."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, not_, or_
from sqlmodel import Session, col, select

from storefront.money import Money
from storefront.orders.models import Order, OrderLine
from storefront.orders.reads.values import EVERY_ORDER, OrderFilter, OrderSummary
from storefront.orders.rules.states import FulfilmentState, OrderState, PaymentState, is_paid

_MOST_LISTED = 200


def orders_page(
    session: Session, wanted: OrderFilter = EVERY_ORDER, *, before: int | None = None, limit: int = 50
) -> list[OrderSummary]:
    """The newest orders that fit, those before an id where one is given."""
    query = select(Order).order_by(col(Order.id).desc()).limit(min(limit, _MOST_LISTED))
    for column, state in (
        (Order.state, wanted.state),
        (Order.fulfilment_state, wanted.fulfilment_state),
    ):
        if state is not None:
            query = query.where(column == state)
    if len(wanted.payment_states) < len(PaymentState):
        query = query.where(col(Order.payment_state).in_(wanted.payment_states))
    if wanted.awaits_money is not None:
        query = query.where(_awaits_money() if wanted.awaits_money else not_(_awaits_money()))
    if before is not None:
        query = query.where(col(Order.id) < before)
    if wanted.search.strip():
        query = query.where(_fits(wanted.search.strip()))
    return _summaries(session, session.exec(query).all())


def orders_of_customer(session: Session, customer_id: int, *, email: str = "", limit: int = 50) -> list[OrderSummary]:
    """The newest orders of a customer that were placed, also those under an address that is shown to be theirs."""
    mine = col(Order.customer_id) == customer_id
    if email:
        mine = or_(mine, func.lower(col(Order.email)) == email.lower())
    query = select(Order).where(mine, col(Order.placed_at).is_not(None)).order_by(col(Order.id).desc())
    return _summaries(session, session.exec(query.limit(min(limit, _MOST_LISTED))).all())


def order_ids_of_buyer(session: Session, customer_id: int, *, email: str) -> list[int]:
    """Every order of a customer or under their address, also those that were never placed."""
    mine = or_(col(Order.customer_id) == customer_id, func.lower(col(Order.email)) == email.lower())
    return [each for each in session.exec(select(Order.id).where(mine).order_by(col(Order.id))) if each is not None]


def _awaits_money() -> ColumnElement[bool]:
    unpaid = [each for each in PaymentState if not is_paid(each)]
    return or_(col(Order.due_minor) > 0, col(Order.payment_state).in_(unpaid))


def _fits(words: str) -> ColumnElement[bool]:
    digits = words.removeprefix("#")
    if digits.isascii() and digits.isdigit() and len(digits) < 18:
        return col(Order.number) == int(digits)
    name = col(Order.shipping_address)["name"].astext
    return or_(col(Order.email).icontains(words, autoescape=True), name.icontains(words, autoescape=True))


def _summaries(session: Session, found: Sequence[Order]) -> list[OrderSummary]:
    counts = select(OrderLine.order_id, func.sum(OrderLine.quantity)).where(
        col(OrderLine.order_id).in_([each.id for each in found])
    )
    items = dict(session.exec(counts.group_by(col(OrderLine.order_id))).all())
    return [
        OrderSummary(
            id=each.id or 0,
            number=each.number,
            token=each.token,
            email=each.email,
            name=str(each.shipping_address.get("name", "")),
            country=str(each.shipping_address.get("country", "")),
            state=OrderState(each.state),
            payment_state=PaymentState(each.payment_state),
            fulfilment_state=FulfilmentState(each.fulfilment_state),
            total=Money(each.total_minor, each.currency),
            items=int(items.get(each.id or 0, 0)),
            created_at=each.created_at,
        )
        for each in found
    ]
