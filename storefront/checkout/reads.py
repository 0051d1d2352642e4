"""The queries about checkouts."""

from datetime import datetime

from sqlalchemy import exists, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storefront.checkout.errors import NoSuchCheckout
from storefront.checkout.models import Checkout


def find_checkout(session: Session, token: str) -> Checkout | None:
    """The attempt behind a token."""
    return session.exec(select(Checkout).where(Checkout.token == token)).first()


def checkout_by_token(session: Session, token: str) -> Checkout:
    """Raises NoSuchCheckout."""
    found = find_checkout(session, token)
    if found is None:
        raise NoSuchCheckout("there is no such checkout")
    return found


def open_checkout_of_cart(session: Session, cart_id: int) -> Checkout | None:
    """The newest one of the cart that has not become an order."""
    query = select(Checkout).where(Checkout.cart_id == cart_id, col(Checkout.order_id).is_(None))
    return session.exec(query.order_by(col(Checkout.id).desc()).limit(1)).first()


def locked_checkout(session: Session, token: str) -> Checkout:
    """The checkout as it is now, held against others until the transaction ends. Raises NoSuchCheckout."""
    query = select(Checkout).where(Checkout.token == token).with_for_update()
    found = session.exec(query.execution_options(populate_existing=True)).first()
    if found is None:
        raise NoSuchCheckout("there is no such checkout")
    return found


def find_checkout_of_order(session: Session, order_id: int) -> Checkout | None:
    """The attempt that became an order."""
    return session.exec(select(Checkout).where(Checkout.order_id == order_id)).first()


def orders_of_cart(session: Session, cart_id: int) -> list[int]:
    """The orders that came of the cart, the newest first."""
    query = select(Checkout.order_id).where(Checkout.cart_id == cart_id, col(Checkout.order_id).is_not(None))
    return [each for each in session.exec(query.order_by(col(Checkout.id).desc())) if each is not None]


def checkouts_of(session: Session, email: str) -> list[Checkout]:
    """What was typed under an address, however it is written, the oldest first."""
    mine = select(Checkout).where(func.lower(col(Checkout.email)) == email.lower())
    return list(session.exec(mine.order_by(col(Checkout.id))))


def left_checkouts(session: Session, *, since: datetime, until: datetime, limit: int) -> list[Checkout]:
    """Those that became no order, last changed between two moments; none of an address that has begun another since."""
    later = aliased(Checkout)
    is_last = ~exists().where(col(later.email) == col(Checkout.email), col(later.id) > col(Checkout.id))
    was_left = (col(Checkout.order_id).is_(None), Checkout.email != "", is_last)
    query = select(Checkout).where(*was_left, col(Checkout.changed_at).between(since, until))
    return list(session.exec(query.order_by(col(Checkout.id)).limit(limit)))
