"""Keeping what a buyer has typed, so that nothing is lost by a mistake, a closed tab or a slow thought."""

from datetime import datetime

from sqlalchemy import delete, func, text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col

from storefront.cart import KEPT_FOR, Cart
from storefront.checkout import reads
from storefront.checkout.errors import NoSuchCheckout
from storefront.checkout.models import Checkout
from storefront.checkout.rules.tokens import is_token
from storefront.checkout.rules.wishes import Wishes
from tenants.kit import clock

_AT_ONCE = 1_000
_FORGET_LEFT = text("""
    with gone as (
        delete from checkout where id in (
            select id from checkout where order_id is null and changed_at < :before and not exists (
                select from cart where cart.tenant_id = checkout.tenant_id and cart.id = checkout.cart_id
                    and cart.touched_at >= :before)
            order by changed_at limit :limit)
            and order_id is null
        returning id)
    select count(*) from gone""")


def save_wishes(session: Session, tenant_id: int, cart: Cart, token: str, wishes: Wishes) -> Checkout:
    """Keep them with the attempt that the token names, which begins with this where it is new.

    An attempt that has become an order is returned as it is. Raises NoSuchCheckout where the token is another cart's.
    """
    if not is_token(token):
        raise NoSuchCheckout("this is no checkout's token")
    now, email, plain = clock.now(), wishes.email[:254], wishes.as_json()
    row = {
        "tenant_id": tenant_id,
        "token": token,
        "cart_id": cart.id,
        "market_handle": cart.market_handle,
        "language": cart.language,
        "email": email,
        "wishes": plain,
        "created_at": now,
        "changed_at": now,
    }
    session.execute(insert(Checkout).values(row).on_conflict_do_nothing(index_elements=["tenant_id", "token"]))
    found = reads.locked_checkout(session, token)
    if found.cart_id != cart.id:
        raise NoSuchCheckout("this is another cart's checkout")
    if found.order_id is None:
        found.email, found.wishes, found.changed_at = email, plain, now
        session.flush()
    return found


def forget_left_checkouts(session: Session, *, now: datetime) -> int:
    """Remove some of those that became no order and whose cart nobody keeps any more. Returns how many that were.

    As long as the cart is kept, a link of a reminder leads back to it. An order's checkout stays with its order.
    """
    return int(session.execute(_FORGET_LEFT, {"before": now - KEPT_FOR, "limit": _AT_ONCE}).scalar_one())


def forget_checkouts(session: Session, email: str) -> None:
    """Remove what was typed under an address."""
    session.execute(delete(Checkout).where(func.lower(col(Checkout.email)) == email.lower()))
