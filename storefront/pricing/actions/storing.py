"""Writing prices with their past, a few statements for thousands, and bringing the lists up to date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import text
from sqlmodel import Session

from storefront import catalog
from storefront.pricing.reads.prices import LOOKED_BACK
from storefront.pricing.terms import PriceOrigin

_BATCH = 5_000
_NEW = """unnest(cast(:variant_id as bigint[]), cast(:market_id as bigint[]), cast(:currency as text[]),
        cast(:amount_minor as bigint[]), cast(:compare_at_minor as bigint[]), cast(:origin as text[]),
        cast(:base_minor as bigint[]), cast(:base_compare_minor as bigint[]), cast(:rate as numeric[]),
        cast(:rate_source as text[]), cast(:rate_on as date[])) as new (variant_id, market_id, currency, amount_minor,
        compare_at_minor, origin, base_minor, base_compare_minor, rate, rate_source, rate_on)"""
_NOW = """unnest(cast(:variant_id as bigint[]), cast(:market_id as bigint[]), cast(:currency as text[]),
        cast(:amount_minor as bigint[])) as new (variant_id, market_id, currency, amount_minor)"""
# The lowest price is that of the thirty days before something changed that a shopper sees, so it stays while nothing
# does, and what is shown needs no look into the past.
_SET = text(f"""
    insert into price (tenant_id, variant_id, market_id, currency, amount_minor, compare_at_minor, origin, base_minor,
        base_compare_minor, rate, rate_source, rate_on, lowest_minor)
    select :tenant_id, new.*, (
        select min(past.amount_minor) from price_history past
        where past.market_id = new.market_id and past.variant_id = new.variant_id and past.currency = new.currency
            and past.from_at < :at and (past.until_at is null or past.until_at > :since))
    from {_NEW}
    on conflict (tenant_id, variant_id, market_id) do update set currency = excluded.currency,
        amount_minor = excluded.amount_minor, compare_at_minor = excluded.compare_at_minor, origin = excluded.origin,
        base_minor = excluded.base_minor, base_compare_minor = excluded.base_compare_minor, rate = excluded.rate,
        rate_source = excluded.rate_source, rate_on = excluded.rate_on,
        lowest_minor = case when (price.currency, price.amount_minor, price.compare_at_minor)
            is distinct from (excluded.currency, excluded.amount_minor, excluded.compare_at_minor)
            then excluded.lowest_minor else price.lowest_minor end""")
_CLOSE_CHANGED = text(f"""
    update price_history past set until_at = greatest(:at, past.from_at) from {_NOW}
    where past.market_id = new.market_id and past.variant_id = new.variant_id and past.until_at is null
        and (past.currency, past.amount_minor) is distinct from (new.currency, new.amount_minor)""")
_OPEN_NEW = text(f"""
    insert into price_history (tenant_id, variant_id, market_id, currency, amount_minor, from_at)
    select :tenant_id, new.variant_id, new.market_id, new.currency, new.amount_minor, :at from {_NOW}
    where not exists (select from price_history past where past.market_id = new.market_id
        and past.variant_id = new.variant_id and past.until_at is null)""")
_GONE = """unnest(cast(:variant_ids as bigint[]), cast(:market_ids as bigint[])) as gone (variant_id, market_id)"""
_DELETE = text(f"""
    delete from price using {_GONE} where price.variant_id = gone.variant_id and price.market_id = gone.market_id""")
_CLOSE_GONE = text(f"""
    update price_history past set until_at = greatest(:at, past.from_at) from {_GONE}
    where past.market_id = gone.market_id and past.variant_id = gone.variant_id and past.until_at is null""")


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A price as it is stored. Without a base it is a fixed one."""

    variant_id: int
    market_id: int
    currency: str
    amount_minor: int
    compare_at_minor: int | None = None
    origin: str = PriceOrigin.FIXED
    base_minor: int | None = None
    base_compare_minor: int | None = None
    rate: Decimal | None = None
    rate_source: str | None = None
    rate_on: date | None = None


def store_prices(session: Session, tenant_id: int, rows: Sequence[PriceRow], *, at: datetime) -> None:
    """Replace what was there. The price rows come first: their locks let two changes of one price take turns."""
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        values: dict[str, object] = {each.name: [getattr(row, each.name) for row in batch] for each in fields(PriceRow)}
        held = {name: values[name] for name in ("variant_id", "market_id", "currency", "amount_minor")} | {"at": at}
        session.execute(_SET, {**values, "tenant_id": tenant_id, "at": at, "since": at - LOOKED_BACK})
        session.execute(_CLOSE_CHANGED, held)
        session.execute(_OPEN_NEW, {**held, "tenant_id": tenant_id})
    market_ids = {row.market_id for row in rows}
    catalog.refresh_offers_of_variants(session, {row.variant_id for row in rows}, market_ids=market_ids)


def remove_prices(session: Session, pairs: Iterable[tuple[int, int]], *, at: datetime) -> None:
    """Take prices away, by variant and market. What they were is kept."""
    found = list(pairs)
    values = {"variant_ids": [each for each, _ in found], "market_ids": [each for _, each in found], "at": at}
    for statement in (_DELETE, _CLOSE_GONE):
        session.execute(statement, values)
    market_ids = {each for _, each in found}
    catalog.refresh_offers_of_variants(session, {each for each, _ in found}, market_ids=market_ids)
