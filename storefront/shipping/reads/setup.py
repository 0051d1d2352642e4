"""What a shop has set up, and the stored rows as the rules see them."""

from sqlmodel import Session, col, select

from storefront.shipping.errors import NoSuchRate, NoSuchZone
from storefront.shipping.models import Dispatch, PickupPoint, ShippingRate, ShippingRestriction, ShippingZone
from storefront.shipping.rules.restricting import Restriction
from storefront.shipping.rules.values import (
    Band,
    Packing,
    PricedBy,
    RateLimits,
    RatePrice,
    RestrictedBy,
    Transit,
)


def find_dispatch(session: Session) -> Dispatch | None:
    """None until the shop has said where its parcels leave from."""
    return session.exec(select(Dispatch)).one_or_none()


def zones(session: Session) -> list[ShippingZone]:
    """All of the shop's, in its own order."""
    return list(session.exec(select(ShippingZone).order_by(col(ShippingZone.position), col(ShippingZone.id))))


def rates(session: Session) -> list[ShippingRate]:
    """All of the shop's, in its own order, also those that are off."""
    return list(session.exec(select(ShippingRate).order_by(col(ShippingRate.position), col(ShippingRate.id))))


def pickup_points(session: Session) -> list[PickupPoint]:
    """All of the shop's points, in the merchant's order."""
    return list(session.exec(select(PickupPoint).order_by(col(PickupPoint.position), col(PickupPoint.id))))


def shop_restrictions(session: Session) -> list[Restriction]:
    """What the shop does not send, as the rules see it."""
    stored = session.exec(select(ShippingRestriction).order_by(col(ShippingRestriction.id)))
    return [_restriction(each) for each in stored]


def zone_by_id(session: Session, zone_id: int) -> ShippingZone:
    """Raises NoSuchZone."""
    found = session.exec(select(ShippingZone).where(ShippingZone.id == zone_id)).one_or_none()
    if found is None:
        raise NoSuchZone(f"there is no zone {zone_id}")
    return found


def rate_by_id(session: Session, rate_id: int) -> ShippingRate:
    """Raises NoSuchRate."""
    found = session.exec(select(ShippingRate).where(ShippingRate.id == rate_id)).one_or_none()
    if found is None:
        raise NoSuchRate(f"there is no rate {rate_id}")
    return found


def pickup_point_by_id(session: Session, point_id: int) -> PickupPoint:
    """Raises NoSuchRate."""
    found = session.exec(select(PickupPoint).where(PickupPoint.id == point_id)).one_or_none()
    if found is None:
        raise NoSuchRate(f"there is no pick-up point {point_id}")
    return found


def restriction_by_id(session: Session, restriction_id: int) -> ShippingRestriction:
    """Raises NoSuchRate."""
    found = session.exec(select(ShippingRestriction).where(ShippingRestriction.id == restriction_id)).one_or_none()
    if found is None:
        raise NoSuchRate(f"there is no restriction {restriction_id}")
    return found


def packing_of(dispatch: Dispatch) -> Packing:
    """How the shop packs, as rules know it."""
    return Packing(
        country=dispatch.country,
        region=dispatch.region,
        weekdays=frozenset(dispatch.weekdays),
        days_min=dispatch.days_min,
        days_max=dispatch.days_max,
        cutoff_minute=dispatch.cutoff_minute,
        time_zone=dispatch.time_zone,
    )


def price_of(rate: ShippingRate) -> RatePrice:
    """What a rate costs, as rules know it."""
    return RatePrice(
        priced_by=PricedBy(rate.priced_by),
        currency=rate.currency,
        amount_minor=rate.amount_minor,
        included_grams=rate.included_grams,
        step_grams=rate.step_grams,
        step_minor=rate.step_minor,
        bands=tuple(Band(*band) for band in rate.bands),
        free_over_minor=rate.free_over_minor,
    )


def limits_of(rate: ShippingRate) -> RateLimits:
    """What a rate takes, as rules know it."""
    return RateLimits(
        max_weight_grams=rate.max_weight_grams,
        max_items=rate.max_items,
        only_tags=frozenset(rate.only_tags),
        except_tags=frozenset(rate.except_tags),
    )


def transit_of(rate: ShippingRate) -> Transit | None:
    """How long a rate is on the way; None where the merchant has not said."""
    if rate.transit_min is None or rate.transit_max is None:
        return None
    return Transit(rate.transit_min, rate.transit_max, rate.is_working_days)


def _restriction(stored: ShippingRestriction) -> Restriction:
    assert stored.id is not None, "a stored restriction has its id"
    return Restriction(
        stored.id,
        RestrictedBy(stored.restricted_by),
        stored.value,
        frozenset(stored.countries),
        stored.is_everywhere_but,
    )
