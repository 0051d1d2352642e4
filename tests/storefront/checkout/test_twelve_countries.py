"""The worked example of the docs at the real checkout: a cart, the shop's rows in tables, the zone's own rules."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from storefront import cart, catalog, checkout, localization, shipping, tax
from storefront.localization import Duties
from storefront.money import Money
from storefront.payments import Providers
from storefront.tax import REGISTRATION_KINDS
from storefront.tax.rules.landing import landed_cost_of
from tenants.isolation import Database
from tests.factories.carts import a_cart, a_view
from tests.factories.catalog import AShop, a_product, a_shop
from tests.factories.checkouts import WISHES
from tests.storefront.tax.worked_examples import (
    COUNTRIES,
    FREIGHT,
    GOODS,
    RATES,
    SHIPPED_ON,
    WEIGHT_GRAMS,
    example,
)

NUMBERS = {
    "ioss": "IM2760000015",
    "gb_vat": "GB980780684",
    "voec": "2000001",
    "cn_cbec": "1234567",
    "au_gst": "51824753556",
}
AT = datetime(SHIPPED_ON.year, SHIPPED_ON.month, SHIPPED_ON.day, 12, tzinfo=UTC)


def exporting(database: Database) -> AShop:
    """Its rates of duty, registrations and deliveries are those of the example, for all twelve countries at once."""
    shop = a_shop(database)
    with shop.session() as session:
        market = localization.market_by_handle(session, "my")
        market.countries, market.prices_include_tax = ["MY", *COUNTRIES], False
        for kind in {kind for kinds, _, _ in COUNTRIES.values() for kind in kinds}:
            country = REGISTRATION_KINDS[kind].country
            tax.register(
                session, shop.tenant_id, kind=kind, country=country, number=NUMBERS[kind], days=(SHIPPED_ON, None)
            )
        for country, (_, rates, _) in COUNTRIES.items():
            for code, rate in rates.items():
                own = tax.OwnRate(
                    place=country, hs_prefix=code, rate=Decimal(rate), valid_from=SHIPPED_ON, reason="from its broker"
                )
                tax.set_own_tariff_rate(session, shop.tenant_id, own)
        for duties in Duties:
            there = tuple(each for each, (_, _, term) in COUNTRIES.items() if term.lower() == duties.value)
            zone = shipping.add_zone(session, shop.tenant_id, shipping.NewZone(name=duties.value, countries=there))
            price = Money.parse(FREIGHT, "MYR").amount_minor
            flat = shipping.RatePrice(priced_by=shipping.PricedBy.FLAT, currency="MYR", amount_minor=price)
            way = shipping.NewRate(
                zone_id=zone.id or 0, market_id=market.id or 0, names={"en": "Post"}, price=flat, duties=duties
            )
            shipping.add_rate(session, shop.tenant_id, way)
    return shop


def in_a_cart(shop: AShop) -> str:
    """The goods of the example, by its prices; together they weigh what its parcel does."""
    quantities = {}
    with shop.session() as session:
        for place, (title, code, pieces, price) in enumerate(GOODS):
            weight = WEIGHT_GRAMS // pieces if place == len(GOODS) - 1 else 0
            made = a_product(
                session,
                shop,
                title,
                amounts=Money.parse(price, "MYR").amount_minor,
                hs_code=code,
                origin_country="MY",
                variants=(catalog.NewVariant(weight_grams=weight),),
            )
            quantities[made.variant_ids[0]] = pieces
        return a_cart(session, shop, quantities)


def test_each_of_twelve_countries_costs_at_the_checkout_what_the_docs_say(database: Database) -> None:
    shop = exporting(database)
    token = in_a_cart(shop)
    found, expected = {}, {}
    for country in COUNTRIES:
        with shop.session() as session:
            view = a_view(session)
            seller = replace(checkout.seller_of(session, shop.tenant_id, view, Providers()), rates=RATES)
            basket = cart.find_cart(session, view, token=token)
            assert basket is not None
            wishes = replace(WISHES, country=country, address={}, shipping_key="")
            quote = checkout.quote(session, seller, basket, wishes, at=AT)
        assert quote.cost is not None, country
        worked = landed_cost_of(*example(country))
        found[country] = figures(quote.cost)
        expected[country] = figures(worked)
        assert quote.totals.total == worked.due_now, country
        assert quote.totals.due_at_delivery == worked.due_at_delivery, country
    assert found == expected


def figures(cost: tax.LandedCost) -> dict[str, object]:
    lines = [(each.kind, each.amount, each.text_key, each.due) for each in cost.lines]
    totals = {name: getattr(cost, name).decimal for name in ("duty", "vat", "fees", "total")}
    return {**totals, "incoterm": cost.incoterm, "lines": lines}
