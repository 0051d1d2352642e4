"""Calculations on prices that need nothing but the numbers: rounding, conversion, reductions."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from storefront.money import BadAmount, Money, currency
from storefront.pricing.errors import BadPrice, BadPriceRule
from storefront.pricing.terms import PriceOrigin, RoundingMode

_LARGEST = 10**15
_PERCENT = 100
_HUNDREDTHS = 10_000  # of a percent make a whole
# Prices that follow a rate stay as they are until it has moved by more than this share: shoppers come back to them.
_WORTH_A_CHANGE = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class RoundingRule:
    """Prices are k × increment + offset, in minor units: {10, -1} ends in 9, {100, -1} in .99, {5, 0} is Swiss.

    Raises BadPriceRule.
    """

    increment_minor: int = 1
    offset_minor: int = 0
    mode: RoundingMode = RoundingMode.NEAREST

    def __post_init__(self) -> None:
        if not 0 < self.increment_minor <= _LARGEST:
            raise BadPriceRule("increment", "is above zero")
        if abs(self.offset_minor) >= self.increment_minor:
            raise BadPriceRule("offset", "is less than the increment, to either side")

    @classmethod
    def of(
        cls, code: str, increment: Decimal, offset: Decimal = Decimal(0), mode: RoundingMode = RoundingMode.NEAREST
    ) -> "RoundingRule":
        """In major units: x9.90 is {10, -0.10}. Raises BadPriceRule for parts that the currency does not have."""
        try:
            step, shift = (Money.exactly(each, code).amount_minor for each in (increment, offset))
        except BadAmount as error:
            raise BadPriceRule("increment", str(error)) from None
        return cls(step, shift, mode)

    def rounded(self, exact_minor: Fraction) -> int:
        """The price by the rule for an amount that has not been rounded. Always above zero; a tie goes up."""
        steps = (exact_minor - self.offset_minor) / self.increment_minor
        if self.mode is RoundingMode.NEAREST:
            steps += Fraction(1, 2)
        whole = -(-steps.numerator // steps.denominator) if self.mode is RoundingMode.UP else steps // 1
        least = 0 if self.offset_minor > 0 else 1
        return max(whole, least) * self.increment_minor + self.offset_minor


@dataclass(frozen=True, slots=True)
class MarketPricing:
    """How a market's prices come about. Margin in hundredths of a percent, on top of what is converted."""

    origin: PriceOrigin = PriceOrigin.FIXED
    margin_hundredths: int = 0
    rounding: RoundingRule = RoundingRule()

    def __post_init__(self) -> None:
        if not -_HUNDREDTHS < self.margin_hundredths <= 100 * _HUNDREDTHS:
            raise BadPriceRule("margin", "is more than -100 percent, and 10,000 percent at most")


def check_price(amount_minor: int, compare_at_minor: int | None) -> None:
    """Raises BadPrice."""
    if not 0 < amount_minor <= _LARGEST:
        raise BadPrice(f"{amount_minor} is no price: it must be above zero")
    if compare_at_minor is not None and not amount_minor < compare_at_minor <= _LARGEST:
        raise BadPrice(f"the price before, {compare_at_minor}, is not above {amount_minor}")


def discount_percent(amount_minor: int, compare_at_minor: int | None) -> int:
    """How many whole percent cheaper than before; rounded down, so that no page promises more than it gives."""
    if compare_at_minor is None or compare_at_minor <= amount_minor:
        return 0
    return (compare_at_minor - amount_minor) * _PERCENT // compare_at_minor


def converted(base: Money, code: str, rate: Fraction, pricing: MarketPricing) -> Money:
    """What a base price is in another market: by the rate, with the margin, then rounded once. Raises BadPrice."""
    return converted_by(conversion_factor(base.currency, code, rate, pricing), base, code, pricing)


def conversion_factor(base_currency: str, code: str, rate: Fraction, pricing: MarketPricing) -> Fraction:
    """What a minor unit of the base currency comes to in minor units of the market's, margin and all; not rounded."""
    share = Fraction(_HUNDREDTHS + pricing.margin_hundredths, _HUNDREDTHS)
    return Fraction(10) ** (currency(code).exponent - currency(base_currency).exponent) * rate * share


def converted_by(factor: Fraction, base: Money, code: str, pricing: MarketPricing) -> Money:
    """As `converted`, for many prices by the one factor. Raises BadPrice."""
    amount = pricing.rounding.rounded(base.amount_minor * factor)
    check_price(amount, None)
    return Money(amount, code)


def converted_pair(
    base: Money, compare_at: Money | None, code: str, *, factor: Fraction, pricing: MarketPricing
) -> tuple[Money, Money | None]:
    """Price and the price before, or None where rounding leaves no reduction. Raises BadPrice."""
    now = converted_by(factor, base, code, pricing)
    before = None if compare_at is None else converted_by(factor, compare_at, code, pricing)
    return now, before if before is not None and before > now else None


def is_worth_a_change(old_rate: Fraction, new_rate: Fraction) -> bool:
    """Whether a rate has moved so far that prices made with the old one are made anew."""
    return abs(new_rate - old_rate) > old_rate * _WORTH_A_CHANGE
