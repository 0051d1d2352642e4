"""Putting things into a cart, changing and removing them."""

from sqlalchemy import text
from sqlmodel import Session

from storefront.cart.actions.keeping import open_cart, touch
from storefront.cart.errors import CartFull, NotEnough, NotForSale
from storefront.cart.models import StoredCart
from storefront.cart.reads import Cart, line_by_id, lines_of, locked_cart, sellables
from storefront.cart.rules import MOST_LINES, MOST_OF_ONE, checked_quantity
from storefront.catalog import Sellable
from storefront.localization import View
from tenants.kit import clock

_KEEP = text("""
    insert into cart_line (tenant_id, cart_id, variant_id, quantity, market_id, currency, unit_minor, priced_at)
    values (:tenant_id, :cart_id, :variant_id, :quantity, :market_id, :currency, :unit_minor, :now)
    on conflict (tenant_id, cart_id, variant_id) do update set quantity = excluded.quantity""")
_HOLD_PRICE = text("""
    update cart_line set market_id = :market_id, currency = :currency, unit_minor = :unit_minor, priced_at = :now
    where id = :line_id and cart_id = :cart_id""")
_SPEAK = text("update cart set market_id = :market_id, language = :language where id = :cart_id")


def add_to_cart(session: Session, tenant_id: int, view: View, *, token: str, variant_id: int, quantity: int) -> str:
    """Put so many more of a variant into the cart, at today's price. Returns its token: a new one for a new cart.

    Raises BadQuantity, NotForSale, NotEnough where stock or the limit for one thing does not reach, or CartFull.
    """
    checked_quantity(quantity)
    sellable = sellables(session, view, [variant_id]).get(variant_id)
    if sellable is None or sellable.offer is None:
        raise NotForSale(f"variant {variant_id} is not for sale in market {view.market_id}")
    cart, token = open_cart(session, tenant_id, view, token)
    lines = {line.variant_id: line.quantity for line in lines_of(session, cart_id(cart))}
    if variant_id not in lines and len(lines) >= MOST_LINES:
        raise CartFull(MOST_LINES)
    wanted = lines.get(variant_id, 0) + quantity
    if wanted > (most := most_of(sellable)):
        raise NotEnough(max(most - lines.get(variant_id, 0), 0))
    keep_line(session, cart, view, sellable, quantity=wanted)
    touch(cart)
    return token


def change_quantity(session: Session, tenant_id: int, view: View, *, token: str, line_id: int, quantity: int) -> None:
    """Have so many of a line; 0 removes it. Raises CartNotFound, LineNotFound, BadQuantity or NotEnough."""
    checked_quantity(quantity, least=0)
    cart = locked_cart(session, token)
    line = line_by_id(session, cart_id(cart), line_id)
    if quantity == 0:
        session.delete(line)
    else:
        sellable = sellables(session, view, [line.variant_id])[line.variant_id]
        # Having fewer is always possible, even of what is not to be had any more.
        if quantity > line.quantity and quantity > (most := most_of(sellable) if sellable.offer else 0):
            raise NotEnough(most)
        line.quantity = quantity
    touch(cart)
    session.flush()


def remove_line(session: Session, tenant_id: int, *, token: str, line_id: int) -> None:
    """Raises CartNotFound. A line that is gone already makes no difference."""
    cart = locked_cart(session, token)
    for line in lines_of(session, cart_id(cart)):
        if line.id == line_id:
            session.delete(line)
    touch(cart)
    session.flush()


def keep_prices(session: Session, shown: Cart) -> None:
    """The visitor has been told what the lines cost now, so that is what they are held at from here on."""
    now = clock.now()
    for line in shown.lines:
        if line.is_repriced:
            values = {"market_id": shown.market_id, "currency": line.unit_price.currency, "now": now}
            ids = {"unit_minor": line.unit_price.amount_minor, "line_id": line.id, "cart_id": shown.id}
            session.execute(_HOLD_PRICE, values | ids)
    if shown.is_repriced:
        values = {"market_id": shown.market_id, "language": shown.language, "cart_id": shown.id}
        session.execute(_SPEAK, values)


def keep_line(session: Session, cart: StoredCart, view: View, sellable: Sellable, *, quantity: int) -> None:
    """Store a line in this quantity; one that is there keeps the price that it is held at."""
    offer = sellable.offer
    values = {
        "tenant_id": cart.tenant_id,
        "cart_id": cart_id(cart),
        "variant_id": sellable.variant_id,
        "quantity": quantity,
        "market_id": view.market_id,
        "currency": offer.currency if offer else view.currency,
        "unit_minor": offer.amount_minor if offer else None,
        "now": clock.now(),
    }
    session.execute(_KEEP, values)


def most_of(sellable: Sellable) -> int:
    """How many of a variant a cart may hold: what is left, up to MOST_OF_ONE."""
    return MOST_OF_ONE if sellable.left is None else min(sellable.left, MOST_OF_ONE)


def cart_id(cart: StoredCart) -> int:
    """The id of a cart that is stored."""
    assert cart.id is not None, "it is stored"
    return cart.id
