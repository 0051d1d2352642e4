"""CSS: sides that do not turn round for right-to-left, addresses elsewhere, and contrast of token pairs (WCAG 2.2)."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from themes.engine.errors import ThemeRefused
from themes.engine.findings import Finding
from themes.engine.lint.sides import physical
from themes.engine.package import Package
from themes.engine.tables import TomlFile

LEAST_CONTRAST: Final = 4.5  # WCAG 2.2, 1.4.3, for text of any size
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_ELSEWHERE: Final = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"'])\s*(?:https?:)?//", re.IGNORECASE)


def sides(package: Package) -> Iterator[Finding]:
    """Left and right in the theme's own stylesheets."""
    for name in sorted(package.own_files):
        if not (name.startswith("assets/") and name.endswith(".css")):
            continue
        try:
            css = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), package.source(name))
        except ThemeRefused as error:
            yield Finding(error.file, error.line, error.reason, "save it as UTF-8", is_refusal=True)
            continue
        for side in physical(css):
            yield Finding(name, side.line, f"“{side.text}” does not turn round", f"use {side.instead}")
        for number, line in enumerate(css.split("\n"), 1):
            if _ELSEWHERE.search(line):
                yield Finding(name, number, "loads from elsewhere", "put the file under assets/", is_refusal=True)


def contrasts(package: Package) -> Iterator[Finding]:
    """Token pairs whose contrast is too low, in the light and the dark palette."""
    file = TomlFile("theme.toml", package.source("theme.toml"), {})
    palettes = {"light": dict(package.colors)}
    if package.colors_dark:
        palettes["dark"] = {**package.colors, **package.colors_dark}
    for front, backs in package.contrast.items():
        for name in (front, *backs):
            if name not in package.colors:
                yield Finding(
                    "theme.toml", file.line_of(name), f"there is no colour token “{name}”", "name one of them"
                )
        for palette, colors in palettes.items():
            yield from _pairs(file, palette, colors, front=front, backs=backs)


def contrast(one: str, other: str) -> float:
    """The ratio of two colours as WCAG 2.2 defines it, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _pairs(
    file: TomlFile, palette: str, colors: Mapping[str, str], *, front: str, backs: tuple[str, ...]
) -> Iterator[Finding]:
    for back in backs:
        if front in colors and back in colors and (ratio := contrast(colors[front], colors[back])) < LEAST_CONTRAST:
            yield Finding(
                "theme.toml", file.line_of(front),
                f"{front} on {back} has a contrast of {ratio:.2f} in the {palette} palette",
                f"at least {LEAST_CONTRAST} is needed: make one lighter or the other darker",
            )  # fmt: skip


def _luminance(colour: str) -> float:
    digits = colour[1:]
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
