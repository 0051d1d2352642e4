"""One address of a customer: added, changed, removed."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from http import HTTPStatus

from sqlmodel import Session
from starlette.responses import Response

from storefront import addresses, customers, localization
from storefront.addresses import BadAddress
from storefront.checkout import Wishes
from storefront.customers import Customer
from storefront.shop import accounts
from storefront.shop.own_pages import OwnPage, own_page
from storefront.shop.request import ShopRequest
from storefront.shop.responses import see_other
from storefront.shop.views.checkout import country_choices, error_text, field_facts
from tenants.kit.forms import Form

_MOST_TYPED = 200
_NEW = "new"


def address(request: ShopRequest) -> Response:
    """Raises customers.AddressNotFound, also for another customer's."""
    assert request.visit is not None, "a private page knows who asks"
    form = request.visit.form
    with request.services.database.tenant(request.shop.tenant_id) as session:
        customer = accounts.find_customer(session, request)
        if customer is None:
            return see_other(request.address(accounts.HOME))
        kept = _kept(session, request, customer)
        if form is None:
            return _page(session, request, kept, {})
        if form.text("action") == "remove" and kept:
            customers.remove_address(session, customer.id or 0, int(request.parameters["which"]))
            return see_other(request.address(accounts.HOME))
        if form.text("action") != "save":
            return _page(session, request, _typed(form), {})
        return _save(session, request, customer, form)


def _save(session: Session, request: ShopRequest, customer: Customer, form: Form) -> Response:
    typed, customer_id = _typed(form), customer.id or 0
    try:
        checked = asdict(addresses.checked_address(typed, typed["country"]))
    except BadAddress as error:
        reasons = {field: str(reason.value) for field, reason in error.errors.items()}
        return _page(session, request, typed, reasons)
    if request.parameters["which"] == _NEW:
        customers.add_address(session, request.shop.tenant_id, customer_id, checked)
    else:
        customers.change_address(session, customer_id, int(request.parameters["which"]), checked)
    return see_other(request.address(accounts.HOME))


def _kept(session: Session, request: ShopRequest, customer: Customer) -> Mapping[str, str]:
    """Raises customers.AddressNotFound."""
    which = request.parameters["which"]
    if which == _NEW:
        return {}
    if not (which.isascii() and which.isdigit() and len(which) < 18):
        raise customers.AddressNotFound(f"no address {which}")
    return customers.address_by_id(session, customer.id or 0, int(which)).fields


def _typed(form: Form) -> dict[str, str]:
    return {name: form.text(name)[:_MOST_TYPED] for name in addresses.FIELDS}


def _page(session: Session, request: ShopRequest, values: Mapping[str, str], reasons: Mapping[str, str]) -> Response:
    view, words = request.view, localization.words(request.view.language)
    country = values.get("country", "")
    if not localization.is_country(country):
        country = view.countries[0] if len(view.countries) == 1 else ""
    is_new = request.parameters["which"] == _NEW
    errors = {name: error_text(key, country or view.countries[0], view.language) for name, key in reasons.items()}
    choices = sorted({*view.countries, country} - {""})
    facts = {
        "url": request.address(request.path),
        "home": request.address(accounts.HOME),
        "country": country,
        "countries": country_choices(view, choices),
        "fields": field_facts(Wishes(country=country, address=values), view) if country else [],
        "errors": defaultdict(str, errors),
        "is_new": is_new,
        "title_text": words.gettext("New address") if is_new else words.gettext("Change the address"),
    }
    page = OwnPage(
        template="account-address.html",
        title=str(facts["title_text"]),
        facts=facts,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
    )
    return own_page(session, request, page)
