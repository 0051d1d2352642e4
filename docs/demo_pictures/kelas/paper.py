"""Sheets of cut paper: what lifts them, the walls they hang on, and the small cuttings that recur."""

import random
from collections.abc import Callable

from rempah.svg import at, box, dark, disc, light, line, mix, path, ring, smooth

INK = "#2b2353"
CREAM = "#fff6e4"
CORAL = "#ff6b4d"
RED = "#e23d4a"
MARIGOLD = "#ffb62e"
VIOLET = "#6d4fc9"
TEAL = "#159c92"
LEAF = "#3da35d"
PINK = "#ff8fb0"
SKY = "#58b7ea"
KRAFT = "#d9a66c"
WOOD = "#c98b52"

LAVENDER = "#e3dbfb"
PEACH = "#ffdfcc"
BUTTER = "#ffedb8"
MINT = "#cfeedd"
HAZE = "#d0eafa"
BLUSH = "#ffd9e4"


def lift(content: str, height: float = 1) -> str:
    """A sheet with the shadow that it throws on the one below."""
    shade = f"drop-shadow(0px {7 * height:g}px {7 * height:g}px rgba(43,30,90,0.30))"
    return f'<g filter="{shade}">{content}</g>'


def card(x: float, y: float, w: float, h: float, fill: str, *, r: float = 18) -> str:
    """A lifted sheet with round corners."""
    return lift(box(x, y, w, h, fill, rx=r))


def scallop(lobes: int, radius: float, depth: float) -> str:
    """The outline of a disc with a wavy edge, around the origin."""
    turns = ring(lobes * 2, 1)
    return smooth(
        [(x * (radius - depth * (i % 2)), y * (radius - depth * (i % 2))) for i, (x, y, _) in enumerate(turns)]
    )


def leaf(colour: str) -> str:
    """A folded leaf, its foot at the origin, 170 high."""
    whole = path("M0 0C52 -40 52 -120 0 -170C-52 -120 -52 -40 0 0Z", colour)
    return (
        whole + path("M0 0C52 -40 52 -120 0 -170Z", dark(colour, 0.16)) + line("M0 20L0 -120", light(colour, 0.35), 5)
    )


def sprig(colour: str, pairs: int = 3) -> str:
    """A stem with leaves on both sides, its foot at the origin."""
    stem = line(f"M0 0L0 {-90 * pairs - 20}", dark(colour, 0.2), 10)
    sides = "".join(
        at(leaf(colour), 0, -60 - 86 * i, turn=turn, size=0.72 - 0.06 * i) for i in range(pairs) for turn in (-56, 56)
    )
    return lift(stem + sides + at(leaf(light(colour, 0.15)), 0, -88 * pairs, size=0.6), 0.7)


def blossom(petal: str, heart: str = MARIGOLD, petals: int = 5) -> str:
    """An open flower around the origin, about 200 wide."""
    one = path("M0 6C62 -14 70 -100 0 -106C-70 -100 -62 -14 0 6Z", petal) + line("M0 -30L0 -72", dark(petal, 0.18), 6)
    around = "".join(at(one, turn=360 / petals * i) for i in range(petals))
    return around + disc(0, 0, 27, heart) + disc(0, 0, 12, dark(heart, 0.2))


def spark(colour: str) -> str:
    return path("M0 -40C6 -10 10 -6 40 0C10 6 6 10 0 40C-6 10 -10 6 -40 0C-10 -6 -6 -10 0 -40Z", colour)


def batik(base: str, mark: str, w: float, h: float, *, step: float = 120) -> str:
    """A cloth of blossoms and dots in rows, from the origin rightwards and downwards."""
    cloth = box(0, 0, w, h, base)
    size = step / 300
    for row in range(int(h / step) + 2):
        for column in range(int(w / step) + 2):
            x, y = column * step + (row % 2) * step / 2, row * step
            cloth += at(blossom(mark, light(base, 0.55)), x, y, size=size, turn=(row * 31 + column * 17) % 72)
            cloth += disc(x + step / 2, y, step * 0.05, light(base, 0.5))
    return cloth


