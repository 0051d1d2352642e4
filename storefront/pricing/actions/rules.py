"""Saying how a market's prices come about."""

from sqlalchemy import text
from sqlmodel import Session

from storefront import localization
from storefront.pricing.errors import BadPriceRule
from storefront.pricing.models import PriceRule
from storefront.pricing.reads.rates import find_price_rule
from storefront.pricing.rules import MarketPricing
from storefront.pricing.terms import PriceOrigin
from tenants.isolation import enqueue

REPRICE_MARKET = "pricing.reprice_market"
_KEEP_AS_FIXED = text("""
    update price set origin = 'fixed', base_minor = null, base_compare_minor = null, rate = null, rate_source = null,
        rate_on = null
    where market_id = :market_id and origin = 'converted'""")


def set_market_pricing(session: Session, tenant_id: int, handle: str, pricing: MarketPricing) -> None:
    """Let a market's prices be set one by one, or follow from the base prices. Prices are made by a job.

    What is converted stays as it is when a market turns to fixed prices; prices that were fixed stay in any case, until
    they are cleared. Raises NoSuchMarket, and BadPriceRule for the primary market, whose prices are the base.
    """
    market = localization.market_by_handle(session, handle)
    assert market.id is not None, "a stored market has its id"
    if market.is_primary and pricing.origin is PriceOrigin.CONVERTED:
        raise BadPriceRule("origin", "the primary market's prices are what others are converted from")
    rule = find_price_rule(session, market.id) or PriceRule(tenant_id=tenant_id, market_id=market.id)
    rule.origin = pricing.origin
    rule.margin_hundredths = pricing.margin_hundredths
    rule.increment_minor = pricing.rounding.increment_minor
    rule.offset_minor = pricing.rounding.offset_minor
    rule.rounding_mode = pricing.rounding.mode
    session.add(rule)
    session.flush()
    if pricing.origin is PriceOrigin.CONVERTED:
        enqueue_repricing(session, tenant_id, market.id)
    else:
        session.execute(_KEEP_AS_FIXED, {"market_id": market.id})


def enqueue_repricing(session: Session, tenant_id: int, market_id: int) -> None:
    """Have all converted prices of a market made anew soon."""
    enqueue(session, REPRICE_MARKET, tenant_id=tenant_id, once=f"reprice-market-{market_id}", market_id=market_id)
