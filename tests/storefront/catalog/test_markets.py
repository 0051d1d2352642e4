"""Where products are to be had, and lists of markets that trade in another way than by selling."""

import pytest

from storefront import catalog, localization
from storefront.catalog import BadProduct, Filters, MarketScope, NetQuantity, ProductNotFound, Sort
from storefront.localization import Duties, MarketMode, MarketTerms, NewMarket, NoSuchMarket
from tenants.isolation import Database, JobContext, registered_jobs
from tests.factories.catalog import AShop, a_product, a_shop, an_option, texts

MARKETS = (("my", "MYR"), ("cn", "CNY"), ("ru", "RUB"))


@pytest.fixture
def shop(database: Database) -> AShop:
    return a_shop(database, markets=MARKETS)


def listed(shop: AShop, market: str, *, is_enquiry: bool = False, sort: Sort = Sort.NEWEST) -> list[str]:
    audience = shop.audience(market=market)
    with shop.session() as session:
        audience = type(audience)(audience.languages, audience.market_id, is_enquiry)
        found = catalog.listing(session, audience, filters=Filters(price_max=1) if is_enquiry else Filters(), sort=sort)
    return [card.title for card in found.cards]


def is_found(shop: AShop, market: str) -> bool:
    with shop.session() as session:
        try:
            catalog.product_by_handle(session, shop.audience(market=market), handle="shawl")
        except ProductNotFound:
            return False
        return True


def run_waiting_jobs(shop: AShop) -> None:
    [job] = [each for each in registered_jobs() if each.name == "catalog.list_products_anew"]
    job.run(JobContext(shop.database, {}), tenant_id=shop.tenant_id)


@pytest.mark.parametrize(
    ("scope", "named", "where"),
    [
        (MarketScope.ONLY, ["cn"], ["cn"]),
        (MarketScope.EXCEPT, ["cn"], ["my", "ru"]),
        (MarketScope.EXCEPT, ["my", "cn"], ["ru"]),
        (MarketScope.ALL, [], ["my", "cn", "ru"]),
    ],
)
def test_a_product_is_had_in_the_markets_of_its_scope(
    shop: AShop, scope: MarketScope, named: list[str], where: list[str]
) -> None:
    with shop.session() as session:
        product = a_product(session, shop, "Shawl")
        ids = [shop.markets[handle] for handle in named]
        for each in (MarketScope.ONLY, scope):
            catalog.set_product_markets(
                session,
                shop.tenant_id,
                product_id=product.id,
                scope=each,
                market_ids=ids if each is scope else [shop.markets["my"]],
            )
    assert [handle for handle, _ in MARKETS if listed(shop, handle)] == where
    assert [handle for handle, _ in MARKETS if is_found(shop, handle)] == where
    with shop.session() as session:
        views = [("en", market_id) for market_id in shop.markets.values()]
        [entry] = catalog.sitemap_entries(session, kind="product", views=views, limit=10)
    assert entry.absent_from == {shop.markets[handle] for handle, _ in MARKETS if handle not in where}


@pytest.mark.parametrize(("scope", "count"), [(MarketScope.ALL, 1), (MarketScope.ONLY, 0), (MarketScope.EXCEPT, 0)])
def test_a_scope_that_does_not_go_with_its_markets_changes_nothing(shop: AShop, scope: MarketScope, count: int) -> None:
    with shop.session() as session:
        product = a_product(session, shop, "Shawl")
        with pytest.raises(BadProduct):
            catalog.set_product_markets(
                session,
                shop.tenant_id,
                product_id=product.id,
                scope=scope,
                market_ids=list(shop.markets.values())[:count],
            )
    assert [handle for handle, _ in MARKETS if is_found(shop, handle)] == ["my", "cn", "ru"]


