"""Dates, spans of time, lists and weights as CLDR writes them: Gregorian calendar, the locale's digits, never mixed."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from babel import dates, lists, localedata

from storefront.localization import cldr48
from storefront.localization.figures import format_number, format_price, with_local_digits
from storefront.localization.tags import cldr_locale, tag
from storefront.money import Money, round_half_up

DateStyle = Literal["full", "long", "medium", "short"]
ListStyle = Literal["standard", "or"]
UnitLength = Literal["short", "long", "narrow"]
RelativeUnit = Literal["year", "month", "week", "day", "hour", "minute", "second"]

_SECONDS: tuple[tuple[RelativeUnit, int], ...] = (
    ("year", 365 * 86_400),
    ("month", 30 * 86_400),
    ("week", 7 * 86_400),
    ("day", 86_400),
    ("hour", 3_600),
    ("minute", 60),
    ("second", 1),
)
_GRAMS_IN_KILOGRAM = 1000
# Spanish y and o change before their own sound, though not before a diphthong: agua y hielo (CLDR, as ICU applies it).
_SPANISH_E = re.compile(r"i|hi(?![ae])", re.IGNORECASE)
_SPANISH_U = re.compile(r"h?o|8|11$", re.IGNORECASE)
_HEBREW = re.compile(r"[֐-׿]")


def format_date(day: date, locale: str, style: DateStyle = "long") -> str:
    """A day as the locale writes it (CLDR), with its own digits."""
    return with_local_digits(dates.format_date(day, style, locale=cldr_locale(locale)), locale)


def format_date_range(first: date, last: date, locale: str, *, with_year: bool = False) -> str:
    """Such as "2–9 Dec": what both days share is written once (CLDR interval formats), one day alone as one.

    Years are written where they differ, or `with_year`, for what is read again later.
    """
    skeleton = "yMMMd" if with_year or first.year != last.year else "MMMd"
    return with_local_digits(dates.format_interval(first, last, skeleton, locale=cldr_locale(locale)), locale)


def format_datetime(moment: datetime, locale: str, zone: tzinfo, style: DateStyle = "medium") -> str:
    """Date in the style and time to the minute, as the clocks of the zone show them."""
    data = cldr_locale(locale)
    local = moment.astimezone(zone)
    glue = cldr48.datetime_pattern(data, style).replace("'", "")
    day = dates.format_date(local, style, locale=data)
    time = dates.format_time(local, "short", tzinfo=zone, locale=data)
    return with_local_digits(glue.replace("{1}", day).replace("{0}", time), locale)


def format_relative(then: datetime, now: datetime, locale: str) -> str:
    """How long ago or ahead, in the largest unit that fits once, such as "3 weeks ago". Parts of a unit are dropped."""
    seconds = int((then - now).total_seconds())
    for unit, length in _SECONDS:
        if abs(seconds) >= length:
            count = abs(seconds) // length
            return format_relative_count(-count if seconds < 0 else count, unit, locale)
    return format_relative_count(-1, "second", locale)


def format_relative_count(count: int, unit: RelativeUnit, locale: str) -> str:
    """So many units ahead, or ago where negative."""
    length = dict(_SECONDS)[unit]
    # Babel rounds to the unit unless it is told that every unit is too large.
    written = dates.format_timedelta(
        timedelta(seconds=count * length),
        granularity=unit,
        threshold=float("inf"),
        add_direction=True,
        locale=cldr_locale(locale),
    )
    return with_local_digits(written, locale)


def format_list(items: Sequence[str], locale: str, style: ListStyle = "standard") -> str:
    """Joined as in a sentence. Empty for no items."""
    if len(items) > 1:
        language = tag(locale).language
        if language == "es":
            return _spanish_list(items, locale, style)
        if language == "he" and style == "standard" and not _HEBREW.match(items[-1]):
            # The Hebrew "and" is a prefix; before a word of another script it takes a hyphen.
            return lists.format_list([*items[:-1], f"-{items[-1]}"], style, locale=cldr_locale(locale))
    return lists.format_list(list(items), style, locale=cldr_locale(locale))


def format_weight(grams: int, locale: str, length: UnitLength = "short") -> str:
    """Grams below a kilogram; from there on kilograms with two decimals at most, half up."""
    if grams < _GRAMS_IN_KILOGRAM:
        return format_unit(grams, "mass-gram", locale, length)
    hundredths = round_half_up(Fraction(grams, 10))
    return format_unit(Decimal(hundredths) / 100, "mass-kilogram", locale, length)


def format_unit(value: int | Decimal, unit: str, locale: str, length: UnitLength = "short") -> str:
    """A CLDR unit, such as `length-centimeter`, with at most three decimals, half up."""
    data = cldr_locale(locale)
    rounded = Decimal(round_half_up(Fraction(value) * 1000)) / 1000
    patterns = _unit_patterns(str(data), unit, length)
    pattern = patterns.get(data.plural_form(abs(rounded.normalize()))) or patterns["other"]
    return pattern.replace("{0}", format_number(rounded, locale))


def format_price_per(price: Money, count: int, unit: str, locale: str) -> str:
    """A price for so many of a CLDR unit, such as 12,90 €/kg or RM 4.50/100 g."""
    amount = format_price(price, locale)
    data = cldr_locale(locale)
    if count == 1 and (pattern := _unit_patterns(str(data), unit, "short").get("per")):
        return pattern.replace("{0}", amount)
    together = localedata.load(str(data))["compound_unit_patterns"]["per"]["short"]["compound"]
    return str(together).replace("{0}", amount).replace("{1}", format_unit(count, unit, locale))


@lru_cache(maxsize=1024)
def _unit_patterns(locale_name: str, unit: str, length: UnitLength) -> Mapping[str, str]:
    """By plural form. Babel's `format_unit` takes a missing form from another length, "1 Gramm" for "1 g"."""
    return dict(localedata.load(locale_name)["unit_patterns"][unit][length])


def _spanish_list(items: Sequence[str], locale: str, style: ListStyle) -> str:
    """The word between the last two is changed in the joined text, so that the items themselves stay as they are."""
    joined = lists.format_list(list(items), style, locale=cldr_locale(locale))
    last = items[-1]
    head = joined[: len(joined) - len(last)]
    if head.endswith(" y ") and _SPANISH_E.match(last):
        return f"{head[:-2]}e {last}"
    if head.endswith(" o ") and _SPANISH_U.match(last):
        return f"{head[:-2]}u {last}"
    return joined
