"""Which amounts Stripe takes, what it keeps, and what a foreign one is worth where it is settled."""

import math
from fractions import Fraction

from storefront.standins.stripe.refusals import Refused, bad
from storefront.standins.stripe.samples import exponent_and_step

_MAXIMUM = 99_999_999
# Units of a currency for one ringgit: round figures of 2026, for play.
_FOR_ONE_RINGGIT: dict[str, str] = {
    "myr": "1", "usd": "0.24", "eur": "0.21", "gbp": "0.18", "cny": "1.7", "jpy": "36", "krw": "340", "aed": "0.88",
    "kwd": "0.073", "bhd": "0.09", "sgd": "0.31", "isk": "30", "ugx": "850", "rub": "19",
}  # fmt: skip
_LEAST_RINGGIT = 2
_PERCENT = Fraction(3, 100)
_FIXED_RINGGIT = 1


def check_amount(amount: int, currency: str) -> None:
    """Raises Refused as Stripe does."""
    facts = exponent_and_step(currency)
    if facts is None:
        raise bad(f"Invalid currency: {currency}", param="currency")
    if amount > _MAXIMUM:
        raise Refused(400, "Amount must be no more than 99999999", code="amount_too_large", param="amount")
    if amount < 1 or settled(amount, currency, "myr") < settled(_LEAST_RINGGIT * 100, "myr", "myr"):
        raise Refused(
            400, "The Checkout Session's total amount must convert to at least RM 2.00", code="amount_too_small"
        )
    if amount % facts[1]:
        raise bad(f"Amounts in {currency} must be divisible by {facts[1]}", param="amount")


def settled(amount: int, currency: str, into: str) -> int:
    """The amount in another currency, to the nearest unit of its API amount."""
    return _half_up(amount * rate(currency, into) * Fraction(_scale(into), _scale(currency)))


def rate(currency: str, into: str) -> Fraction:
    """Major units of `into` for one of `currency`."""
    one, other = (Fraction(_FOR_ONE_RINGGIT.get(each, "1")) for each in (currency, into))
    return other / one


def provider_fee(settled_amount: int, currency: str) -> int:
    """What Stripe keeps, in the currency of settlement."""
    return _half_up(settled_amount * _PERCENT) + settled(_FIXED_RINGGIT * 100, "myr", currency)


def written(amount: int, currency: str) -> str:
    """An API amount for eyes."""
    exponent = (exponent_and_step(currency) or (2, 1))[0]
    digits = str(amount).rjust(exponent + 1, "0")
    return f"{digits[:-exponent]}.{digits[-exponent:]}" if exponent else digits


def _scale(currency: str) -> int:
    facts = exponent_and_step(currency)
    scale: int = 10 ** (facts[0] if facts else 2)
    return scale


def _half_up(value: Fraction) -> int:
    rounded: int = math.floor(value + Fraction(1, 2))
    return rounded
