"""Which code of goods a thing may have, from its title, its material and its type; and why it was thought of."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from storefront.folding import folded

_FILE = Path(__file__).with_name("data") / "headings.json"
_LATIN = re.compile(r"[a-z0-9\u0430-\u044f\u0621-\u064a]")
MOST = 5

Field = Literal["title", "product_type", "material"]
_WEIGHTS: dict[Field, int] = {"title": 3, "product_type": 2, "material": 1}
# Whether the goods are of a heading's material decides between headings of the same name.
_OF_ITS_MATERIAL = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """The word that was found, and where."""

    field: Field
    word: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code with its short title. A higher score is a better guess; a person decides."""

    hs6: str
    title: str
    score: int
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    hs6: str
    title: str
    words: tuple[str, ...]
    materials: tuple[str, ...]


def suggest_hs(title: str, material: str = "", product_type: str = "") -> tuple[Suggestion, ...]:
    """At most five codes, the best first; none where no word is known. The same question has the same answer."""
    asked: dict[Field, str] = {
        "title": _plain(title[:500]),
        "product_type": _plain(product_type[:100]).replace("-", " "),
        "material": _plain(material[:200]),
    }
    found = [each for each in (_suggestion(heading, asked) for heading in headings()) if each is not None]
    return tuple(sorted(found, key=lambda each: (-each.score, each.hs6))[:MOST])


@lru_cache(maxsize=1)
def headings() -> tuple[Heading, ...]:
    """The goods that are known, by code."""
    content = json.loads(_FILE.read_text(encoding="utf-8"))
    called = content["materials"]
    return tuple(
        Heading(
            row["hs6"],
            row["title"],
            tuple(dict.fromkeys(_plain(word) for words in row["words"].values() for word in words)),
            tuple(_plain(word) for material in row["materials"] for word in (material, *called.get(material, ()))),
        )
        for row in content["headings"]
    )


def _suggestion(heading: Heading, asked: dict[Field, str]) -> Suggestion | None:
    names = list(_found(heading.words, asked))
    if not names:
        return None
    materials = list(_found(heading.materials, {"material": asked["material"], "title": asked["title"]}))
    score = sum(_worth(reason) for reason in _longest(names))
    if materials:
        score += _OF_ITS_MATERIAL
    elif heading.materials and asked["material"]:
        score -= _OF_ITS_MATERIAL  # the goods are of something else
    if score < 1 and all(reason.field == "material" for reason in names):
        return None
    return Suggestion(heading.hs6, heading.title, max(score, 1), tuple(_longest([*names, *materials])))


def _plain(text: str) -> str:
    return folded(text).replace("’", "").replace("'", "")


def _found(words: Iterable[str], texts: dict[Field, str]) -> Iterator[Reason]:
    for word in words:
        for field, text in texts.items():
            if _has(text, word):
                yield Reason(field, word)


def _worth(reason: Reason) -> int:
    """A longer name says more: "durian chocolate" before "chocolate". What goods are made of says less than a name."""
    if reason.field == "material":
        return _WEIGHTS["material"]
    parts = len(reason.word.split()) if _LATIN.search(reason.word) else len(reason.word) // 2
    return _WEIGHTS[reason.field] + 2 * (max(parts, 1) - 1)


def _longest(reasons: list[Reason]) -> list[Reason]:
    """Without words that are within a longer one of the same field."""
    return [
        each
        for each in dict.fromkeys(reasons)
        if not any(each != other and each.field == other.field and each.word in other.word for other in reasons)
    ]


def _has(text: str, word: str) -> bool:
    """As a whole word, or its plural; in scripts without spaces anywhere."""
    if not word or word not in text:
        return False
    if not _LATIN.search(word):
        return True
    return re.search(rf"(?<![^\W_]){re.escape(word)}(?:e?s|en|n)?(?![^\W_])", text) is not None
