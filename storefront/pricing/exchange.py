"""What one currency is worth in another: from rates against the euro, pegs, and rates that people set. Pure.

A rate is told with its source and the day it is of; one that is too old is there, but no price is made with it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import holidays

from storefront.money import currency, round_half_up
from storefront.pricing.errors import BadRate, NoRate

EURO = "EUR"
ECB = "ECB"
PLATFORM = "platform"
OWN = "own"
# The bank publishes on its business days, so over Easter the newest rates are five days old.
PUBLISHED_DAYS = 5
# What a person set is theirs to keep up; after a month without it, nobody can say that it still holds.
SET_DAYS = 30
_MOST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Quote:
    """So much of a currency for one euro, as of a day."""

    value: Decimal
    source: str
    day: date


@dataclass(frozen=True, slots=True)
class Rate:
    """So much of a currency for one unit of the base, and by whom, as of a day."""

    value: Fraction
    source: str
    day: date
    is_stale: bool

    @property
    def decimal(self) -> Decimal:
        """The value as it is kept: it has no more decimals than that."""
        return Decimal(int(self.value * 10**_MOST_DIGITS)).scaleb(-_MOST_DIGITS)


@dataclass(frozen=True, slots=True)
class Rates:
    """All that is known on a day: quotes by currency, and the merchant's own rates by base and currency."""

    today: date
    quotes: Mapping[str, Quote]
    own: Mapping[tuple[str, str], tuple[Decimal, date]]

    def rate(self, base: str, code: str) -> Rate:
        """The merchant's own rate if there is one, else the cross rate over the euro. Raises NoRate."""
        if base == code:
            return Rate(Fraction(1), "same currency", self.today, is_stale=False)
        if (base, code) in self.own:
            value, day = self.own[base, code]
            return Rate(Fraction(value), OWN, day, _is_stale(OWN, day, self.today))
        sold, bought = self._in_euro(base), self._in_euro(code)
        if sold is None or bought is None:
            raise NoRate(base, code)
        parts = [each for each in (sold, bought) if each.source]
        return Rate(
            value=_as_written(Fraction(bought.value) / Fraction(sold.value)),
            source=", ".join(dict.fromkeys(word for each in parts for word in each.source.split(", "))),
            day=min(each.day for each in parts),
            is_stale=any(_is_stale(each.source, each.day, self.today) for each in parts),
        )

    def _in_euro(self, code: str) -> Quote | None:
        if code == EURO:
            return Quote(Decimal(1), "", self.today)
        quote, peg = self.quotes.get(code), pegs().get(code)
        if quote is not None or peg is None:
            return quote
        anchor = self.quotes.get(peg[0])
        return None if anchor is None else Quote(anchor.value * peg[1], f"{anchor.source}, peg to {peg[0]}", anchor.day)


@lru_cache(maxsize=1)
def pegs() -> Mapping[str, tuple[str, Decimal]]:
    """By currency the one that it is pegged to, and how many of it are one of that."""
    path = Path(__file__).parent.parent / "data" / "pegs.json"
    stored = json.loads(path.read_text(encoding="utf-8"))["pegs"]
    return {code: (each["anchor"], Decimal(each["rate"])) for code, each in stored.items()}


def business_days_after(day: date, until: date) -> int:
    """How many days of the euro's payment system (TARGET) come after `day`, up to `until` and with it."""
    return sum(_is_business_day(each) for each in _days(day + timedelta(days=1), until))


def checked_rate(value: Decimal, *codes: str) -> Decimal:
    """Raises UnknownCurrency, BadRate."""
    for code in codes:
        currency(code)
    digits = value.as_tuple()
    if not value.is_finite() or value <= 0:
        raise BadRate(f"{value} is no rate: it must be above zero")
    if value.adjusted() >= _MOST_DIGITS or not isinstance(digits.exponent, int) or -digits.exponent > _MOST_DIGITS:
        raise BadRate(f"{value} has more than {_MOST_DIGITS} digits before or after the point")
    return value


def _as_written(value: Fraction) -> Fraction:
    """To as many decimals as are kept beside a price, so that anybody can make the price again from what is kept."""
    return Fraction(max(1, round_half_up(value * 10**_MOST_DIGITS)), 10**_MOST_DIGITS)


def _is_stale(source: str, day: date, today: date) -> bool:
    if source in (OWN, PLATFORM):
        return (today - day).days > SET_DAYS
    return business_days_after(day, today) > PUBLISHED_DAYS


def _days(first: date, last: date) -> Iterator[date]:
    # More than a few weeks are stale however many holidays are among them.
    for number in range(min((last - first).days + 1, 60)):
        yield first + timedelta(days=number)


def _is_business_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _closing_days(day.year)


@lru_cache(maxsize=16)
def _closing_days(year: int) -> frozenset[date]:
    return frozenset(holidays.financial_holidays("ECB", years=year))
