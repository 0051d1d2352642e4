"""What a shop sets up is what its shoppers may choose from; what is refused changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar

import pytest
from sqlmodel import Session

from storefront import localization, shipping
from storefront.addresses import Address
from storefront.localization import NewMarket
from storefront.money import Money
from storefront.shipping import (
    BadShipping,
    Band,
    Destination,
    Duties,
    FindingKind,
    Goods,
    NewPickupPoint,
    NewRate,
    NewRestriction,
    NewZone,
    NoSuchRate,
    NoSuchZone,
    OptionKind,
    Packing,
    Parcel,
    PricedBy,
    RateLimits,
    RatePrice,
    RestrictedBy,
    ShippingOption,
    Transit,
)
from tenants.isolation import Database
from tests.factories.tenants import a_tenant

FRIDAY_MORNING = datetime(2026, 11, 27, 1, 0, tzinfo=UTC)
PACKING = Packing(country="MY", region="14", days_min=0, days_max=1, time_zone="Asia/Kuala_Lumpur")
PARCEL = Parcel(weight_grams=400, item_count=1, value=Money(80_00, "MYR"))

Result = TypeVar("Result")


class Shop:
    """A shop in Malaysia and Europe, through the front door only."""

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.platform() as session:
            tenant_id = a_tenant(session).id
        assert tenant_id is not None
        self.tenant_id = tenant_id
        markets = [
            NewMarket(handle="my", countries=("MY", "SG"), languages=("en",), currency="MYR"),
            NewMarket(handle="eu", countries=("DE", "FR"), languages=("de",), currency="EUR"),
        ]
        opened = self.do(lambda session: localization.open_markets(session, tenant_id, markets))
        self.home, self.europe = (int(market.id or 0) for market in opened)

    def do(self, action: Callable[[Session], Result]) -> Result:
        with self._database.tenant(self.tenant_id) as session:
            result = action(session)
            session.expunge_all()
            return result

    def zone(self, name: str, countries: tuple[str, ...] = (), regions: tuple[str, ...] = ()) -> int:
        new = NewZone(name=name, countries=countries, regions=regions)
        return int(self.do(lambda session: shipping.add_zone(session, self.tenant_id, new)).id or 0)

    def rate(self, zone_id: int, **changes: object) -> int:
        plain = NewRate(
            zone_id=zone_id,
            market_id=self.home,
            names={"en": "Courier", "ms": "Kurier"},
            price=RatePrice(priced_by=PricedBy.FLAT, currency="MYR", amount_minor=8_00),
            transit=Transit(2, 4),
            duties=Duties.DDP,
        )
        new = replace(plain, **changes)  # type: ignore[arg-type]
        return int(self.do(lambda session: shipping.add_rate(session, self.tenant_id, new)).id or 0)

    def options(
        self, destination: Destination, parcel: Parcel = PARCEL, market_id: int | None = None
    ) -> tuple[ShippingOption, ...]:
        return self.do(
            lambda session: shipping.shipping_options(
                session,
                market_id=market_id or self.home,
                destination=destination,
                parcel=parcel,
                at=FRIDAY_MORNING,
                languages=("ms", "en"),
            )
        )


@pytest.fixture
def shop(database: Database) -> Shop:
    return Shop(database)


def flat(sen: int) -> RatePrice:
    return RatePrice(priced_by=PricedBy.FLAT, currency="MYR", amount_minor=sen)


def test_a_rate_is_offered_with_its_price_name_dates_and_duties(shop: Shop) -> None:
    shop.do(lambda session: shipping.set_dispatch(session, shop.tenant_id, PACKING))
    rate = shop.rate(shop.zone("Peninsula", ("MY",)), carrier="Pos Laju")
    assert shop.options(Destination("MY", "14", "50450")) == (
        ShippingOption(
            key=f"rate:{rate}",
            name="Kurier",
            kind=OptionKind.DELIVERY,
            price=Money(8_00, "MYR"),
            duties=Duties.DDP,
            earliest=date(2026, 12, 1),
            latest=date(2026, 12, 4),
            carrier="Pos Laju",
        ),
    )


def test_without_a_place_that_parcels_leave_from_no_date_is_promised(shop: Shop) -> None:
    shop.rate(shop.zone("Peninsula", ("MY",)))
    found = shop.options(Destination("MY"))[0]
    assert (found.earliest, found.latest) == (None, None)


def test_where_no_zone_leads_there_is_no_option(shop: Shop) -> None:
    shop.rate(shop.zone("Peninsula", ("MY",)))
    assert shop.options(Destination("SG")) == ()
    assert shop.options(Destination("MY"), market_id=shop.europe) == ()


def test_a_region_goes_before_its_country(shop: Shop) -> None:
    shop.rate(shop.zone("Peninsula", ("MY",)), price=flat(800))
    borneo = shop.zone("Borneo", regions=("MY-12", "MY-13"))
    assert shop.options(Destination("MY", "12")) == ()
    shop.rate(borneo, price=flat(1500))
    assert [each.price.amount_minor for each in shop.options(Destination("MY", "12"))] == [1500]
    assert [each.price.amount_minor for each in shop.options(Destination("MY", "14"))] == [800]


def test_options_come_from_the_cheapest_to_the_dearest_and_then_by_speed(shop: Shop) -> None:
    shop.do(lambda session: shipping.set_dispatch(session, shop.tenant_id, PACKING))
    zone = shop.zone("Peninsula", ("MY",))
    express = shop.rate(zone, price=flat(1500), transit=Transit(1, 1))
    slow = shop.rate(zone, transit=Transit(3, 9))
    fast = shop.rate(zone, transit=Transit(1, 3))
    assert [each.key for each in shop.options(Destination("MY"))] == [
        f"rate:{fast}",
        f"rate:{slow}",
        f"rate:{express}",
    ]


def test_a_rate_that_is_off_or_does_not_carry_the_parcel_is_not_offered(shop: Shop) -> None:
    zone = shop.zone("Peninsula", ("MY",))
    light = shop.rate(zone, limits=RateLimits(max_weight_grams=300))
    shut = shop.rate(zone)
    shop.do(lambda session: shipping.set_rate_enabled(session, shut, False))
    assert shop.options(Destination("MY")) == ()
    assert [each.key for each in shop.options(Destination("MY"), replace(PARCEL, weight_grams=300))] == [
        f"rate:{light}"
    ]


def test_goods_can_be_fetched_in_their_own_country(shop: Shop) -> None:
    shop.do(lambda session: shipping.set_dispatch(session, shop.tenant_id, PACKING))
    address = Address(
        name="Kedai", line1="1 Jalan Ampang", city="Kuala Lumpur", region="14", postcode="50450", country="MY"
    )
    new = NewPickupPoint(names={"en": "Our shop"}, address=address, instructions={"en": "Ring twice."}, days_max=2)
    point = shop.do(lambda session: shipping.add_pickup_point(session, shop.tenant_id, new))
    assert shop.options(Destination("MY", "13")) == (
        ShippingOption(
            key=f"pickup:{point.id}",
            name="Our shop",
            kind=OptionKind.PICKUP,
            price=Money(0, "MYR"),
            duties=Duties.DDP,
            earliest=date(2026, 11, 27),
            latest=date(2026, 12, 1),
            address=address,
            instructions="Ring twice.",
        ),
    )
    assert shop.options(Destination("SG")) == ()
    shop.do(lambda session: shipping.remove_pickup_point(session, int(point.id or 0)))
    assert shop.options(Destination("MY")) == ()


@pytest.mark.parametrize(
    ("restriction", "is_sent"),
    [
        (NewRestriction(restricted_by=RestrictedBy.TAG, value="Food", countries=("SG",)), False),
        (NewRestriction(restricted_by=RestrictedBy.PRODUCT_TYPE, value="honey", is_everywhere_but=True), False),
        (NewRestriction(restricted_by=RestrictedBy.HS_PREFIX, value="0409", countries=("SG",)), False),
        (NewRestriction(restricted_by=RestrictedBy.HS_PREFIX, value="0410", countries=("SG",)), True),
        (
            NewRestriction(
                restricted_by=RestrictedBy.TAG, value="food", countries=("MY", "SG"), is_everywhere_but=True
            ),
            True,
        ),
        (NewRestriction(restricted_by=RestrictedBy.TAG, value="food", countries=("US",)), True),
    ],
)
def test_goods_that_stay_have_no_option_and_say_why(shop: Shop, restriction: NewRestriction, is_sent: bool) -> None:
    shop.rate(shop.zone("Nearby", ("SG",)))
    added = shop.do(lambda session: shipping.add_restriction(session, shop.tenant_id, restriction))
    honey = Goods(7, frozenset({"food", "gift"}), "Honey", "040900")
    shawl = Goods(8, frozenset({"silk"}), "shawl", "621410")
    parcel = replace(
        PARCEL, tags=honey.tags, product_types=frozenset({"Honey"}), hs_codes=frozenset({"040900", "621410"})
    )
    found = shop.do(lambda session: shipping.restrictions(session, Destination("SG"), [honey, shawl]))
    assert {key: each.id for key, each in found.items()} == ({} if is_sent else {7: added.id})
    assert bool(shop.options(Destination("SG"), parcel)) == is_sent
    assert len(shop.options(Destination("SG"))) == 1
    shop.do(lambda session: shipping.remove_restriction(session, int(added.id or 0)))
    assert shop.options(Destination("SG"), parcel)


def test_a_zone_that_takes_anothers_country_changes_nothing(shop: Shop) -> None:
    shop.zone("Peninsula", ("MY", "SG"))
    for new, field in (
        (NewZone(name="Nearby", countries=("TH", "SG")), "countries"),
        (NewZone(name="Nearby", countries=("XX",)), "countries"),
        (NewZone(name="Nearby", countries=("TH", "TH")), "countries"),
        (NewZone(name="Nearby", regions=("MY-99",)), "regions"),
        (NewZone(name="Nearby", regions=("MY",)), "regions"),
        (NewZone(name="Nearby"), "countries"),
        (NewZone(name=" ", countries=("TH",)), "name"),
    ):
        with pytest.raises(BadShipping) as refusal:
            shop.do(lambda session, new=new: shipping.add_zone(session, shop.tenant_id, new))  # type: ignore[misc]
        assert refusal.value.field == field
    assert [zone.name for zone in shop.do(shipping.zones)] == ["Peninsula"]


def test_a_zone_can_be_changed_to_what_it_holds_already_and_leaves_with_its_rates(shop: Shop) -> None:
    zone = shop.zone("Peninsula", ("MY",))
    shop.rate(zone)
    wider = NewZone(name="Malaysia and Singapore", countries=("MY", "SG"))
    shop.do(lambda session: shipping.change_zone(session, zone, wider))
    assert len(shop.options(Destination("SG"))) == 1
    shop.do(lambda session: shipping.remove_zone(session, zone))
    assert (shop.do(shipping.zones), shop.do(shipping.rates)) == ([], [])
    with pytest.raises(NoSuchZone):
        shop.do(lambda session: shipping.remove_zone(session, zone))


def test_a_rate_in_another_currency_than_its_markets_is_refused(shop: Shop) -> None:
    zone = shop.zone("Europe", ("DE",))
    with pytest.raises(BadShipping) as refusal:
        shop.rate(zone, market_id=shop.europe)
    assert refusal.value.field == "currency"
    with pytest.raises(BadShipping):
        shop.rate(zone, market_id=10**9)
    with pytest.raises(NoSuchZone):
        shop.rate(10**9)
    with pytest.raises(NoSuchRate):
        shop.do(lambda session: shipping.remove_rate(session, 10**9))
    assert shop.do(shipping.rates) == []


@pytest.mark.parametrize(
    ("packing", "field"),
    [
        (replace(PACKING, country="XX"), "country"),
        (replace(PACKING, region="99"), "region"),
        (replace(PACKING, weekdays=frozenset()), "weekdays"),
        (replace(PACKING, weekdays=frozenset({0})), "weekdays"),
        (replace(PACKING, days_min=3), "days"),
        (replace(PACKING, cutoff_minute=1441), "cutoff_minute"),
        (replace(PACKING, time_zone="Asia/Nowhere"), "time_zone"),
        (replace(PACKING, time_zone="../../etc/passwd"), "time_zone"),
    ],
)
def test_a_dispatch_that_can_not_be_is_refused(shop: Shop, packing: Packing, field: str) -> None:
    with pytest.raises(BadShipping) as refusal:
        shop.do(lambda session: shipping.set_dispatch(session, shop.tenant_id, packing))
    assert refusal.value.field == field


def test_setting_the_dispatch_again_replaces_it(shop: Shop) -> None:
    shop.rate(shop.zone("Peninsula", ("MY",)))
    shop.do(lambda session: shipping.set_dispatch(session, shop.tenant_id, PACKING))
    shop.do(lambda session: shipping.set_dispatch(session, shop.tenant_id, replace(PACKING, days_min=5, days_max=5)))
    assert shop.options(Destination("MY"))[0].earliest == date(2026, 12, 8)


def test_every_gap_is_reported(shop: Shop) -> None:
    zone = shop.zone("Germany", ("DE",))
    shop.zone("Malaysia", ("MY",))
    rate = shop.rate(
        zone,
        market_id=shop.europe,
        price=RatePrice(priced_by=PricedBy.WEIGHT, currency="EUR", bands=(Band(0, 500, 900), Band(1000, 2000, 1500))),
    )
    found = {
        (each.kind, each.market, each.country, each.rate_id, each.above, each.up_to)
        for each in shop.do(shipping.coverage)
    }
    assert found == {
        (FindingKind.NO_DISPATCH, "", "", None, 0, None),
        (FindingKind.COUNTRY_WITHOUT_RATE, "my", "MY", None, 0, None),
        (FindingKind.COUNTRY_WITHOUT_ZONE, "my", "SG", None, 0, None),
        (FindingKind.COUNTRY_WITHOUT_ZONE, "eu", "FR", None, 0, None),
        (FindingKind.GAP_IN_BANDS, "", "", rate, 500, 1000),
        (FindingKind.GAP_IN_BANDS, "", "", rate, 2000, None),
    }
    assert shop.do(lambda session: shipping.countries_served(session, shop.europe)) == {"DE"}


def test_a_rate_keeps_all_that_it_was_given(shop: Shop) -> None:
    zone = shop.zone("Peninsula", ("MY",))
    price = RatePrice(
        priced_by=PricedBy.STEPS,
        currency="MYR",
        amount_minor=500,
        included_grams=250,
        step_grams=250,
        step_minor=100,
        free_over_minor=200_00,
    )
    shop.rate(zone, price=price)
    found = shop.options(Destination("MY"), replace(PARCEL, weight_grams=251))[0]
    assert (found.price, found.free_over) == (Money(600, "MYR"), Money(200_00, "MYR"))
