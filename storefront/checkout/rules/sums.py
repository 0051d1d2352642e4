"""What an order comes to, one amount below the other, as buyers read it on pages and in mails."""

from dataclasses import dataclass

from storefront import localization
from storefront.localization import View
from storefront.money import Money
from storefront.orders import Totals


@dataclass(frozen=True, slots=True)
class Sum:
    """A row of the totals. `kind`: plain, off, later or total."""

    label: str
    text: str
    kind: str = "plain"
    note: str = ""


def totals_rows(view: View, totals: Totals, *, discount_note: str = "") -> list[Sum]:
    """The amounts, those that are nothing left out."""
    words = localization.words(view.language)

    def text(amount: Money) -> str:
        return localization.format_price(amount, view.locale)

    rows = [Sum(words.gettext("Subtotal"), text(totals.goods))]
    if totals.discount:
        rows.append(Sum(words.gettext("Discount"), text(-totals.discount), "off", discount_note))
    rows.append(Sum(words.gettext("Delivery"), text(totals.shipping) if totals.shipping else words.gettext("Free")))
    if totals.relief:
        rows.append(Sum(words.gettext("Tax held in the prices, paid at delivery instead"), text(-totals.relief), "off"))
    if totals.tax:
        rows.append(Sum(words.gettext("Tax"), text(totals.tax)))
    if totals.duty:
        rows.append(Sum(words.gettext("Import duty"), text(totals.duty)))
    if totals.handling:
        rows.append(Sum(words.gettext("Fees"), text(totals.handling)))
    included = words.gettext("including %(amount)s tax") % {"amount": text(totals.included_tax)}
    rows.append(Sum(words.gettext("Total"), text(totals.total), "total", included if totals.included_tax else ""))
    if totals.due_at_delivery:
        later = words.gettext("Expected at delivery, paid to the carrier")
        rows.append(Sum(later, text(totals.due_at_delivery), "later"))
        rows.append(Sum(words.gettext("Altogether"), text(totals.total + totals.due_at_delivery), "later"))
    return rows
