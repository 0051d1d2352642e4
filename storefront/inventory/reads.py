"""The queries about stock. `AVAILABLE` is what may be sold of one row of `stock_level`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session, col, select

from storefront.inventory.errors import LocationNotFound
from storefront.inventory.models import StockLevel, StockLocation, StockReservation

AVAILABLE = "greatest({level}.on_hand - {level}.reserved - {level}.back_ordered, 0)"

_AVAILABILITY = text(f"""
    select asked.id, coalesce(bool_and(level.is_tracked), false) and policy.variant_id is null as is_limited,
        coalesce(sum({AVAILABLE.format(level="level")}), 0) as available
    from unnest(cast(:ids as bigint[])) asked(id)
    left join stock_level level on level.variant_id = asked.id
    left join back_order_policy policy on policy.variant_id = asked.id
    group by asked.id, policy.variant_id""")


@dataclass(frozen=True, slots=True)
class Level:
    """A variant at a location, for staff. `available` is what may be sold of it."""

    variant_id: int
    location_id: int
    is_tracked: bool
    on_hand: int
    reserved: int
    back_ordered: int

    @property
    def available(self) -> int:
        return max(self.on_hand - self.reserved - self.back_ordered, 0)


def availability(session: Session, variant_ids: Iterable[int]) -> dict[int, int | None]:
    """How many of each may be sold now. None: as many as one likes, since it is not counted or may be back-ordered."""
    rows = session.execute(_AVAILABILITY, {"ids": sorted(set(variant_ids))})
    return {row.id: row.available if row.is_limited else None for row in rows}


def levels(session: Session, variant_ids: Iterable[int]) -> list[Level]:
    """The variants at each location, in the order in which rows are locked."""
    query = select(StockLevel).where(col(StockLevel.variant_id).in_(set(variant_ids)))
    return [
        Level(each.variant_id, each.location_id, each.is_tracked, each.on_hand, each.reserved, each.back_ordered)
        for each in session.exec(query.order_by(col(StockLevel.variant_id), col(StockLevel.location_id)))
    ]


def locations(session: Session) -> Sequence[StockLocation]:
    """Where the shop keeps goods, the place that is asked first before the others."""
    return session.exec(select(StockLocation).order_by(col(StockLocation.position), col(StockLocation.id))).all()


def location_by_id(session: Session, location_id: int) -> StockLocation:
    """Raises LocationNotFound."""
    found = session.exec(select(StockLocation).where(StockLocation.id == location_id)).first()
    if found is None:
        raise LocationNotFound(f"no location {location_id}")
    return found


def is_location_used(session: Session, location_id: int) -> bool:
    """Whether goods are there or promised from there, or ever were promised from there."""
    kept = select(StockLevel.variant_id).where(
        StockLevel.location_id == location_id, col(StockLevel.on_hand) + col(StockLevel.back_ordered) > 0
    )
    promised = select(StockReservation.id).where(StockReservation.location_id == location_id)
    return bool(session.exec(select(kept.exists() | promised.exists())).one())


def lock_levels(session: Session, variant_ids: Iterable[int]) -> None:
    """Hold all rows of the variants at once, before several statements each take some of them."""
    query = select(StockLevel.variant_id).where(col(StockLevel.variant_id).in_(set(variant_ids)))
    session.exec(query.order_by(col(StockLevel.variant_id), col(StockLevel.location_id)).with_for_update()).all()


def locked_reservations(session: Session, order_id: int) -> Sequence[StockReservation]:
    """All of an order's, in a fixed order, held until the transaction ends."""
    query = select(StockReservation).where(StockReservation.order_id == order_id)
    return session.exec(
        query.order_by(col(StockReservation.id)).with_for_update().execution_options(populate_existing=True)
    ).all()
