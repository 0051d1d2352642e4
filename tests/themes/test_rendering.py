"""Pages: sections in order, the layout around them, words, tokens, pictures and addresses."""

import base64
import hashlib
import re
from pathlib import Path

import pytest

from tests.themes.workshop import BASE, a_page, a_strangers_theme
from themes import engine

PLAIN = BASE.theme("plain")


@pytest.mark.parametrize("kind", engine.PAGE_KINDS)
@pytest.mark.parametrize("language", ["en", "ar", "zh-Hans", "ru", "de"])
def test_every_page_renders_in_every_sample_language(kind: str, language: str) -> None:
    page = a_page(PLAIN, kind, language=language)
    assert page.faults == ()
    assert f'<html lang="{language}"' in page.html
    assert page.html.rstrip().endswith("</html>")


def test_sections_stand_in_order_inside_the_layout() -> None:
    html = a_page(PLAIN).html
    places = [html.index(text) for text in ("<header>", '<main id="main">', 'class="hero"', "Featured", "</main>")]
    assert places == sorted(places)


def test_words_come_from_the_catalogue_and_fall_back_to_english(tmp_path: Path) -> None:
    assert "القائمة الرئيسية" in a_page(PLAIN, language="ar").html
    assert "Main menu" in a_page(a_strangers_theme(tmp_path, {"locales/ru.po": None}), language="ru").html


@pytest.mark.parametrize(("count", "words"), [(2, "منتجان"), (3, "3 منتجات"), (11, "11 منتجًا"), (12, "12 منتجًا")])
def test_plurals_follow_the_language(count: int, words: str) -> None:
    data = engine.ThemeData({}, {"home": {"sections": [{"type": "featured", "settings": {"count": count}}]}})
    assert words in a_page(PLAIN, language="ar", data=data).html


def test_a_text_by_language_falls_back_along_the_languages_then_to_any() -> None:
    heading = {"de": "Hallo", "ms": "Selamat"}
    data = engine.ThemeData({}, {"home": {"sections": [{"type": "hero", "settings": {"heading": heading}}]}})
    assert "<h1>Hallo</h1>" in a_page(PLAIN, language="de", data=data).html
    assert "<h1>Hallo</h1>" in a_page(PLAIN, language="ru", data=data).html


def test_rich_text_keeps_harmless_markup_only() -> None:
    text = '<p onclick="x()">Hello <b>there</b><script>x()</script><a href="javascript:x()">x</a></p>'
    data = engine.ThemeData({}, {"home": {"sections": [{"type": "hero", "settings": {"text": text}}]}})
    html = a_page(PLAIN, data=data).html
    assert '<p>Hello <b>there</b><a rel="noopener">x</a></p>' in html


def test_addresses_inside_the_shop_carry_the_views_prefix() -> None:
    assert '<a href="/collections">' in a_page(PLAIN, language="en").html
    assert '<a href="/de-eu/collections">' in a_page(PLAIN, language="de").html


def test_the_policy_hash_is_that_of_the_inline_style() -> None:
    page = a_page(PLAIN)
    style = re.search(r"<style>(.*?)</style>", page.html, re.DOTALL)
    assert style is not None
    assert page.style_sha256 == base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()


def test_tokens_become_custom_properties_and_a_colour_setting_replaces_one() -> None:
    assert "--color-on-accent:#ffffff;" in a_page(PLAIN).html
    html = a_page(PLAIN, data=engine.ThemeData({"accent": "#123456"})).html
    assert "--color-accent:#123456;" in html
    assert "@media (prefers-color-scheme:dark){:root{--color-background:#121212;" in html


@pytest.mark.parametrize("colour", ["red", "#12345", "#fff}</style><script>", 7, None, {"en": "#fff"}])
def test_a_colour_that_is_none_falls_back_to_the_themes(colour: object) -> None:
    page = a_page(PLAIN, data=engine.ThemeData({"accent": colour}))
    assert "--color-accent:#0b5d4e;" in page.html
    assert page.html.count("<style>") == 1


def test_a_picture_offers_every_rendition_and_its_size() -> None:
    settings = {"image": "sample-3"}
    data = engine.ThemeData({}, {"home": {"sections": [{"type": "hero", "settings": settings}]}})
    html = a_page(PLAIN, data=data).html
    assert '<picture><source type="image/avif" srcset="/media/sample/3-320.avif 320w, ' in html
    assert '<source type="image/webp"' in html
    assert 'width="900" height="1200" alt="' in html
    assert 'class="hero__image"' in html
    assert 'loading="eager" fetchpriority="high"' in html


def test_the_views_come_market_by_market_in_the_order_of_the_shop() -> None:
    pairs = (("eu", "de"), ("gb", "en"), ("eu", "fr"))
    choices = tuple(
        engine.drops.ViewChoice(
            f"/{language}-{market}", language, language, market, market.upper(), "EUR", "ltr", False
        )
        for market, language in pairs
    )
    markets = engine.drops.view_markets(choices)
    assert [(market.name, [choice.language for choice in market.choices]) for market in markets] == [
        ("EU", ["de", "fr"]),
        ("GB", ["en"]),
    ]


def test_an_icon_is_inlined_and_hidden_from_screen_readers() -> None:
    assert '<svg aria-hidden="true" focusable="false" xmlns=' in a_page(PLAIN).html


