"""Money: whole minor units of a currency, exact arithmetic, and what a payment provider calls the same amount.

Three counts of decimals differ for some currencies: ISO 4217's (stored and calculated with), CLDR's (shown, see
`storefront.localization`) and Stripe's (charged). They are kept in `data/currencies.json` with their sources.
Rounding happens only in functions that name it.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Self

from tenants.kit.errors import Invalid, OverLimit

# The largest integer that every JSON reader holds exactly (RFC 8259, section 6).
MAX_MINOR = 2**53 - 1

Factor = int | Decimal | Fraction


class UnknownCurrency(Invalid):
    """The code is not one of the ISO 4217 currencies that are known here."""

    def __init__(self, code: str) -> None:
        super().__init__(f"{code!r} is not a known currency")
        self.code = code


class MixedCurrencies(Invalid):
    """Amounts of two currencies met where only one makes sense."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} and {other} can not be mixed")
        self.currencies = (one, other)


class BadAmount(Invalid):
    """The text or number is not an amount of the currency."""

    def __init__(self, written: object, currency: str) -> None:
        super().__init__(f"{str(written)[:40]!r} is not an amount of {currency}")
        self.currency = currency


class NegativeAmount(Invalid):
    """Less than nothing, where that has no meaning."""

    def __init__(self, money: "Money") -> None:
        super().__init__(f"{money} is negative")
        self.money = money


class AmountTooLarge(OverLimit):
    """More than can be stored, or more than the payment provider takes at once."""

    def __init__(self, amount: int, limit: int, currency: str) -> None:
        # Python refuses to print integers of thousands of digits.
        shown = str(amount) if abs(amount) < 10**30 else "the amount"
        super().__init__(f"{shown} of {currency} is beyond {limit}")
        self.limit = limit
        self.currency = currency


class NotChargeable(Invalid):
    """The payment provider does not take this currency, or not this fine an amount of it."""

    def __init__(self, money: "Money") -> None:
        super().__init__(f"{money} can not be charged exactly")
        self.money = money


@dataclass(frozen=True, slots=True)
class Currency:
    """`exponent` is ISO 4217's; `stripe_exponent` is None where Stripe does not take the currency."""

    code: str
    exponent: int
    display_digits: int
    stripe_exponent: int | None = None
    stripe_multiple_of: int = 1
    stripe_minimum: str | None = None


def _load() -> tuple[dict[str, Currency], int]:
    facts = json.loads(Path(__file__).with_name("data").joinpath("currencies.json").read_text(encoding="utf-8"))
    return {code: Currency(code, **each) for code, each in facts["currencies"].items()}, facts["stripe_maximum"]


_CURRENCIES, STRIPE_MAXIMUM = _load()
CURRENCY_CODES = frozenset(_CURRENCIES)


