"""What the law of the places that a view sells to says of a product, in the shopper's words: before the cart."""

from collections.abc import Mapping

from sqlmodel import Session

from storefront import law, localization
from storefront.catalog import ProductPage
from storefront.shop.request import ShopRequest
from storefront.shop.views.exceptions import warning
from storefront.shop.views.safety import safety_notes
from tenants.kit import clock


def notes(session: Session, request: ShopRequest, found: ProductPage) -> tuple[str, ...]:
    """A sentence for each reason; the places are named where it does not hold for all of the view's."""
    return (
        *_closed(request),
        *_of_goods(session, request, found),
        *_of_withdrawal(request, found),
        *safety_notes(request, found),
    )


def _closed(request: ShopRequest) -> tuple[str, ...]:
    """Where nothing is sent at all. A view all of whose countries are closed trades by enquiry, and says so itself."""
    closed = [country for country in request.view.countries if country in request.shop.closed_countries]
    if not closed or request.view.is_enquiry:
        return ()
    text = localization.words(request.view.language).gettext("Not sent to %(countries)s for now.")
    return (text % {"countries": _listed(request, closed)},)


def _of_goods(session: Session, request: ShopRequest, found: ProductPage) -> tuple[str, ...]:
    if not found.hs_code and not found.tags:
        return ()
    goods = (law.Goods(str(found.id), found.hs_code, found.tags),)
    told = law.findings_by_country(_rules(session, request), request.view.countries, goods)
    places: dict[tuple[str, bool], list[str]] = {}
    for country, findings in told.items():
        for reason in dict.fromkeys((each.restriction.reason_key, each.blocks) for each in findings):
            places.setdefault(reason, []).append(country)
    return tuple(_sentence(request, reason, countries) for reason, countries in places.items())


def _of_withdrawal(request: ShopRequest, found: ProductPage) -> tuple[str, ...]:
    """Said once where it is the same everywhere in the view, else for each place."""
    if not found.no_withdrawal:
        return ()
    countries, today = request.view.countries, clock.now().date()
    words = localization.words(request.view.language)
    by_text: dict[str, list[str]] = {}
    for country in countries:
        selling = law.law_of(request.shop.selling_rules, country, today)
        if text := warning(selling, found.no_withdrawal, request.view.language):
            by_text.setdefault(text, []).append(country)
    return tuple(
        text
        if len(places) == len(countries)
        else words.gettext("%(countries)s: %(reason)s") % {"countries": _listed(request, places), "reason": text}
        for text, places in by_text.items()
    )


def _rules(session: Session, request: ShopRequest) -> law.StandingRules:
    """From the shop's memory. Whatever changes one makes the process forget the shop; each day has its own."""
    remembered, key = request.shop.memory.rules, (request.view.countries, clock.now().date())
    known = remembered.get(key)
    if known is None:
        known = remembered[key] = law.standing_rules(session, request.view.countries, on=key[1])
    return known


def _sentence(request: ShopRequest, reason: tuple[str, bool], countries: list[str]) -> str:
    text, is_blocked = reason
    words = localization.words(request.view.language)
    names: Mapping[str, str] = {
        "reason": words.gettext(text),
        "countries": _listed(request, countries),
    }
    if len(countries) == len(request.view.countries):
        return words.gettext("Not sent here: %(reason)s") % names if is_blocked else names["reason"]
    if is_blocked:
        return words.gettext("Not sent to %(countries)s: %(reason)s") % names
    return words.gettext("%(countries)s: %(reason)s") % names


def _listed(request: ShopRequest, countries: list[str]) -> str:
    locale = request.view.locale
    return localization.format_list([localization.territory_name(country, locale) for country in countries], locale)
