"""The ways in which a parcel can reach its destination, and the goods that can not go there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import or_
from sqlmodel import Session, col, select

from storefront.addresses import Address
from storefront.localization import Duties
from storefront.money import Money
from storefront.shipping.models import PickupPoint, ShippingRate, ShippingZone
from storefront.shipping.reads import setup
from storefront.shipping.rules.calendars import arrival, ready_day
from storefront.shipping.rules.prices import rate_price
from storefront.shipping.rules.restricting import Restriction, goods_in, restricted
from storefront.shipping.rules.values import Destination, Goods, Packing, Parcel


class OptionKind(StrEnum):
    DELIVERY = "delivery"
    PICKUP = "pickup"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippingOption:
    """One way to get the parcel. `key` names it again in a later request for the same parcel.

    `earliest` and `latest` are when it arrives, or can be fetched; None where no time is promised. `free_over` is what
    the goods have to cost for it to be free. `address` and `instructions` are a pick-up point's.
    """

    key: str
    name: str
    kind: OptionKind
    price: Money
    duties: Duties
    earliest: date | None = None
    latest: date | None = None
    carrier: str = ""
    free_over: Money | None = None
    address: Address | None = None
    instructions: str = ""


def shipping_options(
    session: Session,
    *,
    market_id: int,
    destination: Destination,
    parcel: Parcel,
    at: datetime,
    languages: Sequence[str] = (),
) -> tuple[ShippingOption, ...]:
    """What the shopper may choose from, the cheapest first, then the soonest; empty where nothing can be sent.

    Names are in the first of the languages that they are in. The same parcel at the same moment has the same options.
    """
    if restricted(goods_in(parcel), destination.country, setup.shop_restrictions(session)):
        return ()
    dispatch = setup.find_dispatch(session)
    packing = None if dispatch is None else setup.packing_of(dispatch)
    options = [_delivery(rate, parcel, languages) for rate in _rates(session, market_id, destination)]
    made = [_dated(option, rate, packing, destination, at) for rate, option in options if option is not None]
    points = select(PickupPoint).where(PickupPoint.country == destination.country, col(PickupPoint.is_enabled))
    for point in session.exec(points.order_by(col(PickupPoint.position), col(PickupPoint.id))):
        made.append(_pickup(point, parcel, languages, packing, at))
    return tuple(sorted(made, key=_cheapest_and_soonest))


def restrictions(session: Session, destination: Destination, goods: Sequence[Goods]) -> dict[int, Restriction]:
    """The goods, by their key, that the shop does not send there, each with the restriction that says so."""
    return restricted(goods, destination.country, setup.shop_restrictions(session))


def countries_served(session: Session, market_id: int) -> frozenset[str]:
    """Countries to which some rate of the market leads, be it to a part of them, and those of pick-up points."""
    zones = (
        select(ShippingZone)
        .join(ShippingRate, col(ShippingRate.zone_id) == col(ShippingZone.id))
        .where(ShippingRate.market_id == market_id, col(ShippingRate.is_enabled))
    )
    found = set(session.exec(select(PickupPoint.country).where(col(PickupPoint.is_enabled))))
    for zone in session.exec(zones):
        found.update(zone.countries)
        found.update(region.partition("-")[0] for region in zone.regions)
    return frozenset(found)


def _rates(session: Session, market_id: int, destination: Destination) -> list[ShippingRate]:
    """Of the zone that holds the destination's region, else of the one that holds its country."""
    region = f"{destination.country}-{destination.region}"
    query = select(ShippingZone).where(
        or_(col(ShippingZone.countries).contains([destination.country]), col(ShippingZone.regions).contains([region]))
    )
    found = list(session.exec(query))
    zone = next((each for each in found if region in each.regions), found[0] if found else None)
    if zone is None:
        return []
    rates = select(ShippingRate).where(
        ShippingRate.market_id == market_id, ShippingRate.zone_id == zone.id, col(ShippingRate.is_enabled)
    )
    return list(session.exec(rates.order_by(col(ShippingRate.position), col(ShippingRate.id))))


def _delivery(
    rate: ShippingRate, parcel: Parcel, languages: Sequence[str]
) -> tuple[ShippingRate, ShippingOption | None]:
    price = rate_price(setup.price_of(rate), setup.limits_of(rate), parcel)
    if price is None:
        return rate, None
    return rate, ShippingOption(
        key=f"rate:{rate.id}",
        name=_text(rate.names, languages),
        kind=OptionKind.DELIVERY,
        price=price,
        duties=Duties(rate.duties),
        carrier=rate.carrier,
        free_over=None if rate.free_over_minor is None else Money(rate.free_over_minor, rate.currency),
    )


def _dated(
    option: ShippingOption, rate: ShippingRate, packing: Packing | None, destination: Destination, at: datetime
) -> ShippingOption:
    transit = setup.transit_of(rate)
    if packing is None or transit is None:
        return option
    earliest, latest = arrival(packing, transit, destination, at)
    return replace(option, earliest=earliest, latest=latest)


def _pickup(
    point: PickupPoint, parcel: Parcel, languages: Sequence[str], packing: Packing | None, at: datetime
) -> ShippingOption:
    return ShippingOption(
        key=f"pickup:{point.id}",
        name=_text(point.names, languages),
        kind=OptionKind.PICKUP,
        price=Money(0, parcel.value.currency),
        duties=Duties.DDP,
        earliest=None if packing is None else ready_day(packing, at, point.days_min),
        latest=None if packing is None else ready_day(packing, at, point.days_max),
        address=Address(**point.address),
        instructions=_text(point.instructions, languages),
    )


def _text(texts: Mapping[str, str], languages: Sequence[str]) -> str:
    return next((texts[each] for each in languages if texts.get(each)), next(iter(texts.values()), ""))


def _cheapest_and_soonest(option: ShippingOption) -> tuple[int, date, str]:
    return option.price.amount_minor, option.latest or date.max, option.key
