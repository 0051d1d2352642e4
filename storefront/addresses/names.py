"""People's names: one field, kept as written. Where a name comes in two parts, their order follows the language."""

import re

from storefront import localization

_FAMILY_FIRST = frozenset({"zh", "ja", "ko", "hu", "vi"})
# Han, kana and hangul names are written without a space between their parts.
_WITHOUT_SPACE = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")


def full_name(given: str, family: str, language: str) -> str:
    """One name from two parts, either of which may be missing: 王小明, Nagy Anna, Anna Nagy. Raises UnknownLanguage."""
    parts = [each for each in (given.strip(), family.strip()) if each]
    if localization.tag(language).language not in _FAMILY_FIRST:
        return " ".join(parts)
    together = "".join(reversed(parts))
    return together if _WITHOUT_SPACE.fullmatch(together) else " ".join(reversed(parts))
