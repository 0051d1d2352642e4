"""Renders every page of a theme with the samples, in every sample language, and looks at what comes out."""

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from themes.engine import samples
from themes.engine.choices import ThemeData
from themes.engine.errors import ThemeRefused
from themes.engine.findings import Finding, refusal
from themes.engine.library import Theme

LARGEST_HTML: Final = 12_000  # compressed
_ID: Final = re.compile(r"\sid=\"([^\"]+)\"")
_HEADING: Final = re.compile(r"<h1\b")
_IMAGE: Final = re.compile(r"<img\b[^>]*>")
_LANGUAGE: Final = re.compile(
    r"<html\b[^>]*\blang=\"([^\"]+)\"[^>]*\bdir=\"(ltr|rtl)\"|<html\b[^>]*\bdir=\"(ltr|rtl)\""
)


def faults(theme: Theme, *, thorough: bool) -> Iterator[Finding]:
    """What fails to render, once each; when thorough, also what is wrong with the HTML that comes out."""
    seen: set[Finding] = set()
    languages = samples.LANGUAGES if thorough else samples.LANGUAGES[:2]
    for kind in theme.package.pages:
        for language in languages:
            for filled in (True, False):
                for finding in _page(theme, kind, language, filled=filled, thorough=thorough):
                    if finding not in seen:
                        seen.add(finding)
                        yield finding


def _page(theme: Theme, kind: str, language: str, *, filled: bool, thorough: bool) -> Iterator[Finding]:
    data = samples.sample_choices(theme.package, kind) if filled else ThemeData()
    context = samples.sample_context(kind, language, with_files=True)
    resources = samples.sample_resources(language, theme.needs(kind, data), with_files=True)
    try:
        page = theme.render(kind, context, resources, data, (language, "en"))
    except ThemeRefused as error:
        yield refusal(error)
        return
    yield from (refusal(fault) for fault in page.faults)
    if thorough and not page.faults:
        yield from _html(kind, language, page.html)


def _html(kind: str, language: str, html: str) -> Iterator[Finding]:
    name = f"templates/{kind}.toml"
    twice = [found for found, count in Counter(_ID.findall(html)).items() if count > 1]
    if twice:
        yield Finding(name, 0, f"the id “{twice[0]}” is on the page twice", "make ids from section.id")
    if html.count("<main") != 1:
        yield Finding(name, 0, "a page has one <main>", "put it into the layout, once")
    headings = len(_HEADING.findall(html))
    if headings != 1:
        yield Finding(name, 0, f"the {kind} page has {headings} <h1>", "a page has one")
    if any(" alt=" not in image and not image.endswith(" alt>") for image in _IMAGE.findall(html)):
        yield Finding(name, 0, "a picture without alt", "print pictures with picture(…)")
    root = _LANGUAGE.search(html)
    if root is None or f'lang="{language}"' not in html[:500]:
        yield Finding(name, 0, "<html> does not say lang and dir", "write lang and dir from view")
    if len(gzip.compress(html.encode(), 6)) > LARGEST_HTML:
        size = len(gzip.compress(html.encode(), 6)) / 1000
        yield Finding(name, 0, f"{size:.1f} KB of compressed HTML", f"at most {LARGEST_HTML // 1000} KB")
