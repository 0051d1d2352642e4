"""Which way a language is written, and keeping text of one direction whole inside text of the other."""

from functools import lru_cache

from storefront.localization.tags import maximized

_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"
_DIRECTION_MARKS = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C],
)


def script_of(language: str) -> str:
    """The ISO 15924 code of the script that the language is written in here: Hans for zh. Raises UnknownLanguage."""
    return maximized(language).script


@lru_cache(maxsize=4096)
def is_right_to_left(language: str) -> bool:
    """By the script that the language is written in here: ku-Arab is, ar-Latn is not. Raises UnknownLanguage."""
    return maximized(language).script in _RIGHT_TO_LEFT


def isolated(text: str) -> str:
    """The text so that it neither turns, nor is turned by, what stands around it (UAX #9, 2.7).

    For plain text, such as a mail's subject; HTML has <bdi>. Marks inside that could reach out are taken away.
    """
    return f"{_FIRST_STRONG_ISOLATE}{without_direction_marks(text)}{_POP_ISOLATE}"


def without_direction_marks(text: str) -> str:
    """The text without the marks that turn its surroundings (UAX #9, 2)."""
    return text.translate(_DIRECTION_MARKS)
