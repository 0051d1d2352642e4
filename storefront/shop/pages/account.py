"""A customer's own page: orders, addresses, consents, and their data to take along or to have erased."""

import json
from http import HTTPStatus

from sqlmodel import Session
from starlette.responses import Response

from storefront import customers, localization, orders, privacy
from storefront.customers import Answer, Customer
from storefront.shop import accounts
from storefront.shop.own_pages import OwnPage, own_page
from storefront.shop.pages import sign_in
from storefront.shop.request import ShopRequest
from storefront.shop.responses import PRIVATE, SECURITY, see_other
from storefront.shop.views.account import account_facts
from tenants.kit.forms import Form


def account(request: ShopRequest) -> Response:
    """The customer's orders, addresses and consents; a form to ask for a link where nobody is signed in."""
    assert request.visit is not None, "a private page knows who asks"
    form = request.visit.form
    if form is not None and form.text("action") == "ask":
        return sign_in.ask(request, form)
    with request.services.database.tenant(request.shop.tenant_id) as session:
        customer = accounts.find_customer(session, request)
        if customer is not None:
            return _page(session, request, customer) if form is None else _act(session, request, customer, form)
    return sign_in.ask_page(request)


def data(request: ShopRequest) -> Response:
    """All that the shop keeps of the customer, as a file."""
    with request.services.database.tenant(request.shop.tenant_id) as session:
        customer = accounts.find_customer(session, request)
        if customer is None:
            return see_other(request.address(accounts.HOME) + accounts.next_query(accounts.DATA))
        content = json.dumps(privacy.data_of(session, customer), ensure_ascii=False, indent=2)
    headers = {
        **SECURITY,
        "cache-control": PRIVATE,
        "content-disposition": f'attachment; filename="{request.shop.slug}.json"',
    }
    return Response(content, headers=headers, media_type="application/json")


def erase(request: ShopRequest) -> Response:
    """What is erased and what the law has the shop keep; and, once that is confirmed, it is done."""
    assert request.visit is not None, "a private page knows who asks"
    words, form = localization.words(request.view.language), request.visit.form
    with request.services.database.tenant(request.shop.tenant_id) as session:
        customer = accounts.find_customer(session, request)
        if customer is None:
            return see_other(request.address(accounts.HOME) + accounts.next_query(accounts.ERASE))
        waits = [f"#{each}" for each in privacy.orders_under_way(session, customer)]
        is_confirmed = form is not None and form.text("confirm") == "yes"
        facts = {
            "url": request.address(accounts.ERASE),
            "home": request.address(accounts.HOME),
            "waits": localization.format_list(waits, request.view.locale) if waits else "",
            "error": form is not None and not is_confirmed,
            "is_done": False,
        }
        is_refused = form is not None and (bool(waits) or not is_confirmed)
        status = HTTPStatus.CONFLICT if form is not None and waits else HTTPStatus.UNPROCESSABLE_ENTITY
        if form is not None and not is_refused:
            privacy.ask_for_erasure(session, request.shop.tenant_id, customer)
            facts["is_done"] = True
        page = OwnPage(
            template="account-erase.html",
            title=words.gettext("Erase my data"),
            facts=facts,
            status=status if is_refused else HTTPStatus.OK,
        )
        response = own_page(session, request, page)
    return accounts.signed_out(request, response) if facts["is_done"] else response


def _page(session: Session, request: ShopRequest, customer: Customer) -> Response:
    words = localization.words(request.view.language)
    bought = orders.orders_of_customer(session, customer.id or 0, email=customer.email, limit=100)
    page = OwnPage(
        template="account.html",
        title=words.gettext("Your account"),
        facts=account_facts(session, request, customer, bought),
    )
    return own_page(session, request, page)


def _act(session: Session, request: ShopRequest, customer: Customer, form: Form) -> Response:
    """One deed of the page; what is none changes nothing."""
    home = see_other(request.address(accounts.HOME))
    action, language = form.text("action"), request.view.language
    if action == "details":
        customers.change_person(session, customer, name=form.text("name"), language=language)
    elif action == "consents":
        for purpose, wording in accounts.consent_wordings(language).items():
            is_given = form.text(purpose) == "yes"
            if is_given != customers.is_agreed(session, customer.email, purpose):
                answer = Answer(is_given, wording, language)
                customers.note_consent(session, request.shop.tenant_id, customer.email, purpose, answer)
    elif action == "sign-out":
        customers.sign_out(session, accounts.session_token(request))
        return accounts.signed_out(request, home)
    elif action == "sign-out-everywhere":
        customers.sign_out_everywhere(session, customer.id or 0)
        return accounts.signed_out(request, home)
    return home
