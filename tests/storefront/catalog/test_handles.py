"""Handles: unique in a shop and language, readable in any script, and never a dead link after a change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront import catalog
from storefront.handles import free_handles
from tenants.isolation import Database
from tests.factories.catalog import AShop, a_product, a_shop, texts


@pytest.fixture
def shop(database: Database) -> AShop:
    return a_shop(database)


def handles(shop: AShop) -> list[dict[str, str]]:
    with shop.session() as session:
        views = [(language, shop.markets["my"]) for language in ("en", "zh-Hans", "ru")]
        entries = catalog.sitemap_entries(session, kind="product", views=views, limit=10)
    return [dict(entry.handles) for entry in entries]


def test_handles_are_made_of_titles_and_told_apart_by_numbers(shop: AShop) -> None:
    with shop.session() as session:
        catalog.create_products(
            session,
            shop.tenant_id,
            [catalog.NewProduct(texts({"en": "Silk Shawl", "zh-Hans": "腊染丝巾", "ru": "Шаль"})) for _ in range(3)],
        )
        catalog.create_product(session, shop.tenant_id, catalog.NewProduct(texts("Silk shawl!")))
        catalog.create_product(session, shop.tenant_id, catalog.NewProduct(texts("⁂")))
    assert [each["en"] for each in handles(shop)] == ["silk-shawl", "silk-shawl-2", "silk-shawl-3", "silk-shawl-4", "5"]
    assert [each.get("zh-Hans") for each in handles(shop)][:2] == ["la-ran-si-jin", "la-ran-si-jin-2"]


def test_an_old_handle_leads_to_the_newest(shop: AShop) -> None:
    with shop.session() as session:
        number = a_product(session, shop, "Shawl").id
        for handle in ("Wrap", "Stole"):
            catalog.rename_product_handle(session, shop.tenant_id, product_id=number, language="en", handle=handle)
    with shop.session() as session:
        audience = shop.audience()
        for old in ("shawl", "wrap"):
            assert catalog.find_moved_handle(session, audience, kind="product", handle=old) == "stole"
        assert catalog.product_by_handle(session, audience, handle="stole").title == "Shawl"
        assert catalog.find_moved_handle(session, audience, kind="collection", handle="shawl") is None


def test_a_new_product_takes_over_a_retired_handle(shop: AShop) -> None:
    with shop.session() as session:
        number = a_product(session, shop, "Shawl").id
        catalog.rename_product_handle(session, shop.tenant_id, product_id=number, language="en", handle="wrap")
        a_product(session, shop, "Shawl", vendor="New")
    with shop.session() as session:
        assert catalog.product_by_handle(session, shop.audience(), handle="shawl").vendor == "New"
        catalog.rename_product_handle(session, shop.tenant_id, product_id=number, language="en", handle="stole")
        assert catalog.find_moved_handle(session, shop.audience(), kind="product", handle="wrap") == "stole"


def test_a_taken_or_unreadable_handle_is_refused_and_changes_nothing(shop: AShop) -> None:
    with shop.session() as session:
        a_product(session, shop, "Tea")
        number = a_product(session, shop, "Shawl").id
        with pytest.raises(catalog.HandleTaken):
            catalog.rename_product_handle(session, shop.tenant_id, product_id=number, language="en", handle="tea")
        with pytest.raises(catalog.NotAHandle):
            catalog.rename_product_handle(session, shop.tenant_id, product_id=number, language="en", handle="⁂")
        with pytest.raises(catalog.ProductNotFound):
            catalog.rename_product_handle(session, shop.tenant_id, product_id=number, language="de", handle="x")
    assert handles(shop) == [{"en": "tea"}, {"en": "shawl"}]


def test_collections_have_handles_of_their_own(shop: AShop) -> None:
    with shop.session() as session:
        a_product(session, shop, "Shawl")
        number = catalog.create_collection(session, shop.tenant_id, catalog.NewCollection(texts("Shawl")))
        catalog.rename_collection_handle(session, shop.tenant_id, collection_id=number, language="en", handle="shawls")
    with shop.session() as session:
        moved = catalog.find_moved_handle(session, shop.audience(), kind="collection", handle="shawl")
        assert moved == "shawls"
        assert catalog.product_by_handle(session, shop.audience(), handle="shawl").title == "Shawl"


@given(
    wanted=st.lists(st.tuples(st.sampled_from(["en", "de"]), st.sampled_from(["a", "a-2", "b"])), max_size=40),
    taken=st.sets(st.tuples(st.sampled_from(["en", "de"]), st.sampled_from(["a", "a-2", "a-3", "b", "b-2"]))),
)
def test_given_handles_are_free_and_distinct(wanted: list[tuple[str, str]], taken: set[tuple[str, str]]) -> None:
    given_handles = free_handles(wanted, lambda pairs: taken & set(pairs))
    pairs = [(language, handle) for (language, _), handle in zip(wanted, given_handles, strict=True)]
    assert len(set(pairs)) == len(pairs)
    assert not set(pairs) & taken
    assert all(
        handle == base or handle.startswith(f"{base}-") for (_, base), handle in zip(wanted, given_handles, strict=True)
    )
