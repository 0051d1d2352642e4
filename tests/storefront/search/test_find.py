"""Finding products as people type: inflected, begun, misspelt, in nine languages."""

import pytest

from storefront import catalog, search
from storefront.catalog import Filters, Sort
from tenants.isolation import Database
from tests.factories.catalog import AShop, a_product, a_shop, texts

TITLES = {
    "en": ("Indigo Silk Shawl", "Roasted Coffee Beans", "Carved Wooden Boxes", "Pewter Tankard"),
    "ms": ("Selendang Sutera Nila", "Biji Kopi Panggang", "Kotak Kayu Berukir", "Kole Piuter"),
    "zh-Hans": ("靛蓝真丝披肩", "烘焙咖啡豆", "雕花木盒", "锡制啤酒杯"),
    "ru": ("Шёлковая шаль индиго", "Обжаренные кофейные зёрна", "Резные деревянные шкатулки", "Оловянная кружка"),
    "ar": ("شال حرير نيلي", "حبوب القهوة المحمّصة", "صناديق خشبية منقوشة", "كوب من القصدير"),
    "de": ("Indigoblauer Seidenschal", "Geröstete Kaffeebohnen", "Geschnitzte Holzschachteln", "Zinnkrug"),
    "fr": ("Châle en soie indigo", "Grains de café torréfiés", "Boîtes en bois sculptées", "Chope en étain"),
    "ja": ("藍染めシルクショール", "焙煎コーヒー豆", "木彫りの小箱", "錫のジョッキ"),
    "th": ("ผ้าคลุมไหล่ไหมสีคราม", "เมล็ดกาแฟคั่ว", "กล่องไม้แกะสลัก", "แก้วเบียร์ดีบุก"),
}
SHAWL, COFFEE, BOXES, TANKARD = range(4)


@pytest.fixture
def shop(database: Database) -> AShop:
    shop = a_shop(database)
    with shop.session() as session:
        made = [
            a_product(session, shop, {language: titles[place] for language, titles in TITLES.items()}).id
            for place in range(4)
        ]
        search.index_products(session, shop.tenant_id, made)
    return shop


def find(shop: AShop, query: str, *languages: str, filters: Filters | None = None) -> search.Found:
    with shop.session() as session:
        return search.find(session, shop.audience(*languages), query, filters=filters or Filters())


def first(found: search.Found) -> str | None:
    return found.listing.cards[0].title if found.listing.cards else None


FORMS = {
    "en": {"shawls": SHAWL, "roasting coffee": COFFEE, "BOX": BOXES},
    "ms": {"kopi": COFFEE, "ukiran kayu": BOXES},
    "zh-Hans": {"披肩": SHAWL, "真丝": SHAWL, "真丝披肩": SHAWL, "豆": COFFEE, "咖啡": COFFEE, "木盒 雕花": BOXES},
    "ru": {"шелковые шали": SHAWL, "ЗЕРНО кофейное": COFFEE, "деревянная шкатулка": BOXES},
    "ar": {"الشال": SHAWL, "قهوة": COFFEE, "الصناديق الخشبية": BOXES, "المحمصة": COFFEE, "حُبُوب": COFFEE},
    "de": {"kaffeebohne": COFFEE, "geschnitzten": BOXES, "gerostete": COFFEE, "SEIDENSCHALS": SHAWL},
    "fr": {"châles": SHAWL, "chale": SHAWL, "boite sculptée": BOXES, "cafe torrefie": COFFEE},
    "ja": {"コーヒー": COFFEE, "ｺｰﾋｰ": COFFEE, "木彫り": BOXES, "藍染め": SHAWL},
    "th": {"กาแฟ": COFFEE, "ไหม": SHAWL, "ไม้แกะสลัก": BOXES},
}
BEGINNINGS = {
    "en": {"tank": TANKARD, "indigo sh": SHAWL},
    "ms": {"selen": SHAWL, "panggang ko": COFFEE},
    "zh-Hans": {"啤": TANKARD},
    "ru": {"круж": TANKARD, "шка": BOXES},
    "ar": {"صنا": BOXES},
    "de": {"zinn": TANKARD, "kaffee": COFFEE},
    "fr": {"torré": COFFEE, "étai": TANKARD},
    "ja": {"小": BOXES},
    "th": {"เมล": COFFEE},
}
# What is typed, what is meant, and the spelling that is offered.
ERRORS = {
    "en": [
        ("shwal", SHAWL, "shawl"),
        ("slik", SHAWL, "silk"),
        ("cofee beans", COFFEE, "coffee beans"),
        ("tankerd", TANKARD, "tankard"),
    ],
    "ms": [("selndang", SHAWL, "selendang"), ("kotek kayu", BOXES, "kotak kayu")],
    "ru": [("шкатуки", BOXES, "шкатулки"), ("крушка", TANKARD, "кружка"), ("кофепные", COFFEE, "кофейные")],
    "ar": [("القهوت", COFFEE, "القهوة"), ("حريز", SHAWL, "حرير")],
    "de": [("zinnkurg", TANKARD, "zinnkrug"), ("seidenshal", SHAWL, "seidenschal")],
    "fr": [("indgo", SHAWL, "indigo"), ("etian", TANKARD, "étain")],
}


