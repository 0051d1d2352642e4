"""Invoices, credit notes and packing slips, in the buyer's language and locale."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from babel.support import Translations

from storefront import addresses, localization, orders
from storefront.documents import Paper, PaperKind, PaperLine, Party
from storefront.invoices.rules.sums import PaperSum, order_sum
from storefront.money import Money

CATALOGUES = Path(__file__).parent.parent / "locales"
_DIGITS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """The shop as its papers name it. `ids` are pairs of a number's name and the number, such as ("VAT", "…")."""

    name: str
    country: str
    email: str
    registration_no: str = ""
    lines: tuple[str, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    accent: str = "#1f2937"


def invoice_name(kind: str, number: int) -> str:
    """As people quote it: INV-00017, CN-00003."""
    return f"{'INV' if kind == 'invoice' else 'CN'}-{number:0{_DIGITS}}"


def invoice(order: orders.PlacedOrder, seller: Seller, *, number: int, issued_at: datetime) -> Paper:
    """What was ordered, what it costs, and what of that is tax."""
    _ = words(order.language).gettext
    comes_to = order_sum(order)
    is_settled = orders.is_paid(order.payment_state) and not order.due
    facts = [
        (_("Order"), f"#{order.number}"),
        (_("Date"), localization.format_date(issued_at.date(), order.language)),
        (_("Payment"), _("Paid") if is_settled else _("To be paid")),
    ]
    notes = (
        [_("Duties and taxes of %(amount)s are paid by the recipient on delivery.") % {"amount": due}]
        if (due := _price_or_nothing(order, order.totals.due_at_delivery))
        else []
    )
    return replace(
        _frame(order, seller, PaperKind.INVOICE),
        title=_("Invoice"),
        number=invoice_name("invoice", number),
        lines=tuple(_priced(line, order) for line in order.lines if line.quantity),
        totals=_totals(order),
        facts=tuple(facts),
        notes=tuple(notes),
        amount_minor=comes_to.amount.amount_minor,
        tax_minor=comes_to.tax.amount_minor,
    )


def credit_note(
    order: orders.PlacedOrder,
    credited: PaperSum,
    seller: Seller,
    *,
    number: int,
    issued_at: datetime,
    of_invoice: int,
) -> Paper:
    """What went back, what of it is tax, and of which invoice."""
    _ = words(order.language).gettext
    amount, tax = (_price_or_nothing(order, each) for each in (credited.amount, credited.tax))
    facts = [
        (_("Order"), f"#{order.number}"),
        (_("Invoice"), invoice_name("invoice", of_invoice)),
        (_("Date"), localization.format_date(issued_at.date(), order.language)),
    ]
    return replace(
        _frame(order, seller, PaperKind.CREDIT_NOTE),
        title=_("Credit note"),
        number=invoice_name("credit_note", number),
        lines=(PaperLine(_("Refund"), "1", "", amount, amount),),
        totals=(*(((_("Contains tax of"), tax),) if tax else ()), (_("Total"), amount)),
        facts=tuple(facts),
        amount_minor=credited.amount.amount_minor,
        tax_minor=credited.tax.amount_minor,
    )


def packing_slip(order: orders.PlacedOrder, seller: Seller) -> Paper:
    """What is in the parcel, without a price, since it may be a gift."""
    _ = words(order.language).gettext
    unsent = {line.id: line.unfulfilled for line in order.lines}
    counts = unsent if any(unsent.values()) else {line.id: line.quantity for line in order.lines}
    lines = [PaperLine(line.title, str(counts[line.id]), _detail(line)) for line in order.lines if counts[line.id]]
    notes = [text for text in (order.gift_message if order.is_gift else "", order.note) if text]
    return replace(
        _frame(order, seller, PaperKind.PACKING_SLIP),
        title=_("Packing slip"),
        number=f"#{order.number}",
        lines=tuple(lines),
        facts=((_("Date"), localization.format_date(order.created_at.date(), order.language)),),
        notes=tuple(notes),
    )


def words(language: str) -> Translations:
    """The papers' own words."""
    return localization.words(language, CATALOGUES)


def seller_party(seller: Seller, language: str) -> Party:
    """The shop with its country in the reader's language."""
    _ = words(language).gettext
    country = localization.territory_name(seller.country, language)
    own = ((_("Registration number"), seller.registration_no),) if seller.registration_no else ()
    return Party(seller.name, (*seller.lines, country), seller.email, ids=(*own, *seller.ids))


def address_party(written: Mapping[str, object], language: str, *, email: str = "", phone: str = "") -> Party:
    """A stored address as it stands on a label."""
    known = {name: str(written.get(name) or "") for name in addresses.FIELDS}
    lines = addresses.address_lines(addresses.Address(**known), language) if known["country"] else ()
    name = known["name"] or email
    number = str(written.get("vat_number") or "")
    ids = ((words(language).gettext("VAT number"), number),) if number else ()
    return Party(name, tuple(line for line in lines if line != name), email, phone, ids)


def _frame(order: orders.PlacedOrder, seller: Seller, kind: PaperKind) -> Paper:
    """What all papers of an order have in common."""
    _ = words(order.language).gettext
    billing = order.billing_address or order.shipping_address
    ship_to = address_party(order.shipping_address, order.language, phone=order.phone)
    return Paper(
        kind=kind,
        title="",
        number="",
        language=order.language,
        is_right_to_left=localization.is_right_to_left(order.language),
        seller=seller_party(seller, order.language),
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


def _priced(line: orders.PlacedLine, order: orders.PlacedOrder) -> PaperLine:
    return PaperLine(
        title=line.title,
        quantity=localization.format_number(line.quantity, order.language),
        detail=_detail(line),
        unit_price=localization.format_price(line.unit_price, order.language),
        total=localization.format_price(line.unit_price * line.quantity, order.language),
    )


def _detail(line: orders.PlacedLine) -> str:
    return " · ".join(filter(None, (line.variant_title, line.sku)))


def _totals(order: orders.PlacedOrder) -> tuple[tuple[str, str], ...]:
    """What the order adds up from, without what is nothing; last the sum, before it the tax that prices contain."""
    _ = words(order.language).gettext
    amounts = order.totals
    rows = [
        (_("Goods"), amounts.goods),
        (_("Discount"), -amounts.discount),
        (_("Delivery"), amounts.shipping),
        (_("Tax"), amounts.tax),
        (_("Duty"), amounts.duty),
        (_("Fees"), amounts.handling),
        (_("Contains tax of"), amounts.included_tax),
    ]
    shown = [(label, localization.format_price(amount, order.language)) for label, amount in rows if amount]
    return (*shown, (_("Total"), localization.format_price(amounts.total, order.language)))


def _price_or_nothing(order: orders.PlacedOrder, amount: Money) -> str:
    return localization.format_price(amount, order.language) if amount else ""
