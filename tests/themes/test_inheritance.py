"""A child theme leaves out what its parent has, and overrides what it wants different."""

import re
from pathlib import Path

import pytest

from tests.themes.workshop import BASE, a_page
from themes import engine


def a_theme(root: Path, slug: str, toml: str, files: dict[str, str] | None = None) -> None:
    for name, content in {"theme.toml": f'name = "{slug}"\nversion = "1.0.0"\n{toml}', **(files or {})}.items():
        path = root / slug / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def test_a_child_of_nothing_but_a_name_is_its_parent(tmp_path: Path) -> None:
    a_theme(tmp_path, "child", 'parent = "plain"')
    child = engine.ThemeLibrary(tmp_path, base=BASE).theme("child")
    assert a_page(child).html == a_page(BASE.theme("plain")).html.replace("/assets/plain/", "/assets/child/")


def test_a_child_overrides_files_tokens_and_settings(tmp_path: Path) -> None:
    toml = 'parent = "plain"\n[tokens.colors]\naccent = "#ff0000"\n[[settings]]\nid = "extra"\ntype = "text"\n'
    toml += 'default = "Extra"\n'
    header = "<header>{{ settings.extra }} {{ settings.logo_text }}</header>"
    a_theme(tmp_path, "child", toml, {"sections/header.html": header, "assets/own.css": "p{}"})
    library = engine.ThemeLibrary(tmp_path, base=BASE)
    html = a_page(library.theme("child"), data=engine.ThemeData({"logo_text": "Logo"})).html
    assert "<header>Extra Logo</header>" in html
    assert "--color-accent:#ff0000;" in html
    assert "--color-background:#ffffff;" in html
    digest = library.theme("child").package.assets_digest
    assert library.asset("child", digest, "own.css").content == b"p{}"
    assert library.asset("child", digest, "theme.css").content.startswith(b"body {")


def test_grandparents_count(tmp_path: Path) -> None:
    a_theme(tmp_path, "one", 'parent = "plain"', {"snippets/card.html": "{# Accepts: product #}one"})
    a_theme(tmp_path, "two", 'parent = "one"', {"sections/header.html": "<header>two</header>"})
    theme = engine.ThemeLibrary(tmp_path, base=BASE).theme("two")
    assert theme.package.lineage == ("two", "one", "plain")
    html = a_page(theme).html
    assert "<header>two</header>" in html


def test_a_child_inherits_words_one_by_one_and_says_some_differently(tmp_path: Path) -> None:
    header = '<header lang="en">{{ _("Search") }}|{{ _("This is translated") }}|{{ _("Featured") }}</header>'
    parents = 'msgid "Search"\nmsgstr "Suchen"\n\nmsgid "Featured"\nmsgstr "Ausgewählt"\n'
    childs = 'msgid "Search"\nmsgstr "Stöbern"\n'
    a_theme(tmp_path, "one", 'parent = "plain"', {"sections/header.html": header, "locales/de.po": parents})
    a_theme(tmp_path, "two", 'parent = "one"', {"locales/de.po": childs})
    theme = engine.ThemeLibrary(tmp_path, base=BASE).theme("two")
    assert "Stöbern|This is translated|Ausgewählt" in a_page(theme, language="de").html


def test_a_child_adds_rules_and_keeps_its_parents_stylesheet(tmp_path: Path) -> None:
    a_theme(tmp_path, "child", 'parent = "plain"', {"assets/extra.css": "h1 { letter-spacing: 0; }"})
    html = a_page(engine.ThemeLibrary(tmp_path, base=BASE).theme("child")).html
    links = re.findall(r'<link rel="stylesheet" href="/assets/child/[^/]+/([^"]+)">', html)
    assert links == ["theme.css", "extra.css"]


def test_what_is_only_a_parent_is_not_offered_to_shops(tmp_path: Path) -> None:
    a_theme(tmp_path, "ground", "is_worn = false", {"snippets/card.html": "{# Accepts: product #}ground"})
    a_theme(tmp_path, "built", 'parent = "ground"')
    library = engine.ThemeLibrary(tmp_path)
    assert (library.slugs(), library.has("ground")) == (("built",), True)
    assert library.theme("built").package.is_worn
    assert "snippets/card.html" in library.theme("built").package.files


@pytest.mark.parametrize(
    ("themes", "reason"),
    [
        ({"a": 'parent = "nobody"'}, "there is no theme “nobody” to be the parent"),
        ({"a": 'parent = "a"'}, "round in a circle: a → a"),
        ({"a": 'parent = "b"', "b": 'parent = "c"', "c": 'parent = "a"'}, "a → b → c → a"),
        ({"a": 'parent = "../plain"'}, "the name of a theme's folder"),
        ({"a": "parent = 7"}, "“parent” is a text"),
        ({f"{c}": f'parent = "{chr(ord(c) + 1)}"' for c in "abcdefgh"} | {"i": ""}, "at most 4 ancestors"),
    ],
)
def test_parents_that_can_not_be_are_refused(tmp_path: Path, themes: dict[str, str], reason: str) -> None:
    for slug, toml in themes.items():
        a_theme(tmp_path, slug, toml)
    with pytest.raises(engine.ThemeRefused) as refusal:
        engine.ThemeLibrary(tmp_path, base=BASE).theme("a")
    assert reason in refusal.value.reason
    assert refusal.value.line == 3


@pytest.mark.parametrize("slug", ["nobody", "", "../plain", "plain/", "Plain", "."])
def test_a_theme_that_is_not_there_is_not_found(slug: str) -> None:
    with pytest.raises(engine.ThemeNotFound):
        BASE.theme(slug)


def test_a_theme_is_read_once() -> None:
    assert BASE.theme("plain") is BASE.theme("plain")
    assert "plain" in BASE.slugs()
