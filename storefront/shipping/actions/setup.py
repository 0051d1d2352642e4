"""Where parcels leave from, and where they can be fetched."""

from dataclasses import asdict

from sqlmodel import Session

from storefront.shipping.models import Dispatch, PickupPoint
from storefront.shipping.reads import setup
from storefront.shipping.rules.checks import check_dispatch, check_pickup_point
from storefront.shipping.rules.drafts import NewPickupPoint
from storefront.shipping.rules.values import Packing


def set_dispatch(session: Session, tenant_id: int, packing: Packing) -> Dispatch:
    """Say where parcels leave from, on which days and after how many, in place of what was said before.

    Raises BadShipping.
    """
    check_dispatch(packing)
    dispatch = setup.find_dispatch(session) or Dispatch(
        tenant_id=tenant_id, country=packing.country, weekdays=[], time_zone=packing.time_zone
    )
    dispatch.country, dispatch.region = packing.country, packing.region
    dispatch.weekdays = sorted(packing.weekdays)
    dispatch.days_min, dispatch.days_max = packing.days_min, packing.days_max
    dispatch.cutoff_minute, dispatch.time_zone = packing.cutoff_minute, packing.time_zone
    session.add(dispatch)
    session.flush()
    return dispatch


def add_pickup_point(session: Session, tenant_id: int, new: NewPickupPoint) -> PickupPoint:
    """Raises BadShipping."""
    check_pickup_point(new)
    present = setup.pickup_points(session)
    point = PickupPoint(
        tenant_id=tenant_id,
        names=dict(new.names),
        instructions=dict(new.instructions),
        country=new.address.country,
        address={field: text for field, text in asdict(new.address).items() if text},
        days_min=new.days_min,
        days_max=new.days_max,
        position=1 + max((point.position for point in present), default=-1),
    )
    session.add(point)
    session.flush()
    return point


def remove_pickup_point(session: Session, point_id: int) -> None:
    """Raises NoSuchRate."""
    session.delete(setup.pickup_point_by_id(session, point_id))
    session.flush()
