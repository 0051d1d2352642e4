"""Signing in by an e-mailed link. Looking at the link does nothing, since mail scanners look at links too."""

from http import HTTPStatus

from sqlmodel import Session
from starlette.responses import Response

from storefront import cart, customers, localization
from storefront.customers import Customer
from storefront.shop import accounts
from storefront.shop.carts import cart_token, with_cart_cookie
from storefront.shop.own_pages import OwnPage, own_page
from storefront.shop.request import ShopRequest
from storefront.shop.responses import see_other
from tenants.kit.forms import Form
from tenants.kit.limits import Limit

# Nobody's mailbox is filled in a shop's name, and nobody fills many from one place.
BY_ADDRESS = Limit("customer link by address", most=3, seconds=900)
BY_NETWORK = Limit("customer link by network", most=20, seconds=900)


def ask_page(
    request: ShopRequest, *, email: str = "", error: str = "", refused: str = "", is_sent: bool = False
) -> Response:
    """The form that asks for a link, or what follows it. `refused` is why another way in led nowhere."""
    words = localization.words(request.view.language)
    page = OwnPage(
        template="account-ask.html",
        title=words.gettext("Sign in"),
        facts={
            "url": request.address(accounts.HOME),
            "passkeys_url": request.address(f"{accounts.HOME}/passkeys"),
            "email": email,
            "error": error,
            "refused": refused,
            "is_sent": is_sent,
            "next": accounts.way_on(request),
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if error or refused else HTTPStatus.OK,
    )
    with request.services.database.tenant(request.shop.tenant_id) as session:
        return own_page(session, request, page)


def ask(request: ShopRequest, form: Form) -> Response:
    """The answer is the same for every address, known or not, and whether a mail was sent or too many were."""
    assert request.visit is not None, "a private page knows who asks"
    words, typed = localization.words(request.view.language), form.text("email")[:300]
    try:
        email = customers.normal_email(typed)
    except customers.BadEmail:
        text = words.gettext("This is not an e-mail address. One looks like this: name@example.com")
        return ask_page(request, email=typed, error=text)
    if not is_too_much(request, email):
        with request.services.database.tenant(request.shop.tenant_id) as session:
            accounts.mail_link(session, request, email, way=accounts.way_on(request))
    return ask_page(request, email=email, is_sent=True)


def is_too_much(request: ShopRequest, email: str) -> bool:
    """Count a link to an address, and say whether it is one too many."""
    assert request.visit is not None, "a private page knows who asks"
    limiter, tenant = request.services.limiter, str(request.shop.tenant_id)
    waits = limiter.seconds_to_wait(BY_NETWORK, request.visit.network)
    return bool(waits or limiter.seconds_to_wait(BY_ADDRESS, tenant, email))


def sign_in(request: ShopRequest) -> Response:
    """What a mailed link leads to: a button first, since mail programs open links, then the session."""
    assert request.visit is not None, "a private page knows who asks"
    secret = request.parameters["token"]
    if request.visit.form is None:
        return _confirm(request, secret)
    tenant_id = request.shop.tenant_id
    with request.services.database.tenant(tenant_id) as session:
        try:
            customer, token = customers.sign_in(session, tenant_id, secret)
        except customers.LinkSpent:
            return _confirm(request, "")
        return let_in(session, request, customer, token)


def let_in(session: Session, request: ShopRequest, customer: Customer, token: str) -> Response:
    """To the account or on to where they came from, signed in, with the cart in hand and what was put aside in one."""
    kept = cart.adopt_cart(
        session, request.shop.tenant_id, request.view, token=cart_token(request), customer_id=customer.id or 0
    )
    response = accounts.with_session_cookie(request, see_other(request.address(accounts.way_on(request))), token)
    return with_cart_cookie(request, response, kept) if kept else response


def _confirm(request: ShopRequest, secret: str) -> Response:
    """The button that signs in, or the way to a new link where this one is spent."""
    words = localization.words(request.view.language)
    onward = accounts.next_query(accounts.way_on(request))
    with request.services.database.tenant(request.shop.tenant_id) as session:
        is_fresh = bool(secret) and customers.is_link_fresh(session, secret)
        facts = {
            "url": request.address(f"{accounts.HOME}/sign-in/{secret}") + onward if is_fresh else "",
            "ask_url": request.address(accounts.HOME) + onward,
        }
        page = OwnPage(
            template="account-link.html",
            title=words.gettext("Sign in"),
            facts=facts,
            status=HTTPStatus.OK if is_fresh else HTTPStatus.GONE,
        )
        return own_page(session, request, page)
