"""The widths that are made of a picture are those that the themes ask for, on the screens that people have."""

import re
from collections.abc import Iterator

import pytest

from storefront.media import rules
from themes.engine.library import OUR_THEMES

# Width in points, and pixels to a point: phones, a tablet, laptops, a desk.
SCREENS = ((320, 2), (360, 3), (390, 3), (430, 3), (768, 2), (1024, 2), (1280, 1), (1440, 2), (1920, 1))
SIZES = re.compile(r"sizes ?= ?(?:sizes\|default\()?'([^']+)'")
CHOICE = re.compile(r"(?:\(min-width: ([0-9.]+)rem\) )?([0-9.]+)(vw|rem)")
REM = 16


def slots() -> Iterator[tuple[str, str]]:
    """Each `sizes` of a theme, with the file that has it."""
    for path in sorted(OUR_THEMES.glob("*/*/*.html")):
        for sizes in SIZES.findall(path.read_text(encoding="utf-8")):
            yield path.relative_to(OUR_THEMES).as_posix(), sizes


def points(sizes: str, screen: int) -> float:
    """How wide the browser takes the picture to be, in points: the first choice whose condition holds."""
    for choice in sizes.split(", "):
        parts = CHOICE.fullmatch(choice)
        assert parts, f"{choice!r} is not understood here"
        least, amount, unit = parts.groups()
        if least is None or screen >= float(least) * REM:
            return float(amount) * (screen / 100 if unit == "vw" else REM)
    raise AssertionError(f"{sizes!r} says nothing for a screen of {screen}")


def test_themes_say_how_wide_their_pictures_are() -> None:
    assert len({file.partition("/")[0] for file, _ in slots()}) >= 3
    assert len(list(slots())) > 40


@pytest.mark.parametrize(("screen", "density"), SCREENS)
def test_each_slot_of_a_theme_gets_a_picture_that_is_sharp_and_not_wasteful(screen: int, density: int) -> None:
    for file, sizes in slots():
        wanted = points(sizes, screen) * density
        sent = next((width for width in rules.LADDER if width >= wanted), rules.LADDER[-1])
        assert sent >= 0.8 * wanted, f"{file}: {sizes} is {wanted:.0f} pixels wide here, and blurred"
        assert sent <= max(1.6 * wanted, rules.LADDER[0]), f"{file}: {sizes} is {wanted:.0f} pixels wide here"
