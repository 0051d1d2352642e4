"""Every gettext catalogue in the repository is complete: none missing, none fuzzy, placeholders and plurals right."""

import re
from gettext import c2py
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from storefront import localization
from storefront.localization.rules import check_markets
from storefront.localization.tags import cldr_locale

ROOT = Path(__file__).parents[3]
LANGUAGES = {"ms", "zh-Hans", "ru", "ar", "de", "fr"}
PACKAGES = ("storefront", "tenants", "themes")
FOLDERS = sorted({path.parent for package in PACKAGES for path in (ROOT / package).glob("**/locales/*.po")})
CATALOGUES = [path for folder in FOLDERS for path in sorted(folder.glob("*.po"))]
_PLACEHOLDER = re.compile(r"%(?:\([^)]*\))?[#0 +-]*[0-9.]*[a-zA-Z%]")
_COUNTS = [*range(201), 1_000, 10_000, 1_000_000, 1_000_001, 2_000_000]

each_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(ROOT)))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem.replace("-", "_"), abort_invalid=True)


def key(message: Message) -> tuple[object, object]:
    return message.context, message.id


def messages(path: Path) -> dict[tuple[object, object], Message]:
    return {key(message): message for message in read(path) if message.id}


def forms(text: object) -> list[str]:
    return [text] if isinstance(text, str) else [str(each) for each in text] if isinstance(text, tuple | list) else []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_each_folder_speaks_all_languages(folder: Path) -> None:
    assert {path.stem for path in folder.glob("*.po")} >= LANGUAGES


@each_catalogue
def test_a_catalogue_has_every_message_of_its_folder(path: Path) -> None:
    wanted = {each for sibling in path.parent.glob("*.po") for each in messages(sibling)}
    assert wanted - messages(path).keys() == set()


@each_catalogue
def test_every_message_is_translated_and_none_is_fuzzy(path: Path) -> None:
    unsure = [message.id for message in messages(path).values() if message.fuzzy]
    empty = [message.id for message in messages(path).values() if not all(forms(message.string) or [""])]
    assert (unsure, empty) == ([], [])


@each_catalogue
def test_placeholders_and_markup_agree_with_the_source(path: Path) -> None:
    for message in messages(path).values():
        source = forms(message.id)[-1]
        for text in forms(message.string):
            assert sorted(_PLACEHOLDER.findall(text)) == sorted(_PLACEHOLDER.findall(source)), message.id
            assert text.count("<") == source.count("<"), message.id
            assert text == text.strip(), message.id


@each_catalogue
def test_plural_forms_are_those_of_the_language(path: Path) -> None:
    catalogue = read(path)
    category_of = cldr_locale(path.stem).plural_form
    form_of = c2py(catalogue.plural_expr)
    pairs = {(category_of(count), form_of(count)) for count in _COUNTS}
    categories = {category for category, _ in pairs}
    assert len(pairs) == len(categories) == catalogue.num_plurals
    assert {form for _, form in pairs} == set(range(catalogue.num_plurals))
    for message in messages(path).values():
        assert len(forms(message.string)) == (catalogue.num_plurals if message.pluralizable else 1), message.id


def test_the_shops_own_words_are_exactly_those_that_the_code_asks_for_or_promises() -> None:
    asked = {
        message
        for _, _, message, _, _ in extract_from_dir(
            str(ROOT / "storefront"),
            method_map=[("**.py", "python")],
            keywords={"gettext": None, "ngettext": (1, 2)},
        )
    }
    asked |= {
        message
        for _, _, message, _, _ in extract_from_dir(
            str(ROOT / "storefront" / "shop" / "templates"), method_map=[("**.html", "jinja2")], keywords={"_": None}
        )
    }
    known = {message.id for message in messages(ROOT / "storefront" / "locales" / "en.po").values()}
    assert {message if isinstance(message, str) else tuple(message) for message in asked} - known == set()


def test_words_are_found_by_the_nearest_language_that_has_them() -> None:
    assert localization.words("zh-Hans").gettext("Search") == "搜索"
    assert localization.words("zh-CN").gettext("Search") == "搜索"
    assert localization.words("ms-MY").gettext("Search") == "Cari"
    assert localization.words("ja").gettext("Search") == "Search"
    assert localization.words("zh-Hant").gettext("Search") == "Search"
    assert localization.words("ms-Arab").gettext("Search") == "Search"
    assert localization.words("de").gettext("not a message") == "not a message"


@pytest.mark.parametrize(
    ("language", "count", "text"),
    [
        ("en", 1, "1 product"),
        ("ru", 21, "21 товар"),
        ("ru", 3, "3 товара"),
        ("ru", 12, "12 товаров"),
        ("ar", 3, "3 منتجات"),
        ("ar", 11, "11 منتجًا"),
        ("ar", 100, "100 منتج"),
        ("fr", 0, "0 produit"),
        ("fr", 1_000_000, "1000000 de produits"),
        ("ms", 2, "2 produk"),
        ("zh-Hans", 2, "2 件商品"),
    ],
)
def test_counts_take_the_plural_form_of_the_language(language: str, count: int, text: str) -> None:
    words = localization.words(language)
    assert words.ngettext("%(count)s product", "%(count)s products", count) % {"count": count} == text


def test_a_made_up_language_is_made_from_the_english_words_and_shows_what_no_catalogue_has() -> None:
    words = localization.words("en-XA")
    assert words.gettext("Search") == "⟦Şḗȧřƈħ ļơ⟧"
    assert words.ngettext("%(count)s product", "%(count)s products", 2) % {"count": 2} == "⟦2 ƥřǿḓŭƈŧş ļơ⟧"
    assert words.gettext("written into the code") == "written into the code"
    assert localization.words("ar-XB").gettext("Search") == "⟦\u202eSearch\u202c⟧"


@pytest.mark.parametrize("language", ["en-XA", "ar-XB"])
def test_no_market_speaks_a_made_up_language(language: str) -> None:
    market = localization.NewMarket(handle="my", countries=("MY",), languages=("en", language), currency="MYR")
    with pytest.raises(localization.BadMarket):
        check_markets([market])
