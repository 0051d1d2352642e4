"""Whole orders, by their secret link, their number or their id, and lists of them."""

from collections import Counter
from collections.abc import Iterable

from sqlmodel import Session, col, select

from storefront import law
from storefront.law import SellingLaw
from storefront.money import Money
from storefront.orders.errors import NoSuchPart, OrderNotFound
from storefront.orders.models import FulfilmentLine, Order, OrderEvent, OrderReturn, ReturnLine, Shipment
from storefront.orders.reads import rows
from storefront.orders.reads.values import (
    Event,
    GivenBack,
    Parcel,
    PlacedLine,
    PlacedOrder,
    Sent,
    SentBack,
)
from storefront.orders.rules.ledger import refundable
from storefront.orders.rules.states import (
    Actor,
    FulfilmentState,
    OrderState,
    PaymentState,
    RefundState,
    ReturnKind,
    ReturnState,
)
from storefront.orders.rules.taxes import rate_tax_from_json
from storefront.orders.rules.totals import Totals, withdrawal_until
from tenants.kit import clock

_COPIED = [
    "number",
    "token",
    "market_id",
    "market_handle",
    "language",
    "currency",
    "email",
    "phone",
    "customer_id",
    "shipping_address",
    "billing_address",
    "shipping_choice",
    "landed_cost",
    "discounts",
    "exchange",
    "note",
    "gift_message",
    "is_gift",
    "prices_include_tax",
    "payment_method",
    "created_at",
    "expires_at",
    "placed_at",
    "paid_at",
    "cancelled_at",
]
_COPIED_OF_LINE = [
    "variant_id",
    "product_id",
    "title",
    "variant_title",
    "sku",
    "path",
    "picture",
    "quantity",
    "ordered_quantity",
    "tax_facts",
    "hs_code",
    "origin_country",
    "material",
    "weight_grams",
    "no_withdrawal",
]


def order_by_token(session: Session, token: str) -> PlacedOrder:
    """The order of a secret link. Raises OrderNotFound."""
    return _found(session, session.exec(select(Order).where(Order.token == token)).first(), "with this link")


def order_by_id(session: Session, order_id: int) -> PlacedOrder:
    """Raises OrderNotFound."""
    return _found(session, session.exec(select(Order).where(Order.id == order_id)).first(), str(order_id))


def order_by_number(session: Session, number: int) -> PlacedOrder:
    """Raises OrderNotFound."""
    return _found(session, session.exec(select(Order).where(Order.number == number)).first(), f"number {number}")


def event_by_id(session: Session, event_id: int) -> tuple[int, Event]:
    """An event and the id of its order. Raises NoSuchPart."""
    found = session.exec(select(OrderEvent).where(OrderEvent.id == event_id)).first()
    if found is None:
        raise NoSuchPart("event", event_id)
    return found.order_id, _event(found)


def _found(session: Session, row: Order | None, asked: str) -> PlacedOrder:
    if row is None or row.id is None:
        raise OrderNotFound(f"no order {asked}")
    fulfilments, returns, refunds = _fulfilments(session, row.id), _returns(session, row.id), _refunds(session, row.id)
    books = rows.books_of(session, row)
    selling = rows.law_of_order(session, row)
    period = rows.withdrawal_period(selling)
    until = withdrawal_until((each.delivered_at for each in fulfilments), period) if period else None
    return PlacedOrder(
        id=row.id,
        **{name: getattr(row, name) for name in _COPIED},
        locale=row.locale or row.language,
        state=OrderState(row.state),
        payment_state=PaymentState(row.payment_state),
        fulfilment_state=FulfilmentState(row.fulfilment_state),
        totals=totals_of(row),
        due=Money(row.due_minor, row.currency),
        lines=_lines(session, row, selling, fulfilments, returns),
        events=_events(session, row.id),
        fulfilments=fulfilments,
        returns=returns,
        refunds=refunds,
        books=books,
        refundable=refundable(books, [each.amount for each in refunds if each.state is RefundState.PENDING]),
        may_withdraw=period is not None and (until is None or clock.now() <= until),
        withdrawal_until=until,
        withdrawal_days=period.days if period else 0,
    )


