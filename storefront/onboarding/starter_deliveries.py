"""How a new shop sends before its merchant has said: the zone's own rates, from the zone's country."""

from collections.abc import Iterator, Sequence
from typing import Any

from storefront import addresses, localization, shipping
from storefront.addresses import Choice
from storefront.localization import Duties
from storefront.money import Money
from storefront.shipping import NewRate, PricedBy, RateLimits, RatePrice, Transit
from tenants.zones import Zone, ZoneDelivery, ZoneMarket

_HEAVIEST_GRAMS = 30_000
_NAMES = {"standard": "Standard delivery", "express": "Express delivery"}
_NOON = 12 * 60
_WORKING_WEEK = [1, 2, 3, 4, 5]

_Row = dict[str, Any]  # Any: a row holds what its columns hold


def dispatch_row(zone: Zone) -> _Row:
    """Packed on the next working day, from the zone's country."""
    return {
        "country": zone.country,
        "region": "",
        "weekdays": _WORKING_WEEK,
        "days_min": 1,
        "days_max": 2,
        "cutoff_minute": _NOON,
        "time_zone": zone.time_zone,
    }


def places(market: ZoneMarket) -> list[tuple[tuple[str, ...], list[ZoneDelivery]]]:
    """The market's deliveries by the regions that they are for, the whole market as no regions at all."""
    found: dict[tuple[str, ...], list[ZoneDelivery]] = {}
    for delivery in market.deliveries:
        found.setdefault(delivery.regions, []).append(delivery)
    return list(found.items())


def zone_row(market: ZoneMarket, regions: tuple[str, ...], language: str) -> _Row:
    """Named as its merchant calls the market, or the regions."""
    names = {region.value: region.label for region in _regions(regions, language)}
    name = ", ".join(names.get(region, region) for region in regions) or market.names[language]
    return {"name": name[:100], "countries": [] if regions else list(market.countries), "regions": list(regions)}


def rate_rows(
    market: ZoneMarket, deliveries: Sequence[ZoneDelivery], languages: Sequence[str], *, zone_id: int, market_id: int
) -> Iterator[_Row]:
    """The columns of a market's rates, as the zone has them."""
    for delivery in deliveries:
        yield shipping.rate_columns(_rate(market, delivery, languages, zone_id=zone_id, market_id=market_id))


def _rate(
    market: ZoneMarket, delivery: ZoneDelivery, languages: Sequence[str], *, zone_id: int, market_id: int
) -> NewRate:
    def minor(amount: str) -> int:
        return Money.parse(amount, market.currency).amount_minor

    name = _NAMES[delivery.service]
    return NewRate(
        zone_id=zone_id,
        market_id=market_id,
        names={language: localization.words(language).gettext(name) for language in languages},
        price=RatePrice(
            priced_by=PricedBy.STEPS,
            currency=market.currency,
            amount_minor=minor(delivery.first),
            included_grams=delivery.first_grams,
            step_grams=delivery.step_grams,
            step_minor=minor(delivery.step),
            free_over_minor=None if delivery.free_over is None else minor(delivery.free_over),
        ),
        limits=RateLimits(max_weight_grams=_HEAVIEST_GRAMS),
        duties=Duties(delivery.duties),
        transit=Transit(*delivery.days),
    )


def _regions(regions: Sequence[str], language: str) -> Iterator[Choice]:
    for country in dict.fromkeys(region.partition("-")[0] for region in regions):
        for choice in addresses.regions(country, language):
            yield Choice(f"{country}-{choice.value}", choice.label)
