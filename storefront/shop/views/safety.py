"""Who answers for a product's safety, said on its page where the law of a market asks for it."""

from storefront import law, localization
from storefront.audience import Audience
from storefront.catalog import ProductPage
from storefront.safety import Operator
from storefront.shop.request import ShopRequest
from tenants.kit import clock


def safety_notes(request: ShopRequest, found: ProductPage) -> tuple[str, ...]:
    """Who made it, who answers for it in the Union and what is to be minded: a sentence for each that is known."""
    if not _is_asked_for(request):
        return ()
    words, safety = localization.words(request.view.language), found.safety
    notes = []
    if safety.manufacturer is not None:
        notes.append(words.gettext("Manufacturer: %(who)s") % {"who": _named(safety.manufacturer)})
    if safety.responsible is not None:
        text = words.gettext("Responsible in the European Union: %(who)s")
        notes.append(text % {"who": _named(safety.responsible)})
    if warning := Audience(request.view.fallbacks, request.view.market_id).text(safety.warnings):
        notes.append(words.gettext("Safety: %(warning)s") % {"warning": warning})
    return tuple(notes)


def _named(who: Operator) -> str:
    return f"{who.name}, {who.address}, {who.email}"


def _is_asked_for(request: ShopRequest) -> bool:
    """Whether a country of the market asks for it today."""
    today, remembered = clock.now().date(), request.shop.memory.needs_safety
    key = (request.view.countries, today)
    known = remembered.get(key)
    if known is None:
        rules = request.shop.selling_rules
        known = remembered[key] = law.needs_product_safety(rules, request.view.countries, today)
    return known
