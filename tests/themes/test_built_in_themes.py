"""The three themes: every section that a merchant may add is looked at by the lint, in a useful state."""

import re
from dataclasses import replace
from datetime import date

import pytest

from themes.engine import PAGE_KINDS, Theme, ThemeData, ThemeLibrary, samples
from themes.engine.lint import markup

THEMES = ("aurora", "bazaar", "atelier")
# What a shop may rely on in every theme.
EVERYWHERE = {
    "announcement-bar", "collection-list", "contact", "countdown", "custom-columns", "faq", "featured-collection",
    "gallery", "hero", "latest-articles", "logo-list", "newsletter", "picture-with-text", "product-recommendations",
    "recently-added", "rich-text", "slideshow", "testimonials", "trust-badges", "video",
}  # fmt: skip


def theme_of(slug: str) -> Theme:
    return ThemeLibrary().theme(slug)


@pytest.mark.parametrize("slug", THEMES)
def test_each_theme_has_every_section_that_a_shop_may_rely_on(slug: str) -> None:
    assert set(theme_of(slug).package.sections) >= EVERYWHERE


@pytest.mark.parametrize("slug", THEMES)
def test_every_section_shows_something_on_one_of_the_sample_pages(slug: str) -> None:
    theme = theme_of(slug)
    shown: dict[str, str] = {}
    for kind in PAGE_KINDS:
        data = samples.sample_choices(theme.package, kind)
        context = samples.sample_context(kind, "de")
        resources = samples.sample_resources("de", theme.needs(kind, data))
        assert theme.problems(data) == ()
        placed = data.templates[kind]
        assert isinstance(placed, dict)
        for number, section in enumerate(placed["sections"]):
            alone = type(data)(data.settings, {kind: {"sections": [section]}, "layout": data.templates["layout"]})
            without = type(data)(data.settings, {kind: {"sections": []}, "layout": data.templates["layout"]})
            one, none = (theme.render(kind, context, resources, each, ("de", "en")) for each in (alone, without))
            assert one.faults == (), f"{kind} {number}"
            shown.setdefault(section["type"], _main(one.html).removeprefix(_main(none.html)))
    placeable = {name for name in theme.package.sections if name not in ("header", "footer")}
    assert {name for name in placeable if not shown.get(name)} <= {"announcement-bar"}, "which stands in the layout"


def _main(html: str) -> str:
    found = re.search(r"<main\b[^>]*>(.*?)</main>", html, re.DOTALL)
    assert found is not None
    return found[1].strip()


@pytest.mark.parametrize("slug", THEMES)
def test_each_theme_has_colours_for_the_night_and_a_style_for_paper(slug: str) -> None:
    package = theme_of(slug).package
    assert package.colors_dark
    assert "@media print" in package.files["assets/theme.css"].read_text(encoding="utf-8")


@pytest.mark.parametrize("slug", THEMES)
def test_a_countdown_is_gone_once_its_day_is_over_everywhere(slug: str) -> None:
    theme = theme_of(slug)
    section = {"id": "sale", "type": "countdown", "settings": {"until": "2026-03-05", "heading": {"en": "Raya sale"}}}
    data = ThemeData(templates={"home": {"sections": [section]}})
    resources = samples.sample_resources("en", theme.needs("home", data))
    shown = {
        day: "Raya sale" in theme.render("home", samples.sample_context("home", "en"), on_day, data, ("en",)).html
        for day in (date(2026, 3, 5), date(2026, 3, 6))
        for on_day in [replace(resources, today=day)]
    }
    assert shown == {date(2026, 3, 5): True, date(2026, 3, 6): False}


def test_what_the_themes_share_writes_no_words_of_its_own() -> None:
    """The parent is not worn, so that it is not rendered by itself; the lint of its templates stands for it."""
    groundwork = theme_of("groundwork")
    assert list(markup.faults(groundwork)) == []
    assert groundwork.package.own_files
