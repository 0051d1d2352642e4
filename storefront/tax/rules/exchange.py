"""Rates of exchange as facts that a caller brings along: how many one euro was worth, by whom, when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from storefront.tax.errors import NoRateKnown


@dataclass(frozen=True, slots=True)
class ReferenceRate:
    """One euro was worth `per_euro` of the currency."""

    currency: str
    per_euro: Decimal
    source: str
    on: date


Rates = Mapping[str, ReferenceRate]


def worth(code: str, in_currency: str, rates: Rates) -> Fraction:
    """How much one unit of a currency is worth in another, exactly. Raises NoRateKnown."""
    if code == in_currency:
        return Fraction(1)
    return _per_euro(in_currency, rates) / _per_euro(code, rates)


def rates_used(code: str, in_currency: str, rates: Rates) -> tuple[ReferenceRate, ...]:
    """The facts behind `worth`, to be kept with its result."""
    return () if code == in_currency else tuple(rates[each] for each in (code, in_currency) if each != "EUR")


def _per_euro(code: str, rates: Rates) -> Fraction:
    if code == "EUR":
        return Fraction(1)
    rate = rates.get(code)
    if rate is None or rate.per_euro <= 0:
        raise NoRateKnown(code)
    return Fraction(rate.per_euro)
