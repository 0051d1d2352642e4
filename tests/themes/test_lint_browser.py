"""Overflow, broken prices and missing glyphs, as a real browser sees them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.themes.workshop import PLAIN, a_theme_folder
from themes import engine
from themes.engine import wall
from themes.engine.lint import browser

pytestmark = pytest.mark.browser


def seen(root: Path, files: Mapping[str, str]) -> list[engine.Finding]:
    chromium = browser.find_browser()
    assert chromium is not None
    folder = a_theme_folder(root, files)
    pages = wall.saved_pages(folder, parents=PLAIN.parent)
    assert len(pages) == len(engine.PAGE_KINDS) * len(wall.TELLING_LANGUAGES)
    return list(browser.looked_at(chromium, [page for page in pages if page.kind == "search"]))


def test_a_page_in_order_has_no_findings(tmp_path: Path) -> None:
    assert seen(tmp_path, {}) == []


def test_a_page_wider_than_a_phone_is_named_with_what_is_too_wide(tmp_path: Path) -> None:
    css = (PLAIN / "assets/theme.css").read_text() + "h1 { inline-size: 40rem }"
    found = seen(tmp_path, {"assets/theme.css": css})
    assert len(found) == 4
    assert found[0].file == "templates/search.toml"
    assert found[0].reason == "the search page in ar is wider than 320 pixels: h1"


def test_a_price_that_breaks_over_two_lines_is_named(tmp_path: Path) -> None:
    cards = "{% for card in search.listing.products if card.price %}<p>{{ card.price.text }}</p>{% endfor %}"
    html = f"<h1>{{{{ page.title }}}}</h1>{{% if search %}}{cards}{{% endif %}}"
    css = (PLAIN / "assets/theme.css").read_text() + "p { inline-size: 2rem; overflow-wrap: anywhere }"
    found = seen(tmp_path, {"sections/subject.html": html, "assets/theme.css": css})
    assert {each.reason.partition(":")[0] for each in found} == {
        f"the search page in {language} breaks a price over two lines at 320 pixels"
        for language in wall.TELLING_LANGUAGES
    }


def test_a_character_that_no_font_can_draw_is_named(tmp_path: Path) -> None:
    found = seen(tmp_path, {"sections/subject.html": "<h1>{{ page.title }} &#x12F90;</h1>"})
    assert len(found) == 4
    assert "no font can draw: \U00012f90" in found[0].reason


def test_no_page_of_the_built_in_themes_overflows_breaks_a_price_or_lacks_a_glyph() -> None:
    """In Arabic, Chinese, Russian and long German; one browser looks at all of them."""
    chromium = browser.find_browser()
    assert chromium is not None
    themes = [engine.ThemeLibrary().folder(slug) for slug in engine.ThemeLibrary().slugs()]
    pages = [page for folder in themes for page in wall.saved_pages(folder)]
    assert len(pages) == len(themes) * len(engine.PAGE_KINDS) * len(wall.TELLING_LANGUAGES)
    assert list(browser.looked_at(chromium, pages)) == []
