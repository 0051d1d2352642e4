"""The words that a new shop begins with: pages, policies and menu titles in each language that the product ships."""

import html
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

from storefront import richtext

_FOLDER = Path(__file__).with_name("starter_content")
# Words that survive Markdown and cleaning untouched, in an address as well, until a shop's own facts replace them.
_MARKS = {"{shop}": "x0SHOP0x", "{email}": "x0EMAIL0x", "{mailto}": "mailto:x0MAILTO0x", "{home}": "x0HOME0x"}
_MARK = re.compile("x0(SHOP|EMAIL|MAILTO|HOME)0x")

PAGES = ("about", "contact")
POLICIES = ("shipping", "returns", "privacy", "terms")


@dataclass(frozen=True, slots=True)
class StarterText:
    """One document in one language, its blanks filled in."""

    title: str
    summary: str
    body_html: str


@dataclass(frozen=True, slots=True)
class ShopFacts:
    """What the blanks are filled with. `home` is the name of the home country, by language."""

    name: str
    email: str
    home: dict[str, str]


def starter_text(key: str, language: str, shop: ShopFacts) -> StarterText:
    """A page or policy as the new shop shows it."""
    blank = _documents(language)[key]
    facts = {
        "SHOP": f"<bdi>{html.escape(shop.name)}</bdi>",
        "EMAIL": f"<bdi>{html.escape(shop.email)}</bdi>",
        "MAILTO": html.escape(quote(shop.email, safe="@")),
        "HOME": html.escape(shop.home[language]),
    }
    return StarterText(
        title=blank.title,
        summary=blank.summary.replace("{shop}", shop.name),
        # In one pass, so that a name which looks like a mark stays a name.
        body_html=_MARK.sub(lambda mark: facts[mark[1]], blank.body_html),
    )


@cache
def menu_title(key: str, language: str) -> str:
    """What a new shop's menu calls an entry."""
    return str(_read(language)["menu"][key])


@cache
def _documents(language: str) -> dict[str, StarterText]:
    texts = _read(language)
    return {
        key: StarterText(texts[key]["title"], texts[key]["summary"], _blank_html(texts[key]["body"]))
        for key in (*PAGES, *POLICIES)
    }


def _blank_html(markdown: str) -> str:
    for blank, mark in _MARKS.items():
        markdown = markdown.replace(blank, mark)
    return richtext.html_from_markdown(markdown)


@cache
def _read(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
