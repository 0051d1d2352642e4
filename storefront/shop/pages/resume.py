"""Back to where a buyer left off, from a link. Looking changes nothing, since mail scanners look at links too."""

from sqlmodel import Session
from starlette.responses import Response

from storefront import cart, checkout, localization, orders
from storefront.cart import Cart
from storefront.checkout import Checkout
from storefront.shop.carts import cart_token, with_cart_cookie
from storefront.shop.own_pages import OwnPage, own_page
from storefront.shop.request import ShopRequest
from storefront.shop.responses import see_other


def resume(request: ShopRequest) -> Response:
    """What was left, and a button that goes on with it: with the same cart, or with a copy of it.

    Raises checkout.NoSuchCheckout, cart.CartNotFound.
    """
    assert request.visit is not None, "a private page knows who asks"
    home = request.address("/checkout")
    with request.services.database.tenant(request.shop.tenant_id) as session:
        left = checkout.checkout_by_token(session, request.parameters["token"])
        if left.order_id is not None:
            return see_other(request.address(f"/orders/{orders.order_by_id(session, left.order_id).token}"))
        mine = cart.find_cart(session, request.view, token=cart_token(request))
        if mine is not None and mine.id == left.cart_id:
            return see_other(home)
        theirs = cart.cart_by_id(session, request.view, left.cart_id)
        if request.visit.form is None:
            return _page(session, request, theirs)
        token = _copied(session, request, left, theirs)
    return with_cart_cookie(request, see_other(home), token)


def _page(session: Session, request: ShopRequest, theirs: Cart) -> Response:
    locale = request.view.locale
    lines = [
        {"title": each.title, "detail": each.variant_title, "count": localization.format_number(each.quantity, locale)}
        for each in theirs.lines
        if each.is_available
    ]
    page = OwnPage(
        template="checkout-resume.html",
        title=localization.words(request.view.language).gettext("Checkout"),
        facts={"url": request.address(request.path), "lines": lines},
    )
    return own_page(session, request, page)


def _copied(session: Session, request: ShopRequest, left: Checkout, theirs: Cart) -> str:
    """The token of a new cart with the same in it, and a checkout in which the same was typed."""
    tenant_id, view = request.shop.tenant_id, request.view
    token = cart.copy_shared_cart(session, tenant_id, view, token="", share_token=theirs.share_token)
    copied = cart.find_cart(session, view, token=token)
    assert copied is not None, "it was just made"
    checkout.save_wishes(session, tenant_id, copied, checkout.new_token(), checkout.wishes_from_json(left.wishes))
    return token
