"""Stock for orders: held while a buyer pays, claimed when paid, given back when not, and back on the shelf later.

Everything here happens in the order's own transaction. Callers hold the order's row, so that two attempts for one order
take turns; orders never wait for each other but for the moment in which they take the same thing.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session

from storefront.inventory.actions.counting import fill_back_orders
from storefront.inventory.actions.moving import CHANGED, FLIPPED, LOCKED, move
from storefront.inventory.errors import AlreadyReserved, NotSold, OutOfStock, ReservationReleased
from storefront.inventory.models import ReservationState
from storefront.inventory.reads import AVAILABLE, lock_levels, locked_reservations
from storefront.inventory.rules import check_quantities
from tenants.isolation import enqueue
from tenants.kit import clock

EXPIRE_JOB = "inventory.expire"
_EXPIRED_AT_ONCE = 500

# Each location gives what it has, the first by position first; what is missing then is back-ordered at the first one
# where that is allowed, and otherwise the whole order takes nothing.
_RESERVE = text(f"""
    with wanted as (
        select * from unnest(cast(:variant_ids as bigint[]), cast(:quantities as integer[]))
            as wanted(variant_id, quantity)),
    {LOCKED},
    levels as (
        select locked.variant_id, locked.location_id, {AVAILABLE.format(level="locked")} as available, wanted.quantity,
            location.position, not bool_and(locked.is_tracked) over (partition by locked.variant_id) as is_unlimited
        from locked
        join wanted on wanted.variant_id = locked.variant_id
        join stock_location location
            on location.tenant_id = locked.tenant_id and location.id = locked.location_id),
    planned as (
        select levels.*, row_number() over by_place = 1 as is_first,
            coalesce(sum(available) over (by_place rows between unbounded preceding and 1 preceding), 0) as before,
            greatest(quantity - sum(available) over (partition by variant_id), 0) as missing
        from levels where not is_unlimited
        window by_place as (partition by variant_id order by position, location_id)),
    short as (
        select variant_id, quantity - missing as left_over from planned
        where is_first and missing > 0
            and not exists (select from back_order_policy policy where policy.variant_id = planned.variant_id)),
    refused as (
        select exists (select from short) or :is_anew and exists (
            select from stock_reservation where order_id = :order_id and state = 'held') as all_of_it),
    shares as (
        select variant_id, location_id, greatest(least(available, quantity - before), 0)::integer as quantity,
            false as is_back_order
        from planned, refused where not refused.all_of_it
        union all
        select variant_id, location_id, missing::integer, true from planned, refused
        where not refused.all_of_it and is_first),
    changes as (
        select variant_id, location_id, 0 as on_hand,
            coalesce(sum(quantity) filter (where not is_back_order), 0)::integer as reserved,
            coalesce(sum(quantity) filter (where is_back_order), 0)::integer as back_ordered
        from shares where quantity > 0 group by variant_id, location_id),
    {CHANGED},
    kept as (
        insert into stock_reservation (tenant_id, order_id, variant_id, location_id, quantity, returned,
            is_back_order, state, created_at, expires_at)
        select :tenant_id, :order_id, variant_id, location_id, quantity, 0, is_back_order, 'held', :now, :until
        from shares where quantity > 0
        returning id),
    bygone as (
        update stock_reservation set state = 'released' from refused
        where order_id = :order_id and state = 'expired' and not refused.all_of_it)
    select {FLIPPED}, (select json_object_agg(variant_id, left_over) from short) as short,
        refused.all_of_it as is_refused, (select count(*) from kept) as held
    from refused""")

_GIVE_BACK = f"""
    wanted as (select distinct variant_id from mine), {LOCKED},
    settled as (
        update stock_reservation reservation set state = :state, settled_at = :now from mine
        where reservation.tenant_id = mine.tenant_id and reservation.id = mine.id returning reservation.id),
    changes as (
        select variant_id, location_id, 0 as on_hand,
            -coalesce(sum(quantity) filter (where not is_back_order), 0)::integer as reserved,
            -coalesce(sum(quantity) filter (where is_back_order), 0)::integer as back_ordered
        from mine group by variant_id, location_id), {CHANGED}
    select {FLIPPED}, (select count(*) from settled) as count"""
_RELEASE = text(f"""
    with mine as materialized (
        select * from stock_reservation where order_id = :order_id and state = 'held' order by id for update),
    {_GIVE_BACK}""")
# What another transaction has in hand at this moment is being paid or released, and is left to it.
_EXPIRE = text(f"""
    with mine as materialized (
        select * from stock_reservation
        where state = 'held' and expires_at <= :now
            and (cast(:variant_ids as bigint[]) is null or variant_id = any(cast(:variant_ids as bigint[])))
        order by id limit :limit for update skip locked),
    {_GIVE_BACK}""")

_CLAIM = text(f"""
    with mine as materialized (
        select * from stock_reservation where order_id = :order_id and state = 'held' order by id for update),
    wanted as (select distinct variant_id from mine), {LOCKED},
    settled as (
        update stock_reservation reservation set state = 'claimed', settled_at = :now from mine
        where reservation.tenant_id = mine.tenant_id and reservation.id = mine.id returning reservation.id),
    changes as (
        select variant_id, location_id, -sum(quantity)::integer as on_hand, -sum(quantity)::integer as reserved,
            0 as back_ordered
        from mine where not is_back_order group by variant_id, location_id), {CHANGED}
    select {FLIPPED}, (select array_agg(distinct variant_id) from mine where is_back_order) as back_ordered""")

# What never came is taken back from what is owed first; then goods go to the shelf that they came from.
_RESTOCK = text(f"""
    with asked as (
        select * from unnest(cast(:variant_ids as bigint[]), cast(:quantities as integer[]))
            as asked(variant_id, quantity)),
    mine as materialized (
        select * from stock_reservation where order_id = :order_id and state = 'claimed' order by id for update),
    wanted as (select variant_id from asked), {LOCKED},
    ranked as (
        select mine.*, asked.quantity as asked, coalesce(sum(mine.quantity - mine.returned) over (
            partition by mine.variant_id order by mine.is_back_order desc, mine.id
            rows between unbounded preceding and 1 preceding), 0) as before
        from mine join asked on asked.variant_id = mine.variant_id),
    shares as (
        select tenant_id, id, variant_id, location_id, is_back_order,
            greatest(least(quantity - returned, asked - before), 0)::integer as share from ranked),
    given as (
        update stock_reservation reservation set returned = reservation.returned + shares.share from shares
        where reservation.tenant_id = shares.tenant_id and reservation.id = shares.id and shares.share > 0
        returning reservation.id),
    changes as (
        select variant_id, location_id,
            coalesce(sum(share) filter (where not is_back_order), 0)::integer as on_hand, 0 as reserved,
            -coalesce(sum(share) filter (where is_back_order), 0)::integer as back_ordered
        from shares where share > 0 group by variant_id, location_id), {CHANGED}
    select {FLIPPED}""")


def reserve(session: Session, tenant_id: int, *, order_id: int, quantities: Mapping[int, int], until: datetime) -> None:
    """Hold so many of each variant for the order until a moment: all of it, or nothing.

    What is not counted is simply to be had. Raises OutOfStock, AlreadyReserved or BadQuantity.
    """
    check_quantities(quantities)
    try:
        held = _hold(session, tenant_id, order_id=order_id, quantities=quantities, until=until)
    except OutOfStock:
        # Nobody is refused for the sake of somebody whose time is over, however late the clock's own job is. No other
        # variant may be touched: its rows would be locked out of order.
        if not release_expired(session, list(quantities)):
            raise
        held = _hold(session, tenant_id, order_id=order_id, quantities=quantities, until=until)
    if held:
        enqueue(session, EXPIRE_JOB, tenant_id=tenant_id, at=until)


def claim(session: Session, tenant_id: int, *, order_id: int) -> None:
    """The order is paid: what it holds is its own. Claiming twice changes nothing.

    What had expired is taken anew if it is still to be had. Raises OutOfStock, or ReservationReleased where it was
    given back on purpose.
    """
    reservations = locked_reservations(session, order_id)
    states = {each.state for each in reservations}
    if states == {ReservationState.RELEASED}:
        raise ReservationReleased(f"order {order_id} gave back what it held")
    expired: dict[int, int] = {}
    for each in reservations:
        if each.state == ReservationState.EXPIRED:
            expired[each.variant_id] = expired.get(each.variant_id, 0) + each.quantity
    if expired:
        lock_levels(session, {each.variant_id for each in reservations})
        _hold(session, tenant_id, order_id=order_id, quantities=expired, until=clock.now(), is_anew=False)
    row = move(session, _CLAIM, {"order_id": order_id, "now": clock.now()})
    if row.back_ordered:
        fill_back_orders(session, row.back_ordered)


def release(session: Session, tenant_id: int, *, order_id: int) -> bool:
    """Give back what the order holds and has not paid for. False: there was nothing to give back."""
    values = {"order_id": order_id, "state": ReservationState.RELEASED.value, "now": clock.now()}
    return bool(move(session, _RELEASE, values).count)


def restock(session: Session, tenant_id: int, *, order_id: int, quantities: Mapping[int, int]) -> None:
    """Put back on sale what a paid order gives up or returns: onto the shelf, or out of what is owed to it.

    What is not counted is passed over. Raises NotSold where more comes back than the order took, or BadQuantity.
    """
    check_quantities(quantities)
    taken: dict[int, int] = {}
    for each in locked_reservations(session, order_id):
        if each.state == ReservationState.CLAIMED:
            taken[each.variant_id] = taken.get(each.variant_id, 0) + each.quantity - each.returned
    too_many = sorted(number for number, quantity in quantities.items() if quantity > taken.get(number, quantity))
    if too_many:
        raise NotSold(too_many)
    values = {"variant_ids": list(quantities), "quantities": list(quantities.values()), "order_id": order_id}
    move(session, _RESTOCK, values)
    fill_back_orders(session, quantities)


def exchange(
    session: Session, tenant_id: int, *, order_id: int, out: Mapping[int, int], more: Mapping[int, int]
) -> None:
    """A paid order gives up so many of some variants and claims so many of others: all of it, or nothing.

    Raises OutOfStock, NotSold or BadQuantity.
    """
    lock_levels(session, {*out, *more})
    if out:
        restock(session, tenant_id, order_id=order_id, quantities=out)
    if more:
        reserve(session, tenant_id, order_id=order_id, quantities=more, until=clock.now())
        claim(session, tenant_id, order_id=order_id)


def hold_longer(session: Session, *, order_id: int, until: datetime) -> bool:
    """Give a buyer who is still paying more time. False: the order holds nothing any more."""
    held = [each for each in locked_reservations(session, order_id) if each.state == ReservationState.HELD]
    for each in held:
        each.expires_at = max(each.expires_at, until)
    session.flush()
    return bool(held)


def release_expired(session: Session, variant_ids: Sequence[int] | None = None) -> int:
    """Give back what is held past its time, of these variants or of all. Returns how many reservations that were.

    It does some hundreds at once, so whoever wants all gone calls again until the answer is 0.
    """
    values = {"state": ReservationState.EXPIRED.value, "now": clock.now(), "limit": _EXPIRED_AT_ONCE}
    return int(move(session, _EXPIRE, values | {"variant_ids": variant_ids}).count)


def _hold(
    session: Session,
    tenant_id: int,
    *,
    order_id: int,
    quantities: Mapping[int, int],
    until: datetime,
    is_anew: bool = True,
) -> int:
    """How many reservations were made."""
    values = {
        "tenant_id": tenant_id,
        "order_id": order_id,
        "variant_ids": list(quantities),
        "quantities": list(quantities.values()),
        "now": clock.now(),
        "until": until,
        "is_anew": is_anew,
    }
    row = move(session, _RESERVE, values)
    if row.short:
        raise OutOfStock({int(variant_id): left for variant_id, left in row.short.items()})
    if row.is_refused:
        raise AlreadyReserved(f"order {order_id} holds stock already")
    return int(row.held)
