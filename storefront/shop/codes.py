"""Discount codes as visitors give them, on the cart and in the checkout: what none of the shop's codes is, is not kept.

Codes can be guessed, so that tries are counted by where they come from.
"""

from http import HTTPStatus

from sqlmodel import Session

from storefront import cart, checkout, discounts, localization
from storefront.shop.request import ShopRequest
from storefront.shop.views.carts import refusal_text
from storefront.shop.views.discounts import refused_code_text
from tenants.kit import clock
from tenants.kit.errors import Invalid
from tenants.kit.limits import Limit

# Thirty at once, then one in twenty seconds: plenty for a family with a leaflet, years for six letters by trial.
BY_NETWORK = Limit("discount code by network", most=30, seconds=600)


class CodeRefused(Invalid):
    """The code was not taken; `text` says why in the visitor's language."""

    def __init__(self, text: str, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY) -> None:
        super().__init__(text)
        self.text = text
        self.status = status


def give_code(session: Session, request: ShopRequest, *, token: str, code: str) -> None:
    """Keep a code of the shop's with the cart, also one that does nothing for it now: the cart says why.

    Raises CodeRefused, cart.CartNotFound.
    """
    assert request.visit is not None, "a private page knows who asks"
    words = localization.words(request.view.language)
    wait = request.services.limiter.seconds_to_wait(BY_NETWORK, str(request.shop.tenant_id), request.visit.network)
    if wait:
        text = words.gettext("Too many codes were tried from here. Please wait a few minutes.")
        raise CodeRefused(text, HTTPStatus.TOO_MANY_REQUESTS)
    try:
        with session.begin_nested():
            kept = cart.add_code(session, request.shop.tenant_id, token=token, code=discounts.normal_code(code))
            found = cart.find_cart(session, request.view, token=token)
            assert found is not None, "it has just been given a code"
            answer = checkout.cart_discounting(session, request.view, found, at=clock.now())
            refused = next((each for each in answer.refused if each.code == kept), None)
            if refused is not None and refused.reason is discounts.Refusal.UNKNOWN:
                raise CodeRefused(refused_code_text(refused, request.view))
    except cart.CartFull:
        raise CodeRefused(words.gettext("No more codes can be used.")) from None
    except cart.BadText as error:
        raise CodeRefused(refusal_text(request, error)) from None
