"""The queries about a shop's markets."""

from sqlmodel import Session, col, select

from storefront.localization.errors import NoSuchMarket
from storefront.localization.models import Market


def markets(session: Session) -> list[Market]:
    """All of the shop's markets, also those that are off, the primary one first."""
    in_order = (col(Market.is_primary).desc(), col(Market.position), col(Market.handle))
    return list(session.exec(select(Market).order_by(*in_order)).all())


def market_by_handle(session: Session, handle: str) -> Market:
    """Raises NoSuchMarket."""
    found = session.exec(select(Market).where(Market.handle == handle)).first()
    if found is None:
        raise NoSuchMarket(handle)
    return found
