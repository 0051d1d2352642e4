"""Zones and their rates."""

from dataclasses import astuple
from typing import Any

from sqlmodel import Session

from storefront import localization
from storefront.localization import Market
from storefront.shipping.errors import BadShipping
from storefront.shipping.models import ShippingRate, ShippingZone
from storefront.shipping.reads import setup
from storefront.shipping.rules.checks import check_rate, check_zone
from storefront.shipping.rules.drafts import NewRate, NewZone


def add_zone(session: Session, tenant_id: int, new: NewZone) -> ShippingZone:
    """Raises BadShipping, also for a country or region that is in another zone already."""
    present = setup.zones(session)
    check_zone(new, [_as_new(zone) for zone in present])
    zone = ShippingZone(
        tenant_id=tenant_id,
        name=new.name.strip(),
        countries=list(new.countries),
        regions=list(new.regions),
        position=1 + max((zone.position for zone in present), default=-1),
    )
    session.add(zone)
    session.flush()
    return zone


def change_zone(session: Session, zone_id: int, new: NewZone) -> ShippingZone:
    """Another name or other places for a zone; its rates stay. Raises NoSuchZone, BadShipping."""
    zone = setup.zone_by_id(session, zone_id)
    check_zone(new, [_as_new(each) for each in setup.zones(session) if each.id != zone_id])
    zone.name, zone.countries, zone.regions = new.name.strip(), list(new.countries), list(new.regions)
    session.add(zone)
    session.flush()
    return zone


def remove_zone(session: Session, zone_id: int) -> None:
    """The zone and its rates. Raises NoSuchZone."""
    session.delete(setup.zone_by_id(session, zone_id))
    session.flush()


def add_rate(session: Session, tenant_id: int, new: NewRate) -> ShippingRate:
    """Raises NoSuchZone, BadShipping. `coverage` reports the gaps that it leaves."""
    setup.zone_by_id(session, new.zone_id)
    check_rate(new, _market(session, new.market_id).currency)
    position = 1 + max((rate.position for rate in setup.rates(session)), default=-1)
    rate = ShippingRate(tenant_id=tenant_id, position=position, **rate_columns(new))
    session.add(rate)
    session.flush()
    return rate


def set_rate_enabled(session: Session, rate_id: int, is_enabled: bool) -> ShippingRate:
    """Offer a rate or not. Raises NoSuchRate."""
    rate = setup.rate_by_id(session, rate_id)
    rate.is_enabled = is_enabled
    session.add(rate)
    session.flush()
    return rate


def remove_rate(session: Session, rate_id: int) -> None:
    """Raises NoSuchRate."""
    session.delete(setup.rate_by_id(session, rate_id))
    session.flush()


def rate_columns(new: NewRate) -> dict[str, Any]:  # Any: what the columns hold
    """A rate as it is stored, but for whose it is and its place."""
    price, limits, transit = new.price, new.limits, new.transit
    return {
        "zone_id": new.zone_id,
        "market_id": new.market_id,
        "names": dict(new.names),
        "carrier": new.carrier,
        "duties": new.duties,
        "currency": price.currency,
        "priced_by": price.priced_by,
        "amount_minor": price.amount_minor,
        "included_grams": price.included_grams,
        "step_grams": price.step_grams,
        "step_minor": price.step_minor,
        "bands": [list(astuple(band)) for band in price.bands],
        "free_over_minor": price.free_over_minor,
        "max_weight_grams": limits.max_weight_grams,
        "max_items": limits.max_items,
        "only_tags": sorted(limits.only_tags),
        "except_tags": sorted(limits.except_tags),
        "transit_min": transit.days_min if transit else None,
        "transit_max": transit.days_max if transit else None,
        "is_working_days": transit.is_working_days if transit else True,
    }


def _market(session: Session, market_id: int) -> Market:
    found = next((market for market in localization.markets(session) if market.id == market_id), None)
    if found is None:
        raise BadShipping("market_id", f"the shop has no market {market_id}")
    return found


def _as_new(zone: ShippingZone) -> NewZone:
    return NewZone(name=zone.name, countries=tuple(zone.countries), regions=tuple(zone.regions))
