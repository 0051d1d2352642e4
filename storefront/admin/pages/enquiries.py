"""A shop's enquiries, one of them, and what staff answer: a quotation, taking it back, or closing the enquiry."""

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus

from sqlmodel import Session
from starlette.responses import Response

from storefront import enquiries, law, localization
from storefront.admin import views
from storefront.admin.enquiry_views import enquiry_row, quotation_row, quoting_form
from storefront.admin.rendering import render, words
from storefront.admin.request import AdminRequest
from storefront.admin.responses import document, see_other
from storefront.admin.wording import enquiry_words
from storefront.documents import pdf
from storefront.enquiries import Enquiry, EnquiryState, NewQuotation, QuotedLine
from storefront.money import CURRENCY_CODES, Money
from tenants.kit.errors import Conflict, Invalid, NotFound, OverLimit

_PAGE = 50
_LISTS = {
    "open": (EnquiryState.OPEN,),
    "quoted": (EnquiryState.QUOTED,),
    "all": (),
}
_MOST_TEXT = 5_000


class UnknownDeed(NotFound):
    """There is nothing of this name to do with an enquiry."""


def enquiries_list(request: AdminRequest) -> Response:
    """The newest enquiries of one list, fifty at a time."""
    _ = words(request.language).gettext
    chosen = request.query.get("list", "open")
    chosen = chosen if chosen in _LISTS else "open"
    before = request.query.get("before", "")
    older_than = int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        found = enquiries.enquiries_page(session, _LISTS[chosen], before=older_than, limit=_PAGE + 1)
    facts = {
        "rows": [enquiry_row(each, request.language) for each in found[:_PAGE]],
        "lists": [("open", _("To be answered")), ("quoted", _("Quoted")), ("all", _("All"))],
        "chosen": chosen,
        "older": found[_PAGE - 1].id if len(found) > _PAGE else None,
    }
    return render(request, "enquiries.html", facts)


def enquiry(request: AdminRequest) -> Response:
    """What was asked and answered, with a form for each step that is open. Raises NoSuchEnquiry."""
    return _page(request)


def paper(request: AdminRequest) -> Response:
    """A quotation's pro-forma as PDF. Raises NoSuchQuotation."""
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        number = request.parameters["quotation"]
        wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 18 else 0
        found = enquiries.quotation_by_number(session, request.number, wanted)
    content = pdf(enquiries.quotation_paper(found))
    return document(content, f"{request.own_shop.slug}-{enquiries.quotation_name(found.number)}.pdf")


def act(request: AdminRequest) -> Response:
    """Do what the address names, in one transaction. Raises UnknownDeed, NoSuchEnquiry."""
    deed = {"quote": _quote, "withdraw": _withdraw, "close": _close}.get(request.parameters["action"])
    if deed is None:
        raise UnknownDeed(request.parameters["action"])
    try:
        with request.services.database.tenant(request.own_shop.tenant_id) as session:
            deed(session, request, enquiries.enquiry_by_id(session, request.number))
    except (Invalid, OverLimit) as error:
        return _page(request, _fault(request, error), HTTPStatus.UNPROCESSABLE_ENTITY)
    except Conflict as error:
        return _page(request, _fault(request, error), HTTPStatus.CONFLICT)
    return see_other(f"/shops/{request.own_shop.slug}/enquiries/{request.parameters['number']}")


def _quote(session: Session, request: AdminRequest, found: Enquiry) -> None:
    form = request.form
    currency = form.text("currency")
    if currency not in CURRENCY_CODES:
        raise enquiries.BadQuotation({"currency": "unknown"})
    try:
        valid_until = date.fromisoformat(form.text("valid_until"))
    except ValueError as error:
        raise enquiries.BadQuotation({"valid_until": "bad_day"}) from error
    new = NewQuotation(
        lines=tuple(_lines(request, found, currency)),
        delivery=_amount(request, "delivery", currency),
        valid_until=valid_until,
        note=form.text("note")[:_MOST_TEXT],
    )
    tenant_id, providers = request.own_shop.tenant_id, request.services.payments
    enquiries.quote_enquiry(session, tenant_id, providers, found.id or 0, new, person_id=request.who.id)