def totals_of(row: Order) -> Totals:
    """An order's sums as money in its currency."""
    return Totals(**{name: Money(getattr(row, f"{name}_minor"), row.currency) for name in Totals.__slots__})


def _lines(
    session: Session, order: Order, selling: SellingLaw, fulfilments: Iterable[Sent], returns: Iterable[SentBack]
) -> tuple[PlacedLine, ...]:
    sent, returned = Counter[int](), Counter[int]()
    for fulfilment in fulfilments:
        sent.update(fulfilment.quantities)
    for back in returns:
        if back.state is not ReturnState.REJECTED:
            returned.update(back.quantities)

    def money(minor: int) -> Money:
        return Money(minor, order.currency)

    return tuple(
        PlacedLine(
            id=each.id or 0,
            **{name: getattr(each, name) for name in _COPIED_OF_LINE},
            fulfilled=sent[each.id or 0],
            returned=returned[each.id or 0],
            unit_price=money(each.unit_price_minor),
            compare_at=None if each.compare_at_minor is None else money(each.compare_at_minor),
            discount=money(each.discount_minor),
            total=money(each.total_minor),
            tax=money(each.tax_minor),
            duty=money(each.duty_minor),
            included_tax=money(each.included_tax_minor),
            exception=law.withdrawal_exception(selling, each.no_withdrawal),
        )
        for each in rows.lines_of(session, order.id or 0)
    )


def _events(session: Session, order_id: int) -> tuple[Event, ...]:
    query = select(OrderEvent).where(OrderEvent.order_id == order_id).order_by(col(OrderEvent.id))
    return tuple(_event(each) for each in session.exec(query))


def _event(row: OrderEvent) -> Event:
    return Event(row.id or 0, row.kind, Actor(row.actor), row.is_public, row.facts, row.at)


def _fulfilments(session: Session, order_id: int) -> tuple[Sent, ...]:
    found = rows.fulfilments_of(session, order_id)
    if not found:
        return ()
    ids = [each.id for each in found]
    parts = session.exec(select(FulfilmentLine).where(col(FulfilmentLine.fulfilment_id).in_(ids))).all()
    parcels = session.exec(
        select(Shipment).where(col(Shipment.fulfilment_id).in_(ids)).order_by(col(Shipment.id))
    ).all()
    return tuple(
        Sent(
            id=each.id or 0,
            quantities={part.order_line_id: part.quantity for part in parts if part.fulfilment_id == each.id},
            parcels=tuple(
                Parcel(parcel.carrier, parcel.tracking_number, parcel.tracking_url, parcel.shipped_at)
                for parcel in parcels
                if parcel.fulfilment_id == each.id
            ),
            created_at=each.created_at,
            delivered_at=each.delivered_at,
        )
        for each in found
    )


def _returns(session: Session, order_id: int) -> tuple[SentBack, ...]:
    found = session.exec(
        select(OrderReturn).where(OrderReturn.order_id == order_id).order_by(col(OrderReturn.id))
    ).all()
    if not found:
        return ()
    parts = session.exec(select(ReturnLine).where(col(ReturnLine.return_id).in_([each.id for each in found]))).all()
    return tuple(
        SentBack(
            id=each.id or 0,
            kind=ReturnKind(each.kind),
            state=ReturnState(each.state),
            reason=each.reason,
            note=each.note,
            photo_asset_id=each.photo_asset_id,
            quantities={part.order_line_id: part.quantity for part in parts if part.return_id == each.id},
            requested_at=each.requested_at,
            decided_at=each.decided_at,
            received_at=each.received_at,
        )
        for each in found
    )


def _refunds(session: Session, order_id: int) -> tuple[GivenBack, ...]:
    return tuple(
        GivenBack(
            id=each.id or 0,
            amount=Money(each.amount_minor, each.currency),
            reason=each.reason,
            state=RefundState(each.state),
            created_at=each.created_at,
            settled_at=each.settled_at,
            return_id=each.return_id,
            taxes=tuple(rate_tax_from_json(tax, each.currency) for tax in each.taxes),
        )
        for each in rows.refunds_of(session, order_id)
    )
