"""The lint names every planted fault of the broken themes, with file and line, and finds none in a good one."""

from pathlib import Path

import pytest

from tests.themes.workshop import BASE, a_theme_folder
from themes import engine
from themes.engine.findings import Finding
from themes.engine.lint import inspect
from themes.engine.lint.stylesheets import contrast
from themes.engine.lint.translations import LANGUAGES

BROKEN = Path(__file__).parent / "broken"

# theme → (file, line, words of the reason)
PLANTED: dict[str, list[tuple[str, int, str]]] = {
    "not-toml": [
        ("sections/hero.toml", 3, "not valid TOML"),
        ("templates/home.toml", 3, "“type” is a text"),
    ],
    "odd-schema": [
        ("sections/hero.toml", 4, "no known type “headline”"),
        ("sections/featured.toml", 2, "does not know “best_sellers”"),
        ("sections/subject.toml", 4, "the default does not fit"),
    ],
    "odd-choices": [
        ("templates/home.toml", 2, "no section type “carousel”"),
        ("templates/home.toml", 9, "is a text, not 7"),
        ("templates/home.toml", 10, "there is no such setting"),
        ("templates/home.toml", 13, "at most 1 of hero"),
        ("templates/home.toml", 20, "at most 12, not 99"),
        ("templates/home.toml", 17, "no block “button”"),
    ],
    "bad-syntax": [("sections/hero.html", 3, "unexpected"), ("snippets/card.html", 3, "Unexpected end of template")],
    "unknown-names": [
        ("sections/hero.html", 1, "no setting “haeding”"),
        ("sections/hero.html", 2, "a Shop has no “nmae”"),
        ("sections/hero.html", 3, "nothing is called “prodct”"),
        ("sections/hero.html", 4, "no setting “lable”"),
        ("snippets/card.html", 2, "a ProductCard has no “titel”"),
        ("snippets/card.html", 3, "no setting “logo_txt”"),
        ("sections/subject.html", 2, "a Image has no “with”"),
    ],
    "sandboxed": [
        ("sections/hero.html", 1, "“safe” is refused"),
        ("sections/hero.html", 2, "autoescape can not be switched"),
        ("sections/hero.html", 3, "“__class__” is not a field"),
        ("sections/hero.html", 4, "named in quotes"),
        ("sections/hero.html", 5, "given its words in quotes"),
        ("sections/hero.html", 6, "no filter “shout”"),
    ],
    "burning": [
        ("sections/hero.html", 2, "more work"),
        ("sections/subject.html", 2, "“+” does not fit"),
    ],
    "hard-coded": [
        ("sections/hero.html", 2, "“Free shipping to …”"),
        ("sections/hero.html", 3, "aria-label=“Close”"),
        ("locales/ar.po", 0, "no translation of “This is translated”"),
        ("locales/ar.po", 0, "no translation of “So is this”"),
    ],
    "words-in-strings": [
        ("sections/hero.html", 1, "“…Our shop”"),
        ("sections/hero.html", 2, "“…Buy now”"),
        ("sections/hero.html", 3, "“…Made by hand …Sold… out”"),
        ("sections/hero.html", 5, "“…More"),
        ("sections/hero.html", 6, "“Sent within a day”"),
    ],
    "words-in-attributes": [
        ("sections/hero.html", 1, "title=“Hand made”"),
        ("sections/hero.html", 3, "placeholder=“Find things”"),
        ("sections/hero.html", 3, "aria-label=“Find”"),
        ("sections/hero.html", 4, "value=“Go now”"),
        ("sections/hero.html", 5, "label=“Kinds”"),
    ],
    "no-catalogue": [("locales/ms.po", 0, "there is no catalogue of “ms”: 1 text would be English")],
    "no-alt": [("sections/hero.html", 3, "a picture without alt"), ("templates/home.toml", 0, "a picture without alt")],
    "left-and-right": [
        ("assets/theme.css", 2, "margin-left"),
        ("assets/theme.css", 3, "text-align: right"),
        ("assets/theme.css", 5, "left:"),
        ("assets/theme.css", 6, "border-top-left-radius"),
        ("assets/theme.css", 6, "float: left"),
    ],
    "lopsided": [
        ("assets/theme.css", 1, "margin: 0 1rem 0 2rem"),
        ("assets/theme.css", 2, "padding: 0 calc(1rem + 2px) 0 1rem"),
        ("assets/theme.css", 4, "border-left"),
        ("assets/theme.css", 5, "inset: 0 0 auto auto"),
        ("assets/theme.css", 5, "scroll-margin"),
        ("assets/theme.css", 6, "border-radius: 4px 0 0 4px"),
        ("assets/theme.css", 8, "justify-content: right"),
        ("assets/theme.css", 8, "text-align: left"),
        ("assets/theme.css", 9, "to right"),
        ("assets/theme.css", 10, "transform-origin"),
    ],
    "pale": [
        ("theme.toml", 6, "text on background has a contrast of 2.85 in the light palette"),
        ("theme.toml", 6, "in the dark palette"),
        ("theme.toml", 13, "no colour token “missing”"),
    ],
    "half-translated": [
        ("locales/de.po", 0, "no translation of “Woven by hand”"),
        ("locales/de.po", 10, "unknown %(nmu)s"),
        ("locales/de.po", 15, "lost %(vendor)s"),
        ("locales/fr.po", 0, "plural rule"),
    ],
    "orphan": [("theme.toml", 3, "there is no theme “nobody”")],
    "circle-one": [("theme.toml", 3, "round in a circle: circle-one → circle-two → circle-one")],
    "inline": [
        ("sections/hero.html", 1, "an inline event handler: onclick"),
        ("sections/hero.html", 2, "an inline script"),
        ("sections/hero.html", 3, "an inline style"),
        ("sections/hero.html", 4, "a javascript: address"),
        ("sections/hero.html", 5, "a style attribute"),
        ("sections/hero.html", 6, "loads from elsewhere"),
    ],
    "wrong-encoding": [("sections/hero.html", 2, "not UTF-8")],
    "twice": [
        ("layouts/default.html", 0, ""),
        ("templates/home.toml", 0, "has 2 <h1>"),
        ("templates/home.toml", 0, "“top” is on the page twice"),
        ("templates/home.toml", 0, "does not say lang and dir"),
    ],
    "leaking-picture": [
        ("assets/icons/bag.svg", 0, "shapes only"),
        ("assets/theme.css", 1, "loads from elsewhere"),
        ("assets/notes.docx", 0, "is not served"),
    ],
}