def test_the_words_of_a_language_are_found_in_their_other_forms(shop: AShop) -> None:
    for language, queries in FORMS.items():
        for query, product in queries.items():
            found = find(shop, query, language)
            assert (first(found), found.is_exact) == (TITLES[language][product], True), (language, query)


def test_the_beginning_of_a_word_is_enough(shop: AShop) -> None:
    for language, queries in BEGINNINGS.items():
        for query, product in queries.items():
            assert first(find(shop, query, language)) == TITLES[language][product], (language, query)


def test_a_typing_error_still_finds_and_the_right_word_is_suggested(shop: AShop) -> None:
    for language, queries in ERRORS.items():
        for query, product, suggestion in queries:
            found = find(shop, query, language)
            expected = (TITLES[language][product], False, suggestion)
            assert (first(found), found.is_exact, found.suggestion) == expected, (language, query)


def test_a_text_that_is_missing_is_searched_in_the_fallback(shop: AShop) -> None:
    with shop.session() as session:
        made = a_product(session, shop, {"en": "Rattan Basket"})
        search.index_product(session, shop.tenant_id, made.id)
    assert first(find(shop, "baskets", "de", "en")) == "Rattan Basket"
    assert first(find(shop, "baskets", "de")) is None


def test_titles_count_more_than_descriptions(shop: AShop) -> None:
    with shop.session() as session:
        beside = a_product(session, shop, texts=texts("Brush", description_html="<p>For <b>pewter</b>, pewter.</p>"))
        search.index_product(session, shop.tenant_id, beside.id)
    assert [card.title for card in find(shop, "pewter").listing.cards] == ["Pewter Tankard", "Brush"]


def test_vendors_tags_answers_and_codes_are_found(shop: AShop) -> None:
    with shop.session() as session:
        made = a_product(
            session,
            shop,
            "Cap",
            vendor="Ladang Hijau",
            tags=("sunny",),
            variants=(catalog.NewVariant(sku="LH-CAP-0042"),),
        )
        search.index_product(session, shop.tenant_id, made.id)
    for query in ("ladang hijau", "sunny", "lh-cap-0042", "LH-CAP"):
        assert first(find(shop, query)) == "Cap", query


def test_a_search_is_narrowed_like_any_list(shop: AShop) -> None:
    with shop.session() as session:
        dear = a_product(session, shop, "Golden Shawl", amounts=900_00, stock=0)
        search.index_product(session, shop.tenant_id, dear.id)
    assert find(shop, "shawl").listing.total == 2
    assert first(find(shop, "shawl", filters=Filters(price_min=500_00))) == "Golden Shawl"
    assert first(find(shop, "shawl", filters=Filters(is_available=True))) == "Indigo Silk Shawl"
    with shop.session() as session:
        found = search.find(session, shop.audience(), "shawl", filters=Filters(), sort=Sort.PRICE_DESCENDING)
    assert first(found) == "Golden Shawl"


def test_what_is_taken_off_sale_is_no_longer_found(shop: AShop) -> None:
    with shop.session() as session:
        made = a_product(session, shop, "Lantern")
        search.index_product(session, shop.tenant_id, made.id)
        catalog.set_product_status(session, made.id, catalog.ProductStatus.ARCHIVED)
    assert first(find(shop, "lantern")) is None
    with shop.session() as session:
        search.index_shop(session, shop.tenant_id)
    assert first(find(shop, "lantern")) is None
    assert first(find(shop, "tankard")) == "Pewter Tankard"


ODD = [
    *("", "   ", "\0", "'", "''':*", "\\", "a\\' | b", "!!! & | ( <-> :*", "the", "%_%", "\ud800", "👒", "\u202e", "~"),
    *("ﷺ" * 100, "a" * 200, "a " * 100, "丝" * 200, "<script>", "1e400", "-", "ก็", "\u0301", "..", "\t\n", "１２３"),
    "a\x00b",
]


def test_odd_queries_find_nothing_and_break_nothing(shop: AShop) -> None:
    for query in ODD:
        assert find(shop, query, "en", "zh-Hans", "ar").listing.total == 0, repr(query)


def test_a_query_too_long_is_refused(shop: AShop) -> None:
    with pytest.raises(search.QueryTooLong):
        find(shop, "x" * 201)


def test_another_shops_products_are_not_found(database: Database, shop: AShop) -> None:
    other = a_shop(database)
    with other.session() as session:
        made = a_product(session, other, "Tankard of Others")
        search.index_product(session, other.tenant_id, made.id)
    assert [card.title for card in find(other, "tankard").listing.cards] == ["Tankard of Others"]
    assert [card.title for card in find(shop, "tankard").listing.cards] == ["Pewter Tankard"]
