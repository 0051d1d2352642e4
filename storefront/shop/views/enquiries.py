"""Enquiries and quotations as their pages show them, in the buyer's words."""

from collections.abc import Mapping, Sequence

from storefront import addresses, checkout, enquiries, localization, payments
from storefront.enquiries import Enquiry, EnquiryState, Quotation, QuotationState
from storefront.localization import View
from storefront.money import Money
from storefront.payments import PaymentMethod
from storefront.shop.request import ShopRequest
from storefront.shop.views.orders import Row
from tenants.kit import clock


def enquiry_facts(request: ShopRequest, enquiry: Enquiry, offers: Sequence[Quotation]) -> dict[str, object]:
    """What the template `enquiry-sent.html` asks for under `enquiry`."""
    view = request.view
    words = localization.words(view.language)
    told = {
        EnquiryState.OPEN: (words.gettext("Waiting for our answer"), "wait"),
        EnquiryState.QUOTED: (words.gettext("Answered"), "good"),
        EnquiryState.ORDERED: (words.gettext("Ordered"), "good"),
        EnquiryState.CLOSED: (words.gettext("Closed"), "bad"),
    }
    state_text, tone = told[EnquiryState(enquiry.state)]
    return {
        "tone": tone,
        "state_text": state_text,
        "lede": words.gettext("We write to %(email)s. This page shows our answer too, so keep its link.")
        % {"email": localization.isolated(enquiry.email)},
        "offers": [_offer_row(request, each) for each in reversed(offers)],
        "lines": [_asked(each, view) for each in enquiries.asked_lines(enquiry)],
        "message": enquiry.message,
        "name": enquiry.name,
        "email": enquiry.email,
    }


def offer_facts(request: ShopRequest, enquiry: Enquiry, quotation: Quotation, *, order_token: str) -> dict[str, object]:
    """What the template `quotation.html` asks for under `offer`."""
    view = request.view
    words = localization.words(view.language)
    lines = enquiries.quoted_lines(quotation)
    totals = enquiries.offered_totals(lines, Money(quotation.delivery_minor, quotation.currency))
    state_text, tone = offer_state(quotation, view)
    until = localization.format_date(quotation.valid_until, view.locale)
    base = f"/quotations/{quotation.token}"
    return {
        "name": enquiries.quotation_name(quotation.number),
        "url": request.address(base),
        "pdf_url": request.address(f"{base}/quotation.pdf"),
        "order_url": request.address(f"/orders/{order_token}") if order_token else "",
        "tone": tone,
        "state_text": state_text,
        "lede": words.gettext("This offer holds until %(date)s.") % {"date": until},
        "note": quotation.note,
        "is_open": is_open(quotation),
        "country": localization.territory_name(enquiry.country, view.locale),
        "accept_text": words.gettext("Order with obligation to pay %(amount)s")
        % {"amount": localization.format_price(totals.total, view.locale)},
        "duties": words.gettext("Import duties and taxes of the destination are not part of this price.")
        if enquiry.country != request.shop.country
        else "",
        "lines": [
            Row(
                title=each.description,
                detail=each.sku,
                quantity_text=localization.format_number(each.quantity, view.locale),
                unit_text=localization.format_price(each.unit_price, view.locale) if each.quantity > 1 else "",
                total_text=localization.format_price(each.total, view.locale),
            )
            for each in lines
        ],
        "totals": checkout.totals_rows(view, totals, discount_note=""),
    }


def is_open(quotation: Quotation) -> bool:
    """Whether the buyer can still accept the quotation today: it was sent, and its last day (UTC) is not over."""
    today = clock.now().date()
    return quotation.state == QuotationState.SENT and not enquiries.has_lapsed(quotation.valid_until, today)


def offer_state(quotation: Quotation, view: View) -> tuple[str, str]:
    """In words, and the tone they are shown in."""
    words = localization.words(view.language)
    if quotation.state == QuotationState.ACCEPTED:
        return words.gettext("Accepted"), "good"
    if quotation.state == QuotationState.WITHDRAWN:
        return words.gettext("Withdrawn by the shop"), "bad"
    if not is_open(quotation):
        return words.gettext("No longer valid"), "bad"
    return words.gettext("Waiting for your answer"), "wait"


def method_facts(methods: Sequence[PaymentMethod], chosen: str, view: View) -> list[dict[str, object]]:
    """The ways to pay; the usual one is chosen where none was."""
    known = {each.method for each in methods}
    first = methods[0].method if methods else ""
    return [
        {
            "key": each.method,
            "name": payments.method_name(each.method, view.language),
            "is_chosen": each.method == (chosen if chosen in known else first),
        }
        for each in methods
    ]


def error_texts(errors: Mapping[str, str], country: str, language: str) -> dict[str, str]:
    """The sentence beside each field."""
    words = localization.words(language)
    own = {
        "bad_email": words.gettext("This is not an e-mail address. One looks like this: name@example.com"),
        "bad_quantity": words.gettext("Please give a whole number of one or more."),
        "not_here": words.gettext("This product is not shown here any more."),
        "choose_method": words.gettext("Please choose how you pay."),
        "unknown_country": words.gettext("Please choose a country of this market."),
    }
    return {
        name: own.get(key) or addresses.reason_text(addresses.Reason(key), country, language)
        for name, key in errors.items()
    }


def _offer_row(request: ShopRequest, quotation: Quotation) -> dict[str, str]:
    total = Money(quotation.total_minor, quotation.currency)
    return {
        "name": enquiries.quotation_name(quotation.number),
        "total": localization.format_price(total, request.view.locale),
        "state": offer_state(quotation, request.view)[0],
        "url": request.address(f"/quotations/{quotation.token}"),
    }


def _asked(line: enquiries.AskedLine, view: View) -> str:
    name = " – ".join(filter(None, (line.title, line.variant_title)))
    return f"{localization.format_number(line.quantity, view.locale)} × {name}"
