"""Counting stock."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session

from storefront import catalog
from storefront.inventory.rules import check_stock

_BATCH = 5_000
_SET = text("""
    insert into stock_level (tenant_id, variant_id, is_tracked, on_hand)
    select :tenant_id, new.* from unnest(cast(:variant_ids as bigint[]), cast(:are_tracked as boolean[]),
        cast(:on_hand as integer[])) as new
    on conflict (tenant_id, variant_id) do update set is_tracked = excluded.is_tracked, on_hand = excluded.on_hand""")


@dataclass(frozen=True, slots=True)
class NewStock:
    """A variant's stock. `on_hand` None: it is not counted, and always to be had."""

    variant_id: int
    on_hand: int | None


def set_stock(session: Session, tenant_id: int, levels: Sequence[NewStock]) -> None:
    """Set the stock of variants, replacing what was there, and bring the lists up to date. Raises BadStock."""
    for each in levels:
        check_stock(each.on_hand or 0)
    for start in range(0, len(levels), _BATCH):
        batch = levels[start : start + _BATCH]
        values = {
            "variant_ids": [each.variant_id for each in batch],
            "are_tracked": [each.on_hand is not None for each in batch],
            "on_hand": [each.on_hand or 0 for each in batch],
        }
        session.execute(_SET, {"tenant_id": tenant_id, **values})
    catalog.refresh_offers_of_variants(session, {each.variant_id for each in levels})
