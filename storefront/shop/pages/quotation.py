"""A quotation, for whoever holds its secret link: what is offered, its pro-forma, and the form that accepts it."""

from collections import defaultdict
from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import Response

from storefront import addresses, enquiries, law, localization, orders, payments
from storefront.checkout import Wishes
from storefront.documents import pdf
from storefront.enquiries import Acceptance, BadAcceptance, NotToBeHad
from storefront.money import Money
from storefront.shop.own_pages import OwnPage, own_page
from storefront.shop.request import ShopRequest
from storefront.shop.responses import paper_response, see_other
from storefront.shop.views import enquiries as views
from storefront.shop.views.checkout import field_facts
from tenants.kit.errors import Conflict, Invalid
from tenants.kit.forms import Form

_ORDERS = "/orders/"
_MOST_TYPED = 1_000


def quotation(request: ShopRequest) -> Response:
    """Raises NoSuchQuotation."""
    assert request.visit is not None, "a private page knows who asks"
    form = request.visit.form
    if form is None or form.text("action") != "accept":
        return _page(request)
    address = {name: form.text(name)[:_MOST_TYPED] for name in addresses.FIELDS if name != "country"}
    acceptance = Acceptance(token=request.parameters["token"], address=address, method=form.text("method")[:60])
    try:
        return _accept(request, acceptance)
    except BadAcceptance as error:
        return _page(request, form, errors=error.errors, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except (Conflict, Invalid) as error:
        return _page(request, form, notice=_refusal(request, error), status=HTTPStatus.CONFLICT)


def paper(request: ShopRequest) -> Response:
    """Its pro-forma invoice as PDF. Raises NoSuchQuotation."""
    with request.services.database.tenant(request.shop.tenant_id) as session:
        found = enquiries.quotation_by_token(session, request.parameters["token"])
    return paper_response(pdf(enquiries.quotation_paper(found)), f"{enquiries.quotation_name(found.number)}.pdf")


def _accept(request: ShopRequest, acceptance: Acceptance) -> Response:
    services, tenant_id = request.services, request.shop.tenant_id
    with services.database.tenant(tenant_id) as session:
        placed = enquiries.accept_quotation(
            session, tenant_id, services.payments, acceptance, order_page=request.absolute(_ORDERS)
        )
    page = request.address(f"{_ORDERS}{placed.order_token}")
    if placed.payment_id is None:
        return see_other(page)
    try:
        step = payments.continue_payment(
            services.database, services.payments, tenant_id=tenant_id, payment_id=placed.payment_id
        )
    except (payments.PaymentUnavailable, Conflict, Invalid):
        return see_other(f"{page}?unreachable=1")
    return see_other(step.url)


def _page(
    request: ShopRequest,
    form: Form | None = None,
    *,
    errors: Mapping[str, str] | None = None,
    notice: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    view, tenant_id = request.view, request.shop.tenant_id
    with request.services.database.tenant(tenant_id) as session:
        found = enquiries.quotation_by_token(session, request.parameters["token"])
        asked = enquiries.enquiry_by_id(session, found.enquiry_id)
        token = orders.order_by_id(session, found.order_id).token if found.order_id else ""
        ways = enquiries.ways_to_pay(
            session,
            request.services.payments,
            tenant_id=tenant_id,
            amount=Money(found.total_minor, found.currency),
            country=asked.country,
        )
        known = {"name": asked.name, "company": asked.company, "phone": asked.phone}
        typed = {name: form.text(name) for name in addresses.FIELDS} if form else known
        told = views.error_texts(errors or {}, asked.country, view.language)
        facts = {
            "offer": views.offer_facts(request, asked, found, order_token=token),
            "address": field_facts(Wishes(country=asked.country, address=typed), view),
            "methods": views.method_facts(ways, form.text("method") if form else "", view),
            "errors": defaultdict(str, told),
            "problems": told,
            "notice": notice,
        }
        title = localization.words(view.language).gettext("Our quotation for you")
        page = OwnPage(
            template="quotation.html",
            title=title,
            facts=facts,
            status=status,
            goes_to=request.services.payments.page_origins,
        )
        return own_page(session, request, page)


def _refusal(request: ShopRequest, error: Exception) -> str:
    words = localization.words(request.view.language)
    if isinstance(error, NotToBeHad):
        return words.gettext("Not all of it is in stock any more. Nothing was ordered; please write to us.")
    if isinstance(error, law.DestinationClosed):
        return words.gettext("We can not sell to this market at present.")
    return words.gettext("This offer does not hold any more. Nothing was ordered; please write to us.")
