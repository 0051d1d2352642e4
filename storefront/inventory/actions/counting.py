"""Counting stock: what staff find on the shelf, what arrives, and what may be sold before it is there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session

from storefront import catalog
from storefront.inventory.actions.locations import first_location
from storefront.inventory.actions.moving import CHANGED, FLIPPED, LOCKED, move
from storefront.inventory.errors import BadStock, StockPromised
from storefront.inventory.reads import location_by_id
from storefront.inventory.rules import check_days, check_stock
from tenants.kit import clock

_BATCH = 5_000

_SET = text("""
    with new as (
        select * from unnest(cast(:variant_ids as bigint[]), cast(:location_ids as bigint[]),
            cast(:are_tracked as boolean[]), cast(:on_hands as integer[]))
            as new(variant_id, location_id, is_tracked, on_hand)
        order by 1, 2),
    locked as materialized (
        select level.* from stock_level level
        join new on new.variant_id = level.variant_id and new.location_id = level.location_id
        order by level.variant_id, level.location_id for update of level),
    promised as (
        select locked.variant_id, locked.reserved from locked
        join new on new.variant_id = locked.variant_id and new.location_id = locked.location_id
        where new.is_tracked and new.on_hand < locked.reserved),
    kept as (
        insert into stock_level as level (tenant_id, variant_id, location_id, is_tracked, on_hand)
        select :tenant_id, new.variant_id, new.location_id, new.is_tracked, new.on_hand
        from new where not exists (select from promised)
        on conflict (tenant_id, variant_id, location_id) do update set is_tracked = excluded.is_tracked,
            on_hand = case when excluded.is_tracked then excluded.on_hand else level.reserved end)
    select json_object_agg(variant_id, reserved) as promised from promised""")

_CHANGE = text(f"""
    with wanted as (select cast(:variant_id as bigint) as variant_id), {LOCKED},
    changes as (
        select variant_id, location_id, :difference as on_hand, 0 as reserved, 0 as back_ordered from locked
        where location_id = :location_id and on_hand + :difference >= reserved), {CHANGED}
    select {FLIPPED}, (select count(*) from changes) as count,
        (select reserved from locked where location_id = :location_id) as reserved""")

# Whoever paid first is served first, each in full; a large order holds up later ones until there is enough for it. What
# another transaction has in hand is passed over: it calls this itself when it is done, and must not be waited for.
_FILL = text(f"""
    with wanted as (select unnest(cast(:variant_ids as bigint[])) as variant_id), {LOCKED},
    waiting as materialized (
        select * from stock_reservation
        where is_back_order and state = 'claimed' and variant_id in (select variant_id from locked)
        order by id for update skip locked),
    ranked as (
        select waiting.*, sum(quantity - returned) over (partition by variant_id, location_id order by id) as so_far
        from waiting),
    filled as (
        select ranked.* from ranked
        join locked on locked.variant_id = ranked.variant_id and locked.location_id = ranked.location_id
        where ranked.so_far <= locked.on_hand - locked.reserved),
    settled as (
        update stock_reservation reservation set is_back_order = false, settled_at = :now from filled
        where reservation.tenant_id = filled.tenant_id and reservation.id = filled.id returning reservation.id),
    changes as (
        select variant_id, location_id, -sum(quantity - returned)::integer as on_hand, 0 as reserved,
            -sum(quantity - returned)::integer as back_ordered
        from filled group by variant_id, location_id), {CHANGED}
    select {FLIPPED}""")

_ALLOW = text("""
    insert into back_order_policy (tenant_id, variant_id, ships_within_days)
    select :tenant_id, new.* from unnest(cast(:variant_ids as bigint[]), cast(:days as integer[])) as new
    on conflict (tenant_id, variant_id) do update set ships_within_days = excluded.ships_within_days""")
_DENY = text("delete from back_order_policy where variant_id = any(cast(:variant_ids as bigint[]))")


@dataclass(frozen=True, slots=True)
class NewStock:
    """A variant's stock at a location, by default the first. `on_hand` None: not counted, and always to be had."""

    variant_id: int
    on_hand: int | None
    location_id: int | None = None


@dataclass(frozen=True, slots=True)
class BackOrders:
    """Whether a variant is sold when none is left, and within how many days it then leaves."""

    variant_id: int
    is_allowed: bool
    ships_within_days: int | None = None


def set_stock(session: Session, tenant_id: int, levels: Sequence[NewStock]) -> None:
    """Set what was counted, replacing what was there, and bring the lists up to date.

    Raises BadStock, LocationNotFound, or StockPromised where fewer were counted than buyers hold right now.
    """
    for each in levels:
        check_stock(each.on_hand or 0)
    for location_id in {each.location_id for each in levels if each.location_id is not None}:
        location_by_id(session, location_id)
    if not levels:
        return
    first = first_location(session, tenant_id)
    for start in range(0, len(levels), _BATCH):
        batch = levels[start : start + _BATCH]
        values = {
            "variant_ids": [each.variant_id for each in batch],
            "location_ids": [each.location_id or first for each in batch],
            "are_tracked": [each.on_hand is not None for each in batch],
            "on_hands": [each.on_hand or 0 for each in batch],
        }
        promised = session.execute(_SET, {"tenant_id": tenant_id, **values}).scalar()
        if promised:
            raise StockPromised({int(variant_id): reserved for variant_id, reserved in promised.items()})
    variant_ids = {each.variant_id for each in levels}
    fill_back_orders(session, variant_ids)
    catalog.refresh_offers_of_variants(session, variant_ids)


def change_stock(
    session: Session, tenant_id: int, *, variant_id: int, difference: int, location_id: int | None = None
) -> None:
    """So many more arrived, or fewer are left: beside whatever buyers do at the same moment.

    Raises BadStock for what was never counted there, or StockPromised where too few would be left.
    """
    location_id = first_location(session, tenant_id) if location_id is None else location_id
    values = {"variant_id": variant_id, "location_id": location_id, "difference": difference}
    row = move(session, _CHANGE, values)
    if row.reserved is None:
        raise BadStock(f"variant {variant_id} is not counted at location {location_id}")
    if not row.count:
        raise StockPromised({variant_id: row.reserved})
    fill_back_orders(session, [variant_id])


def fill_back_orders(session: Session, variant_ids: Iterable[int]) -> None:
    """Let paid back orders have what is there now, the oldest first."""
    move(session, _FILL, {"variant_ids": sorted(set(variant_ids)), "now": clock.now()})


def set_back_orders(session: Session, tenant_id: int, policies: Sequence[BackOrders]) -> None:
    """Say of variants whether they are sold when none is left, and bring the lists up to date. Raises BadStock."""
    for each in policies:
        check_days(each.ships_within_days)
    allowed = [each for each in policies if each.is_allowed]
    if allowed:
        values = {
            "variant_ids": [each.variant_id for each in allowed],
            "days": [each.ships_within_days for each in allowed],
        }
        session.execute(_ALLOW, {"tenant_id": tenant_id, **values})
    session.execute(_DENY, {"variant_ids": [each.variant_id for each in policies if not each.is_allowed]})
    catalog.refresh_offers_of_variants(session, {each.variant_id for each in policies})
