"""What the law of a market asks of a sale, from dated rules in `data/selling_law.json`, each with its source."""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from storefront.law.rules.goods import EU, EU_COUNTRIES

_FILE = Path(__file__).parent.parent / "data" / "selling_law.json"
PAY_NOW = "Pay now"
# Kinds of goods that a shopper may not send back without a reason, as texts of the catalogues.
NO_WITHDRAWAL = {
    "custom_made": "Goods made or changed for you",
    "perishable": "Goods that spoil quickly",
    "unsealed_hygiene": "Unsealed goods that hygiene forbids to take back",
}


@dataclass(frozen=True, slots=True)
class LawRule:
    """One rule and where it is written."""

    kind: str
    value: Any  # Any: each kind has its own: a number of days, a flag, a word
    valid_from: date
    valid_to: date | None
    source_title: str
    source_url: str
    as_of: date
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """The right to send goods back without a reason. `needs_function`: a button must lead to it, all that time."""

    days: int
    needs_function: bool
    exceptions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SellingLaw:
    """What a shop must show and grant in a country. `rules` are those that were applied, with their sources.

    `prices_with_tax` is None where the law says nothing. `lowest_price_days`: a reduction names the lowest price of so
    many days before. `order_button` is the text that the last button must have, a text of the catalogues.
    """

    country: str
    prices_with_tax: bool | None
    needs_unit_price: bool
    lowest_price_days: int | None
    withdrawal: Withdrawal | None
    needs_product_safety: bool
    order_button: str
    rules: tuple[LawRule, ...]


def selling_law(country: str, at: date) -> SellingLaw:
    """The law of a country on a day. A country without rules gets what every shopper may expect: nothing more."""
    rules = {rule.kind: rule for places, rule in _all() if _place_fits(places, country) and _holds(rule, at)}

    def value(kind: str, otherwise: Any) -> Any:  # Any: as LawRule.value
        return rules[kind].value if kind in rules else otherwise

    days = value("withdrawal_days", None)
    return SellingLaw(
        country=country,
        prices_with_tax=value("prices_with_tax", None),
        needs_unit_price=value("unit_price", False),
        lowest_price_days=value("lowest_price_days", None),
        withdrawal=None
        if days is None
        else Withdrawal(
            days=days,
            needs_function=value("withdrawal_function", False),
            exceptions=tuple(value("withdrawal_exceptions", ())),
        ),
        needs_product_safety=value("product_safety", False),
        order_button=value("order_button", PAY_NOW),
        rules=tuple(rules.values()),
    )


def _place_fits(places: frozenset[str], country: str) -> bool:
    return country in places or (country in EU_COUNTRIES and EU in places)


def _holds(rule: LawRule, at: date) -> bool:
    return rule.valid_from <= at and (rule.valid_to is None or at <= rule.valid_to)


@lru_cache(maxsize=1)
def _all() -> tuple[tuple[frozenset[str], LawRule], ...]:
    """Every rule with its places, the older ones first, so that a later one of its kind takes their place."""
    content = json.loads(_FILE.read_text(encoding="utf-8"))
    read = [
        (
            frozenset(row["countries"]),
            LawRule(
                kind=row["kind"],
                value=row["value"],
                valid_from=date.fromisoformat(row["valid_from"]),
                valid_to=date.fromisoformat(row["valid_to"]) if row.get("valid_to") else None,
                source_title=content["sources"][row["source"]]["title"],
                source_url=content["sources"][row["source"]]["url"],
                as_of=date.fromisoformat(content["as_of"]),
                confidence=row["confidence"],
            ),
        )
        for row in content["rules"]
    ]
    return tuple(sorted(read, key=lambda each: each[1].valid_from))
