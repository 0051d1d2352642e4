"""Leaves and stems that stand in vases and planters."""

import math
import random

from timah.svg import across, at, line, path, poly, tone


def blade(length: float, width: float, colour: str) -> str:
    """One broad leaf from the origin upwards."""
    left = f"M0 0C{-width} {-length * 0.25:.0f} {-width} {-length * 0.75:.0f} 0 {-length}"
    right = f"C{width} {-length * 0.75:.0f} {width} {-length * 0.25:.0f} 0 0Z"
    gradient, fill = across(
        (-width, 0),
        (width, 0),
        [(0, tone(colour, 1.25)), (0.49, tone(colour, 0.95)), (0.52, tone(colour, 0.7)), (1, tone(colour, 0.9))],
    )
    veins = "".join(
        line(
            (
                f"M0 {-length * k / 12:.0f}Q{w * width * 0.4:.0f} {-length * (k + 0.7) / 12:.0f} "
                f"{w * width * 0.66 * math.sin(math.pi * k / 12):.0f} {-length * (k + 1.6) / 12:.0f}"
            ),
            tone(colour, 0.6),
            1.6,
            opacity=0.5,
        )
        for k in range(1, 11)
        for w in (-1, 1)
    )
    return (
        gradient
        + path(left + right, fill)
        + veins
        + line(f"M0 0V{-length * 0.97:.0f}", tone(colour, 1.35), 2.6, opacity=0.7)
    )


def strelitzia(x: float, y: float, size: float) -> str:
    """Paddle leaves on long stems, fanning out."""
    drawn = ""
    for lean, stem, length, colour in (
        (-34, 170, 300, "#3d5a3c"),
        (30, 190, 320, "#36533a"),
        (-14, 270, 330, "#48663f"),
        (12, 230, 310, "#527148"),
        (-52, 90, 240, "#4d6b43"),
        (50, 100, 250, "#425f3d"),
        (2, 130, 260, "#5c7a4d"),
    ):
        leaf = line(f"M0 0V{-stem}", tone(colour, 0.8), 9) + at(
            blade(length, length * 0.27, colour), 0, -stem + 4, turn=lean * 0.35
        )
        drawn += at(leaf, lean * 1.2, 0, turn=lean)
    return at(drawn, x, y, size)


def fern(x: float, y: float, size: float) -> str:
    """Fronds that hang over a rim."""
    chance = random.Random(5)
    drawn = ""
    for lean in (-1.0, 0.95, -0.6, 0.55, -0.2, 0.2, -0.8, 0.75, 0.02):
        reach, rise = lean * 330, 250 - abs(lean) * 120
        colour = tone("#4f6f45", chance.uniform(0.8, 1.2))
        fall = abs(lean) * 210
        way_of = [(reach * t, -rise * 3.9 * t * (1 - t) + fall * t * t) for t in (k / 19 for k in range(20))]
        drawn += line(poly(way_of, closed=False), tone(colour, 0.75), 3.5)
        for k in range(1, 20):
            t = k / 19
            px, py = way_of[k]
            slope = math.degrees(math.atan2(py - way_of[k - 1][1], px - way_of[k - 1][0]))
            leaflet = 74 * math.sin(math.pi * (0.12 + 0.85 * t))
            for way in (-1, 1):
                drawn += at(
                    path(f"M0 0Q{leaflet * 0.5:.0f} -9 {leaflet:.0f} 0Q{leaflet * 0.5:.0f} 9 0 0Z", colour),
                    px,
                    py,
                    turn=slope + way * 58,
                )
    return at(drawn, x, y, size)


def eucalyptus(x: float, y: float, size: float, turn: float = 0, seed: int = 1) -> str:
    """A branch with round grey leaves, from the origin upwards."""
    chance = random.Random(seed)
    drawn = line("M0 0C8 -140 -14 -260 10 -400", "#6d5a45", 6)
    for k in range(1, 15):
        px = 10 * math.sin(k / 3)
        for way in (-1, 1):
            colour = tone("#7e9180", chance.uniform(0.78, 1.15))
            span = 66 - k * 2.4
            leaf = blade(span, span * 0.52, colour)
            drawn += at(leaf, px, -24 - k * 27, turn=way * (68 - k * 2) + chance.uniform(-12, 12))
    return at(drawn + at(blade(46, 20, "#8fa18d"), 10, -396), x, y, size, turn)


def grasses(x: float, y: float, size: float, colour: str = "#c9b183", seed: int = 2) -> str:
    """Dry stems with plumes."""
    chance = random.Random(seed)
    drawn = ""
    for k in range(9):
        lean = (k - 4) * 6 + chance.uniform(-3, 3)
        high = chance.uniform(330, 480)
        stem = line(f"M0 0Q{lean * 0.6:.0f} {-high / 2:.0f} {lean * 1.2:.0f} {-high:.0f}", tone(colour, 0.75), 3.2)
        plume = ""
        for j in range(26):
            px, py = lean * 1.2 * (1 - j * 0.004), -high + j * 5.4
            reach = 20 * math.sin(math.pi * (j + 2) / 30)
            for way in (-1, 1):
                plume += line(
                    f"M{px:.0f} {py:.0f}q{way * reach * 0.5:.0f} -12 {way * reach:.0f} -8",
                    tone(colour, chance.uniform(0.85, 1.25)),
                    2.6,
                )
        drawn += at(stem + plume, 0, 0, turn=lean)
    return at(drawn, x, y, size)


def orchid(x: float, y: float, size: float, turn: float = 0) -> str:
    """One bending stem with white flowers."""
    drawn = line("M0 0C-6 -160 20 -300 150 -400C200 -430 250 -420 290 -390", "#93a56c", 7)
    for px, py, s in ((92, -352, 0.8), (150, -402, 0.95), (214, -424, 0.85), (268, -404, 0.66), (298, -384, 0.4)):
        flower = ""
        for k, spread in ((90, 26), (210, 26), (330, 26), (150, 40), (30, 40)):
            flower += at(
                path(
                    f"M0 0C{-spread} -18 {-spread} -56 0 -66C{spread} -56 {spread} -18 0 0Z",
                    "#f6f0e6",
                    stroke="#d9c9bb",
                    stroke_width=1.5,
                ),
                0,
                0,
                turn=k + 90,
            )
        flower += at(path("M0 0C-14 8 -12 26 0 30C12 26 14 8 0 0Z", "#b0506a"), 0, 0)
        drawn += at(flower, px, py, s, turn=px % 40 - 20)
    return at(drawn, x, y, size, turn)
