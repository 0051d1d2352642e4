"""Reading what stands in the made-up language en-XA: whatever is outside its brackets was asked of no catalogue."""

import calendar
import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

import html5lib

OPENING, CLOSING = "⟦⟧"
_MONTHS = "|".join([*calendar.month_name[1:], *calendar.month_abbr[1:]])
# As CLDR writes them in English: a price, or one by unit, a weight, a date or two, a moment.
_BY_CLDR = re.compile(
    r"[A-Z]{3}\s?[0-9][0-9.,]*(?:/[0-9]*\s?[a-z]+)?|[0-9.,]+\s(?:g|kg)\b"
    rf"|(?:{_MONTHS}) [0-9]{{1,2}}(?: – (?:(?:{_MONTHS}) )?[0-9]{{1,2}})?, [0-9]{{4}}"
    r"(?:(?:,| at) [0-9:]+\s[AP]M(?: UTC)?)?"
)
_XHTML = "{http://www.w3.org/1999/xhtml}"
_UNSEEN = frozenset({f"{_XHTML}{name}" for name in ("script", "style", "template")})
_WITHIN_LINES = frozenset({f"{_XHTML}{name}" for name in ("a", "b", "bdi", "em", "small", "span", "strong", "time")})
_SPOKEN = ("alt", "title", "placeholder", "aria-label", "aria-description")


def bracketed(text: str) -> str:
    """Brackets around each piece of text between markup: what a shop wrote itself, as if translated."""
    return "".join(
        part if part.startswith("<") or not part.strip() else f"{OPENING}{part}{CLOSING}"
        for part in re.split(r"(<[^>]*>)", text)
    )


def outside_brackets(text: str) -> str:
    depth, left = 0, []
    for each in text:
        if each == CLOSING:
            depth = max(0, depth - 1)
        if depth == 0 and each not in (OPENING, CLOSING):
            left.append(each)
        depth += each == OPENING
    return " ".join("".join(left).split())


def untranslated(texts: Iterable[str], names: Iterable[str]) -> list[str]:
    """Those of the texts with letters that are in no bracket and of no name, price, date or weight."""
    found = set()
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    for text in texts:
        left = _BY_CLDR.sub("", outside_brackets(text))
        for name in longest_first:
            left = left.replace(name, "")
        if re.search(r"[^\W\d_]", left):
            found.add(outside_brackets(text))
    return sorted(found)


def spoken_texts(html: str) -> list[str]:
    """What people read of a page or a mail, and what is read to them: its texts by lines, and some attributes."""
    root: Element = html5lib.HTMLParser(strict=True).parse(html)
    texts = "".join(_texts(root)).splitlines()
    return [*texts, *(each.get(name, "") for each in _seen(root) for name in _SPOKEN)]


def _seen(element: Element) -> Iterable[Element]:
    """The element and what is in it, but what is no text for eyes, or marked as another language's."""
    is_foreign = element.get("lang") is not None and element.tag != f"{_XHTML}html"
    if element.tag in _UNSEEN or is_foreign:
        return
    yield element
    for child in element:
        yield from _seen(child)


def _texts(element: Element) -> Iterable[str]:
    seen = set(map(id, _seen(element)))

    def within(each: Element) -> Iterable[str]:
        if id(each) in seen:
            yield each.text or ""
            for child in each:
                yield from within(child)
                yield child.tail or ""
            if each.tag not in _WITHIN_LINES:
                yield "\n"

    return within(element)
