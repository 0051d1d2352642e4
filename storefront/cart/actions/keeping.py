"""Carts as such: begun, noted on, marked as a gift, given codes, and thrown away."""

from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session

from storefront.cart.errors import CartFull
from storefront.cart.models import StoredCart
from storefront.cart.reads import find_locked, locked_cart
from storefront.cart.rules import (
    KEPT_FOR,
    LONGEST_MESSAGE,
    LONGEST_NOTE,
    MOST_CODES,
    checked_code,
    checked_text,
    new_token,
    token_digest,
)
from storefront.localization import View
from tenants.kit import clock

_AT_ONCE = 1_000
_FORGET = text("""
    with gone as (
        delete from cart where id in (select id from cart where touched_at < :before order by touched_at limit :limit)
        returning id)
    select count(*) from gone""")
_REMOVE = text("delete from cart where id = :cart_id")


def open_cart(session: Session, tenant_id: int, view: View, token: str) -> tuple[StoredCart, str]:
    """The cart of a token, held until the transaction ends, or a new one under a new token.

    A token that nobody was given is never taken on: whoever set it could look into the cart later.
    """
    found = find_locked(session, token)
    if found is not None:
        return found, token
    token = new_token()
    now = clock.now()
    made = StoredCart(
        tenant_id=tenant_id,
        token_digest=token_digest(token),
        share_token=new_token(),
        market_id=view.market_id,
        language=view.language,
        created_at=now,
        touched_at=now,
    )
    session.add(made)
    session.flush()
    return made, token


def set_note(session: Session, tenant_id: int, *, token: str, note: str) -> None:
    """Raises CartNotFound or BadText."""
    tidy = checked_text(note, LONGEST_NOTE)
    cart = locked_cart(session, token)
    cart.note = tidy
    touch(cart)


def set_gift(session: Session, tenant_id: int, *, token: str, is_gift: bool, message: str) -> None:
    """Raises CartNotFound or BadText. What is no gift has no message."""
    tidy = checked_text(message, LONGEST_MESSAGE)
    cart = locked_cart(session, token)
    cart.is_gift = is_gift
    cart.gift_message = tidy if is_gift else ""
    touch(cart)


def add_code(session: Session, tenant_id: int, *, token: str, code: str) -> str:
    """Keep a discount code; what it is worth is decided elsewhere. Returns it as it is kept.

    Raises CartNotFound, BadText or CartFull.
    """
    tidy = checked_code(code)
    cart = locked_cart(session, token)
    if tidy not in cart.discount_codes:
        if len(cart.discount_codes) >= MOST_CODES:
            raise CartFull(MOST_CODES)
        cart.discount_codes = [*cart.discount_codes, tidy]
    touch(cart)
    return tidy


def remove_code(session: Session, tenant_id: int, *, token: str, code: str) -> None:
    """Raises CartNotFound. A code that is not there makes no difference."""
    cart = locked_cart(session, token)
    cart.discount_codes = [each for each in cart.discount_codes if each != code]
    touch(cart)


def remove_cart(session: Session, cart_id: int) -> None:
    """What was in it has been bought, or is not wanted any more."""
    session.execute(_REMOVE, {"cart_id": cart_id})


def forget_carts(session: Session, *, now: datetime) -> int:
    """Throw away what nobody touched for long, some at once. Returns how many that were."""
    return int(session.execute(_FORGET, {"before": now - KEPT_FOR, "limit": _AT_ONCE}).scalar_one())


def touch(cart: StoredCart) -> None:
    """Note that the cart is in use, so that it is kept."""
    cart.touched_at = clock.now()
