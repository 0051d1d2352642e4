"""What pricing does later, and by the clock."""

from decimal import Decimal

import structlog

from storefront.pricing.actions.rates import StoredRates, set_platform_rate, store_feed
from storefront.pricing.actions.repricing import RateState, Repricing, reprice
from storefront.pricing.actions.rules import REPRICE_MARKET
from storefront.pricing.gateway import read_feed
from tenants import lifecycle
from tenants.isolation import Database, JobContext, job, periodic
from tenants.kit.outgoing import Outgoing

REPRICE = "pricing.reprice"
# The bank publishes about 16:00 in Frankfurt, which is 15:00 UTC in winter and 14:00 in summer.
_AFTER_PUBLICATION = "40 15 * * *"

log = structlog.get_logger(__name__)


@periodic("pricing.update_rates", _AFTER_PUBLICATION)
def update_rates_daily(context: JobContext) -> None:
    """Take the day's rates, and have every shop's converted prices made with them."""
    source: str | None = context.services["rates_url"]
    if source is not None:
        outgoing: Outgoing = context.services["outgoing"]
        stored = take_rates(context.database, read_feed(source, outgoing))
        log.info("rates.stored", day=stored.day.isoformat(), rates=stored.rates)


def take_rates(database: Database, content: bytes, *, accepted: tuple[str, ...] = ()) -> StoredRates:
    """Keep a file's rates, or, raising BadFeed, none; then write down a job for each shop."""
    with database.platform() as session:
        stored = store_feed(session, content, accepted=accepted)
    lifecycle.enqueue_for_each(database, REPRICE)
    return stored


def set_zone_rate(database: Database, code: str, for_one_euro: Decimal) -> None:
    """Keep the platform's own rate of a currency for all shops, and write down a job for each. Raises as its action."""
    with database.platform() as session:
        set_platform_rate(session, code, for_one_euro)
    lifecycle.enqueue_for_each(database, REPRICE)


@job(REPRICE)
def reprice_shop(context: JobContext, *, tenant_id: int) -> None:
    """After rates have changed: at most once for a day's rate, and only where it has moved."""
    with context.database.tenant(tenant_id) as session:
        _tell(reprice(session, tenant_id))


@job(REPRICE_MARKET)
def reprice_market(context: JobContext, *, tenant_id: int, market_id: int) -> None:
    """After a market's rule or its merchant's rate has changed: all of its converted prices."""
    with context.database.tenant(tenant_id) as session:
        _tell(reprice(session, tenant_id, market_ids=[market_id], is_forced=True))


def _tell(outcomes: list[Repricing]) -> None:
    for each in outcomes:
        if each.state is not RateState.FRESH:
            log.warning("prices.not_converted", market=each.market_handle, rate=each.state.value)
