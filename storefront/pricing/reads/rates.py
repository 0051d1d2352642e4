"""What is known of rates of exchange, and by which rules markets convert."""

from datetime import date, timedelta

from sqlalchemy import text
from sqlmodel import Session, func, select

from storefront.pricing.exchange import ECB, Quote, Rates
from storefront.pricing.feeds import DayOfRates
from storefront.pricing.models import OwnRate, PriceRule, ReferenceRate
from storefront.pricing.rules import MarketPricing, RoundingRule
from storefront.pricing.terms import PriceOrigin, RoundingMode

# Rates older than this are no use to anybody but a historian.
_LOOK_BACK = timedelta(days=60)
_NEWEST = text("""
    select distinct on (currency) currency, rate, source, day from reference_rate
    where day > :since and day <= :today order by currency, day desc""")


def known_rates(session: Session, *, today: date) -> Rates:
    """The newest quote of each currency, and the bound tenant's own rates."""
    found = session.execute(_NEWEST, {"since": today - _LOOK_BACK, "today": today})
    quotes = {row.currency: Quote(row.rate, row.source, row.day) for row in found}
    own = {(each.base_currency, each.currency): (each.rate, each.set_on) for each in session.exec(select(OwnRate))}
    return Rates(today, quotes, own)


def find_last_day(session: Session) -> DayOfRates | None:
    """The newest day of which published rates are stored."""
    last = select(func.max(ReferenceRate.day)).where(ReferenceRate.source == ECB).scalar_subquery()
    found = session.exec(select(ReferenceRate).where(ReferenceRate.day == last, ReferenceRate.source == ECB)).all()
    return DayOfRates(found[0].day, {each.currency: each.rate for each in found}) if found else None


def pricing_of_markets(session: Session) -> dict[int, MarketPricing]:
    """How prices come about in those markets for which something was said, by market id."""
    return {each.market_id: _pricing(each) for each in session.exec(select(PriceRule))}


def pricing_of_market(session: Session, market_id: int) -> MarketPricing:
    """How a market's prices come about; by hand where nothing is set."""
    return pricing_of_markets(session).get(market_id, MarketPricing())


def find_price_rule(session: Session, market_id: int) -> PriceRule | None:
    """How a market's prices are converted."""
    return session.exec(select(PriceRule).where(PriceRule.market_id == market_id)).first()


def find_own_rate(session: Session, base: str, code: str) -> OwnRate | None:
    """The shop's own rate between two currencies."""
    return session.exec(select(OwnRate).where(OwnRate.base_currency == base, OwnRate.currency == code)).first()


def _pricing(rule: PriceRule) -> MarketPricing:
    return MarketPricing(
        origin=PriceOrigin(rule.origin),
        margin_hundredths=rule.margin_hundredths,
        rounding=RoundingRule(rule.increment_minor, rule.offset_minor, RoundingMode(rule.rounding_mode)),
    )
