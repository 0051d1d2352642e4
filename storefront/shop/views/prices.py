"""Prices as drops: in the view's form, with what its law asks to stand beside them."""

from fractions import Fraction

from storefront import law, localization, pricing
from storefront.catalog import NetQuantity, Offer
from storefront.money import Money
from storefront.pricing import UnitPrice
from storefront.shop.request import ShopRequest
from tenants.kit import clock
from themes.engine.drops import Price


def price(
    request: ShopRequest, offer: Offer | None, *, net: NetQuantity | None = None, is_from: bool = False
) -> Price | None:
    """None: not for sale in this market, or on request. `net` is what the thing holds."""
    if offer is None:
        return None
    locale = request.view.locale
    amount = Money(offer.amount_minor, offer.currency)
    before, lowest = (_money(minor, offer) for minor in (offer.compare_at_minor, offer.lowest_minor))
    told = pricing.reduction(amount, before, lowest, names_lowest=_names_lowest(request))
    return Price(
        text=localization.format_price(amount, locale),
        amount_minor=amount.amount_minor,
        decimal=amount.decimal,
        currency=amount.currency,
        compare_at_text=localization.format_price(told.compare_at, locale) if told else "",
        discount_percent_text=_percent(told.percent, locale) if told else "",
        is_from=is_from,
        lowest_text=localization.format_price(told.lowest, locale) if told and told.lowest else "",
        unit_text=_unit_text(request, unit_price(request, offer, net)),
    )


def unit_price(request: ShopRequest, offer: Offer | None, net: NetQuantity | None) -> UnitPrice | None:
    """What a unit of it costs, where it is measured."""
    if offer is None or net is None:
        return None
    amount = Money(offer.amount_minor, offer.currency)
    return pricing.unit_price(amount, net.amount, net.unit, countries=request.view.countries)


def _names_lowest(request: ShopRequest) -> bool:
    """Whether a country of the market asks for the lowest price beside a reduced one today."""
    today, rules = clock.now().date(), request.shop.selling_rules
    remembered, key = request.shop.memory.names_lowest, (request.view.countries, today)
    known = remembered.get(key)
    if known is None:
        known = remembered[key] = law.names_lowest_price(rules, request.view.countries, today)
    return known


def _unit_text(request: ShopRequest, found: UnitPrice | None) -> str:
    if found is None:
        return ""
    if found.unit:
        return localization.format_price_per(found.price, found.count, found.unit, request.view.locale)
    words = localization.words(request.view.language)
    return words.gettext("%(price)s each") % {"price": localization.format_price(found.price, request.view.locale)}


def _percent(percent: int, locale: str) -> str:
    return localization.format_percent(-Fraction(percent, 100), locale) if percent else ""


def _money(minor: int | None, offer: Offer) -> Money | None:
    return None if minor is None else Money(minor, offer.currency)
