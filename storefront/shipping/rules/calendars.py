"""Working days of places, and when a parcel arrives.

Public holidays and weekends are python-holidays'; moon-dependent days of the future are its estimates.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from storefront.shipping.rules.values import Destination, Packing, Transit

_DAY = timedelta(days=1)
_USUAL_WEEKEND = frozenset({6, 7})
_EVERY_DAY = frozenset(range(1, 8))


def arrival(packing: Packing, transit: Transit, destination: Destination, at: datetime) -> tuple[date, date]:
    """The first and the last day on which a parcel ordered at `at` is expected."""
    first = _delivered(ready_day(packing, at, packing.days_min), transit.days_min, transit, destination)
    last = _delivered(ready_day(packing, at, packing.days_max), transit.days_max, transit, destination)
    return first, last


def ready_day(packing: Packing, at: datetime, days: int) -> date:
    """The day on which the order is packed: so many packing days after the first one that it can be begun on.

    An order after the cutoff, or on a day without packing, is begun on the next packing day.
    """
    local = at.astimezone(ZoneInfo(packing.time_zone))
    day = local.date()
    if local.hour * 60 + local.minute >= packing.cutoff_minute:
        day += _DAY
    weekend = _EVERY_DAY - packing.weekdays
    return _after(day, days, packing.country, packing.region, weekend)


@lru_cache(maxsize=512)
def weekend_of(country: str) -> frozenset[int]:
    """ISO weekdays without deliveries."""
    try:
        found = holidays.country_holidays(country)
    except NotImplementedError:
        return _USUAL_WEEKEND
    return frozenset(day + 1 for day in found.weekend)


@lru_cache(maxsize=1024)
def public_holidays(country: str, region: str, year: int) -> frozenset[date]:
    """Of a region where its own are known, else those of the whole country; empty where none are known."""
    try:
        known = holidays.country_holidays(country)
    except NotImplementedError:
        return frozenset()
    subdivision = region if region in known.subdivisions else None
    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))


def _delivered(sent: date, days: int, transit: Transit, destination: Destination) -> date:
    if not transit.is_working_days:
        return sent + days * _DAY
    weekend = weekend_of(destination.country)
    return _after(sent, days, destination.country, destination.region, weekend)


def _after(day: date, days: int, country: str, region: str, weekend: frozenset[int]) -> date:
    """The first working day from `day` on, and then so many more."""
    left = days
    while True:
        is_working = day.isoweekday() not in weekend and day not in public_holidays(country, region, day.year)
        if is_working and left == 0:
            return day
        left -= is_working
        day += _DAY
