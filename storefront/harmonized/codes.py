"""Codes of goods in the Harmonized System: six digits that all countries share, and up to six more of one's own."""

import re

from tenants.kit.errors import Invalid

_CODE = re.compile(r"(?:[0-9]{6}|[0-9]{8}|[0-9]{10}|[0-9]{12})")
_SEPARATORS = str.maketrans("", "", " .\u00a0-")
# Chapter 77 is kept free for later; 98 and 99 are for countries' own use.
_NO_CHAPTERS = frozenset({"00", "77", "98", "99"})


class BadGoodsCode(Invalid):
    """The text is not a code of goods."""

    def __init__(self, written: str, reason: str) -> None:
        super().__init__(f"{written[:20]!r}: {reason}")
        self.written = written
        self.reason = reason


def checked_code(written: str) -> str:
    """The code in digits alone, such as 621410 for "6214.10". Raises BadGoodsCode."""
    digits = written.strip().translate(_SEPARATORS)
    if not digits.isascii() or _CODE.fullmatch(digits) is None:
        raise BadGoodsCode(written, "a code of goods has 6, 8, 10 or 12 digits")
    if digits[:2] in _NO_CHAPTERS:
        raise BadGoodsCode(written, f"there is no chapter {digits[:2]}")
    return digits


def is_code(written: str) -> bool:
    """Whether it is a code in digits alone."""
    try:
        return checked_code(written) == written
    except BadGoodsCode:
        return False
