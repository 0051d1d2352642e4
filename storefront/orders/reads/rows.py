"""Rows that actions change, the order itself under lock so that two people never act on one order at once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, tuple_
from sqlmodel import Session, col, select

from storefront import law
from storefront.law import SellingLaw
from storefront.money import Money
from storefront.orders.errors import NoSuchPart, OrderNotFound
from storefront.orders.models import (
    Fulfilment,
    FulfilmentLine,
    LedgerEntry,
    Order,
    OrderLine,
    OrderRefund,
    OrderReturn,
    ReturnLine,
)
from storefront.orders.rules import ledger
from storefront.orders.rules.ledger import Account, Books, Posting, books
from storefront.orders.rules.states import RefundState, ReturnState


def locked_order(session: Session, order_id: int) -> Order:
    """The order, which nobody else can change before this transaction ends. Raises OrderNotFound."""
    query = select(Order).where(Order.id == order_id).with_for_update().execution_options(populate_existing=True)
    found = session.exec(query).first()
    if found is None:
        raise OrderNotFound(f"no order {order_id}")
    return found


def lines_of(session: Session, order_id: int) -> Sequence[OrderLine]:
    """An order's lines in their order."""
    return session.exec(select(OrderLine).where(OrderLine.order_id == order_id).order_by(col(OrderLine.position))).all()


def _postings_of(session: Session, order_id: int) -> list[Posting]:
    query = select(LedgerEntry).where(LedgerEntry.order_id == order_id).order_by(col(LedgerEntry.id))
    return [
        Posting(Account(each.debit), Account(each.credit), Money(each.amount_minor, each.currency))
        for each in session.exec(query)
    ]


def books_of(session: Session, order: Order) -> Books:
    """An order's books, added up from its postings."""
    return books(_postings_of(session, order.id or 0), order.currency)


def is_booked(session: Session, order_id: int, reference: str) -> bool:
    """Whether something was booked already, by the reference that whoever books it gives."""
    query = select(LedgerEntry.id).where(LedgerEntry.order_id == order_id, LedgerEntry.reference == reference)
    return session.exec(query.limit(1)).first() is not None


def refunds_of(session: Session, order_id: int) -> Sequence[OrderRefund]:
    """An order's refunds, the oldest first."""
    query = select(OrderRefund).where(OrderRefund.order_id == order_id).order_by(col(OrderRefund.id))
    return session.exec(query).all()


def refundable(session: Session, order: Order) -> Money:
    """What was paid and neither has been given back nor is on its way."""
    found = refunds_of(session, order.id or 0)
    under_way = [Money(each.amount_minor, each.currency) for each in found if each.state == RefundState.PENDING]
    return ledger.refundable(books_of(session, order), under_way)


def refund_by_id(session: Session, order_id: int, refund_id: int) -> OrderRefund:
    """Raises NoSuchPart."""
    query = select(OrderRefund).where(OrderRefund.order_id == order_id, OrderRefund.id == refund_id)
    found = session.exec(query).first()
    if found is None:
        raise NoSuchPart("refund", refund_id)
    return found


def photos_of_returns(session: Session, order_id: int) -> list[int]:
    """Ids of the pictures that were sent with an order's returns."""
    photos = select(OrderReturn.photo_asset_id).where(OrderReturn.order_id == order_id)
    return [each for each in session.exec(photos) if each is not None]


def order_id_of_refund(session: Session, refund_id: int) -> int:
    """Raises NoSuchPart."""
    found = session.exec(select(OrderRefund.order_id).where(OrderRefund.id == refund_id)).first()
    if found is None:
        raise NoSuchPart("refund", refund_id)
    return found


def fulfilments_of(session: Session, order_id: int) -> Sequence[Fulfilment]:
    """An order's parcels and other deliveries, the oldest first."""
    query = select(Fulfilment).where(Fulfilment.order_id == order_id).order_by(col(Fulfilment.id))
    return session.exec(query).all()


def fulfilment_by_id(session: Session, order_id: int, fulfilment_id: int) -> Fulfilment:
    """Raises NoSuchPart."""
    query = select(Fulfilment).where(Fulfilment.order_id == order_id, Fulfilment.id == fulfilment_id)
    found = session.exec(query).first()
    if found is None:
        raise NoSuchPart("fulfilment", fulfilment_id)
    return found


def return_by_id(session: Session, order_id: int, return_id: int) -> OrderReturn:
    """Raises NoSuchPart."""
    query = select(OrderReturn).where(OrderReturn.order_id == order_id, OrderReturn.id == return_id)
    found = session.exec(query).first()
    if found is None:
        raise NoSuchPart("return", return_id)
    return found


def return_lines_of(session: Session, return_id: int) -> dict[int, int]:
    """Quantities by order line."""
    query = select(ReturnLine.order_line_id, ReturnLine.quantity).where(ReturnLine.return_id == return_id)
    return dict(session.exec(query).all())


def received_before(session: Session, back: OrderReturn) -> dict[int, int]:
    """How many of each line had come back already when a return was received."""
    earlier = tuple_(col(OrderReturn.received_at), col(OrderReturn.id)) < tuple_(back.received_at, back.id)
    query = (
        select(ReturnLine.order_line_id, func.sum(ReturnLine.quantity))
        .join(OrderReturn, col(OrderReturn.id) == col(ReturnLine.return_id))
        .where(OrderReturn.order_id == back.order_id, OrderReturn.state == ReturnState.RECEIVED, earlier)
        .group_by(col(ReturnLine.order_line_id))
    )
    return {line_id: int(count) for line_id, count in session.exec(query)}


def sent_quantities(session: Session, order_id: int) -> dict[int, int]:
    """How many of each line have left."""
    query = (
        select(FulfilmentLine.order_line_id, func.sum(FulfilmentLine.quantity))
        .join(Fulfilment, col(Fulfilment.id) == col(FulfilmentLine.fulfilment_id))
        .where(Fulfilment.order_id == order_id)
        .group_by(col(FulfilmentLine.order_line_id))
    )
    return {line_id: int(count) for line_id, count in session.exec(query)}


def returned_quantities(session: Session, order_id: int) -> dict[int, int]:
    """How many of each line have come back or are announced to."""
    query = (
        select(ReturnLine.order_line_id, func.sum(ReturnLine.quantity))
        .join(OrderReturn, col(OrderReturn.id) == col(ReturnLine.return_id))
        .where(OrderReturn.order_id == order_id, OrderReturn.state != ReturnState.REJECTED)
        .group_by(col(ReturnLine.order_line_id))
    )
    return {line_id: int(count) for line_id, count in session.exec(query)}


def lapsed_drafts(session: Session, now: datetime, *, limit: int) -> Sequence[int]:
    """Drafts whose time to pay is over, the oldest first."""
    query = select(Order.id).where(Order.state == "draft", col(Order.expires_at) <= now).order_by(col(Order.id))
    return [each for each in session.exec(query.limit(limit)) if each is not None]


def law_of_order(session: Session, order: Order) -> SellingLaw:
    """What the law of where it goes asks of its sale, as of the day of the order."""
    return law.selling_law(session, str(order.shipping_address.get("country", "")), order.created_at.date())


def withdrawal_period(found: SellingLaw) -> timedelta | None:
    """How long a buyer may withdraw from the contract, made at a distance, without giving a reason, if they may."""
    right = found.withdrawal if found.country else None
    return None if right is None else timedelta(days=right.days)
