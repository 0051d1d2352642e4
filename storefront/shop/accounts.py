"""Who is signed in: a cookie for the shop's own host and no script, and what a customer's pages share."""

from contextlib import suppress
from urllib.parse import urlencode
from uuid import uuid4

from sqlmodel import Session
from starlette.responses import Response

from storefront import cart, checkout, customers, localization, notify
from storefront.customers import SESSION_LASTS, Answer, Customer, Purpose
from storefront.shop.carts import without_cart_cookie
from storefront.shop.request import ShopRequest
from tenants import lifecycle

HOME = "/account"
ERASE = "/account/erase"
DATA = "/account/data.json"
# Where signing in may lead to. Nothing else is followed, wherever the wish came from.
WAYS_ON = (HOME, ERASE, DATA, "/checkout", "/cart")


def session_token(request: ShopRequest) -> str:
    """ "" where nobody is signed in, or where nobody is known, as in a preview."""
    return request.visit.cookies.get(_name(request.visit.is_secure), "") if request.visit else ""


def find_customer(session: Session, request: ShopRequest) -> Customer | None:
    """The customer whose session the visitor's cookie names."""
    return customers.customer_signed_in(session, session_token(request))


def way_on(request: ShopRequest) -> str:
    """Where whoever signs in wants to go, by `next` of the form or the address; the account where that is nowhere."""
    form = request.visit.form if request.visit else None
    wanted = (form.text("next") if form else "") or request.query.get("next", "")
    return wanted if wanted in WAYS_ON else HOME


def adopt_cart(session: Session, request: ShopRequest, token: str) -> str:
    """The token of the customer's own cart, with what is in the one in hand. A guest's stays as it is."""
    customer = find_customer(session, request)
    if customer is None:
        return token
    return cart.adopt_cart(session, request.shop.tenant_id, request.view, token=token, customer_id=customer.id or 0)


def signed_out(request: ShopRequest, response: Response) -> Response:
    """The response with which this browser forgets who was signed in, and what they had put aside."""
    return without_cart_cookie(request, with_session_cookie(request, response, ""))


def with_session_cookie(request: ShopRequest, response: Response, token: str) -> Response:
    """The response, and the session with it; with no token, its end."""
    assert request.visit is not None, "a private page knows who asks"
    is_secure = request.visit.is_secure
    response.set_cookie(
        _name(is_secure),
        token,
        max_age=int(SESSION_LASTS.total_seconds()) if token else 0,
        path="/",
        secure=is_secure,
        httponly=True,
        samesite="lax",
    )
    return response


def mail_link(session: Session, request: ShopRequest, email: str, *, way: str = HOME) -> None:
    """A sign-in link for an address, known or not, that leads on to one of WAYS_ON. Raises customers.BadEmail."""
    tenant_id, language = request.shop.tenant_id, request.view.language
    secret = customers.issue_link(session, tenant_id, email, language=language)
    tenant = lifecycle.tenant_by_id(session, tenant_id)
    minutes = int(customers.LINK_LASTS.total_seconds()) // 60
    letter = notify.Letter(
        kind="sign-in",
        key=f"sign-in/{uuid4()}",
        about="sign-in",
        to=customers.normal_email(email),
        language=language,
        brand=checkout.brand_of(session, tenant, request.origin),
        facts={"minutes": localization.format_number(minutes, request.view.locale)},
        button=request.absolute(f"{HOME}/sign-in/{secret}") + next_query(way),
    )
    notify.write_mail(session, tenant_id, letter)


def next_query(way: str) -> str:
    """What an address ends with to lead on there; nothing where that is the account."""
    return "" if way == HOME else f"?{urlencode({'next': way})}"


def consent_wordings(language: str) -> dict[Purpose, str]:
    """What each consent is to, in the words that are shown and kept with the answer."""
    words = localization.words(language)
    return {
        Purpose.MARKETING: words.gettext("Tell me of offers and news by e-mail. I can stop this at any time."),
        Purpose.REMINDERS: words.gettext(
            "Remind me by e-mail of what I left in the checkout. I can stop this at any time."
        ),
    }


def note_checkout_consent(session: Session, request: ShopRequest, email: str) -> None:
    """The box of the checkout was ticked with an order: whoever ordered is a customer from now on."""
    language = request.view.language
    wording = localization.words(language).gettext(
        "Remind me by e-mail if I do not finish. I can stop this at any time."
    )
    with suppress(customers.BadEmail):  # an address that takes mails but is none to be known by
        customers.meet(session, request.shop.tenant_id, email, language=language)
        answer = Answer(True, wording, language)
        customers.note_consent(session, request.shop.tenant_id, email, Purpose.REMINDERS, answer)


def _name(is_secure: bool) -> str:
    return "__Host-customer" if is_secure else "customer"
