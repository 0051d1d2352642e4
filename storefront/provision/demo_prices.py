"""The demo's prices: a shop's ringgit turned into each market's currency and made to look like a price there."""

from decimal import Decimal
from fractions import Fraction

from storefront import pricing
from storefront.money import Money
from storefront.pricing import MarketPricing, PriceOrigin, RoundingRule
from storefront.provision.demo_files import MarketForm

# What a price ends in: increment and offset in whole units.
_ENDINGS = {
    "x.90": (Decimal(1), Decimal("-0.10")),
    "x.99": (Decimal(1), Decimal("-0.01")),
    "x.00": (Decimal(1), Decimal(0)),
    "whole": (Decimal(1), Decimal(0)),
    "x9": (Decimal(10), Decimal(-1)),
}
_HOME_CURRENCY = "MYR"


def market_price(sen: int, market: MarketForm, currency: str) -> Money:
    """The market's price for an amount in sen; never nothing."""
    rounding = RoundingRule.of(currency, *_ENDINGS[market.rounding])
    rate = Fraction(str(market.rate))
    return pricing.converted(Money(sen, _HOME_CURRENCY), currency, rate, MarketPricing(rounding=rounding))


def daily_pricing(market: MarketForm, currency: str) -> MarketPricing:
    """How a market that follows the day's rates makes its prices."""
    assert market.daily_margin is not None, "asked of markets that follow the day's rates"
    return MarketPricing(
        PriceOrigin.CONVERTED,
        margin_hundredths=market.daily_margin * 100,
        rounding=RoundingRule.of(currency, *_ENDINGS[market.rounding]),
    )


def market_prices(sen: int, compare_at: int | None, market: MarketForm, currency: str) -> tuple[Money, Money | None]:
    """Price and the price before, or None where rounding leaves no reduction."""
    now = market_price(sen, market, currency)
    before = market_price(compare_at, market, currency) if compare_at else None
    return now, before if before is not None and before > now else None
