"""What a translation must have in common with its source."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from html.parser import HTMLParser

from storefront.richtext import clean_html
from storefront.translations.errors import Problem, ProblemReason
from storefront.translations.units import Unit

# {name}, {{ name }} and %(name)s: what programs put something in the place of.
_PLACEHOLDER = re.compile(r"%\([A-Za-z_][A-Za-z0-9_]*\)[a-z]|\{\{\s*[A-Za-z_][\w.]*\s*\}\}|\{[A-Za-z_][\w.]*\}")
_ADDED_ATTRIBUTES = {"lang", "dir"}
_KEPT_CONTROLS = {"\n", "\r", "\t"}


def normal(text: str, *, is_html: bool) -> str:
    """The text as it is stored."""
    return clean_html(text) if is_html else text.strip()


def problems_of(unit: Unit, target: str) -> list[Problem]:
    """Everything that keeps the translation from being taken."""
    found = []
    if not normal(target, is_html=unit.is_html):
        return [Problem(unit.id, ProblemReason.NOT_EMPTY)]
    if len(target) > unit.most:
        found.append(Problem(unit.id, ProblemReason.TOO_LONG, f"{len(target)} characters, at most {unit.most}"))
    controls = {
        each for each in target if unicodedata.category(each) in ("Cc", "Cs") and each not in _KEPT_CONTROLS
    } - set(unit.source)
    if controls or "\0" in target:
        found.append(Problem(unit.id, ProblemReason.CHARACTERS, ", ".join(f"U+{ord(each):04X}" for each in controls)))
    if detail := _difference(_PLACEHOLDER.findall(unit.source), _PLACEHOLDER.findall(target)):
        found.append(Problem(unit.id, ProblemReason.PLACEHOLDERS, detail))
    if unit.is_html and (detail := _markup_difference(unit.source, target)):
        found.append(Problem(unit.id, ProblemReason.MARKUP, detail))
    return found


class _Tags(HTMLParser):
    """What is opened and closed, and with which attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(f"<{tag}>")
        self.attributes.update(name for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        self.tags.append("<!---->")


def _markup_difference(source: str, target: str) -> str:
    before, after = _Tags(source), _Tags(target)
    if detail := _difference(before.tags, after.tags):
        return detail
    return ", ".join(sorted(after.attributes - before.attributes - _ADDED_ATTRIBUTES))


def _difference(source: Iterable[str], target: Iterable[str]) -> str:
    wanted, given = Counter(source), Counter(target)
    missing, added = wanted - given, given - wanted
    said = [f"missing {' '.join(missing.elements())}"] if missing else []
    said += [f"not in the source {' '.join(added.elements())}"] if added else []
    return ", ".join(said)[:200]
