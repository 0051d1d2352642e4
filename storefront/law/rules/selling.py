"""What the law of a market asks of a sale, from dated rules, each with its source. Their files: `selling_files`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from storefront.law.rules.goods import EU, EU_COUNTRIES
from storefront.withdrawal import AFTER_OPENING, NoWithdrawal

# A rule that nobody has looked at for so long is shown as old.
STALE_DAYS = 90
# The days whose lowest price is stored and named in words. A law that asks for others needs a release.
LOWEST_PRICE_DAYS = 30
PAY_NOW = "Pay now"
# What the last button may be called, as texts of the catalogues.
ORDER_BUTTONS = (PAY_NOW, "Order with obligation to pay")
# Why a thing may not be sent back without a reason, as texts of the catalogues.
WITHDRAWAL_REASONS = {
    NoWithdrawal.CUSTOM_MADE: "Goods made or changed for you",
    NoWithdrawal.PERISHABLE: "Goods that spoil quickly",
    NoWithdrawal.UNSEALED_HYGIENE: "Unsealed goods that hygiene forbids to take back",
    NoWithdrawal.MIXED: "Goods that can not be parted from others any more",
    NoWithdrawal.UNSEALED_MEDIA: "Unsealed recordings or software",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LawRule:
    """One rule and where it is written. `place` is a country, or EU for its members."""

    kind: str
    place: str
    value: Any  # Any: each kind has its own: a number of days, a flag, a word
    valid_from: date
    valid_to: date | None
    source_title: str
    source_url: str
    as_of: date
    confidence: str

    @property
    def key(self) -> str:
        """Such as `withdrawal_days EU/2014-06-13`. A second rule of the same key replaces the first."""
        return f"{self.kind} {self.place}/{self.valid_from.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """The right to send goods back without a reason. Wherever it is granted, a button of the order's page leads to it.

    `exceptions` are the law's own numbers of what it excepts, by our names.
    """

    days: int
    exceptions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WithdrawalException:
    """Why the buyer of a thing may not withdraw. `reason` is a text of the catalogues, `number` the law's own.

    `needs_opening`: it holds only once the buyer has opened what was delivered.
    """

    kind: NoWithdrawal
    reason: str
    number: str
    source_title: str
    source_url: str

    @property
    def needs_opening(self) -> bool:
        return self.kind in AFTER_OPENING


@dataclass(frozen=True, slots=True, kw_only=True)
class SellingLaw:
    """What a shop must show and grant in a country. `rules` are those that were applied, with their sources.

    `lowest_price_days`: a reduction names the lowest price of so many days before, always LOWEST_PRICE_DAYS.
    `order_button` is the text that the last button must have, a text of the catalogues. Whether prices hold tax is
    `storefront.tax`'s to say; the price of a unit is told everywhere.
    """

    country: str
    lowest_price_days: int | None
    withdrawal: Withdrawal | None
    needs_product_safety: bool
    order_button: str
    rules: tuple[LawRule, ...]


def law_of(rules: Iterable[LawRule], country: str, at: date) -> SellingLaw:
    """The law of a country on a day. A country without rules gets what every shopper may expect: nothing more.

    Of two rules of a kind the country's own counts before the union's, then the one that begins later.
    """
    there = [each for each in rules if each.place in law_places(country) and _holds(each, at)]
    by_kind = {each.kind: each for each in sorted(there, key=lambda each: (each.place != EU, each.valid_from))}

    def value(kind: str, otherwise: Any) -> Any:  # Any: as LawRule.value
        return by_kind[kind].value if kind in by_kind else otherwise

    days = value("withdrawal_days", None)
    return SellingLaw(
        country=country,
        lowest_price_days=value("lowest_price_days", None),
        withdrawal=None
        if days is None
        else Withdrawal(
            days=days,
            exceptions=value("withdrawal_exceptions", {}),
        ),
        needs_product_safety=value("product_safety", False),
        order_button=value("order_button", PAY_NOW),
        rules=tuple(by_kind.values()),
    )


def withdrawal_exception(found: SellingLaw, kind: str) -> WithdrawalException | None:
    """What excepts a kind of goods from the right to withdraw; None where nothing does, as for a word of old."""
    rule = next((each for each in found.rules if each.kind == "withdrawal_exceptions"), None)
    if kind not in WITHDRAWAL_REASONS or rule is None or kind not in rule.value:
        return None
    known = NoWithdrawal(kind)
    return WithdrawalException(known, WITHDRAWAL_REASONS[known], rule.value[kind], rule.source_title, rule.source_url)


def names_lowest_price(rules: Iterable[LawRule], countries: Iterable[str], at: date) -> bool:
    """Whether one of the countries asks that a reduction name the lowest price of the days before."""
    known = tuple(rules)
    return any(law_of(known, country, at).lowest_price_days is not None for country in countries)


def needs_product_safety(rules: Iterable[LawRule], countries: Iterable[str], at: date) -> bool:
    """Whether one of the countries asks that an offer name who answers for the product's safety."""
    known = tuple(rules)
    return any(law_of(known, country, at).needs_product_safety for country in countries)


def law_places(country: str) -> tuple[str, ...]:
    """What the country is called in rules."""
    return (country, EU) if country in EU_COUNTRIES else (country,)


def _holds(rule: LawRule, at: date) -> bool:
    return rule.valid_from <= at and (rule.valid_to is None or at <= rule.valid_to)
