"""Pseudo-languages: words that are recognizably not a language, so that a text which nobody can translate is seen.

`en-XA` is English with accents, a third longer, between brackets; `ar-XB` is English that runs from right to left.
They are made from the English words and never kept. What stands on a page without brackets was not asked for as a word.
"""

import re
from collections.abc import Callable
from itertools import cycle, islice
from typing import Final

PSEUDO_LANGUAGES: Final = ("en-XA", "ar-XB")
OPENING: Final = "⟦"
CLOSING: Final = "⟧"
_LONGER_BY_PERCENT: Final = 35
_FILLING: Final = " ļơŕḗɱ ĭƥśŭɱ ďőļőŕ"
_ACCENTS: Final = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ",
)
# What a program puts something in the place of, or reads: left as it is.
_KEPT: Final = re.compile(r"%\([^)]*\)[a-z]|%[a-z%]|\{[^{}]*\}|<[^>]*>|&[A-Za-z0-9#]+;")
_WORD: Final = re.compile(r"\S+")
_RIGHT_TO_LEFT_OVERRIDE: Final = "\u202e"
_POP: Final = "\u202c"


def is_pseudo(language: str) -> bool:
    """Whether it is a made-up language for finding what is not translated: en-XA or ar-XB."""
    return language in PSEUDO_LANGUAGES


def pseudo_text(text: str, language: str) -> str:
    """The English text in a pseudo-language. Placeholders, markup and space around it stay. Empty stays empty."""
    if not text.strip():
        return text
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    inner = text[start:end]
    changed = _from_the_right(inner) if language == "ar-XB" else _accented(inner)
    return f"{text[:start]}{OPENING}{changed}{CLOSING}{text[end:]}"


def _accented(text: str) -> str:
    letters = sum(each.isalpha() for each in _KEPT.sub("", text))
    # Shorter texts grow more in translation; one letter more at least.
    more = -(-letters * _LONGER_BY_PERCENT // 100)
    return _outside(text, lambda plain: plain.translate(_ACCENTS)) + "".join(islice(cycle(_FILLING), more))


def _from_the_right(text: str) -> str:
    return _outside(text, lambda plain: _WORD.sub(lambda word: f"{_RIGHT_TO_LEFT_OVERRIDE}{word[0]}{_POP}", plain))


def _outside(text: str, change: Callable[[str], str]) -> str:
    """The text with what is not kept changed."""
    parts, reached = [], 0
    for kept in _KEPT.finditer(text):
        parts += [change(text[reached : kept.start()]), kept[0]]
        reached = kept.end()
    return "".join([*parts, change(text[reached:])])
