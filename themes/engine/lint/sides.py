"""Declarations of CSS that name a side of the screen, and so stay where they are when the text runs the other way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_DECLARATION: Final = re.compile(r"(?<![\w-])([a-z-]+)\s*:\s*([^;{}]*)(?=[;}]|\Z)")
_BOX: Final = re.compile(r"((?:scroll-)?(?:margin|padding)|border)-(left|right)(-(?:width|style|color))?")
_CORNER: Final = re.compile(r"border-(?:top|bottom)-(?:left|right)-radius")
_INSET: Final = frozenset({"left", "right"})
_ALIGNED: Final = re.compile(r"text-align(?:-last)?|justify-(?:content|items|self)|place-(?:content|items|self)")
_FLOATED: Final = frozenset({"float", "clear"})
_PLACED: Final = re.compile(
    r"(?:background|mask)(?:-image|-position(?:-x)?)?|(?:object|offset)-position|(?:transform|perspective)-origin"
)
_FOUR_SIDED: Final = re.compile(
    r"(?:scroll-)?(?:margin|padding)|inset|border-(?:width|style|color|image-(?:width|outset|slice))"
)
_SIDE: Final = re.compile(r"(?<![\w-])(left|right)(?![\w-])")
_ADDRESS: Final = re.compile(r"url\([^)]*\)|\"[^\"]*\"|'[^']*'")
# A value of a shorthand: a word, a number, or a function with all that stands in its brackets.
_VALUE: Final = re.compile(r"(?:[^\s()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))+")


@dataclass(frozen=True, slots=True)
class Side:
    """A declaration, where it begins, and what turns round instead."""

    line: int
    text: str
    instead: str


def physical(css: str) -> Iterator[Side]:
    """Every declaration that names left or right, or gives them different values. Comments are taken off before."""
    for found in _DECLARATION.finditer(css):
        name, value = found[1], found[2].strip()
        if found_instead := _instead(name, value):
            text = f"{name}: {' '.join(value.split())[:60]}"
            yield Side(css.count("\n", 0, found.start()) + 1, text, found_instead)


def _instead(name: str, value: str) -> str:
    bare = _ADDRESS.sub(" ", value).removesuffix("!important").lower()
    side = _SIDE.search(bare)
    if box := _BOX.fullmatch(name):
        return f"{box[1]}-inline-{_turned(box[2])}{box[3] or ''}"
    if name in _INSET:
        return f"inset-inline-{_turned(name)}"
    if _CORNER.fullmatch(name):
        return "border-start-start-radius and its like"
    if side and _ALIGNED.fullmatch(name):
        return f"{name}: {_turned(side[1])}"
    if side and name in _FLOATED:
        return f"{name}: inline-{_turned(side[1])}"
    if side and _PLACED.fullmatch(name):
        return "the centre, or a rule for [dir='rtl'] too"
    if _FOUR_SIDED.fullmatch(name) and _is_lopsided(bare):
        family = "inset" if name == "inset" else name.partition("-")[0] if name.startswith("border") else name
        return f"{family}-block and {family}-inline"
    if name == "border-radius" and _has_lopsided_corners(bare):
        return "border-start-start-radius and its like"
    return ""


def _is_lopsided(value: str) -> bool:
    """Of top, right, bottom and left, the second and the fourth differ."""
    values = _VALUE.findall(value)
    return len(values) == 4 and values[1] != values[3]


def _has_lopsided_corners(value: str) -> bool:
    """The corners on the left are not those on the right: `a b c d` goes round from the top left."""
    for radii in value.split("/"):
        corners = _VALUE.findall(radii)
        if len(corners) < 2:
            continue
        first, second, third = corners[0], corners[1], corners[2] if len(corners) > 2 else corners[0]
        fourth = corners[3] if len(corners) > 3 else second
        if first != second or third != fourth:
            return True
    return False


def _turned(side: str) -> str:
    return "start" if side == "left" else "end"