def test_a_market_of_enquiries_lists_what_has_no_price_and_tells_none(shop: AShop) -> None:
    with shop.session() as session:
        a_product(session, shop, "Priced", amounts=10_00, days_old=3)
        catalog.create_product(session, shop.tenant_id, catalog.NewProduct(texts("Unpriced")))
        localization.set_market_terms(session, shop.tenant_id, "ru", MarketTerms(mode=MarketMode.ENQUIRY))
    run_waiting_jobs(shop)
    assert listed(shop, "my") == ["Priced"]
    assert listed(shop, "ru", is_enquiry=True, sort=Sort.PRICE_ASCENDING) == ["Unpriced", "Priced"]
    audience = shop.audience(market="ru")
    with shop.session() as session:
        enquiring = type(audience)(audience.languages, audience.market_id, True)
        found = catalog.listing(session, enquiring, filters=Filters(), sort=Sort.NEWEST)
        page = catalog.product_by_handle(session, enquiring, handle="priced")
    assert [card.offer for card in found.cards] == [None, None]
    assert found.price_range is None
    assert [(variant.offer, variant.is_available) for variant in page.variants] == [(None, True)]


def test_every_variant_answers_a_filter_where_prices_are_on_request(shop: AShop) -> None:
    with shop.session() as session:
        localization.set_market_terms(session, shop.tenant_id, "ru", MarketTerms(mode=MarketMode.ENQUIRY))
        catalog.create_product(
            session,
            shop.tenant_id,
            catalog.NewProduct(
                texts("Kaftan"),
                options=(an_option("size", "s", "m"),),
                variants=tuple(catalog.NewVariant({"size": size}) for size in ("s", "m")),
            ),
        )
        audience = shop.audience(market="ru")
        enquiring = type(audience)(audience.languages, audience.market_id, True)
        found = catalog.listing(session, enquiring, filters=Filters(options={"size": ("m",)}), sort=Sort.NEWEST)
    assert [card.title for card in found.cards] == ["Kaftan"]


def test_a_market_that_is_opened_later_is_filled_later(shop: AShop) -> None:
    with shop.session() as session:
        a_product(session, shop, "Shawl")
        [new] = localization.open_markets(
            session,
            shop.tenant_id,
            [NewMarket(handle="by", countries=("BY",), languages=("en",), currency="BYN", mode=MarketMode.ENQUIRY)],
        )
        assert new.id is not None
        shop = AShop(shop.database, shop.tenant_id, {**shop.markets, "by": new.id}, shop.currencies)
    assert listed(shop, "by", is_enquiry=True) == []
    run_waiting_jobs(shop)
    assert listed(shop, "by", is_enquiry=True) == ["Shawl"]


def test_terms_are_changed_one_by_one(shop: AShop) -> None:
    with shop.session() as session:
        changed = localization.set_market_terms(session, shop.tenant_id, "cn", MarketTerms(duties=Duties.DDP))
        assert (changed.mode, changed.duties, changed.prices_include_tax) == ("sale", "ddp", True)
        changed = localization.set_market_terms(session, shop.tenant_id, "cn", MarketTerms(prices_include_tax=False))
        assert (changed.mode, changed.duties, changed.prices_include_tax) == ("sale", "ddp", False)
        with pytest.raises(NoSuchMarket):
            localization.set_market_terms(session, shop.tenant_id, "mars", MarketTerms(duties=Duties.DDP))


def test_what_a_variant_holds_is_told_with_its_offer(shop: AShop) -> None:
    with shop.session() as session:
        small, large = a_product(
            session,
            shop,
            "Pepper",
            amounts=[5_00, 9_00],
            options=(an_option("size", "s", "l"),),
            variants=tuple(catalog.NewVariant({"size": size}) for size in ("s", "l")),
        ).variant_ids
        catalog.set_net_quantities(session, {small: NetQuantity(100, "g"), large: NetQuantity(250, "g")})
        [card] = catalog.newest(session, shop.audience(), limit=1)
        page = catalog.product_by_handle(session, shop.audience(), handle="pepper")
        with pytest.raises(BadProduct):
            catalog.set_net_quantities(session, {small: NetQuantity(0, "g")})
        with pytest.raises(BadProduct):
            catalog.set_net_quantities(session, {small: NetQuantity(1, "stone")})
    assert card.net == NetQuantity(100, "g")
    assert [variant.net for variant in page.variants] == [NetQuantity(100, "g"), NetQuantity(250, "g")]
