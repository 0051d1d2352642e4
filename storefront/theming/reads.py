"""The queries about shops' themes."""

from sqlmodel import Session, select

from storefront.theming.errors import NoLiveTheme
from storefront.theming.models import ShopTheme


def live_theme(session: Session) -> ShopTheme:
    """What the shop's pages are rendered from. Raises NoLiveTheme."""
    found = session.exec(select(ShopTheme)).first()
    if found is None:
        raise NoLiveTheme("the shop has no theme")
    return found
