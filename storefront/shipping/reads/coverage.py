"""What is missing in a shop's deliveries: reported and not refused, since a gap may be meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from storefront import localization
from storefront.localization import Market
from storefront.shipping.models import ShippingRate, ShippingZone
from storefront.shipping.reads import setup
from storefront.shipping.rules.checks import band_gaps


class FindingKind(StrEnum):
    NO_DISPATCH = "no_dispatch"
    COUNTRY_WITHOUT_ZONE = "country_without_zone"
    COUNTRY_WITHOUT_RATE = "country_without_rate"
    GAP_IN_BANDS = "gap_in_bands"
    OTHER_CURRENCY = "other_currency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One gap. `above` and `up_to` bound it in the rate's own measure, without end where `up_to` is None."""

    kind: FindingKind
    market: str = ""
    country: str = ""
    rate_id: int | None = None
    above: int = 0
    up_to: int | None = None


def coverage(session: Session) -> tuple[Finding, ...]:
    """Every gap between the markets that are on and what their shoppers can have sent."""
    zones, rates = setup.zones(session), [rate for rate in setup.rates(session) if rate.is_enabled]
    markets = [market for market in localization.markets(session) if market.is_enabled]
    found = [] if setup.find_dispatch(session) else [Finding(kind=FindingKind.NO_DISPATCH)]
    for market in markets:
        found += _of_market(market, zones, rates)
    for rate in rates:
        found += [
            Finding(kind=FindingKind.GAP_IN_BANDS, rate_id=rate.id, above=above, up_to=up_to)
            for above, up_to in band_gaps(setup.price_of(rate), setup.limits_of(rate))
        ]
    return tuple(found)


def _of_market(market: Market, zones: Sequence[ShippingZone], rates: Sequence[ShippingRate]) -> list[Finding]:
    found = []
    mine = [rate for rate in rates if rate.market_id == market.id]
    for country in market.countries:
        holding = {zone.id for zone in zones if country in zone.countries}
        if not holding:
            found.append(Finding(kind=FindingKind.COUNTRY_WITHOUT_ZONE, market=market.handle, country=country))
        elif not any(rate.zone_id in holding for rate in mine):
            found.append(Finding(kind=FindingKind.COUNTRY_WITHOUT_RATE, market=market.handle, country=country))
    found += [
        Finding(kind=FindingKind.OTHER_CURRENCY, market=market.handle, rate_id=rate.id)
        for rate in mine
        if rate.currency != market.currency
    ]
    return found
