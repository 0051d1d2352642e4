"""A demo shop's `deliveries.toml` turned into zones, rates, pick-up points and restrictions of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from storefront import addresses, shipping
from storefront.localization import Duties, Market
from storefront.money import Money
from storefront.provision.demo_files import DeliveriesForm, DeliveryZoneForm, PackingForm, RateForm
from storefront.shipping import (
    Band,
    NewPickupPoint,
    NewRate,
    NewRestriction,
    NewZone,
    Packing,
    PricedBy,
    RateLimits,
    RatePrice,
    RestrictedBy,
    Transit,
)
from tenants.zones import Zone


@dataclass(frozen=True, slots=True)
class _Setup:
    session: Session
    tenant_id: int
    markets: Mapping[str, Market]


def set_up_deliveries(
    session: Session, tenant_id: int, form: DeliveriesForm, markets: Mapping[str, Market], zone: Zone
) -> None:
    """Through the actions that any caller would use, so that what they refuse fails the demo."""
    setup = _Setup(session, tenant_id, markets)
    shipping.set_dispatch(session, tenant_id, _packing(form.packing, zone))
    for delivery_zone in form.zones:
        _add_zone(setup, delivery_zone)
    for point in form.pickup:
        address = addresses.checked_address(point.address, zone.country, needs_phone=False)
        new = NewPickupPoint(
            names=point.name,
            instructions=point.instructions,
            address=address,
            days_min=point.days[0],
            days_max=point.days[1],
        )
        shipping.add_pickup_point(session, tenant_id, new)
    for restriction in form.restrictions:
        kept = NewRestriction(
            restricted_by=RestrictedBy(restriction.by),
            value=restriction.value,
            countries=tuple(restriction.countries),
            is_everywhere_but=restriction.is_everywhere_but,
        )
        shipping.add_restriction(session, tenant_id, kept)


def _packing(form: PackingForm, zone: Zone) -> Packing:
    return Packing(
        country=zone.country,
        region=form.region,
        weekdays=frozenset(form.weekdays),
        days_min=form.days[0],
        days_max=form.days[1],
        cutoff_minute=form.cutoff_minute,
        time_zone=zone.time_zone,
    )


def _add_zone(setup: _Setup, form: DeliveryZoneForm) -> None:
    countries = tuple(country for handle in form.markets for country in setup.markets[handle].countries)
    new = NewZone(name=form.name, countries=countries, regions=tuple(form.regions))
    stored = shipping.add_zone(setup.session, setup.tenant_id, new)
    assert stored.id is not None, "a stored zone has its id"
    for rate in form.rates:
        shipping.add_rate(setup.session, setup.tenant_id, _rate(setup, rate, stored.id))


def _rate(setup: _Setup, form: RateForm, zone_id: int) -> NewRate:
    market = setup.markets[form.market]
    assert market.id is not None, "an opened market has its id"
    return NewRate(
        zone_id=zone_id,
        market_id=market.id,
        names=form.name,
        price=_price(form, market.currency),
        limits=RateLimits(
            max_weight_grams=form.max_weight_grams,
            only_tags=frozenset(form.only_tags),
            except_tags=frozenset(form.except_tags),
        ),
        carrier=form.carrier,
        duties=Duties(form.duties),
        transit=Transit(*form.days, form.is_working_days),
    )


def _price(form: RateForm, currency: str) -> RatePrice:
    def minor(amount: str) -> int:
        return Money.parse(amount, currency).amount_minor

    ways = {bool(form.grams): PricedBy.WEIGHT, bool(form.step_grams): PricedBy.STEPS}
    return RatePrice(
        priced_by=ways.get(True, PricedBy.FLAT),
        currency=currency,
        amount_minor=minor(form.price),
        included_grams=form.first_grams,
        step_grams=form.step_grams,
        step_minor=minor(form.step),
        bands=tuple(Band(above, up_to, minor(amount)) for above, up_to, amount in form.grams),
        free_over_minor=None if form.free_over is None else minor(form.free_over),
    )
