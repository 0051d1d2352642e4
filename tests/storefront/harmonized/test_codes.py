"""Codes of goods are checked, suggested with their reasons, and described as customs ask."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from storefront import catalog, harmonized
from storefront.harmonized import Finding, Reason
from tenants.isolation import Database
from tests.factories.catalog import a_product, a_shop

DEMO = Path(__file__).parents[3] / "storefront" / "provision" / "demo"


@pytest.mark.parametrize(
    ("written", "code"),
    [("6214.10", "621410"), ("621410", "621410"), (" 6214 10 00 ", "62141000"), ("0904.11.0010", "0904110010")],
)
def test_a_code_is_written_with_or_without_dots(written: str, code: str) -> None:
    assert harmonized.checked_code(written) == code


@pytest.mark.parametrize(
    "written", ["", "6214", "62141", "6214100", "77" * 3, "000000", "990000", "98" * 4, "62141x", "٦٢١٤١٠", "6" * 13]
)
def test_what_is_no_code_is_refused(written: str) -> None:
    with pytest.raises(harmonized.BadGoodsCode) as refusal:
        harmonized.checked_code(written)
    assert refusal.value.written == written
    assert not harmonized.is_code(written)


@pytest.mark.parametrize("change", [{"hs_code": "62141"}, {"hs_code": "6214.10"}, {"origin_country": "XX"}])
def test_a_product_with_a_wrong_code_or_origin_is_refused(
    database: Database,
    change: dict[str, Any],  # Any: fields of NewProduct
) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        with pytest.raises(catalog.BadProduct):
            a_product(session, shop, **change)
        assert catalog.newest(session, shop.audience(), limit=1) == ()


def test_a_suggestion_says_why() -> None:
    [best, *_] = harmonized.suggest_hs("Hand-drawn silk shawl", "100% silk", "shawl")
    assert best.hs6 == "621410"
    assert {Reason("title", "silk shawl"), Reason("material", "silk"), Reason("product_type", "shawl")} <= set(best.why)


@pytest.mark.parametrize(
    ("title", "material", "code"),
    [
        ("Selendang batik", "100% cotton", "621490"),
        ("Sambal bawang", "", "210390"),
        ("马来西亚燕窝礼盒装", "", "041090"),
        ("Кружка с росписью", "керамика", "691200"),
        ("سلة من الروطان", "", "460212"),
        ("Zinnbecher", "Zinn", "800700"),
        ("Châle en soie", "soie", "621410"),
        ("Panier en rotin", "rattan", "460212"),
    ],
)
def test_suggestions_understand_the_languages_of_the_shops(title: str, material: str, code: str) -> None:
    assert harmonized.suggest_hs(title, material)[0].hs6 == code


def test_what_a_thing_is_made_of_decides_between_headings_of_one_name() -> None:
    codes = [harmonized.suggest_hs("Kaftan", material)[0].hs6 for material in ("polyester", "viscose", "silk")]
    assert codes == ["620443", "620444", "620449"]


def test_each_demo_product_finds_its_code_among_the_suggestions() -> None:
    missed = []
    first = total = 0
    for path in sorted(DEMO.glob("*/products.toml")):
        for product in tomllib.loads(path.read_text(encoding="utf-8"))["products"]:
            if not product.get("hs_code"):
                continue
            found = [
                each.hs6
                for each in harmonized.suggest_hs(
                    product["title"]["en"], product.get("material", ""), product["product_type"]
                )
            ]
            total += 1
            first += found[:1] == [product["hs_code"]]
            if product["hs_code"] not in found:
                missed.append((product["key"], product["hs_code"], found))
    assert missed == []
    assert first * 10 >= total * 9


def test_nothing_is_suggested_for_words_that_say_nothing() -> None:
    assert harmonized.suggest_hs("Xyzzy 42") == harmonized.suggest_hs("") == ()


@given(some.text(max_size=60), some.text(max_size=30), some.text(max_size=20))
def test_any_text_is_answered_alike_with_known_codes_in_order(title: str, material: str, kind: str) -> None:
    found = harmonized.suggest_hs(title, material, kind)
    assert found == harmonized.suggest_hs(title, material, kind)
    assert len(found) <= 5
    assert all(harmonized.is_code(each.hs6) and each.why and each.score > 0 for each in found)
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_every_known_heading_is_a_code_and_is_found_by_its_own_first_word() -> None:
    assert len(harmonized.headings()) >= 150
    for heading in harmonized.headings():
        assert harmonized.is_code(heading.hs6)
        found = harmonized.suggest_hs(heading.words[0], " ".join(heading.materials[:1]))
        assert heading.hs6 in [each.hs6 for each in found], heading


@pytest.mark.parametrize("good", ["Silk shawl, woven", "Whole black pepper", "Rattan basket", "Pewter goods box"])
def test_a_plain_description_is_taken(good: str) -> None:
    assert harmonized.description_findings(good) == ()


@pytest.mark.parametrize(
    ("bad", "found"),
    [
        ("", Finding("empty")),
        ("Gift", Finding("purpose", "gift")),
        ("Silk shawl (sample)", Finding("purpose", "sample")),
        ("Various goods", Finding("vague", "various")),
        ("Spare parts and accessories", Finding("vague", "spare")),
        ("真丝披肩", Finding("not_english", "真")),
        ("x" * 513, Finding("too_long")),
        ("--", Finding("too_short", "--")),
    ],
)
def test_a_description_that_customs_would_not_take_says_what_is_wrong(bad: str, found: Finding) -> None:
    assert found in harmonized.description_findings(bad)
