"""The one way in which numbers of stock change, as pieces of a statement.

Every change is a single statement: it locks all rows of the variants concerned, always in the same order, and computes
from what it has locked, so that two buyers never meet an old number and never wait for each other in a circle. The
table's own checks refuse whatever would be wrong all the same.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import TextClause
from sqlmodel import Session

from storefront import catalog
from storefront.inventory.reads import AVAILABLE

# Asks for `wanted (variant_id)`.
LOCKED = """
    locked as materialized (
        select * from stock_level where variant_id in (select variant_id from wanted)
        order by variant_id, location_id for update)"""

# The sums are made from `locked`: PostgreSQL tries a row's checks on what the statement first saw of it, before it
# looks for the row's newest version, and would refuse a good change for the sake of an old number.
#
# Asks for `changes (variant_id, location_id, on_hand, reserved, back_ordered)`, one row a level. `flipped` are variants
# of which there were some and now are none, or the other way round: only then are lists read anew.
CHANGED = f"""
    changed as (
        update stock_level level set on_hand = locked.on_hand + changes.on_hand,
            reserved = locked.reserved + changes.reserved, back_ordered = locked.back_ordered + changes.back_ordered
        from changes join locked on locked.variant_id = changes.variant_id and locked.location_id = changes.location_id
        where level.tenant_id = locked.tenant_id and level.variant_id = locked.variant_id
            and level.location_id = locked.location_id
        returning level.variant_id),
    after as (
        select locked.variant_id, locked.is_tracked, {AVAILABLE.format(level="locked")} as available_before,
            locked.on_hand + coalesce(changes.on_hand, 0) as on_hand,
            locked.reserved + coalesce(changes.reserved, 0) as reserved,
            locked.back_ordered + coalesce(changes.back_ordered, 0) as back_ordered
        from locked
        left join changes on changes.variant_id = locked.variant_id and changes.location_id = locked.location_id),
    flipped as (
        select variant_id from after
        where not exists (select from back_order_policy policy where policy.variant_id = after.variant_id)
        group by variant_id
        having bool_and(is_tracked)
            and (sum(available_before) > 0) <> (sum({AVAILABLE.format(level="after")}) > 0))"""

FLIPPED = "(select array_agg(variant_id) from flipped) as flipped"


def move(session: Session, statement: TextClause, values: Mapping[str, object]) -> Any:  # Any: a row of any shape
    """Run a statement that ends in one row with `flipped`, and bring the lists of what flipped up to date."""
    row = session.execute(statement, values).one()
    refresh(session, row.flipped or ())
    return row


def refresh(session: Session, flipped: Sequence[int]) -> None:
    """Have lists show anew the variants that have sold out or are back."""
    if flipped:
        catalog.refresh_offers_of_variants(session, flipped)