def currency(code: str) -> Currency:
    """Facts about a currency by its upper-case code. Raises UnknownCurrency."""
    try:
        return _CURRENCIES[code]
    except KeyError:
        raise UnknownCurrency(code) from None


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the currency's ISO 4217 minor unit. Two currencies neither mix nor compare by size."""

    amount_minor: int
    currency: str

    def __post_init__(self) -> None:
        if self.currency not in _CURRENCIES:
            raise UnknownCurrency(self.currency)
        if type(self.amount_minor) is not int:
            raise BadAmount(self.amount_minor, self.currency)
        if not -MAX_MINOR <= self.amount_minor <= MAX_MINOR:
            raise AmountTooLarge(self.amount_minor, MAX_MINOR, self.currency)

    @classmethod
    def total(cls, amounts: Iterable["Money"], currency: str) -> Self:
        """The sum. The currency is asked for so that the sum of nothing has one."""
        result = 0
        for each in amounts:
            if each.currency != currency:
                raise MixedCurrencies(currency, each.currency)
            result += each.amount_minor
        return cls(result, currency)

    @classmethod
    def exactly(cls, major: int | Decimal, code: str) -> Self:
        """So many major units. Raises BadAmount for more decimals than the currency has."""
        minor = _as_fraction(major, code) * 10 ** currency(code).exponent
        if minor.denominator != 1:
            raise BadAmount(major, code)
        return cls(minor.numerator, code)

    @classmethod
    def rounded_half_up(cls, major: Factor, code: str) -> Self:
        """So many major units, to the nearest minor unit; a half goes away from zero."""
        return cls(round_half_up(_as_fraction(major, code) * 10 ** currency(code).exponent), code)

    @classmethod
    def parse(cls, text: str, code: str) -> Self:
        """Machine form, as in files and the API: ASCII digits, a dot, no grouping. Raises BadAmount, AmountTooLarge."""
        exponent = currency(code).exponent
        match = _MACHINE_FORM.fullmatch(text)
        if match is None:
            raise BadAmount(text, code)
        decimals = (match["decimals"] or "").rstrip("0")
        if len(decimals) > exponent:
            raise BadAmount(text, code)
        minor = int(match["whole"] + decimals.ljust(exponent, "0"))
        return cls(-minor if match["sign"] else minor, code)

    @property
    def decimal(self) -> str:
        """Machine form with all of the currency's decimals, such as "1234.50": for structured data and files."""
        exponent = _CURRENCIES[self.currency].exponent
        digits = str(abs(self.amount_minor)).rjust(exponent + 1, "0")
        whole = digits if exponent == 0 else f"{digits[:-exponent]}.{digits[-exponent:]}"
        return f"-{whole}" if self.amount_minor < 0 else whole

    @property
    def major(self) -> Decimal:
        return Decimal(self.decimal)

    def __str__(self) -> str:
        return f"{self.decimal} {self.currency}"

    def __bool__(self) -> bool:
        return self.amount_minor != 0

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount_minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount_minor - self._same(other), self.currency)

    def __mul__(self, times: int) -> "Money":
        if type(times) is not int:
            return NotImplemented
        return Money(self.amount_minor * times, self.currency)

    __rmul__ = __mul__

    def __neg__(self) -> "Money":
        return Money(-self.amount_minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount_minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount_minor <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.amount_minor > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.amount_minor >= self._same(other)

    def times_half_up(self, factor: Factor) -> "Money":
        """Multiplied, to the nearest minor unit; a half goes away from zero."""
        return Money(round_half_up(self.amount_minor * _as_fraction(factor, self.currency)), self.currency)

    def allocated(self, weights: Sequence[Factor]) -> list["Money"]:
        """Shares in proportion to the weights that sum to exactly this amount: largest remainder, ties to the earlier.

        Weights are not negative. Where all are zero, the shares are equal. Raises BadAmount without a usable weight.
        """
        parts = [_as_fraction(weight, self.currency) for weight in weights]
        if not parts or min(parts) < 0:
            raise BadAmount(list(weights), self.currency)
        whole = sum(parts)
        if whole == 0:
            parts, whole = [Fraction(1)] * len(parts), Fraction(len(parts))
        ideal = [abs(self.amount_minor) * part / whole for part in parts]
        shares = [each.numerator // each.denominator for each in ideal]
        by_remainder = sorted(range(len(parts)), key=lambda place: (shares[place] - ideal[place], place))
        for place in by_remainder[: abs(self.amount_minor) - sum(shares)]:
            shares[place] += 1
        sign = -1 if self.amount_minor < 0 else 1
        return [Money(sign * share, self.currency) for share in shares]

    def not_negative(self) -> Self:
        """Itself. Raises NegativeAmount."""
        if self.amount_minor < 0:
            raise NegativeAmount(self)
        return self

    def _same(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise MixedCurrencies(self.currency, other.currency)
        return other.amount_minor


# Twenty digits are more than any amount has, and keep `int` from being given megabytes.
_MACHINE_FORM = re.compile(r"(?P<sign>-)?(?P<whole>[0-9]{1,20})(?:\.(?P<decimals>[0-9]{1,20}))?")


def round_half_up(value: Fraction) -> int:
    """The nearest integer; a half goes away from zero."""
    doubled = 2 * abs(value.numerator) + value.denominator
    rounded = doubled // (2 * value.denominator)
    return -rounded if value < 0 else rounded


def stripe_amount(money: Money) -> int:
    """The integer that Stripe's API takes for this amount. Nothing is rounded (see `chargeable_half_up`).

    Raises NegativeAmount, NotChargeable, AmountTooLarge.
    """
    facts = _CURRENCIES[money.not_negative().currency]
    if facts.stripe_exponent is None:
        raise NotChargeable(money)
    amount = money.amount_minor * Fraction(10) ** (facts.stripe_exponent - facts.exponent)
    if amount.denominator != 1 or amount.numerator % facts.stripe_multiple_of:
        raise NotChargeable(money)
    if amount > STRIPE_MAXIMUM:
        raise AmountTooLarge(amount.numerator, STRIPE_MAXIMUM, money.currency)
    return amount.numerator


def from_stripe_amount(amount: int, code: str) -> Money:
    """What an integer from Stripe's API is worth; Stripe writes codes in lower case.

    Raises UnknownCurrency, and NotChargeable for a fraction of the currency's minor unit.
    """
    facts = currency(code.upper())
    minor = amount * Fraction(10) ** (facts.exponent - (facts.stripe_exponent or 0))
    if facts.stripe_exponent is None or minor.denominator != 1:
        raise NotChargeable(Money(round_half_up(minor), facts.code))
    return Money(minor.numerator, facts.code)


def chargeable_half_up(money: Money) -> Money:
    """The nearest amount that Stripe takes exactly, a half going up: 5.125 KWD is 5.13, and 1.50 MGA is 2."""
    facts = _CURRENCIES[money.currency]
    if facts.stripe_exponent is None:
        raise NotChargeable(money)
    finest = facts.stripe_multiple_of * Fraction(10) ** (facts.exponent - facts.stripe_exponent)
    step = max(finest.numerator // finest.denominator, 1)
    return Money(round_half_up(Fraction(money.amount_minor, step)) * step, money.currency)


def stripe_minimum(code: str) -> Money | None:
    """The least that may be charged when settling in this currency, where that is published."""
    minimum = currency(code).stripe_minimum
    return None if minimum is None else Money.parse(minimum, code)


def _as_fraction(value: Factor, code: str) -> Fraction:
    """Exact; a binary float or an infinite decimal is refused."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        raise BadAmount(value, code)
    if isinstance(value, Decimal) and (not value.is_finite() or abs(value.adjusted()) > 40):
        raise BadAmount(value, code)
    return Fraction(value)