def findings_of(slug: str) -> list[Finding]:
    return list(inspect(engine.ThemeLibrary(BROKEN, base=BASE), slug))


@pytest.mark.parametrize("slug", PLANTED)
def test_every_planted_fault_is_named_with_its_place(slug: str) -> None:
    found = findings_of(slug)
    for file, line, reason in PLANTED[slug]:
        if not reason:
            continue
        assert any(f.file == file and f.line == line and reason in f.reason for f in found), (
            f"{file}:{line} {reason}\n" + "\n".join(map(str, found))
        )


def test_every_broken_theme_has_its_faults_listed() -> None:
    assert {path.parent.name for path in BROKEN.glob("*/theme.toml")} - {"circle-two"} == set(PLANTED)


@pytest.mark.parametrize("slug", [slug for slug in PLANTED if slug not in ("orphan", "circle-one")])
def test_nothing_is_reported_of_files_that_are_in_order(slug: str) -> None:
    faulty = {file for file, _, _ in PLANTED[slug]} | {f"locales/{language}.po" for language in LANGUAGES}
    pages = {f"templates/{kind}.toml" for kind in engine.PAGE_KINDS}
    assert {finding.file for finding in findings_of(slug)} <= faulty | pages


def test_what_turns_round_and_what_is_no_word_is_not_named() -> None:
    """Each line of these two files is planted once, and holds something in order beside it."""
    for slug, file in (("lopsided", "assets/theme.css"), ("words-in-strings", "sections/hero.html")):
        planted = [(name, line) for name, line, _ in PLANTED[slug] if name == file]
        assert sorted((f.file, f.line) for f in findings_of(slug) if f.file == file) == sorted(planted)


def test_a_theme_in_order_has_no_findings() -> None:
    assert list(inspect(BASE, "plain")) == []


def test_scripts_that_are_too_heavy_are_named(tmp_path: Path) -> None:
    script = "".join(f"f{number * 7919 % 99991}({number * 104729 % 1299709});" for number in range(4_000))
    a_theme_folder(tmp_path, {"assets/theme.js": script})
    found = list(inspect(engine.ThemeLibrary(tmp_path, base=BASE), "mine"))
    assert [finding.file for finding in found] == ["assets/theme.js"]


def test_a_loop_that_counts_in_its_own_condition_is_named(tmp_path: Path) -> None:
    section = "<h1>{{ page.title }}</h1>\n{% for x in [1, 2] if loop.index != 1 %}{{ loop.index }}{% endfor %}"
    a_theme_folder(tmp_path, {"sections/subject.html": section})
    (found,) = inspect(engine.ThemeLibrary(tmp_path, base=BASE), "mine")
    assert (found.file, found.line) == ("sections/subject.html", 2)


def test_a_missing_page_is_named(tmp_path: Path) -> None:
    a_theme_folder(tmp_path, {"templates/search.toml": None})
    found = list(inspect(engine.ThemeLibrary(tmp_path, base=BASE), "mine"))
    assert [str(finding) for finding in found] == ["templates/search.toml: there is no search page → add the file"]


def test_contrast_is_what_the_standard_says() -> None:
    assert contrast("#000000", "#fff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
