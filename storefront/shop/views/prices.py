"""Prices as drops."""

from fractions import Fraction

from storefront import localization, pricing
from storefront.catalog import Offer
from storefront.money import Money
from storefront.shop.request import ShopRequest
from themes.engine.drops import Price


def price(request: ShopRequest, offer: Offer | None, *, is_from: bool = False) -> Price | None:
    """None: not for sale in this market."""
    if offer is None:
        return None
    locale = request.view.locale
    amount = Money(offer.amount_minor, offer.currency)
    compare_at, percent = "", ""
    if offer.compare_at_minor is not None:
        before = Money(offer.compare_at_minor, offer.currency)
        compare_at = localization.format_price(before, locale)
        share = Fraction(pricing.discount_percent(offer.amount_minor, offer.compare_at_minor), 100)
        percent = localization.format_percent(-share, locale)
    return Price(
        text=localization.format_price(amount, locale),
        amount_minor=amount.amount_minor,
        decimal=amount.decimal,
        currency=amount.currency,
        compare_at_text=compare_at,
        discount_percent_text=percent,
        is_from=is_from,
    )