def _hills(w: float, h: float, colour: str) -> str:
    far = smooth(
        [
            (-200, h),
            (-200, h * 0.46),
            (w * 0.2, h * 0.3),
            (w * 0.55, h * 0.5),
            (w * 0.86, h * 0.27),
            (w + 200, h * 0.4),
            (w + 200, h),
        ]
    )
    near = smooth(
        [(-200, h), (-200, h * 0.62), (w * 0.3, h * 0.6), (w * 0.7, h * 0.5), (w + 200, h * 0.62), (w + 200, h)]
    )
    return lift(path(far, mix(colour, "#ffffff", 0.18))) + lift(path(near, colour))


def _waves(w: float, h: float, colour: str) -> str:
    sheets = ""
    for i in range(4):
        y = h * (0.2 + 0.15 * i)
        points = [(-200.0, h + 200), (-200.0, y)]
        points += [(w * k / 6, y + (34 if (k + i) % 2 else -34)) for k in range(-1, 8)]
        points += [(w + 200, y), (w + 200, h + 200)]
        sheets += lift(path(smooth(points), mix("#ffffff", colour, 0.34 + 0.22 * i)), 0.8)
    return sheets


def _strips(w: float, h: float, colour: str) -> str:
    return "".join(
        at(card(-70, -h, 96, h * 3, mix(colour, "#ffffff", 0.12 * (i % 3)), r=0), i * w / 6, 0, turn=18)
        for i in range(9)
    )


def _confetti(w: float, h: float, colour: str) -> str:
    chance = random.Random(7)
    bits = ""
    for i in range(26):
        x, y = (i % 6 + chance.random()) * w / 6, (i // 6 + chance.random()) * h / 5
        bits += at(
            box(-20, -9, 40, 18, (colour, "#ffffff", mix(colour, INK, 0.2))[i % 3], rx=5),
            x,
            y,
            turn=chance.uniform(0, 180),
        )
    return lift(bits, 0.6)


_FORMS: dict[str, Callable[[float, float, str], str]] = {
    "sun": lambda w, h, c: (
        lift(at(path(scallop(18, 450, 34), c), w / 2, h * 0.47))
        + at(disc(0, 0, 372, mix(c, "#ffffff", 0.25)), w / 2, h * 0.47)
    ),
    "arch": lambda w, h, c: "".join(
        lift(path(f"M{w / 2 - r} {h}V{h * 0.46}A{r} {r} 0 0 1 {w / 2 + r} {h * 0.46}V{h}Z", mix(c, "#ffffff", share)))
        for r, share in ((470, 0.0), (390, 0.25), (310, 0.5))
    ),
    "hills": _hills,
    "waves": _waves,
    "strips": _strips,
    "confetti": _confetti,
    "blob": lambda w, h, c: lift(
        path(
            smooth(
                [
                    (w * 0.12, h * 0.5),
                    (w * 0.2, h * 0.16),
                    (w * 0.52, h * 0.1),
                    (w * 0.84, h * 0.2),
                    (w * 0.9, h * 0.56),
                    (w * 0.7, h * 0.86),
                    (w * 0.28, h * 0.84),
                ]
            ),
            c,
        )
    ),
}


def wall(w: float, h: float, ground: str, form: str, colour: str) -> str:
    """The sheet at the back and the one large cutting on it."""
    return box(0, 0, w, h, ground) + _FORMS[form](w, h, colour)


def table(w: float, h: float, top: float, colour: str) -> str:
    """The strip of paper that things stand on, its edge cut by hand."""
    steps = 8
    points = [(w * k / steps, top + (7 if k % 2 else -5)) for k in range(-1, steps + 2)]
    edge = smooth([(-300.0, h + 300), *points, (w + 300, h + 300)])
    return lift(path(edge, colour), 1.2) + at(lift(path(edge, light(colour, 0.14)), 0.5), 0, h * 0.1)
