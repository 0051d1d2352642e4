"""Each demo shop sends to each of its markets in two ways or more, in every language that it speaks there."""

from datetime import UTC, datetime

import pytest

from storefront import localization, shipping
from storefront.localization import NewMarket
from storefront.money import Money
from storefront.provision.demo_deliveries import set_up_deliveries
from storefront.provision.demo_files import DemoShop, demo_shops
from storefront.shipping import Destination, FindingKind, Goods, Parcel
from tenants.isolation import Database
from tests.factories.tenants import ZONE, a_tenant

SHOPS = demo_shops()
FRIDAY = datetime(2026, 11, 27, 1, tzinfo=UTC)


@pytest.mark.parametrize("files", SHOPS, ids=[files.shop.slug for files in SHOPS])
def test_every_market_of_a_demo_shop_has_two_ways_to_send_and_a_date_for_each(
    files: DemoShop, database: Database
) -> None:
    with database.platform() as session:
        tenant_id = int(a_tenant(session).id or 0)
    with database.tenant(tenant_id) as session:
        news = [
            NewMarket(
                handle=form.handle,
                countries=ZONE.market(form.handle).countries,
                languages=tuple(form.languages),
                currency=ZONE.market(form.handle).currency,
            )
            for form in files.shop.markets
        ]
        markets = {market.handle: market for market in localization.open_markets(session, tenant_id, news)}
        set_up_deliveries(session, tenant_id, files.deliveries, markets, ZONE)
        gaps = shipping.coverage(session)
        assert [gap for gap in gaps if gap.kind is not FindingKind.GAP_IN_BANDS] == []
        for market in markets.values():
            parcel = Parcel(weight_grams=400, item_count=1, value=Money(20_00, market.currency))
            for country in market.countries:
                options = shipping.shipping_options(
                    session,
                    market_id=int(market.id or 0),
                    destination=Destination(country),
                    parcel=parcel,
                    at=FRIDAY,
                    languages=market.languages,
                )
                assert len(options) >= 2
                assert all(option.name and option.earliest and option.latest for option in options)


@pytest.mark.parametrize("files", SHOPS, ids=[files.shop.slug for files in SHOPS])
def test_what_a_demo_shop_does_not_send_is_something_that_it_sells(files: DemoShop) -> None:
    for restriction in files.deliveries.restrictions:
        meant = shipping.Restriction(
            1,
            shipping.RestrictedBy(restriction.by),
            restriction.value,
            frozenset(restriction.countries),
            restriction.is_everywhere_but,
        )
        goods = [
            Goods(place, frozenset(form.tags), form.product_type, form.hs_code)
            for place, form in enumerate(files.products)
        ]
        assert any(meant.meets(each) for each in goods), restriction.value
