"""The pro-forma invoice: what a quotation says on paper, in the buyer's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from storefront import localization
from storefront.documents import Paper, PaperKind, PaperLine, Party
from storefront.enquiries.rules.lines import QuotedLine, offered_totals
from storefront.invoices import Seller, seller_party
from storefront.money import Money

_DIGITS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What stands on the paper. `locale` writes its figures and dates."""

    number: int
    language: str
    locale: str
    buyer: Party
    country: str
    lines: Sequence[QuotedLine]
    delivery: Money
    note: str
    on: date
    valid_until: date


def quotation_name(number: int) -> str:
    """As people quote it: Q-00017."""
    return f"Q-{number:0{_DIGITS}}"


def quotation_paper(offer: Offer, seller: Seller) -> Paper:
    """A pro-forma invoice with the day until which it holds."""
    _ = localization.words(offer.language)
    notes = [offer.note] if offer.note else []
    if offer.country != seller.country:
        notes.append(_.gettext("Import duties and taxes of the destination are not part of this price."))
    return Paper(
        kind=PaperKind.QUOTATION,
        title=_.gettext("Pro-forma invoice"),
        number=quotation_name(offer.number),
        language=offer.language,
        is_right_to_left=localization.is_right_to_left(offer.language),
        seller=seller_party(seller, offer.language),
        buyer=offer.buyer,
        facts=(
            (_.gettext("Date"), localization.format_date(offer.on, offer.locale)),
            (_.gettext("Valid until"), localization.format_date(offer.valid_until, offer.locale)),
        ),
        headings=(_.gettext("Item"), _.gettext("Quantity"), _.gettext("Price"), _.gettext("Total")),
        lines=tuple(_line(each, offer.locale) for each in offer.lines),
        totals=_totals(offer),
        notes=tuple(notes),
        labels=(
            ("seller", _.gettext("Seller")),
            ("buyer", _.gettext("Buyer")),
            ("ship_to", _.gettext("Deliver to")),
            ("page", _.gettext("Page")),
        ),
        accent=seller.accent,
    )


def _line(line: QuotedLine, locale: str) -> PaperLine:
    return PaperLine(
        title=line.description,
        quantity=localization.format_number(line.quantity, locale),
        detail=line.sku,
        unit_price=localization.format_price(line.unit_price, locale),
        total=localization.format_price(line.total, locale),
    )


def _totals(offer: Offer) -> tuple[tuple[str, str], ...]:
    words = localization.words(offer.language)
    amounts = offered_totals(offer.lines, offer.delivery)
    rows = (
        (words.gettext("Subtotal"), amounts.goods),
        (words.gettext("Delivery"), amounts.shipping),
        (words.gettext("Total"), amounts.total),
    )
    return tuple((label, localization.format_price(amount, offer.locale)) for label, amount in rows)
