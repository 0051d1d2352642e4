"""Bringing carts together: at sign-in, and from a link that somebody shared."""

from collections.abc import Iterable, Mapping

from sqlmodel import Session

from storefront.cart.actions.keeping import open_cart, remove_cart, touch
from storefront.cart.actions.lines import cart_id, keep_line, most_of
from storefront.cart.models import StoredCart
from storefront.cart.reads import Cart, find_locked, lines_of, locked_cart_of_customer, sellables, shared_cart
from storefront.cart.rules import MOST_CODES, MOST_LINES, MOST_OF_ONE
from storefront.localization import View


def adopt_cart(session: Session, tenant_id: int, view: View, *, token: str, customer_id: int) -> str:
    """Somebody signed in: the cart in hand becomes the customer's, with what they had put aside elsewhere in it.

    Returns its token, which the browser must keep: "" where there is nothing in either.
    """
    saved = locked_cart_of_customer(session, customer_id)
    mine = find_locked(session, token)
    if mine is None and saved is None:
        return ""
    if mine is not None and mine.customer_id not in (None, customer_id):
        mine = None  # another customer's, left behind on this device
    if mine is None:
        mine, token = open_cart(session, tenant_id, view, "")
    mine.customer_id = customer_id
    if saved is not None and saved.id != mine.id:
        _pour(session, view, mine, _quantities(session, saved))
        mine.note = mine.note or saved.note
        if not mine.is_gift:
            mine.is_gift, mine.gift_message = saved.is_gift, saved.gift_message
        codes = dict.fromkeys([*mine.discount_codes, *saved.discount_codes])
        mine.discount_codes = list(codes)[:MOST_CODES]
        session.flush()
        remove_cart(session, cart_id(saved))
    touch(mine)
    session.flush()
    return token


def copy_shared_cart(session: Session, tenant_id: int, view: View, *, token: str, share_token: str) -> str:
    """Put what a link shows into the visitor's own cart, as far as it is to be had. Returns its token.

    Doing it twice makes no difference. Raises CartNotFound.
    """
    shared: Cart = shared_cart(session, view, share_token=share_token)
    mine, token = open_cart(session, tenant_id, view, token)
    quantities = {line.variant_id: line.quantity for line in shared.lines if line.is_available}
    _pour(session, view, mine, quantities)
    touch(mine)
    session.flush()
    return token


def _quantities(session: Session, cart: StoredCart) -> dict[int, int]:
    return {line.variant_id: line.quantity for line in lines_of(session, cart_id(cart))}


def _pour(session: Session, view: View, into: StoredCart, quantities: Mapping[int, int]) -> None:
    """Add lines to a cart. Of what both have, the larger number counts: it is most likely the same wish."""
    have = _quantities(session, into)
    known = sellables(session, view, quantities)
    for variant_id in _within_limit(quantities, have):
        sellable = known.get(variant_id)
        if sellable is None:
            continue
        quantity = max(have.get(variant_id, 0), min(quantities[variant_id], most_of(sellable) or MOST_OF_ONE))
        keep_line(session, into, view, sellable, quantity=quantity)


def _within_limit(quantities: Iterable[int], have: Mapping[int, int]) -> Iterable[int]:
    room = MOST_LINES - len(have)
    for variant_id in quantities:
        if variant_id not in have:
            room -= 1
            if room < 0:
                continue
        yield variant_id
