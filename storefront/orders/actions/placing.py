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
    "locale",
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
    "no_withdrawal",
]


def draft_order(session: Session, tenant_id: int, new: NewOrder) -> OrderKey:
    """Freeze an order and give it its number and secret link. Raises BadOrder before anything is written.

    The number is the next one without a gap: orders of a shop are numbered one after the other from here to the end of
    the transaction, so call it as late as can be.
    """
    check_sums(new.lines, new.totals, new.currency)
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
    session.add_all([line_row(order, place, each) for place, each in enumerate(new.lines)])
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


def check_sums(lines: Sequence[NewLine], totals: Totals, currency: str) -> None:
    """Raises BadOrder where the lines are none, or do not come to the totals."""
    totals.checked()
    if not lines:
        raise BadOrder("lines", "there are none")
    if totals.goods.currency != currency:
        raise BadOrder("totals", "are in another currency")
    for line in lines:
        if line.quantity < 1:
            raise BadOrder("quantity", "is at least one")
    goods = Money.total((line.unit_price * line.quantity for line in lines), currency)
    if goods != totals.goods:
        raise BadOrder("goods", f"the lines come to {goods}")
    for name in ("discount", "tax", "duty"):
        _check_shares([getattr(line, name) for line in lines], getattr(totals, name), name)


def _check_shares(shares: Sequence[Money], whole: Money, name: str) -> None:
    """Lines never have more of an amount than the order; shipping may have the rest."""
    if any(share.amount_minor < 0 for share in shares):
        raise BadOrder(name, "a line's share is below nothing")
    if Money.total(shares, whole.currency) > whole:
        raise BadOrder(name, "the lines have more than the order")


def line_row(order: Order, place: int, new: NewLine) -> OrderLine:
    """A line as it is stored, at its place in the order."""
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
