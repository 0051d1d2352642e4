"""Collections: found by handle, filled by hand or by rule, and the short lists on other pages."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront import catalog, pricing
from storefront.catalog import CollectionKind, Filters, Sort
from storefront.catalog.rules import ProductFacts, belongs, parse_rule
from tenants.isolation import Database
from tests.factories.catalog import AShop, a_product, a_shop, an_asset, texts


@pytest.fixture
def shop(database: Database) -> AShop:
    return a_shop(database, markets=(("my", "MYR"), ("eu", "EUR")))


def rule(*conditions: tuple[str, str, object], match: str = "all") -> dict[str, object]:
    return {
        "match": match,
        "conditions": [{"field": name, "operator": operator, "value": value} for name, operator, value in conditions],
    }


def gathered(shop: AShop, collection: int) -> set[str]:
    with shop.session() as session:
        found = catalog.listing(session, shop.audience(), filters=Filters(collection_id=collection), sort=Sort.MANUAL)
    return {card.title for card in found.cards}


def test_a_collection_is_read_in_the_audiences_language(shop: AShop) -> None:
    with shop.session() as session:
        picture = an_asset(session, shop.tenant_id)
        one = a_product(session, shop, {"en": "Shawl", "de": "Schal"}).id
        english = a_product(session, shop, "Scarf").id
        catalog.create_collection(
            session,
            shop.tenant_id,
            catalog.NewCollection(
                texts({"en": "Gifts", "de": "Geschenke"}, description_html="<p>Fine <script>x</script>things</p>"),
                product_ids=(one, english),
                image=catalog.NewImage(picture, {"en": "A gift"}),
            ),
        )
    with shop.session() as session:
        german = catalog.collection_by_handle(session, shop.audience("de"), handle="geschenke")
        assert catalog.collections(session, shop.audience("de")) == (german,)
        by_handle = catalog.collections_by_handles(
            session, shop.audience("de"), handles=["gifts", "nothing"], handle_language="en"
        )
        assert by_handle == {"gifts": german}
        with pytest.raises(catalog.CollectionNotFound):
            catalog.collection_by_handle(session, shop.audience("de", "en"), handle="gifts")
        moved = catalog.find_moved_handle(session, shop.audience("de", "en"), kind="collection", handle="gifts")
    assert moved == "geschenke"
    assert (german.title, german.product_count, german.description_html) == ("Geschenke", 1, "<p>Fine things</p>")
    assert german.handles == {"en": "gifts", "de": "geschenke"}


def test_an_unpublished_collection_is_not_found(shop: AShop) -> None:
    with shop.session() as session:
        new = catalog.NewCollection(texts("Secret"), is_published=False)
        catalog.create_collection(session, shop.tenant_id, new)
        assert catalog.collections(session, shop.audience()) == ()
        with pytest.raises(catalog.CollectionNotFound):
            catalog.collection_by_handle(session, shop.audience(), handle="secret")


def test_a_rule_gathers_what_is_there_and_what_comes_later(shop: AShop) -> None:
    with shop.session() as session:
        a_product(session, shop, "Silk Shawl", tags=("gift",), amounts=90_00)
        a_product(session, shop, "Cotton Shawl", tags=("daily",), amounts=20_00)
        collection = catalog.create_collection(
            session,
            shop.tenant_id,
            catalog.NewCollection(
                texts("Gifts"),
                kind=CollectionKind.RULE,
                rules=rule(("tag", "equals", "Gift"), ("price", "less_than", 100_00)),
            ),
        )
    assert gathered(shop, collection) == {"Silk Shawl"}
    with shop.session() as session:
        later = a_product(session, shop, "Tea", tags=("gift",), amounts=10_00)
        a_product(session, shop, "Gold", tags=("gift",), amounts=900_00)
    assert gathered(shop, collection) == {"Silk Shawl", "Tea"}
    with shop.session() as session:
        dear = pricing.NewPrice(later.variant_ids[0], shop.markets["my"], "MYR", 200_00)
        pricing.set_price(session, shop.tenant_id, dear)
    assert gathered(shop, collection) == {"Silk Shawl"}
    with shop.session() as session:
        catalog.set_collection_rule(session, collection, rule(("title", "contains", "SHAWL")))
    assert gathered(shop, collection) == {"Silk Shawl", "Cotton Shawl"}


@pytest.mark.parametrize(
    "bad",
    [
        {},
        {"match": "most", "conditions": [{"field": "tag", "operator": "equals", "value": "x"}]},
        rule(("colour", "equals", "red")),
        rule(("tag", "less_than", "a")),
        rule(("price", "less_than", "9.90")),
        rule(("created", "greater_than", "yesterday")),
        rule(("created", "greater_than", "2026-01-01")),
        rule(("tag", "equals", " ")),
        {"conditions": ["tag"]},
    ],
)
def test_a_rule_that_says_nothing_is_refused(shop: AShop, bad: dict[str, object]) -> None:
    with shop.session() as session:
        new = catalog.NewCollection(texts("Bad"), kind=CollectionKind.RULE, rules=bad)
        with pytest.raises(catalog.BadCollectionRule):
            catalog.create_collection(session, shop.tenant_id, new)
        assert catalog.collections(session, shop.audience()) == ()


facts = st.builds(
    ProductFacts,
    title=st.sampled_from(["Shawl", "Tea"]),
    vendor=st.sampled_from(["", "Seri"]),
    product_type=st.just("x"),
    tags=st.lists(st.sampled_from(["a", "B"])).map(tuple),
    price=st.none() | st.integers(1, 3),
    created=st.datetimes(timezones=st.just(UTC)),
)
conditions = st.sampled_from(
    [
        ("tag", "equals", "b"),
        ("vendor", "not_equals", "seri"),
        ("price", "greater_than", 1),
        ("price", "equals", 2),
        ("created", "less_than", "2026-01-01T00:00:00+00:00"),
    ]
)


@given(product=facts, asked=st.lists(conditions, min_size=1, max_size=4))
def test_all_and_any_are_made_of_single_conditions(product: ProductFacts, asked: list[tuple[str, str, object]]) -> None:
    single = [belongs(parse_rule(rule(each)), product) for each in asked]
    assert belongs(parse_rule(rule(*asked)), product) == all(single)
    assert belongs(parse_rule(rule(*asked, match="any")), product) == any(single)


def test_a_price_is_compared_only_where_there_is_one() -> None:
    unpriced = ProductFacts("", "", "", (), None, datetime(2026, 1, 1, tzinfo=UTC))
    assert not belongs(parse_rule(rule(("price", "not_equals", 1))), unpriced)


def test_sections_show_products_of_several_collections(shop: AShop) -> None:
    with shop.session() as session:
        one, two, three = (a_product(session, shop, title).id for title in ("One", "Two", "Three"))
        for title, members in (("First", (three, one, two)), ("Second", (two,)), ("Empty", ())):
            catalog.create_collection(session, shop.tenant_id, catalog.NewCollection(texts(title), product_ids=members))
    with shop.session() as session:
        found = catalog.products_of_collections(
            session, shop.audience(), handles=["first", "second", "empty", "none"], handle_language="en", limit=2
        )
    assert {handle: [card.title for card in cards] for handle, cards in found.items()} == {
        "first": ["Three", "One"],
        "second": ["Two"],
    }


def test_cards_are_found_by_the_handles_that_themes_name(shop: AShop) -> None:
    with shop.session() as session:
        a_product(session, shop, {"en": "Shawl", "de": "Schal"})
    with shop.session() as session:
        found = catalog.cards_by_handles(
            session, shop.audience("de", "en"), handles=["shawl", "none"], handle_language="en"
        )
    assert {handle: (card.title, card.handle) for handle, card in found.items()} == {"shawl": ("Schal", "schal")}


def test_related_products_share_a_collection_or_a_type(shop: AShop) -> None:
    with shop.session() as session:
        this = a_product(session, shop, "This", product_type="shawl").id
        both = a_product(session, shop, "Both", product_type="shawl", days_old=9).id
        kin = a_product(session, shop, "Kin", product_type="tea", days_old=1).id
        a_product(session, shop, "Alike", product_type="shawl", days_old=1)
        a_product(session, shop, "Stranger", product_type="tea", days_old=1)
        catalog.create_collection(
            session, shop.tenant_id, catalog.NewCollection(texts("All"), product_ids=(kin, both, this))
        )
    with shop.session() as session:
        found = catalog.related(session, shop.audience(), product_id=this, limit=5)
    assert [card.title for card in found] == ["Both", "Kin", "Alike"]
