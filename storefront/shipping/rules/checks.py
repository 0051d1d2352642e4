"""What makes zones, rates and the rest sound. Each raises BadShipping for the first thing that is wrong."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise
from zoneinfo import ZoneInfo

from storefront import addresses, localization
from storefront.addresses import BadAddress
from storefront.money import CURRENCY_CODES
from storefront.shipping.errors import BadShipping
from storefront.shipping.rules.drafts import NewPickupPoint, NewRate, NewRestriction, NewZone
from storefront.shipping.rules.values import Band, Packing, PricedBy, RateLimits, RatePrice, RestrictedBy

MOST_NAME = 100
MOST_INSTRUCTIONS = 500
_MOST_AMOUNT = 10**12
_MOST_DAYS = 120
_BANDED = {PricedBy.WEIGHT, PricedBy.VALUE, PricedBy.COUNT}
# More weight or pieces never cost less; a dearer basket may well.
_NEVER_CHEAPER = {PricedBy.WEIGHT, PricedBy.COUNT}
_HS_PREFIX = re.compile(r"[0-9]{2,12}")


def check_zone(new: NewZone, others: Iterable[NewZone]) -> None:
    """Also against the shop's other zones: no country and no region is in two."""
    _check_name("name", new.name)
    if not new.countries and not new.regions:
        raise BadShipping("countries", "a zone has a country or a region")
    for country in new.countries:
        if not localization.is_country(country):
            raise BadShipping("countries", f"{country[:40]!r} is not a country")
    for region in new.regions:
        country, _, code = region.partition("-")
        if not localization.is_country(country) or code not in _regions(country):
            raise BadShipping("regions", f"{region[:40]!r} is not a region")
    _each_once("countries", new.countries)
    _each_once("regions", new.regions)
    for other in others:
        for field, mine, theirs in (
            ("countries", new.countries, other.countries),
            ("regions", new.regions, other.regions),
        ):
            shared = sorted(set(mine) & set(theirs))
            if shared:
                raise BadShipping(field, f"{', '.join(shared)} is in the zone {other.name} already")


def check_rate(new: NewRate, market_currency: str) -> None:
    """The currency is the market's; bands do not overlap; more weight is never cheaper."""
    _check_names("names", new.names)
    if len(new.carrier) > MOST_NAME:
        raise BadShipping("carrier", "is too long")
    _check_price(new.price, market_currency)
    _check_limits(new.limits)
    if new.transit is not None:
        _check_days("transit", new.transit.days_min, new.transit.days_max)


def check_dispatch(new: Packing) -> None:
    """Raises BadShipping, with the field, for packing that can not be."""
    if not localization.is_country(new.country):
        raise BadShipping("country", f"{new.country[:40]!r} is not a country")
    if new.region and new.region not in _regions(new.country):
        raise BadShipping("region", f"{new.region[:40]!r} is not a region of {new.country}")
    if not new.weekdays or not new.weekdays <= set(range(1, 8)):
        raise BadShipping("weekdays", "are numbers from 1, Monday, to 7, and at least one")
    if not 0 <= new.cutoff_minute <= 24 * 60:
        raise BadShipping("cutoff_minute", "is a minute of the day")
    _check_days("days", new.days_min, new.days_max)
    try:
        ZoneInfo(new.time_zone)
    except (ValueError, OSError, KeyError):
        raise BadShipping("time_zone", f"{new.time_zone[:40]!r} is not a time zone") from None


def check_pickup_point(new: NewPickupPoint) -> None:
    """Raises BadShipping, with the field, for a point that nobody could find or be served at."""
    _check_names("names", new.names)
    _check_days("days", new.days_min, new.days_max)
    if any(len(text) > MOST_INSTRUCTIONS for text in new.instructions.values()):
        raise BadShipping("instructions", "are too long")
    try:
        addresses.checked_address(asdict(new.address), new.address.country, needs_phone=False)
    except BadAddress as error:
        raise BadShipping("address", str(error)) from error


