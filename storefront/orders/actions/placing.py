"""From a draft to a placed order."""

import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from storefront.money import Money
from storefront.orders.actions.drafts import NewLine, NewOrder, OrderKey
from storefront.orders.actions.journal import move_order, record
from storefront.orders.errors import BadOrder
from storefront.orders.models import Order, OrderLine
from storefront.orders.reads import rows
from storefront.orders.rules.states import Actor, OrderState
from storefront.orders.rules.totals import Totals
from tenants.kit import clock

FIRST_NUMBER = 1001
_TOKEN_BYTES = 24
_NEXT_NUMBER = text("""
    insert into order_sequence (tenant_id, last_number) values (:tenant_id, :first)
    on conflict (tenant_id) do update set last_number = order_sequence.last_number + 1
    returning last_number""")
_KEPT_AS_IS = [
    "market_id",
    "market_handle",
    "language",
    "currency",
    "email",
    "phone",
    "customer_id",
    "note",
    "gift_message",
    "is_gift",
    "prices_include_tax",
    "payment_method",
    "expires_at",
]
_KEPT_AS_JSON = ["shipping_address", "billing_address", "shipping_choice", "landed_cost", "discounts", "exchange"]
_LINE_AS_IS = [
    "variant_id",
    "product_id",
    "title",
    "variant_title",
    "sku",
    "path",
    "quantity",
    "hs_code",
    "origin_country",
    "material",
    "weight_grams",
]


def draft_order(session: Session, tenant_id: int, new: NewOrder) -> OrderKey:
    """Freeze an order and give it its number and secret link. Raises BadOrder before anything is written.

    The number is the next one without a gap: orders of a shop are numbered one after the other from here to the end of
    the transaction, so call it as late as can be.
    """
    _check(new)
    number = int(session.execute(_NEXT_NUMBER, {"tenant_id": tenant_id, "first": FIRST_NUMBER}).scalar_one())
    totals = {f"{name}_minor": getattr(new.totals, name).amount_minor for name in Totals.__slots__}
    order = Order(
        tenant_id=tenant_id,
        number=number,
        token=secrets.token_urlsafe(_TOKEN_BYTES),
        created_at=clock.now(),
        total_minor=new.totals.total.amount_minor,
        **totals,
        **_kept(new),
    )
    session.add(order)
    session.flush()
    session.add_all([_line(order, place, each) for place, each in enumerate(new.lines)])
    record(session, order, "drafted", actor=Actor.SHOPPER, is_public=False)
    return OrderKey(order.id or 0, number, order.token)


def place_order(session: Session, tenant_id: int, order_id: int, *, actor: Actor = Actor.SHOPPER) -> Order:
    """The order stands: it is paid, or the shop trusts that it will be. Safe to repeat. Raises RefusedTransition."""
    order = rows.locked_order(session, order_id)
    if order.state != OrderState.PLACED:
        put_in_place(session, order, actor)
    return order


def put_in_place(session: Session, order: Order, actor: Actor) -> None:
    """Raises RefusedTransition."""
    move_order(order, OrderState.PLACED)
    order.placed_at = order.placed_at or clock.now()
    order.cancelled_at = order.expires_at = None
    record(session, order, "placed", actor=actor)


def _kept(new: NewOrder) -> dict[str, Any]:  # Any: the fields' own types
    as_is = {name: getattr(new, name) for name in _KEPT_AS_IS}
    return as_is | {name: dict(getattr(new, name)) for name in _KEPT_AS_JSON}


def _check(new: NewOrder) -> None:
    new.totals.checked()
    if not new.lines:
        raise BadOrder("lines", "there are none")
    if new.totals.goods.currency != new.currency:
        raise BadOrder("totals", "are in another currency")
    for line in new.lines:
        if line.quantity < 1:
            raise BadOrder("quantity", "is at least one")
    goods = Money.total((line.unit_price * line.quantity for line in new.lines), new.currency)
    if goods != new.totals.goods:
        raise BadOrder("goods", f"the lines come to {goods}")
    _check_shares(new, "discount")
    _check_shares(new, "tax")
    _check_shares(new, "duty")


def _check_shares(new: NewOrder, name: str) -> None:
    """Lines never have more of an amount than the order; shipping may have the rest."""
    shares: Sequence[Money] = [getattr(line, name) for line in new.lines]
    if any(share.amount_minor < 0 for share in shares):
        raise BadOrder(name, "a line's share is below nothing")
    if Money.total(shares, new.currency) > getattr(new.totals, name):
        raise BadOrder(name, "the lines have more than the order")


def _line(order: Order, place: int, new: NewLine) -> OrderLine:
    return OrderLine(
        tenant_id=order.tenant_id,
        order_id=order.id or 0,
        position=place,
        ordered_quantity=new.quantity,
        unit_price_minor=new.unit_price.amount_minor,
        compare_at_minor=new.compare_at.amount_minor if new.compare_at else None,
        discount_minor=new.discount.amount_minor,
        total_minor=(new.unit_price * new.quantity - new.discount).amount_minor,
        tax_minor=new.tax.amount_minor,
        duty_minor=new.duty.amount_minor,
        included_tax_minor=new.included_tax.amount_minor,
        picture=dict(new.picture),
        tax_facts=dict(new.tax_facts),
        **{name: getattr(new, name) for name in _LINE_AS_IS},
    )
