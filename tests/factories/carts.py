"""Visitors with carts, for tests."""

from sqlmodel import Session

from storefront import cart, localization
from storefront.localization import View
from tests.factories.catalog import AShop


def a_view(session: Session, market: str = "my", language: str = "en") -> View:
    """The shop's view of a market in a language."""
    views = localization.views_of(localization.markets(session))
    return next(each for each in views if (each.market_handle, each.language) == (market, language))


def a_cart(session: Session, shop: AShop, quantities: dict[int, int], *, view: View | None = None) -> str:
    """A cart with so many of each variant. Returns its token."""
    token = ""
    for variant_id, quantity in quantities.items():
        token = put(session, shop, token, variant_id, quantity, view=view)
    return token


def put(
    session: Session, shop: AShop, token: str, variant_id: int, quantity: int = 1, *, view: View | None = None
) -> str:
    seen = view or a_view(session)
    return cart.add_to_cart(session, shop.tenant_id, seen, token=token, variant_id=variant_id, quantity=quantity)


def looked_at(session: Session, token: str, *, view: View | None = None) -> cart.Cart:
    found = cart.find_cart(session, view or a_view(session), token=token)
    assert found is not None
    return found


def quantities(shown: cart.Cart) -> dict[int, int]:
    return {line.variant_id: line.quantity for line in shown.lines}
