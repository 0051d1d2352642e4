"""Setting prices."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from sqlalchemy import text
from sqlmodel import Session

from storefront import catalog
from storefront.pricing.rules import check_price

_BATCH = 5_000
_SET = text("""
    insert into price (tenant_id, variant_id, market_id, currency, amount_minor, compare_at_minor)
    select :tenant_id, new.* from unnest(cast(:variant_id as bigint[]), cast(:market_id as bigint[]),
        cast(:currency as text[]), cast(:amount_minor as bigint[]), cast(:compare_at_minor as bigint[])) as new
    on conflict (tenant_id, variant_id, market_id) do update set currency = excluded.currency,
        amount_minor = excluded.amount_minor, compare_at_minor = excluded.compare_at_minor""")


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


def set_prices(session: Session, tenant_id: int, news: Sequence[NewPrice]) -> None:
    """Set many at once, replacing what was there, and bring the lists up to date. Raises BadPrice."""
    for new in news:
        check_price(new.amount_minor, new.compare_at_minor)
    for start in range(0, len(news), _BATCH):
        batch = news[start : start + _BATCH]
        columns = {each.name: [getattr(new, each.name) for new in batch] for each in fields(NewPrice)}
        session.execute(_SET, {"tenant_id": tenant_id, **columns})
    catalog.refresh_offers_of_variants(session, {new.variant_id for new in news})