def _lines(request: AdminRequest, found: Enquiry, currency: str) -> list[QuotedLine]:
    """The lines that were filled in. One that answers what was asked for keeps its variant."""
    asked = {str(place): each for place, each in enumerate(enquiries.asked_lines(found))}
    lines = []
    for place in range(enquiries.MOST_LINES):
        description = request.form.text(f"description-{place}")
        if not description:
            continue
        known = asked.get(request.form.text(f"asked-{place}"))
        lines.append(
            QuotedLine(
                description=description,
                quantity=_count(request.form.text(f"quantity-{place}")),
                unit_price=_amount(request, f"price-{place}", currency),
                variant_id=known.variant_id if known else 0,
                product_id=known.product_id if known else 0,
                sku=known.sku if known else "",
            )
        )
    return lines


def _amount(request: AdminRequest, field: str, currency: str) -> Money:
    """Raises BadQuotation."""
    try:
        return localization.parse_price(request.form.text(field) or "0", request.language, currency)
    except (Invalid, OverLimit) as error:
        raise enquiries.BadQuotation({field: "bad_amount"}) from error


def _count(written: str) -> int:
    try:
        found = localization.parse_decimal(written, "en")
    except localization.BadNumber:
        return 0
    return int(found) if found == int(found) and 0 <= found < 10**15 else 0


def _withdraw(session: Session, request: AdminRequest, found: Enquiry) -> None:
    enquiries.withdraw_quotation(session, found.id or 0, person_id=request.who.id)


def _close(session: Session, request: AdminRequest, found: Enquiry) -> None:
    enquiries.close_enquiry(session, found.id or 0, person_id=request.who.id)


def _page(request: AdminRequest, fault: str = "", status: HTTPStatus = HTTPStatus.OK) -> Response:
    """What was asked, what was offered, and a form for each thing that can be done now. Raises NoSuchEnquiry."""
    language = request.language
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        found = enquiries.enquiry_by_id(session, request.number)
        offers = enquiries.quotations_of_enquiry(session, found.id or 0)
        events = enquiries.events_of_enquiry(session, found.id or 0)
        form = quoting_form(session, found, request.form if fault else None, language)
    names = enquiry_words(language)
    is_standing = found.state in enquiries.STANDING
    facts = {
        "fault": fault,
        "enquiry": found,
        "state_text": names[found.state],
        "country": localization.territory_name(found.country, language),
        "spoken": localization.language_name(found.language, language),
        "moment": views.moment_text(found.created_at, language),
        "asked": _asked(found, language),
        "offers": [quotation_row(each, language) for each in reversed(offers)],
        "form": form if is_standing else None,
        "is_offered": any(each.state == enquiries.QuotationState.SENT for each in offers),
        "happenings": [
            views.Happening(
                names[each.kind], "", views.moment_text(each.happened_at, language), each.happened_at.isoformat()
            )
            for each in reversed(events)
        ],
    }
    return render(request, "enquiry.html", facts, status=status)


def _asked(found: Enquiry, language: str) -> list[Mapping[str, str]]:
    return [
        {
            "title": " – ".join(filter(None, (each.title, each.variant_title))),
            "sku": each.sku,
            "quantity": localization.format_number(each.quantity, language),
        }
        for each in enquiries.asked_lines(found)
    ]


def _fault(request: AdminRequest, error: Exception) -> str:
    """Why nothing was done, in the reader's words."""
    _ = words(request.language).gettext
    if isinstance(error, enquiries.BadQuotation):
        return _("Something is missing or wrong: %(field)s.") % {"field": ", ".join(error.errors)}
    if isinstance(error, enquiries.NoWayToPay):
        return _("Nobody there could pay in %(currency)s: the shop has no way to take it.") % {
            "currency": error.currency
        }
    if isinstance(error, law.DestinationClosed):
        return _("The platform has closed this destination.")
    return _("The enquiry has changed meanwhile, and this can not be done any more.")
