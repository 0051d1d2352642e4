"""The cookie that brings a visitor's cart back: a random token, for the shop's own host and no script."""

from starlette.responses import Response

from storefront.cart import KEPT_FOR
from storefront.shop.request import ShopRequest


def cart_token(request: ShopRequest) -> str:
    """ "" where the visitor has no cart."""
    assert request.visit is not None, "a private page knows who asks"
    return request.visit.cookies.get(_name(request.visit.is_secure), "")


def with_cart_cookie(request: ShopRequest, response: Response, token: str) -> Response:
    """The response, and the cart with it."""
    assert request.visit is not None, "a private page knows who asks"
    is_secure = request.visit.is_secure
    response.set_cookie(
        _name(is_secure),
        token,
        max_age=int(KEPT_FOR.total_seconds()),
        path="/",
        secure=is_secure,
        httponly=True,
        samesite="lax",
    )
    return response


def _name(is_secure: bool) -> str:
    return "__Host-cart" if is_secure else "cart"
