"""Counting stock."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session

from storefront import catalog
from storefront.inventory.models import StockLevel
from storefront.inventory.rules import check_stock

_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class NewStock:
    """A variant's stock. `on_hand` None: it is not counted, and always to be had."""

    variant_id: int
    on_hand: int | None


def set_stock(session: Session, tenant_id: int, levels: Sequence[NewStock]) -> None:
    """Set the stock of variants, replacing what was there, and bring the lists up to date. Raises BadStock."""
    for each in levels:
        check_stock(each.on_hand or 0)
    statement = insert(StockLevel)
    changed = statement.on_conflict_do_update(
        index_elements=["tenant_id", "variant_id"],
        set_={name: statement.excluded[name] for name in ("is_tracked", "on_hand")},
    )
    for start in range(0, len(levels), _BATCH):
        rows = [
            {
                "tenant_id": tenant_id,
                "variant_id": each.variant_id,
                "is_tracked": each.on_hand is not None,
                "on_hand": each.on_hand or 0,
            }
            for each in levels[start : start + _BATCH]
        ]
        session.execute(changed, rows)
    catalog.refresh_offers_of_variants(session, {each.variant_id for each in levels})
