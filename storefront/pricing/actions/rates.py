"""Telling what currencies are worth: from a bank's file, by the platform, by a merchant."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import text
from sqlmodel import Session

from storefront import localization
from storefront.pricing.actions.rules import enqueue_repricing
from storefront.pricing.exchange import ECB, EURO, PLATFORM, checked_rate
from storefront.pricing.feeds import DayOfRates, check_feed, parse_feed
from storefront.pricing.models import OwnRate
from storefront.pricing.reads.rates import find_last_day, find_own_rate, pricing_of_markets
from storefront.pricing.terms import PriceOrigin
from tenants.kit import clock

_STORE = text("""
    insert into reference_rate (day, currency, rate, source, stored_at)
    select new.day, new.currency, new.rate, :source, :now
    from unnest(cast(:days as date[]), cast(:currencies as text[]), cast(:rates as numeric[])) as new
        (day, currency, rate)
    on conflict (day, currency) do update set rate = excluded.rate, source = excluded.source,
        stored_at = excluded.stored_at""")


@dataclass(frozen=True, slots=True)
class StoredRates:
    """What a file brought: its newest day, and how many days and rates it has."""

    day: date
    days: int
    rates: int


def store_feed(session: Session, content: bytes, *, accepted: Collection[str] = ()) -> StoredRates:
    """Keep the rates of a file of the European Central Bank, all of them or, raising BadFeed, none.

    For the platform role. Safe to repeat. `accepted` are currencies whose leap or absence somebody has checked.
    """
    days = parse_feed(content)
    check_feed(days, find_last_day(session), today=clock.now().date(), accepted=accepted)
    _store(session, days, ECB)
    return StoredRates(days[0].day, len(days), sum(len(each.rates) for each in days))


def set_platform_rate(session: Session, code: str, for_one_euro: Decimal, *, on: date | None = None) -> None:
    """Say what a currency is worth that the bank does not publish. For the platform role; it holds for a month.

    `on` is the day that it is of, by default today: a published rate of a later day goes before it. Raises
    UnknownCurrency, BadRate.
    """
    checked_rate(for_one_euro, code)
    _store(session, [DayOfRates(on or clock.now().date(), {code: for_one_euro})], PLATFORM)


def set_own_rate(session: Session, tenant_id: int, code: str, for_one_of_base: Decimal) -> None:
    """The merchant's own rate, from the primary market's currency. It goes before published ones and holds for a month.

    Prices that follow it are made anew, by a job. Raises UnknownCurrency, BadRate.
    """
    base = _base_currency(session)
    checked_rate(for_one_of_base, code)
    found = find_own_rate(session, base, code) or OwnRate(
        tenant_id=tenant_id, base_currency=base, currency=code, rate=for_one_of_base, set_on=clock.now().date()
    )
    found.rate, found.set_on = for_one_of_base, clock.now().date()
    session.add(found)
    session.flush()
    _reprice_markets_of(session, tenant_id, code)


def drop_own_rate(session: Session, tenant_id: int, code: str) -> None:
    """Follow published rates again. Safe to repeat."""
    found = find_own_rate(session, _base_currency(session), code)
    if found is not None:
        session.delete(found)
        session.flush()
        _reprice_markets_of(session, tenant_id, code)


def _store(session: Session, days: Collection[DayOfRates], source: str) -> None:
    rows = [(each.day, code, rate) for each in days for code, rate in each.rates.items() if code != EURO]
    values = {
        "source": source,
        "now": clock.now(),
        "days": [day for day, _, _ in rows],
        "currencies": [code for _, code, _ in rows],
        "rates": [rate for _, _, rate in rows],
    }
    session.execute(_STORE, values)


def _base_currency(session: Session) -> str:
    return next(market.currency for market in localization.markets(session) if market.is_primary)


def _reprice_markets_of(session: Session, tenant_id: int, code: str) -> None:
    converting = pricing_of_markets(session)
    for market in localization.markets(session):
        rule = converting.get(market.id or 0)
        if market.currency == code and rule is not None and rule.origin is PriceOrigin.CONVERTED:
            enqueue_repricing(session, tenant_id, market.id or 0)
