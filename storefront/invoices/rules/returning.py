"""The slip that goes into a parcel that comes back, and the label that goes onto it, in the buyer's language."""

from dataclasses import replace

from storefront import localization, orders, tax
from storefront.documents import Paper, PaperKind, PaperLine, code_128
from storefront.invoices.rules.papers import detail, frame
from storefront.invoices.rules.parties import Seller, address_party, returns_party
from storefront.invoices.rules.wording import words
from storefront.money import Money

# Customs read this in English (Universal Postal Union, CN 23: category of item); goods that come back unchanged within
# three years are free of duty (Regulation (EU) No 952/2013, article 203; elsewhere by like rules).
_FOR_CUSTOMS = "RETURNED GOODS"


def return_name(order: orders.PlacedOrder, back: orders.SentBack) -> str:
    """As people quote it and as the bar code says it: R1001-7."""
    return f"R{order.number}-{back.id}"


def return_slip(order: orders.PlacedOrder, back: orders.SentBack, seller: Seller) -> Paper:
    """From whom to where, what is in it, and what to write on a customs declaration where it crosses a border."""
    _ = words(order.language).gettext
    name, to = return_name(order, back), returns_party(seller, order.language)
    lines = {line.id: line for line in order.lines}
    items = tuple(
        PaperLine(lines[each].title, localization.format_number(count, order.locale), detail(lines[each]))
        for each, count in back.quantities.items()
    )
    day = localization.format_date((back.decided_at or back.requested_at).date(), order.locale)
    sender = address_party(order.shipping_address, order.language, email=order.email, phone=order.phone)
    return replace(
        frame(order, seller, PaperKind.RETURN_SLIP),
        title=_("Return slip"),
        number=name,
        seller=to,
        buyer=sender,
        ship_to=None,
        lines=items,
        facts=((_("Order"), f"#{order.number}"), (_("Date"), day)),
        notes=tuple(_notes(order, back, seller)),
        labels=(
            ("seller", _("Send to")),
            ("buyer", _("Sender")),
            ("page", _("Page")),
            ("cut", _("Cut off and stick on the parcel")),
        ),
        code=name,
        bars=code_128(name),
    )


def crosses_border(order: orders.PlacedOrder, seller: Seller) -> bool:
    """Whether goods that come back pass customs on their way."""
    ends = {order.country, str((seller.returns or seller.address).get("country") or seller.country)}
    return bool(order.country) and len(ends) > 1 and not ends <= tax.EU_COUNTRIES


def _notes(order: orders.PlacedOrder, back: orders.SentBack, seller: Seller) -> list[str]:
    _ = words(order.language).gettext
    notes = [
        _("Put this slip into the parcel. Pack the goods as safely as they came, and keep the receipt of posting.")
    ]
    if crosses_border(order, seller):
        worth = localization.format_price(_value(order, back), order.locale)
        notes.append(
            _(
                "The parcel crosses a border: write “%(words)s” on the customs declaration, name order %(order)s, and"
                " state the value of the goods, %(value)s. They are sent back and not sold, so no duty should be asked"
                " for. Enclose a copy of the invoice."
            )
            % {"words": _FOR_CUSTOMS, "order": f"#{order.number}", "value": worth}
        )
    return notes


def _value(order: orders.PlacedOrder, back: orders.SentBack) -> Money:
    lines = {line.id: line for line in order.lines}
    parts = (orders.part_of(lines[each].total, count, lines[each].quantity) for each, count in back.quantities.items())
    return Money.total(parts, order.currency)
