"""Setting prices and taking them away. What follows from a base price follows at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from storefront import localization
from storefront.pricing.actions.repricing import reprice
from storefront.pricing.actions.storing import PriceRow, remove_prices, store_prices
from storefront.pricing.errors import BadPrice
from storefront.pricing.reads.rates import pricing_of_markets
from storefront.pricing.rules import check_price
from storefront.pricing.terms import PriceOrigin
from tenants.kit import clock


@dataclass(frozen=True, slots=True)
class NewPrice:
    """One variant's price in one market, in minor units of the market's currency."""

    variant_id: int
    market_id: int
    currency: str
    amount_minor: int
    compare_at_minor: int | None = None


def set_price(session: Session, tenant_id: int, new: NewPrice) -> None:
    """Raises BadPrice."""
    set_prices(session, tenant_id, [new])


def set_prices(session: Session, tenant_id: int, news: Sequence[NewPrice], *, at: datetime | None = None) -> None:
    """Set many at once, replacing what was there, and bring the lists up to date. Raises BadPrice.

    They are fixed prices, which no rate changes. In the primary market they are the base prices that other markets'
    prices may be converted from. `at` is the moment from which they hold, for a price's past that comes from elsewhere.
    """
    currencies = {market.id: market.currency for market in localization.markets(session)}
    for new in news:
        check_price(new.amount_minor, new.compare_at_minor)
        if currencies.get(new.market_id) != new.currency:
            raise BadPrice(f"{new.currency} is not the currency of market {new.market_id}")
    rows = [
        PriceRow(new.variant_id, new.market_id, new.currency, new.amount_minor, new.compare_at_minor) for new in news
    ]
    store_prices(session, tenant_id, rows, at=at or clock.now())
    _follow(session, tenant_id, {(new.variant_id, new.market_id) for new in news})


def clear_prices(session: Session, tenant_id: int, pairs: Collection[tuple[int, int]]) -> None:
    """Take prices away, by variant and market. Safe to repeat.

    Where the market converts, the price follows from the base price again; without a base price none is left there.
    """
    remove_prices(session, pairs, at=clock.now())
    primary = _primary_market(session)
    gone = {variant for variant, market in pairs if market == primary}
    made = [each for each, rule in pricing_of_markets(session).items() if rule.origin is PriceOrigin.CONVERTED]
    if gone and made:
        remove_prices(session, [(variant, market) for variant in sorted(gone) for market in made], at=clock.now())
    if made:
        reprice(session, tenant_id, variant_ids={variant for variant, _ in pairs} - gone)


def _follow(session: Session, tenant_id: int, pairs: set[tuple[int, int]]) -> None:
    primary = _primary_market(session)
    changed = {variant for variant, market in pairs if market == primary}
    if changed:
        reprice(session, tenant_id, variant_ids=changed)


def _primary_market(session: Session) -> int | None:
    return next((market.id for market in localization.markets(session) if market.is_primary), None)
