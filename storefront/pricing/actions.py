"""Setting prices."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session

from storefront import catalog
from storefront.pricing.models import Price
from storefront.pricing.rules import check_price

_BATCH = 5_000


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
    statement = insert(Price)
    changed = statement.on_conflict_do_update(
        index_elements=["tenant_id", "variant_id", "market_id"],
        set_={name: statement.excluded[name] for name in ("currency", "amount_minor", "compare_at_minor")},
    )
    for start in range(0, len(news), _BATCH):
        rows = [
            {
                "tenant_id": tenant_id,
                "variant_id": new.variant_id,
                "market_id": new.market_id,
                "currency": new.currency,
                "amount_minor": new.amount_minor,
                "compare_at_minor": new.compare_at_minor,
            }
            for new in news[start : start + _BATCH]
        ]
        session.execute(changed, rows)
    catalog.refresh_offers_of_variants(session, {new.variant_id for new in news})