def check_restriction(new: NewRestriction) -> None:
    """Raises BadShipping, with the field, for a restriction of nothing or nowhere."""
    if new.restricted_by is RestrictedBy.HS_PREFIX and _HS_PREFIX.fullmatch(new.value) is None:
        raise BadShipping("value", f"{new.value[:40]!r} is not the beginning of an HS code")
    _check_name("value", new.value)
    for country in new.countries:
        if not localization.is_country(country):
            raise BadShipping("countries", f"{country[:40]!r} is not a country")
    if not new.countries and not new.is_everywhere_but:
        raise BadShipping("countries", "are needed, or everywhere")
    _each_once("countries", new.countries)


def band_gaps(price: RatePrice, limits: RateLimits) -> list[tuple[int, int | None]]:
    """Measures that no band holds, as (above, up to), where nothing is carried. Reported, since it may be meant."""
    if price.priced_by not in _BANDED:
        return []
    gaps: list[tuple[int, int | None]] = []
    reached = 0
    for band in price.bands:
        if band.above > reached:
            gaps.append((reached, band.above))
        if band.up_to is None:
            return gaps
        reached = band.up_to
    limit = {PricedBy.WEIGHT: limits.max_weight_grams, PricedBy.COUNT: limits.max_items}.get(price.priced_by)
    if limit is None or limit > reached:
        gaps.append((reached, limit))
    return gaps


def _check_price(price: RatePrice, market_currency: str) -> None:
    if price.currency not in CURRENCY_CODES or price.currency != market_currency:
        raise BadShipping("currency", f"{price.currency[:10]!r} is not the market's {market_currency}")
    amounts = [price.amount_minor, price.step_minor, price.free_over_minor or 0]
    amounts += [band.amount_minor for band in price.bands]
    if any(not 0 <= amount <= _MOST_AMOUNT for amount in amounts):
        raise BadShipping("amount", "is not below zero, nor beyond any parcel's price")
    if price.priced_by in _BANDED:
        _check_bands(price.bands, is_never_cheaper=price.priced_by in _NEVER_CHEAPER)
    elif price.bands:
        raise BadShipping("bands", "are for rates by weight, value or count")
    is_stepped = price.priced_by is PricedBy.STEPS
    if is_stepped and (price.step_grams < 1 or price.included_grams < 0):
        raise BadShipping("step_grams", "is at least a gram")


def _check_bands(bands: Sequence[Band], *, is_never_cheaper: bool) -> None:
    if not bands:
        raise BadShipping("bands", "are needed")
    for band in bands:
        if band.above < 0 or (band.up_to is not None and band.up_to <= band.above):
            raise BadShipping("bands", f"{band.above} to {band.up_to} is no band")
    for one, other in pairwise(bands):
        if one.up_to is None or other.above < one.up_to:
            raise BadShipping("bands", f"from {other.above} overlaps or comes before the one up to {one.up_to}")
        if is_never_cheaper and other.amount_minor < one.amount_minor:
            raise BadShipping("bands", f"from {other.above} costs less than the one before")


def _check_limits(limits: RateLimits) -> None:
    for field, limit in (("max_weight_grams", limits.max_weight_grams), ("max_items", limits.max_items)):
        if limit is not None and not 0 < limit <= 10**9:
            raise BadShipping(field, "is above zero")
    if limits.only_tags & limits.except_tags:
        raise BadShipping("only_tags", "are not excepted at once")
    for tag in limits.only_tags | limits.except_tags:
        _check_name("tags", tag)


def _check_days(field: str, least: int, most: int) -> None:
    if not 0 <= least <= most <= _MOST_DAYS:
        raise BadShipping(field, f"go from 0 to {_MOST_DAYS} days, the fewer first")


def _check_names(field: str, names: Mapping[str, str]) -> None:
    if not names:
        raise BadShipping(field, "are needed in one language at least")
    for language, name in names.items():
        localization.tag(language)
        _check_name(field, name)


def _check_name(field: str, name: str) -> None:
    if not name.strip() or len(name) > MOST_NAME or any(ord(each) < 32 for each in name):
        raise BadShipping(field, f"has 1 to {MOST_NAME} characters")


def _regions(country: str) -> set[str]:
    return {region.value for region in addresses.regions(country, "en")}


def _each_once(field: str, values: Iterable[str]) -> None:
    for value, times in Counter(values).items():
        if times > 1:
            raise BadShipping(field, f"{value} is there twice")