def test_assets_are_served_at_an_address_that_changes_with_them(tmp_path: Path) -> None:
    found = re.search(r'href="/assets/plain/([0-9a-f]{12})/theme\.css"', a_page(PLAIN).html)
    assert found is not None
    asset = BASE.asset("plain", found[1], "theme.css")
    assert asset.media_type == "text/css; charset=utf-8"
    assert asset.content.startswith(b"body {")
    other = a_strangers_theme(tmp_path, {"assets/theme.css": "body{}"})
    assert other.package.assets_digest != found[1]


@pytest.mark.parametrize(
    ("slug", "digest", "path"),
    [
        ("plain", "000000000000", "theme.css"),
        ("plain", "{digest}", "../theme.toml"),
        ("plain", "{digest}", "missing.css"),
        ("plain", "{digest}", ""),
        ("nobody", "{digest}", "theme.css"),
        ("../plain", "{digest}", "theme.css"),
    ],
)
def test_an_address_that_names_no_asset_is_not_found(slug: str, digest: str, path: str) -> None:
    with pytest.raises(engine.AssetNotFound):
        BASE.asset(slug, digest.format(digest=PLAIN.package.assets_digest), path)


def test_a_section_that_fails_is_left_out_and_the_page_stands(tmp_path: Path) -> None:
    theme = a_strangers_theme(tmp_path, {"sections/featured.html": "<p>\n{{ 1 / 0 }}</p>"})
    page = a_page(theme)
    assert 'class="hero"' in page.html
    (fault,) = page.faults
    assert (fault.file, fault.line) == ("sections/featured.html", 2)


def test_a_layout_that_fails_says_where(tmp_path: Path) -> None:
    theme = a_strangers_theme(tmp_path, {"layouts/default.html": "<html>\n\n{{ 1 / 0 }}"})
    with pytest.raises(engine.ThemeRefused) as refusal:
        a_page(theme)
    assert (refusal.value.file, refusal.value.line) == ("layouts/default.html", 3)


def test_the_same_page_is_the_same_bytes() -> None:
    assert a_page(PLAIN, language="ar").html == a_page(PLAIN, language="ar").html


def test_two_languages_do_not_mix_in_imported_macros(tmp_path: Path) -> None:
    files = {
        "snippets/macros.html": "{% macro menu() %}{{ _('Main menu') }}{% endmacro %}",
        "sections/subject.html": "{% import 'snippets/macros.html' as m %}<h1>{{ m.menu() }}</h1>",
    }
    theme = a_strangers_theme(tmp_path, files)
    assert "<h1>Main menu</h1>" in a_page(theme, "search", language="en").html
    assert "<h1>القائمة الرئيسية</h1>" in a_page(theme, "search", language="ar").html
    assert "<h1>Main menu</h1>" in a_page(theme, "search", language="en").html


def test_needs_name_everything_that_the_page_points_to() -> None:
    sections = [
        {"type": "hero", "settings": {"image": "7"}},
        {"type": "featured", "settings": {"collection": "shawls", "count": 6}},
        {"type": "featured", "id": "again", "settings": {"collection": "shawls", "count": 3}},
    ]
    needs = PLAIN.needs("home", engine.ThemeData({}, {"home": {"sections": sections}}), ("en",))
    assert needs.images == {"7"}
    assert needs.collections == {"shawls"}
    assert needs.collection_products == {"shawls": 6}
    assert needs.lists == {"newest_products"}
    assert needs.menus == {"main", "footer"}


HERO = 'needs = ["newest_products when note unless image", "all_collections unless blocks", "articles"]\n{settings}'
SETTINGS = "".join(
    f'[[settings]]\nid = "{name}"\ntype = "{kind}"\n' for name, kind in (("note", "text"), ("image", "image"))
)


@pytest.mark.parametrize(
    ("settings", "lists"),
    [
        ({}, {"all_collections", "articles"}),
        ({"note": "x"}, {"newest_products", "all_collections", "articles"}),
        ({"note": "x", "image": "7"}, {"all_collections", "articles"}),
    ],
)
def test_a_list_is_needed_where_the_settings_say_so(tmp_path: Path, settings: dict[str, str], lists: set[str]) -> None:
    theme = a_strangers_theme(
        tmp_path, {"sections/note.toml": HERO.format(settings=SETTINGS), "sections/note.html": "<p>x</p>"}
    )
    sections = [{"type": "note", "settings": settings}]
    assert theme.needs("home", engine.ThemeData({}, {"home": {"sections": sections}}), ("en",)).lists == lists


@pytest.mark.parametrize(
    "need", ["newest_products when", "newest_products if image", "newest_products unless colour", "best_sellers", ""]
)
def test_a_need_that_says_nothing_is_refused(tmp_path: Path, need: str) -> None:
    files = {"sections/note.toml": f'label = "Note"\nneeds = ["{need}"]\n{SETTINGS}', "sections/note.html": "<p>x</p>"}
    with pytest.raises(engine.ThemeRefused) as refusal:
        a_strangers_theme(tmp_path, files)
    assert (refusal.value.file, refusal.value.line) == ("sections/note.toml", 2)


def test_equal_choices_share_one_plan() -> None:
    one = engine.ThemeData({"logo_text": "A"}, {})
    other = engine.ThemeData({"logo_text": "A"}, {})
    assert one.digest == other.digest
    assert PLAIN.needs("home", one) is PLAIN.needs("home", other)
