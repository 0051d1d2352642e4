"""Which of the shop's languages suits a visitor best, by Accept-Language (RFC 9110, 12.5.4) and lookup (RFC 4647, 3.4).

Only ever a suggestion: pages follow from their address alone, and nobody is redirected.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storefront.localization.errors import UnknownLanguage
from storefront.localization.tags import Tag, maximized, tag

_RANGE = re.compile(
    r"(\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)(?:[ \t]*;[ \t]*[qQ]=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?"
)
# Browsers send less than a hundred characters; the rest of a long header is not worth the reading.
_LONGEST_HEADER = 1000


@dataclass(frozen=True, slots=True)
class _Wanted:
    language_range: str
    quality: float


def negotiated_language(accept_language: str, available: Sequence[str], default: str) -> str:
    """One of `available`, which is in the shop's order, or `default` where nothing fits. Never raises for a header."""
    wanted = _parsed(accept_language)
    banned = [_canonical(each.language_range) for each in wanted if each.quality == 0]
    allowed = [language for language in available if not any(_covers(ban, language) for ban in banned)]
    for each in sorted(wanted, key=lambda each: -each.quality):
        if each.quality == 0:
            break
        if each.language_range == "*":
            if default in allowed:
                return default
            continue
        found = _best(_canonical(each.language_range), allowed)
        if found is not None:
            return found
    return default


def _parsed(header: str) -> list[_Wanted]:
    """The well-formed ranges; one with a bad quality is dropped whole."""
    matches = (_RANGE.fullmatch(part.strip(" \t")) for part in header[:_LONGEST_HEADER].split(","))
    return [_Wanted(match[1], float(match[2] or 1)) for match in matches if match]


def _best(wanted: str, allowed: Sequence[str]) -> str | None:
    likely = _likely(wanted)
    if likely is None:
        return None
    chain = [language for cut in _truncations(wanted) for language in allowed if _same_tag(language, cut)]
    for language in chain:
        if maximized(language).script == likely.script:
            return language
    alike = [
        language
        for language in allowed
        if (maximized(language).language, maximized(language).script) == (likely.language, likely.script)
    ]
    for language in alike:
        if maximized(language).region == likely.region:
            return language
    return next(iter([*alike, *chain]), None)


def _truncations(wanted: str) -> list[str]:
    """The range and its shorter forms; a single letter never ends one (RFC 4647, 3.4)."""
    parts = wanted.split("-")
    return ["-".join(parts[:end]) for end in range(len(parts), 0, -1) if end == 1 or len(parts[end - 1]) > 1]


def _canonical(wanted: str) -> str:
    """With the language's present code: `iw-IL` is he-IL. A range that is no tag stays as it is."""
    first, hyphen, rest = wanted.partition("-")
    try:
        return f"{tag(first).language}{hyphen}{rest}"
    except UnknownLanguage:
        return wanted


def _likely(wanted: str) -> Tag | None:
    """With likely subtags, from as much of the range as makes a tag."""
    for cut in _truncations(wanted):
        try:
            return maximized(cut)
        except UnknownLanguage:
            continue
    return None


def _same_tag(language: str, cut: str) -> bool:
    return str(tag(language)).lower() == cut.lower()


def _covers(ban: str, language: str) -> bool:
    """Whether the tag is the banned range or a longer form of it."""
    own = str(tag(language)).lower()
    return ban != "*" and (own == ban.lower() or own.startswith(f"{ban.lower()}-"))
