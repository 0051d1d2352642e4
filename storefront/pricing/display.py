"""What stands beside a price: the lowest price of thirty days, an honest percentage, the price of a unit. Pure.

Which countries' law asks for a lowest price is `storefront.law`'s, and the caller asks there; by which unit prices are
told is data with its sources, `data/price_display.json`.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from storefront.money import Money
from storefront.pricing.rules import discount_percent

# Of each unit that net quantities count: how many make the one that prices are told by, and its name in CLDR.
_WHOLE = {"g": (1000, "mass-kilogram"), "ml": (1000, "volume-liter"), "mm": (1000, "length-meter"), "piece": (1, "")}
_HUNDRED = {"g": (100, "mass-gram"), "ml": (100, "volume-milliliter")}


@dataclass(frozen=True, slots=True)
class Reduction:
    """A price before and how many percent less it is now; `lowest` where the law asks that it be told."""

    compare_at: Money
    percent: int
    lowest: Money | None = None


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """What so many of a unit cost. `unit` is CLDR's name, or empty for a piece; `count` is 1 or 100."""

    price: Money
    count: int
    unit: str


def reduction(price: Money, compare_at: Money | None, lowest: Money | None, *, names_lowest: bool) -> Reduction | None:
    """What may be said of a reduction.

    `names_lowest`: the market's law asks for the lowest price of the thirty days before. Then the percentage is of that
    price, and where the thing was as cheap then, or was not sold, nothing is said to be reduced.
    """
    if compare_at is None:
        return None
    if not names_lowest:
        return Reduction(compare_at, discount_percent(price.amount_minor, compare_at.amount_minor))
    if lowest is None or lowest <= price:
        return None
    return Reduction(compare_at, discount_percent(price.amount_minor, lowest.amount_minor), lowest)


def unit_price(price: Money, net_amount: int, net_unit: str, *, countries: Iterable[str]) -> UnitPrice | None:
    """The price of a kilogram, litre, metre or piece, or of 100 g or 100 ml of a small pack, rounded half up once.

    None for a single piece, which says nothing, and where rounding leaves nothing.
    """
    small = _law()["unit_price_of_small_packs"]["up_to"]
    is_small = net_unit in _HUNDRED and net_amount <= small
    size, name = _WHOLE[net_unit]
    if is_small and not _binds("unit_price_of_whole_units_only", countries):
        size, name = _HUNDRED[net_unit]
    if net_unit == "piece" and net_amount == 1:
        return None
    found = price.times_half_up(Fraction(size, net_amount))
    count = size if name in ("mass-gram", "volume-milliliter") else 1
    return UnitPrice(found, count, name) if found else None


def _binds(rule: str, countries: Iterable[str]) -> bool:
    return not set(_law()[rule]["countries"]).isdisjoint(countries)


@lru_cache(maxsize=1)
def _law() -> dict[str, Any]:  # Any: JSON that ships with the product
    path = Path(__file__).parent.parent / "data" / "price_display.json"
    law: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return law
