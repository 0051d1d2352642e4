"""Lists of products: which, in which order, how many, and what they can be narrowed by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storefront import catalog
from storefront.catalog import Filters, Sort
from tenants.isolation import Database
from tests.factories.catalog import AShop, a_product, a_shop, an_option, texts


@pytest.fixture
def shop(database: Database) -> AShop:
    return a_shop(database, markets=(("my", "MYR"), ("eu", "EUR")))


def titles(shop: AShop, filters: Filters | None = None, sort: Sort = Sort.NEWEST, **paging: int) -> list[str]:
    with shop.session() as session:
        found = catalog.listing(session, shop.audience(), filters=filters or Filters(), sort=sort, **paging)
    return [card.title for card in found.cards]


def test_each_order_is_kept(shop: AShop) -> None:
    with shop.session() as session:
        a_product(session, shop, "Éclair", amounts=30_00, days_old=3)
        a_product(session, shop, "zebra", amounts=10_00, days_old=1)
        a_product(session, shop, "Dune", amounts=20_00, days_old=2)
    assert titles(shop) == ["zebra", "Dune", "Éclair"]
    assert titles(shop, sort=Sort.PRICE_ASCENDING) == ["zebra", "Dune", "Éclair"]
    assert titles(shop, sort=Sort.PRICE_DESCENDING) == ["Éclair", "Dune", "zebra"]
    assert titles(shop, sort=Sort.TITLE) == ["Dune", "Éclair", "zebra"]


def test_a_manual_collection_keeps_its_own_order(shop: AShop) -> None:
    with shop.session() as session:
        one, two, three = (a_product(session, shop, title).id for title in ("One", "Two", "Three"))
        collection = catalog.create_collection(
            session, shop.tenant_id, catalog.NewCollection(texts("Mine"), product_ids=(three, one))
        )
    assert titles(shop, Filters(collection_id=collection), Sort.MANUAL) == ["Three", "One"]
    with shop.session() as session:
        catalog.arrange_collection(session, collection, [two, three])
    assert titles(shop, Filters(collection_id=collection), Sort.MANUAL) == ["Two", "Three"]


def test_given_products_come_in_their_order(shop: AShop) -> None:
    with shop.session() as session:
        ids = [a_product(session, shop, title).id for title in ("One", "Two", "Three")]
    filters = Filters(product_ids=(ids[1], ids[2], ids[0], 10**9))
    assert titles(shop, filters, Sort.RELEVANCE) == ["Two", "Three", "One"]
    assert titles(shop, Filters(product_ids=()), Sort.RELEVANCE) == []


def test_a_card_shows_the_cheapest_price_and_what_else_there_is(shop: AShop) -> None:
    with shop.session() as session:
        a_product(
            session,
            shop,
            options=(an_option("colour", "red", "blue", swatches={"red": "#ff0000", "blue": "#0000ff"}),),
            variants=(catalog.NewVariant({"colour": "red"}), catalog.NewVariant({"colour": "blue"})),
            amounts=[20_00, 15_00],
            stock=[0, 0],
            days_old=2,
        )
    with shop.session() as session:
        [card] = catalog.listing(session, shop.audience(market="eu"), filters=Filters(), sort=Sort.NEWEST).cards
    assert card.offer == catalog.Offer(15_00, "EUR", None)
    assert (card.is_from, card.is_available, card.is_new) == (True, False, True)
    assert [(each.title, each.swatch) for each in card.swatches] == [("Red", "#ff0000"), ("Blue", "#0000ff")]


def test_only_what_the_audience_can_read_is_listed(shop: AShop) -> None:
    with shop.session() as session:
        a_product(session, shop, {"de": "Schal"})
        a_product(session, shop, {"en": "Shawl"})
    assert titles(shop) == ["Shawl"]


def test_changes_of_price_and_stock_show_at_once(shop: AShop) -> None:
    with shop.session() as session:
        made = a_product(session, shop, stock=1)
    assert titles(shop, Filters(is_available=True)) == ["Shawl"]
    with shop.session() as session:
        catalog.set_product_status(session, made.id, catalog.ProductStatus.DRAFT)
    assert titles(shop) == []
    with shop.session() as session:
        catalog.set_product_status(session, made.id, catalog.ProductStatus.ACTIVE)
    assert titles(shop) == ["Shawl"]


def test_odd_filters_of_an_address_are_passed_over(shop: AShop) -> None:
    with shop.session() as session:
        a_product(session, shop)
    odd = Filters(
        options={"x' or 1=1": ("a",), "size": ("\0", "A=B"), "#price": ("a",)}, price_min=-5, price_max=10**30
    )
    assert titles(shop, odd) == ["Shawl"]
    assert titles(shop, page=10**12) == []
    assert titles(shop, page=-1) == ["Shawl"]


SIZES, COLOURS = ("s", "m", "l"), ("red", "blue")


@dataclass(frozen=True)
class Model:
    """A product with variants (size, colour, amount, stock or None)."""

    variants: tuple[tuple[str, str, int, int | None], ...]

    @property
    def amount(self) -> int:
        return min(each[2] for each in self.variants)

    @property
    def is_available(self) -> bool:
        return any(each[3] != 0 for each in self.variants)

    def answers(self, key: str, *, available: bool) -> set[str]:
        place = {"size": 0, "colour": 1}[key]
        return {str(each[place]) for each in self.variants if each[3] != 0 or not available}

    def passes(self, filters: Filters, without: str = "") -> bool:
        in_price = (filters.price_min or 0) <= self.amount <= (filters.price_max or 10**9)
        return (
            (without == "price" or in_price)
            and (not filters.is_available or self.is_available)
            and all(
                key == without or self.answers(key, available=filters.is_available) & set(values)
                for key, values in filters.options.items()
                if values
            )
        )


variant = st.tuples(
    st.sampled_from(SIZES), st.sampled_from(COLOURS), st.integers(1, 9), st.sampled_from([None, 0, 0, 2])
)
product = st.lists(variant, min_size=1, max_size=4, unique_by=lambda each: each[:2]).map(
    lambda variants: Model(tuple(variants))
)
chosen = st.fixed_dictionaries(
    {},
    optional={
        "size": st.lists(st.sampled_from(SIZES), unique=True).map(tuple),
        "colour": st.lists(st.sampled_from(COLOURS), unique=True).map(tuple),
    },
)
filter_sets = st.builds(
    Filters,
    options=chosen,
    is_available=st.booleans(),
    price_min=st.none() | st.integers(1, 9),
    price_max=st.none() | st.integers(1, 9),
)


@given(models=st.lists(product, max_size=12), asked=st.lists(filter_sets, min_size=1, max_size=6))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lists_and_facets_agree_with_a_plain_model(
    database: Database, models: list[Model], asked: list[Filters]
) -> None:
    shop = a_shop(database)
    stored = store(shop, models)
    for filters in asked:
        with shop.session() as session:
            found = catalog.listing(session, shop.audience(), filters=filters, sort=Sort.NEWEST, page_size=100)
        passing = {number for number, model in stored.items() if model.passes(filters)}
        assert {card.product_id for card in found.cards} == passing
        assert found.total == len(passing)
        for key in ("size", "colour"):
            assert counts(found, key) == expected_counts(stored, filters, key)
        by_price = [model.amount for model in stored.values() if model.passes(filters, without="price")]
        expected = catalog.PriceRange(min(by_price), max(by_price), "MYR") if by_price else None
        assert found.price_range == expected
        narrowed = Filters(
            options=filters.options, is_available=True, price_min=filters.price_min, price_max=filters.price_max
        )
        assert found.available_count == sum(model.passes(narrowed) for model in stored.values())


def counts(found: catalog.Listing, key: str) -> dict[str, int]:
    return {value.key: value.count for facet in found.facets if facet.key == key for value in facet.values}


def expected_counts(stored: Mapping[int, Model], filters: Filters, key: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for model in stored.values():
        if model.passes(filters, without=key):
            for answer in model.answers(key, available=filters.is_available):
                found[answer] = found.get(answer, 0) + 1
    return found


def store(shop: AShop, models: list[Model]) -> dict[int, Model]:
    stored = {}
    with shop.session() as session:
        for model in models:
            made = a_product(
                session,
                shop,
                options=(an_option("size", *SIZES), an_option("colour", *COLOURS)),
                variants=tuple(
                    catalog.NewVariant({"size": size, "colour": colour}) for size, colour, _, _ in model.variants
                ),
                amounts=[each[2] for each in model.variants],
                stock=[each[3] for each in model.variants],
            )
            stored[made.id] = model
    return stored


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.PRICE_ASCENDING, Sort.PRICE_DESCENDING, Sort.TITLE, Sort.MANUAL])
def test_paging_shows_everything_once(shop: AShop, sort: Sort) -> None:
    moment = datetime.now(UTC) - timedelta(days=5)
    with shop.session() as session:
        made = [a_product(session, shop, "Same", amounts=5, published_at=moment).id for _ in range(11)]
        collection = catalog.create_collection(
            session, shop.tenant_id, catalog.NewCollection(texts("All"), product_ids=tuple(made))
        )
    seen = []
    with shop.session() as session:
        for page in (1, 2, 3):
            found = catalog.listing(
                session, shop.audience(), filters=Filters(collection_id=collection), sort=sort, page=page, page_size=4
            )
            assert (found.total, found.last_page, found.is_capped) == (11, 3, False)
            seen += [card.product_id for card in found.cards]
    assert sorted(seen) == made


def test_a_list_of_new_things_alone_marks_none_of_them(shop: AShop) -> None:
    def marks() -> list[bool]:
        with shop.session() as session:
            listed = catalog.listing(session, shop.audience(), filters=Filters(), sort=Sort.NEWEST)
        return [card.is_new for card in listed.cards]

    with shop.session() as session:
        for days in (2, 29):
            a_product(session, shop, days_old=days)
    assert marks() == [False, False]
    with shop.session() as session:
        a_product(session, shop, days_old=31)
    assert marks() == [True, True, False]
