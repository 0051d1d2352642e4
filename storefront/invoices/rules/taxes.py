"""What a tax invoice says of tax: each rate with what it is taken of, and why none is charged where that is so."""

from collections.abc import Iterable
from fractions import Fraction

from storefront import localization, orders, tax
from storefront.documents import PaperTax
from storefront.invoices.rules.parties import Seller
from storefront.invoices.rules.wording import words
from storefront.orders import RateTax

# Where the words "tax invoice" are asked for: A New Tax System (Goods and Services Tax) Act 1999, section 29-70 (AU);
# Cabinet Decision 52 of 2017, article 59 (AE); the implementing regulations of VAT, articles 53 (SA) and 146 (OM);
# Decree-Law 48 of 2018 (BH); Goods and Services Tax (General) Regulations, regulation 11 (SG).
_TAX_INVOICE = frozenset({"AE", "AU", "BH", "OM", "SA", "SG"})


def tax_rows(taxes: Iterable[RateTax], order: orders.PlacedOrder) -> tuple[PaperTax, ...]:
    """Each rate's row, the highest first."""
    found = sorted(taxes, key=lambda each: Fraction(each.rate or 0), reverse=True)
    return tuple(
        PaperTax(
            label=_label(each, order),
            base=localization.format_price(each.base, order.locale) if each.rate else "",
            tax=localization.format_price(each.tax, order.locale),
            name=each.name,
            rate=each.rate,
            base_minor=each.base.amount_minor,
            tax_minor=each.tax.amount_minor,
        )
        for each in found
    )


def tax_headings(language: str) -> tuple[str, ...]:
    """Above the rows."""
    _ = words(language).gettext
    return _("Tax"), _("Taxable amount"), _("Tax amount")


def tax_reason(order: orders.PlacedOrder, seller: Seller) -> str:
    """Why the seller charges none (Directive 2006/112/EC, article 226, points 11 and 11a); else "".

    In the Union, only the exemption for small enterprises lets a seller sell without being registered. An export is
    exempt whoever the seller is.
    """
    _ = words(order.language).gettext
    collection = str(order.landed_cost.get("collection") or "")
    is_in_union = {seller.country, order.country} <= tax.EU_COUNTRIES
    is_export = order.country not in ("", seller.country) and not is_in_union
    if collection == "reverse_charge" and is_in_union:
        return _(
            "Reverse charge: intra-Community supply, exempt from VAT (Directive 2006/112/EC, article 138). The customer"
            " accounts for the VAT."
        )
    if collection == "reverse_charge":
        return _("Reverse charge: the customer accounts for the tax.")
    if collection in ("", "point_of_sale"):
        return ""
    if is_export and seller.country in tax.EU_COUNTRIES:
        return _("Export, exempt from VAT (Directive 2006/112/EC, article 146).")
    if is_export:
        return _("Export: no tax of the seller's country is charged.")
    if collection != "none":
        return ""
    if seller.country in tax.EU_COUNTRIES:
        return _("No VAT is charged: exemption for small enterprises (Directive 2006/112/EC, article 284).")
    return _("No tax is charged: the seller is not registered for it.")


def is_tax_invoice(order: orders.PlacedOrder) -> bool:
    """Whether the law of where the goods go wants it called so: its tax was taken at the sale."""
    is_taken = order.landed_cost.get("collection") == "point_of_sale" and any(each.tax for each in order.taxes)
    return bool(is_taken) and order.country in _TAX_INVOICE


def _label(found: RateTax, order: orders.PlacedOrder) -> str:
    _ = words(order.language).gettext
    if not found.rate:
        return _("Tax")
    name = localization.words(order.language).gettext(found.name) if found.name else _("Tax")
    percent = tax.percent_text(found.rate, order.locale)
    if order.landed_cost.get("collection") == "import":
        return _("%(tax)s %(rate)s, taken by customs") % {"tax": name, "rate": percent}
    return f"{name} {percent}"
