"""The typesetter: from a paper's data to the bytes of a PDF/A-3b."""

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typst

from storefront.documents.rules import CustomsPaper, Paper, PaperKind
from storefront.money import Money

_HERE = Path(__file__).parent
_FONTS = _HERE / "fonts"
_TEMPLATES = _HERE / "papers"
_CUSTOMS = frozenset({PaperKind.COMMERCIAL_INVOICE, PaperKind.CN22, PaperKind.CN23})
# What a paper shows for a character that no bundled font has. PDF/A allows no missing glyph (ISO 19005-3, 6.2.11.8).
_UNKNOWN = "\u25a1"
_NOT_PRINTED = frozenset({"kind", "language", "accent", "labels", "code"})  # or in the paper's own language
_STRONG = frozenset({"L", "R", "AL"})
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0x061C])


def pdf(paper: Paper | CustomsPaper) -> bytes:
    """The paper as a PDF/A-3b. The same paper gives the same bytes on every machine."""
    template = "customs" if paper.kind in _CUSTOMS else "paper"
    is_right_to_left = isinstance(paper, Paper) and paper.is_right_to_left
    plain = json.dumps(_plain(paper, is_right_to_left=is_right_to_left))
    result = _compiler(template).compile(format="pdf", pdf_standards=["a-3b"], timestamp=0, sys_inputs={"paper": plain})
    assert isinstance(result, bytes)
    return result


def shown(text: str) -> str:
    """The text with every character that can be printed. Marks of direction are the typesetter's own business."""
    bare = " ".join(text.translate(_INVISIBLE).split(" "))
    return "".join(each if each == "\n" or _is_covered(ord(each)) else _UNKNOWN for each in bare)


def kept_together(text: str, *, is_right_to_left: bool) -> str:
    """The text between marks of its own direction where the paper runs the other way.

    Else a full stop or house number at an end of it would jump to the other end (UAX 9).
    """
    strong = next((kind for kind in map(unicodedata.bidirectional, text) if kind in _STRONG), "")
    strong = strong or ("L" if text.startswith("+") else "")  # a telephone number, whose sign would go to its end
    if not strong or (strong != "L") == is_right_to_left:
        return text
    mark = _LEFT_TO_RIGHT if strong == "L" else _RIGHT_TO_LEFT
    return f"{mark}{text}{mark}"


def _plain(value: Any, *, is_right_to_left: bool) -> Any:  # Any: whatever the paper's fields hold
    if isinstance(value, Money):
        return {"amount": value.decimal, "currency": value.currency}
    if is_dataclass(value) and not isinstance(value, type):
        names = [each.name for each in fields(value)]
        names += ["value", "net_grams"] if isinstance(value, CustomsPaper) else []
        return {
            name: _plain(getattr(value, name), is_right_to_left=is_right_to_left and name not in _NOT_PRINTED)
            for name in names
        }
    if isinstance(value, tuple):
        return [_plain(each, is_right_to_left=is_right_to_left) for each in value]
    return kept_together(shown(value), is_right_to_left=is_right_to_left) if type(value) is str else value


@cache
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(
        str(_TEMPLATES / f"{template}.typ"), root=str(_TEMPLATES), font_paths=[str(_FONTS)], ignore_system_fonts=True
    )


def _is_covered(character: int) -> bool:
    starts, ends = _coverage()
    place = bisect_right(starts, character) - 1
    return place >= 0 and character <= ends[place]


@cache
def _coverage() -> tuple[list[int], list[int]]:
    """What the bundled fonts hold, as ranges."""
    ranges = list(_ranges())
    return [start for start, _ in ranges], [end for _, end in ranges]


def _ranges() -> Iterator[tuple[int, int]]:
    for line in (_FONTS / "coverage.txt").read_text(encoding="ascii").split():
        start, _, end = line.partition("-")
        yield int(start, 16), int(end, 16)
