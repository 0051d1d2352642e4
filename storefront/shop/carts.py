"""The cookie that brings a visitor's cart back: a random token, for the shop's own host and no script.

A second one is for scripts: it says that there is a count to ask for, and nothing else.
"""

from starlette.responses import Response

from storefront.cart import KEPT_FOR
from storefront.shop.request import ShopRequest

MARK = "has_cart"


def cart_token(request: ShopRequest) -> str:
    """ "" where the visitor has no cart, or where nobody is known, as in a preview."""
    return request.visit.cookies.get(_name(request.visit.is_secure), "") if request.visit else ""


def with_cart_cookie(request: ShopRequest, response: Response, token: str) -> Response:
    """The response, and the cart with it."""
    assert request.visit is not None, "a private page knows who asks"
    is_secure = request.visit.is_secure
    age = int(KEPT_FOR.total_seconds())
    response.set_cookie(_name(is_secure), token, max_age=age, path="/", secure=is_secure, httponly=True, samesite="lax")
    response.set_cookie(MARK, "1", max_age=age, path="/", secure=is_secure, samesite="lax")
    return response


def without_cart_cookie(request: ShopRequest, response: Response) -> Response:
    """The response, after which this browser knows of no cart. Where it was a customer's, it waits for them."""
    assert request.visit is not None, "a private page knows who asks"
    is_secure = request.visit.is_secure
    response.delete_cookie(_name(is_secure), path="/", secure=is_secure, httponly=True, samesite="lax")
    response.delete_cookie(MARK, path="/", secure=is_secure, samesite="lax")
    return response


def _name(is_secure: bool) -> str:
    """With its prefix no other host, path or plain connection can set it; a browser takes that by HTTPS only."""
    return "__Host-cart" if is_secure else "cart"
