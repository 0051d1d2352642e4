"""Making a market's prices from the base prices: when a base price, a rule or a rate has changed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from sqlmodel import Session

from storefront import localization
from storefront.localization import Market
from storefront.money import Money
from storefront.pricing.actions.storing import PriceRow, store_prices
from storefront.pricing.errors import NoRate
from storefront.pricing.exchange import Rate
from storefront.pricing.reads.prices import ToConvert, prices_to_convert
from storefront.pricing.reads.rates import known_rates, pricing_of_markets
from storefront.pricing.rules import MarketPricing, conversion_factor, converted_pair, is_worth_a_change
from storefront.pricing.terms import PriceOrigin
from tenants.kit import clock

_BATCH = 5_000


class RateState(StrEnum):
    """Whether prices can be made with what is known of a rate."""

    FRESH = "fresh"
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Repricing:
    """What became of one market: how many prices were made anew, or why none could be."""

    market_handle: str
    state: RateState
    changed: int


@dataclass(frozen=True, slots=True)
class _Conversion:
    """One market's way of making prices today."""

    market: Market
    base: Market
    rate: Rate
    pricing: MarketPricing
    factor: Fraction
    is_forced: bool

    def is_due(self, each: ToConvert) -> bool:
        if not each.is_made or self.is_forced:
            return True
        if each.base.amount_minor != each.made_from or _minor(each.base_compare) != each.made_from_compare:
            return True
        assert each.rate is not None, "a converted price has its rate"
        assert each.rate_on is not None, "and the rate its day"
        return each.rate_on < self.rate.day and is_worth_a_change(Fraction(each.rate), self.rate.value)

    def row(self, each: ToConvert) -> PriceRow:
        now, before = converted_pair(
            each.base, each.base_compare, self.market.currency, factor=self.factor, pricing=self.pricing
        )
        assert self.market.id is not None, "a stored market has its id"
        return PriceRow(
            variant_id=each.variant_id,
            market_id=self.market.id,
            currency=self.market.currency,
            amount_minor=now.amount_minor,
            compare_at_minor=_minor(before),
            origin=PriceOrigin.CONVERTED,
            base_minor=each.base.amount_minor,
            base_compare_minor=_minor(each.base_compare),
            rate=self.rate.decimal,
            rate_source=self.rate.source,
            rate_on=self.rate.day,
        )


def reprice(
    session: Session,
    tenant_id: int,
    *,
    market_ids: Collection[int] | None = None,
    variant_ids: Collection[int] | None = None,
    is_forced: bool = False,
) -> list[Repricing]:
    """Make the prices of markets that convert, of all or some of them, for all variants or some. Safe to repeat.

    A price is made where there is none, where its base price is another than it was made from, and where the rate of a
    later day has moved by more than a hundredth; or in any case, `is_forced`, after a new rule. A rate that is missing
    or stale changes nothing: the last price stays, with the day of its rate, and what has no price gets none.
    """
    markets = {market.id: market for market in localization.markets(session) if market.id is not None}
    base = next((market for market in markets.values() if market.is_primary), None)
    wanted = {
        number: pricing
        for number, pricing in pricing_of_markets(session).items()
        if pricing.origin is PriceOrigin.CONVERTED and (market_ids is None or number in market_ids)
    }
    if base is None or not wanted:
        return []
    rates = known_rates(session, today=clock.now().date())
    found = []
    for number, pricing in sorted(wanted.items()):
        market = markets[number]
        try:
            rate = rates.rate(base.currency, market.currency)
        except NoRate:
            found.append(Repricing(market.handle, RateState.MISSING, 0))
            continue
        if rate.is_stale:
            found.append(Repricing(market.handle, RateState.STALE, 0))
            continue
        factor = conversion_factor(base.currency, market.currency, rate.value, pricing)
        conversion = _Conversion(market, base, rate, pricing, factor, is_forced)
        found.append(Repricing(market.handle, RateState.FRESH, _convert(session, tenant_id, conversion, variant_ids)))
    return found


def _convert(session: Session, tenant_id: int, conversion: _Conversion, variant_ids: Collection[int] | None) -> int:
    assert conversion.market.id is not None, "a stored market has its id"
    assert conversion.base.id is not None, "a stored market has its id"
    ids = None if variant_ids is None else sorted(variant_ids)
    after, changed = 0, 0
    while True:
        batch = prices_to_convert(
            session,
            market_id=conversion.market.id,
            base_market_id=conversion.base.id,
            after=after,
            limit=_BATCH,
            ids=ids,
        )
        if not batch:
            return changed
        rows = list(_rows(conversion, batch))
        store_prices(session, tenant_id, rows, at=clock.now())
        changed += len(rows)
        after = batch[-1].variant_id


def _minor(money: Money | None) -> int | None:
    return None if money is None else money.amount_minor


def _rows(conversion: _Conversion, batch: Iterable[ToConvert]) -> Iterable[PriceRow]:
    return (conversion.row(each) for each in batch if conversion.is_due(each))
