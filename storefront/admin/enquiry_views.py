"""Enquiries and quotations as the admin shows them, and the form that a quotation is written in."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from storefront import catalog, enquiries, localization
from storefront.admin.views import moment_text
from storefront.admin.wording import enquiry_words
from storefront.audience import Audience
from storefront.enquiries import Enquiry, Quotation
from storefront.localization import View
from storefront.money import Money
from tenants.kit import clock
from tenants.kit.forms import Form

_USUAL_VALIDITY = timedelta(days=14)
_BLANK_LINES = 2


@dataclass(frozen=True, slots=True)
class EnquiryRow:
    id: int
    name: str
    country: str
    state: str
    state_text: str
    moment: str
    iso: str


@dataclass(frozen=True, slots=True)
class QuotationRow:
    number: int
    name: str
    total: str
    state: str
    state_text: str
    until: str
    order_id: int | None


@dataclass(frozen=True, slots=True)
class FormLine:
    """`asked` is the place of what it answers among the enquiry's lines; "" for a line of its own."""

    asked: str = ""
    description: str = ""
    quantity: str = ""
    price: str = ""


@dataclass(frozen=True, slots=True)
class QuotingForm:
    lines: tuple[FormLine, ...]
    currency: str
    currencies: tuple[str, ...]
    delivery: str
    valid_until: str
    soonest: str
    latest: str
    note: str


def enquiry_row(found: Enquiry, language: str) -> EnquiryRow:
    """An enquiry as a line of the list."""
    return EnquiryRow(
        id=found.id or 0,
        name=found.company or found.name,
        country=localization.territory_name(found.country, language),
        state=found.state,
        state_text=enquiry_words(language)[found.state],
        moment=moment_text(found.created_at, language),
        iso=found.created_at.isoformat(),
    )


def quotation_row(found: Quotation, language: str) -> QuotationRow:
    """A quotation as a line of its enquiry's page."""
    return QuotationRow(
        number=found.number,
        name=enquiries.quotation_name(found.number),
        total=localization.format_price(Money(found.total_minor, found.currency), language),
        state=found.state,
        state_text=enquiry_words(language)[found.state],
        until=localization.format_date(found.valid_until, language),
        order_id=found.order_id,
    )


def quoting_form(session: Session, found: Enquiry, sent: Form | None, language: str) -> QuotingForm:
    """What was typed; else what was asked for, at the catalogue's prices in the shop's first market."""
    today = clock.now().date()
    views = localization.views_of(localization.markets(session))
    currencies = tuple(dict.fromkeys([*(each.currency for each in views), "USD", "EUR"]))
    latest = (today + enquiries.LONGEST_VALIDITY).isoformat()
    if sent is not None:
        typed = tuple(
            FormLine(*(sent.text(f"{name}-{place}") for name in ("asked", "description", "quantity", "price")))
            for place in range(enquiries.MOST_LINES)
            if sent.text(f"description-{place}")
        )
        lines = (*typed, *[FormLine()] * _BLANK_LINES)
        return QuotingForm(
            lines=lines,
            currency=sent.text("currency"),
            currencies=currencies,
            delivery=sent.text("delivery"),
            valid_until=sent.text("valid_until"),
            soonest=today.isoformat(),
            latest=latest,
            note=sent.text("note"),
        )
    asked = _asked(session, found, views[0], language) if views else []
    lines = (*asked, *[FormLine()] * _BLANK_LINES)
    return QuotingForm(
        lines=lines,
        currency=currencies[0],
        currencies=currencies,
        delivery="",
        valid_until=(today + _USUAL_VALIDITY).isoformat(),
        soonest=today.isoformat(),
        latest=latest,
        note="",
    )


def _asked(session: Session, found: Enquiry, view: View, language: str) -> list[FormLine]:
    asked = enquiries.asked_lines(found)
    audience = Audience(view.fallbacks, view.market_id, view.is_enquiry)
    sold = catalog.sellables(session, audience, variant_ids=[each.variant_id for each in asked])
    lines = []
    for place, each in enumerate(asked):
        offer = sold[each.variant_id].offer if each.variant_id in sold else None
        name = " – ".join(filter(None, (each.title, each.variant_title)))
        amount = Money(offer.amount_minor, offer.currency).major if offer else None
        price = localization.format_number(amount, language) if amount is not None else ""
        lines.append(FormLine(str(place), name, str(each.quantity), price))
    return lines
