"""Passkeys of a customer: made and removed on the account's page, used on the sign-in page. A script of ours asks."""

from starlette.responses import Response

from storefront import customers, localization
from storefront.customers import Site
from storefront.shop import accounts
from storefront.shop.pages import sign_in
from storefront.shop.request import ShopRequest
from storefront.shop.responses import PRIVATE, see_other
from tenants.kit.errors import OverLimit
from tenants.kit.forms import Form
from tenants.kit.limits import Limit

BY_NETWORK = Limit("passkey challenges by network", most=60, seconds=900)


class TooManyChallenges(OverLimit):
    """One network asks for only so many."""


def options(request: ShopRequest) -> Response:
    """What the browser's own dialogue needs, as JSON: to sign in, or to make a new one for whoever is signed in."""
    assert request.visit is not None, "a private page knows who asks"
    if request.services.limiter.seconds_to_wait(BY_NETWORK, request.visit.network):
        raise TooManyChallenges("too many challenges")
    tenant_id, site = request.shop.tenant_id, _site(request)
    with request.services.database.tenant(tenant_id) as session:
        customer = accounts.find_customer(session, request)
        if _form(request).text("action") == "new" and customer is not None:
            content = customers.registration_options(session, tenant_id, customer, site)
        else:
            content = customers.sign_in_options(session, tenant_id, site)
    return Response(content, headers={"cache-control": PRIVATE}, media_type="application/json")


def enter(request: ShopRequest) -> Response:
    """Sign in by a passkey; what is refused leads to the sign-in page with the other way in."""
    tenant_id, site, sent = request.shop.tenant_id, _site(request), _form(request).text("credential")
    try:
        with request.services.database.tenant(tenant_id) as session:
            answered = customers.use_challenge(session, sent)
        with request.services.database.tenant(tenant_id) as session:
            customer, token = customers.sign_in_by_passkey(session, tenant_id, site, answered)
            return sign_in.let_in(session, request, customer, token)
    except customers.PasskeyRefused:
        words = localization.words(request.view.language)
        text = words.gettext("This passkey does not work here. Please let us send you a link.")
        return sign_in.ask_page(request, refused=text)


def new(request: ShopRequest) -> Response:
    """Keep a new passkey of whoever is signed in. What is refused is said on the account's page."""
    tenant_id, form = request.shop.tenant_id, _form(request)
    home = request.address(accounts.HOME)
    try:
        with request.services.database.tenant(tenant_id) as session:
            answered = customers.use_challenge(session, form.text("credential"))
        with request.services.database.tenant(tenant_id) as session:
            customer = accounts.find_customer(session, request)
            if customer is not None:
                customers.add_passkey(session, tenant_id, customer, _site(request), answered, name=form.text("name"))
    except (customers.PasskeyRefused, customers.TooManyPasskeys):
        return see_other(f"{home}?passkey=refused#passkeys-title")
    return see_other(f"{home}#passkeys-title")


def change(request: ShopRequest) -> Response:
    """Name a passkey or remove it. Raises customers.PasskeyNotFound, also for another customer's."""
    form, which = _form(request), int(request.parameters["which"][:18])
    with request.services.database.tenant(request.shop.tenant_id) as session:
        customer = accounts.find_customer(session, request)
        if customer is None:
            return see_other(request.address(accounts.HOME))
        if form.text("action") == "remove":
            customers.remove_passkey(session, customer.id or 0, which)
        elif form.text("action") == "name":
            customers.rename_passkey(session, customer.id or 0, which, name=form.text("name"))
    return see_other(f"{request.address(accounts.HOME)}#passkeys-title")


def _site(request: ShopRequest) -> Site:
    return Site(request.shop.name, request.origin)


def _form(request: ShopRequest) -> Form:
    form = request.visit.form if request.visit else None
    assert form is not None, "the route takes posts only"
    return form
