"""An order's tax, rate by rate, as it was found when it was placed or last changed: nothing is worked out anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from storefront.money import Money

Json = Mapping[str, Any]  # Any: JSON


@dataclass(frozen=True, slots=True)
class RateTax:
    """The tax of one rate, and the amount that it is taken of.

    `name` is the tax's, in English, `rate` in percent; both are empty for tax of which no rate was kept.
    """

    name: str
    rate: str
    base: Money
    tax: Money


def rate_tax_as_json(found: RateTax) -> dict[str, Any]:  # Any: JSON
    """As it is kept with a refund."""
    return {
        "name": found.name,
        "rate": found.rate,
        "base_minor": found.base.amount_minor,
        "tax_minor": found.tax.amount_minor,
    }


def rate_tax_from_json(kept: Json, currency: str) -> RateTax:
    """The same."""
    base, tax = Money(int(kept["base_minor"]), currency), Money(int(kept["tax_minor"]), currency)
    return RateTax(str(kept["name"]), str(kept["rate"]), base, tax)


def taxes_by_rate(goods: Iterable[tuple[Json, Money]], delivery: Iterable[Json], whole: Money) -> tuple[RateTax, ...]:
    """The taxes of the lines of goods, with what was kept of each, and of the delivery. They sum to `whole` exactly."""
    nothing = Money(0, whole.currency)
    sums: dict[tuple[str, str], tuple[Money, Money]] = {}

    def add(facts: Json, tax: Money) -> None:
        key = (str(facts["name"]), str(facts["rate"]))
        base, before = sums.get(key, (nothing, nothing))
        sums[key] = (base + Money(int(facts["base_minor"]), whole.currency), before + tax)

    for facts, tax in goods:
        if "rate" in facts:
            add(facts, tax)
    for facts in delivery:
        add(facts, Money(int(facts["tax_minor"]), whole.currency))
    found = [RateTax(name, rate, base, tax) for (name, rate), (base, tax) in sums.items() if base or tax]
    rest = whole - Money.total((each.tax for each in found), whole.currency)
    return (*found, *([RateTax("", "", nothing, rest)] if rest else []))
