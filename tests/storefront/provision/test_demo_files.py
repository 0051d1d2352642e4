"""The demo's shops are whole: every language everywhere, every picture there, every key and stock number once."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from storefront.provision.demo_files import BadDemoFile, DemoShop, Texts, demo_shops

SHOPS = demo_shops()
LANGUAGES = {"en", "ms", "zh-Hans", "ru", "ar", "de", "fr"}
MARKETS = {"my", "cn", "ru", "eu", "mena", "gb", "us"}


def twice(values: "chain[str] | list[str]") -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1 and value]


def texts_of(files: DemoShop) -> Iterator[tuple[str, Texts]]:
    yield "tagline", files.shop.tagline
    for collection in files.collections:
        yield f"collection {collection.key} title", collection.title
        yield f"collection {collection.key} description", collection.description
        if collection.picture:
            yield f"collection {collection.key} picture", collection.picture_alt
    for product in files.products:
        yield f"product {product.key} title", product.title
        yield f"product {product.key} description", product.description
        yield from ((f"product {product.key} {each.file}", each.alt) for each in product.pictures)
        for option in product.options:
            yield f"product {product.key} {option.key}", option.name
            yield from ((f"product {product.key} {option.key} {value.key}", value.name) for value in option.values)
    for document in files.documents:
        yield f"{document.kind} {document.key} title", document.title
        yield f"{document.kind} {document.key} body", document.body
        if document.kind == "article":
            yield f"article {document.key} summary", document.summary

    primary = files.shop.primary_language
    for product in files.products:
        if product.material:
            named = files.terms.material.get(product.material, {})
            yield f"material {product.material}", {"en": product.material if primary == "en" else "", **named}
        yield f"product type {product.product_type}", files.terms.product_type.get(product.product_type, {})
    for zone in files.deliveries.zones:
        yield from ((f"delivery {zone.name} {rate.carrier}", rate.name) for rate in zone.rates)
    for point in files.deliveries.pickup:
        yield "pick-up point", point.name
        yield "pick-up point's instructions", point.instructions


def test_together_the_shops_speak_the_seven_languages_and_sell_to_the_seven_markets() -> None:
    assert {language for files in SHOPS for language in files.shop.languages} == LANGUAGES
    assert {market.handle for files in SHOPS for market in files.shop.markets} == MARKETS
    assert len({files.shop.theme for files in SHOPS if files.shop.kind == "exporter"}) == 3
    assert sum(files.shop.kind == "learner" for files in SHOPS) == 1


@pytest.mark.parametrize("files", SHOPS, ids=[files.shop.slug for files in SHOPS])
class TestShop:
    def test_every_text_is_there_in_every_language_of_the_shop(self, files: DemoShop) -> None:
        missing = [
            f"{place}: {language}"
            for place, texts in texts_of(files)
            for language in files.shop.languages
            if not texts.get(language, "").strip()
        ]
        assert missing == []

    def test_there_are_thirty_products_or_more_with_variants_sold_out_and_nearly_so(self, files: DemoShop) -> None:
        stock = [variant.stock for product in files.products for variant in product.variants]
        assert len(files.products) >= 30
        assert any(len(product.variants) > 1 for product in files.products)
        assert 0 in stock
        assert any(level in (1, 2, 3) for level in stock)

    def test_every_picture_is_there_and_light(self, files: DemoShop) -> None:
        folder = files.folder / "pictures"
        assert [name for name in files.picture_files if not (folder / name).is_file()] == []
        assert [name for name in files.picture_files if (folder / name).stat().st_size > 122_880] == []
        assert {path.name for path in folder.iterdir()} == set(files.picture_files)

    def test_keys_and_stock_numbers_are_given_once(self, files: DemoShop) -> None:
        assert twice([product.key for product in files.products]) == []
        assert twice([collection.key for collection in files.collections]) == []
        assert twice([f"{document.kind} {document.key}" for document in files.documents]) == []
        variants = chain.from_iterable(product.variants for product in files.products)
        assert twice(chain((product.sku for product in files.products), (variant.sku for variant in variants))) == []

    def test_what_is_referred_to_exists(self, files: DemoShop) -> None:
        products = {product.key for product in files.products}
        collections = {collection.key for collection in files.collections}
        assert {key for collection in files.collections for key in collection.products} <= products
        assert {key for product in files.products for key in product.collections} <= collections
        pictures = {product.key: {each.file for each in product.pictures} for product in files.products}
        for product in files.products:
            assert {each.picture for each in product.variants if each.picture} <= pictures[product.key]


def test_a_key_that_is_not_known_is_an_error_that_names_file_and_place(tmp_path: Path) -> None:
    (tmp_path / "shop.toml").write_text('slug = "x"\ncolour = "red"\n')
    with pytest.raises(BadDemoFile, match=r"shop\.toml: "):
        DemoShop(tmp_path)
