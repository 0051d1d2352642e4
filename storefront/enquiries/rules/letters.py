"""Which mails tell of what happened to an enquiry, and what they say."""

from dataclasses import dataclass

from storefront import localization
from storefront.enquiries.rules.lines import AskedLine, QuotedLine
from storefront.enquiries.rules.paper import quotation_name
from storefront.localization import View
from storefront.money import Money
from storefront.notify import Brand, Letter, MailLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An enquiry as its mails name it. `buyer_url` and `staff_url` are its pages for the two who read of it."""

    event_id: int
    enquiry_id: int
    name: str
    email: str
    message: str
    asked: tuple[AskedLine, ...]
    view: View
    shop_view: View
    shop_email: str
    brand: Brand
    buyer_url: str
    staff_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOffer:
    """A quotation as its mails name it."""

    number: int
    lines: tuple[QuotedLine, ...]
    delivery: Money
    total: Money
    valid_until: str
    note: str
    url: str


def asked_letters(told: Told) -> list[Letter]:
    """To the buyer that it has arrived, to the shop what is asked for."""
    words = localization.words(told.shop_view.language)
    subject = words.gettext("New enquiry from %(name)s") % {"name": told.name}
    buyer = Letter(
        kind="enquiry-received",
        key=f"enquiry-event/{told.event_id}",
        about=f"enquiry/{told.enquiry_id}",
        to=told.email,
        language=told.view.language,
        brand=told.brand,
        facts={"name": told.name, "message": told.message},
        lines=_asked(told, told.view),
        button=told.buyer_url,
    )
    return [buyer, _to_shop(told, subject, f"#{told.enquiry_id}", told.message)]


def quoted_letters(told: Told, offer: ToldOffer) -> list[Letter]:
    """To the buyer, with the offer."""
    words, view = localization.words(told.view.language), told.view
    return [
        Letter(
            kind="quotation-sent",
            key=f"enquiry-event/{told.event_id}",
            about=f"enquiry/{told.enquiry_id}",
            to=told.email,
            language=view.language,
            brand=told.brand,
            facts={
                "name": told.name,
                "quotation": quotation_name(offer.number),
                "valid_until": offer.valid_until,
                "message": offer.note,
            },
            lines=tuple(
                MailLine(
                    each.description,
                    f"{localization.format_number(each.quantity, view.locale)} ×",
                    localization.format_price(each.total, view.locale),
                )
                for each in offer.lines
            ),
            totals=(
                (words.gettext("Delivery"), localization.format_price(offer.delivery, view.locale)),
                (words.gettext("Total"), localization.format_price(offer.total, view.locale)),
            ),
            button=offer.url,
        )
    ]


def accepted_letters(told: Told, offer: ToldOffer) -> list[Letter]:
    """To the shop; the buyer is told by the order's own mails."""
    words, name = localization.words(told.shop_view.language), quotation_name(offer.number)
    subject = words.gettext("Quotation %(number)s was accepted") % {"number": name}
    amount = localization.format_price(offer.total, told.shop_view.locale)
    return [_to_shop(told, subject, name, amount)]


def _to_shop(told: Told, subject: str, about: str, message: str) -> Letter:
    return Letter(
        kind="shop-message",
        key=f"enquiry-event/{told.event_id}/shop",
        about=f"enquiry/{told.enquiry_id}",
        to=told.shop_email,
        language=told.shop_view.language,
        brand=told.brand,
        facts={"order": about, "name": told.name, "subject_line": subject, "message": message},
        lines=_asked(told, told.shop_view),
        button=told.staff_url,
    )


def _asked(told: Told, view: View) -> tuple[MailLine, ...]:
    return tuple(
        MailLine(
            " – ".join(filter(None, (each.title, each.variant_title))),
            f"{localization.format_number(each.quantity, view.locale)} ×",
            "",
        )
        for each in told.asked
    )
