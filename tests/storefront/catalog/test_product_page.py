"""A product on its own page, as a shopper of one market and language sees it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session

from storefront import catalog, pricing
from tenants.isolation import Database
from tests.factories.catalog import AShop, a_product, a_shop, an_asset, an_option, texts


@pytest.fixture
def shop(database: Database) -> AShop:
    return a_shop(database, markets=(("my", "MYR"), ("eu", "EUR")))


def test_a_product_page_holds_everything_the_page_shows(shop: AShop) -> None:
    with shop.session() as session:
        front, back = an_asset(session, shop.tenant_id), an_asset(session, shop.tenant_id)
        made = a_product(
            session,
            shop,
            {"en": "Indigo Silk Shawl", "de": "Indigo-Seidenschal"},
            vendor="Seri Batik",
            tags=("silk", "gift"),
            options=(an_option("colour", "indigo", "rose", swatches={"indigo": "#27406b"}),),
            variants=(
                catalog.NewVariant({"colour": "indigo"}, sku="S-IN", weight_grams=140, image_index=1),
                catalog.NewVariant({"colour": "rose"}, sku="S-RO"),
            ),
            images=(
                catalog.NewImage(front, {"en": "The shawl", "de": "Der Schal"}),
                catalog.NewImage(back, {"en": "Its back"}),
            ),
            amounts=[189_00, 199_00],
            stock=[3, 0],
        )
        catalog.create_collection(
            session, shop.tenant_id, catalog.NewCollection(texts("Shawls"), product_ids=(made.id,))
        )
    with shop.session() as session:
        page = catalog.product_by_handle(session, shop.audience("de", "en", market="eu"), handle="indigo-seidenschal")
    assert (page.title, page.language, page.vendor, page.tags) == (
        "Indigo-Seidenschal",
        "de",
        "Seri Batik",
        ("silk", "gift"),
    )
    assert page.handles == {"en": "indigo-silk-shawl", "de": "indigo-seidenschal"}
    assert [image.alt for image in page.images] == ["Der Schal", "Its back"]
    assert page.images[0].renditions == {"webp": [320, 640]}
    assert page.options == (
        catalog.ShownOption(
            "colour",
            "Colour",
            (
                catalog.ShownOptionValue("indigo", "Indigo", "#27406b"),
                catalog.ShownOptionValue("rose", "Rose", ""),
            ),
        ),
    )
    indigo, rose = page.variants
    assert indigo.answers == {"colour": "indigo"}
    assert indigo.offer == catalog.Offer(189_00, "EUR", None)
    assert (indigo.is_available, indigo.left, indigo.image_index, indigo.weight_grams) == (True, 3, 1, 140)
    assert (rose.is_available, rose.left, rose.image_index) == (False, 0, None)
    assert page.collections == (catalog.NamedHandle("Shawls", "shawls"),)


def test_a_missing_text_is_read_in_the_fallback_under_its_handle(shop: AShop) -> None:
    with shop.session() as session:
        a_product(session, shop, {"en": "Pepper"})
    with shop.session() as session:
        page = catalog.product_by_handle(session, shop.audience("de", "en"), handle="pepper")
    assert (page.title, page.language) == ("Pepper", "en")


def test_a_handle_of_a_language_that_is_not_shown_is_not_found_but_leads_on(shop: AShop) -> None:
    with shop.session() as session:
        a_product(session, shop, {"en": "Pepper", "de": "Pfeffer"})
    audience = shop.audience("de", "en")
    with shop.session() as session:
        with pytest.raises(catalog.ProductNotFound):
            catalog.product_by_handle(session, audience, handle="pepper")
        assert catalog.find_moved_handle(session, audience, kind="product", handle="pepper") == "pfeffer"


@pytest.mark.parametrize(
    ("status", "published_in"),
    [
        (catalog.ProductStatus.DRAFT, timedelta(days=-1)),
        (catalog.ProductStatus.ARCHIVED, timedelta(days=-1)),
        (catalog.ProductStatus.ACTIVE, timedelta(days=1)),
    ],
)
def test_what_is_not_published_is_not_found(
    shop: AShop, status: catalog.ProductStatus, published_in: timedelta
) -> None:
    with shop.session() as session:
        a_product(session, shop, status=status, published_at=datetime.now(UTC) + published_in)
    with shop.session() as session, pytest.raises(catalog.ProductNotFound):
        catalog.product_by_handle(session, shop.audience(), handle="shawl")


def test_a_variant_without_a_price_in_the_market_is_not_for_sale_there(shop: AShop) -> None:
    with shop.session() as session:
        made = catalog.create_product(session, shop.tenant_id, catalog.NewProduct(texts("Shawl")))
        pricing.set_price(
            session, shop.tenant_id, pricing.NewPrice(made.variant_ids[0], shop.markets["my"], "MYR", 5_00)
        )
    with shop.session() as session:
        at_home = catalog.product_by_handle(session, shop.audience(), handle="shawl")
        abroad = catalog.product_by_handle(session, shop.audience(market="eu"), handle="shawl")
        assert catalog.newest(session, shop.audience(market="eu"), limit=5) == ()
        assert [card.title for card in catalog.newest(session, shop.audience(), limit=5)] == ["Shawl"]
    assert at_home.variants[0].is_available
    assert abroad.variants[0].offer is None
    assert not abroad.variants[0].is_available


@pytest.mark.parametrize("handle", ["", "nul\0", "x" * 5000, "'; drop table product; --", "%"])
def test_an_odd_handle_is_not_found(shop: AShop, handle: str) -> None:
    with shop.session() as session:
        with pytest.raises(catalog.ProductNotFound):
            catalog.product_by_handle(session, shop.audience(), handle=handle)
        assert catalog.find_moved_handle(session, shop.audience(), kind="product", handle=handle) is None


def test_another_shops_product_is_not_found(database: Database, shop: AShop) -> None:
    with shop.session() as session:
        a_product(session, shop)
    other = a_shop(database)
    with other.session() as session, pytest.raises(catalog.ProductNotFound):
        catalog.product_by_handle(session, other.audience(), handle="shawl")


def test_only_the_products_own_statement_keeps_its_plan(database: Database, shop: AShop) -> None:
    """A plan kept for lists would be another shop's: made for thirty products, met by eight thousand."""
    with shop.session() as session:
        a_product(session, shop, {"en": "Shawl"})
    for _ in range(5):  # the driver prepares what comes again
        with database.tenant(shop.tenant_id, keeps_plan=True) as session:
            assert _plan_mode(session) == "force_generic_plan"
            assert catalog.product_by_handle(session, shop.audience(), handle="shawl").title == "Shawl"
            assert _plan_mode(session) == "force_custom_plan"
        with database.tenant(shop.tenant_id) as session:
            assert _plan_mode(session) == "force_custom_plan", "a pooled connection carried it on"
    for handle in ("nothing", "nul\0"):
        with database.tenant(shop.tenant_id, keeps_plan=True) as session:
            with pytest.raises(catalog.ProductNotFound):
                catalog.product_by_handle(session, shop.audience(), handle=handle)
            assert _plan_mode(session) == "force_custom_plan"


def _plan_mode(session: Session) -> str:
    return str(session.execute(text("show plan_cache_mode")).scalar_one())
