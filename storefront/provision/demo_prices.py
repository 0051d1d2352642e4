"""The demo's prices: a shop's ringgit turned into each market's currency and made to look like a price there."""

from fractions import Fraction

from storefront.money import Money, round_half_up
from storefront.provision.demo_files import MarketForm

# What a price ends in, as shares of a whole unit: price = k × step − offset, the nearest k of at least one.
_ENDINGS = {
    "x.90": (Fraction(1), Fraction(1, 10)),
    "x.99": (Fraction(1), Fraction(1, 100)),
    "x.00": (Fraction(1), Fraction(0)),
    "whole": (Fraction(1), Fraction(0)),
    "x9": (Fraction(10), Fraction(1)),
}
_SEN = 100


def market_price(sen: int, market: MarketForm, currency: str) -> Money:
    """The market's price for an amount in sen; never nothing."""
    step, offset = _ENDINGS[market.rounding]
    wanted = Fraction(sen, _SEN) * Fraction(str(market.rate))
    steps = max(1, round_half_up((wanted + offset) / step))
    return Money.rounded_half_up(steps * step - offset, currency)


def market_prices(sen: int, compare_at: int | None, market: MarketForm, currency: str) -> tuple[Money, Money | None]:
    """Price and the price before, or None where rounding leaves no reduction."""
    now = market_price(sen, market, currency)
    before = market_price(compare_at, market, currency) if compare_at else None
    return now, before if before is not None and before > now else None
