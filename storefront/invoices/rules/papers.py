"""What all papers of an order have in common, and the packing slip. In the buyer's language and locale."""

from dataclasses import replace

from storefront import localization, orders
from storefront.documents import Paper, PaperKind, PaperLine
from storefront.invoices.rules.parties import Seller, address_party, seller_party
from storefront.invoices.rules.wording import words


def packing_slip(order: orders.PlacedOrder, seller: Seller) -> Paper:
    """What is in the parcel, without a price, since it may be a gift."""
    _ = words(order.language).gettext
    unsent = {line.id: line.unfulfilled for line in order.lines}
    counts = unsent if any(unsent.values()) else {line.id: line.quantity for line in order.lines}
    lines = [PaperLine(line.title, str(counts[line.id]), detail(line)) for line in order.lines if counts[line.id]]
    notes = [text for text in (order.gift_message if order.is_gift else "", order.note) if text]
    return replace(
        frame(order, seller, PaperKind.PACKING_SLIP),
        title=_("Packing slip"),
        number=f"#{order.number}",
        lines=tuple(lines),
        facts=((_("Date"), localization.format_date(order.created_at.date(), order.locale)),),
        notes=tuple(notes),
    )


def frame(order: orders.PlacedOrder, seller: Seller, kind: PaperKind) -> Paper:
    """A paper that names both sides and says nothing yet."""
    _ = words(order.language).gettext
    billing = order.billing_address or order.shipping_address
    ship_to = address_party(order.shipping_address, order.language, phone=order.phone)
    return Paper(
        kind=kind,
        title="",
        number="",
        language=order.language,
        is_right_to_left=localization.is_right_to_left(order.language),
        seller=seller_party(seller, order.language, destination=order.country),
        buyer=address_party(billing, order.language, email=order.email),
        ship_to=ship_to if ship_to.lines else None,
        headings=(_("Item"), _("Quantity"), _("Price"), _("Total")),
        labels=(
            ("seller", _("Seller")),
            ("buyer", _("Buyer")),
            ("ship_to", _("Deliver to")),
            ("page", _("Page")),
        ),
        accent=seller.accent,
    )


def detail(line: orders.PlacedLine) -> str:
    """What is in small letters below a line's title."""
    return " · ".join(filter(None, (line.variant_title, line.sku)))
