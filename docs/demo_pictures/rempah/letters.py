"""Capital letters as strokes, so that the labels need no font of the machine."""

import re

from rempah.svg import at, line

# Drawn on a field 100 high; the first number is the width.
_LETTERS: dict[str, tuple[float, str]] = {
    "A": (64, "M0 100L32 0L64 100M12 66L52 66"),
    "B": (56, "M0 0L0 100L30 100C64 100 64 49 30 49L0 49M30 49C58 49 58 0 28 0L0 0"),
    "C": (58, "M58 20C46 -8 0 -10 0 50C0 110 46 108 58 80"),
    "D": (60, "M0 0L0 100L20 100C74 100 74 0 20 0Z"),
    "E": (48, "M48 0L0 0L0 100L48 100M0 50L40 50"),
    "F": (46, "M46 0L0 0L0 100M0 52L38 52"),
    "G": (60, "M57 20C45 -8 0 -10 0 50C0 110 60 112 60 64L60 55L36 55"),
    "H": (56, "M0 0L0 100M56 0L56 100M0 50L56 50"),
    "I": (0, "M0 0L0 100"),
    "J": (42, "M42 0L42 68C42 110 2 110 0 74"),
    "K": (54, "M0 0L0 100M52 0L2 56M18 40L54 100"),
    "L": (46, "M0 0L0 100L46 100"),
    "M": (74, "M0 100L0 0L37 64L74 0L74 100"),
    "N": (58, "M0 100L0 0L58 100L58 0"),
    "O": (66, "M33 0C-11 0 -11 100 33 100C77 100 77 0 33 0Z"),
    "P": (54, "M0 100L0 0L28 0C64 0 64 56 28 56L0 56"),
    "R": (56, "M0 100L0 0L28 0C64 0 64 54 28 54L0 54M28 54L56 100"),
    "S": (56, "M53 18C44 -7 2 -8 2 24C2 56 56 42 56 75C56 108 8 108 0 80"),
    "T": (58, "M0 0L58 0M29 0L29 100"),
    "U": (58, "M0 0L0 60C0 113 58 113 58 60L58 0"),
    "V": (60, "M0 0L30 100L60 0"),
    "W": (90, "M0 0L23 100L45 22L67 100L90 0"),
    "Y": (58, "M0 0L29 50L58 0M29 50L29 100"),
    "Z": (54, "M0 0L54 0L0 100L54 100"),
    "1": (20, "M0 20L20 0L20 100"),
    "3": (50, "M2 0L48 0L22 40C66 40 62 104 24 100C10 99 2 90 0 80"),
    "7": (50, "M0 0L50 0L18 100"),
    "0": (60, "M30 0C-10 0 -10 100 30 100C70 100 70 0 30 0Z"),
    "&": (60, "M60 100L14 32C0 4 46 -8 42 22C40 42 0 48 2 78C6 112 56 104 58 62"),
    "-": (30, "M0 50L30 50"),
    " ": (22, ""),
}


# The thickness of a stroke, in heights of a letter; and how far letters are squeezed before they shrink.
_WEIGHT, _NARROWEST = 0.165, 0.62


def _scaled(d: str, x: float, sx: float, sy: float) -> str:
    return re.sub(
        r"(-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)",
        lambda pair: f"{x + float(pair[1]) * sx:.2f} {float(pair[2]) * sy:.2f}",
        d,
    )


def _width(text: str, gap: float) -> float:
    return sum(_LETTERS[letter][0] + gap for letter in text) - gap


def word(text: str, y: float, height: float, *, ink: str, room: float = 1e9, under: str = "") -> str:
    """`text` centred on 0 with its top at y, narrowed to fit the room; `under` adds an offset second colour."""
    gap = 100 * (_WEIGHT + 0.17)
    stroke = height * _WEIGHT
    scale = (height - stroke) / 100
    wide = _width(text, gap) * scale + stroke
    squeeze = min(1.0, room / wide)
    if squeeze < _NARROWEST:
        lower = height * squeeze / _NARROWEST
        return word(text, y + (height - lower) / 2, lower, ink=ink, room=room, under=under)
    d, pen = "", 0.0
    for letter in text:
        width, strokes = _LETTERS[letter]
        d += _scaled(strokes, pen * scale * squeeze, scale * squeeze, scale)
        pen += width + gap
    left, top, shift = -(wide * squeeze - stroke) / 2, y + stroke / 2, height * 0.07
    below = at(line(d, under, stroke), left + shift, top + shift) if under else ""
    return below + at(line(d, ink, stroke), left, top)
