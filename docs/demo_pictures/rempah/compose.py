"""Puts packages, ingredients and settings together into the pictures of products."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rempah.boxes import bar, carton, chest, sack
from rempah.labels import Label
from rempah.settings import plate, resting, table, wall
from rempah.svg import at, blurred, box, cut, dark, disc, light, mix, rad, rgb, ring, shadow
from rempah.vessels import bottle, flask, jar, pot, pouch, tin

SIDE = 1200
FLOOR = 830
FOOT = 1030

_PACKAGES: dict[str, Callable[[Label, str], str]] = {
    "jar": jar,
    "pot": pot,
    "tin": tin,
    "pouch": pouch,
    "bottle": bottle,
    "carton": carton,
    "sack": sack,
    "bar": bar,
    "flask": flask,
    "chest": chest,
}

# How high each package stands in its picture, and how high it is drawn.
_HEIGHTS = {
    "jar": (790, 590),
    "pot": (770, 590),
    "tin": (790, 610),
    "pouch": (850, 610),
    "bottle": (930, 766),
    "carton": (740, 575),
    "sack": (870, 656),
    "bar": (870, 640),
    "flask": (640, 372),
    "chest": (330, 300),
}
# Walls for the second pictures; the one least like the package is taken.
_BOLD = ("#f4aa1c", "#e2492b", "#13878c", "#e23f7d", "#6b2d8f", "#1fa3c4", "#2f8f5b")


@dataclass(frozen=True)
class Shot:
    """A product's picture: its package, the wall, what stands behind it and what lies in front."""

    key: str
    vessel: str
    label: Label
    wall: str
    form: str
    fill: str = ""
    back: Sequence[str] = ()
    front: Sequence[str] = ()
    second: str = ""
    plate_size: float = 0.42
    held: Sequence["Shot"] = ()


def package(shot: Shot, height: float = 0) -> str:
    """The package at its height in the picture, its foot at the origin."""
    stands, drawn = _HEIGHTS[shot.vessel]
    return at(_PACKAGES[shot.vessel](shot.label, shot.fill), size=(height or stands) / drawn)


def product_package(shot: Shot, scale: float) -> str:
    """What is sold, as it stands in its own picture, at `scale` of that size."""
    return at(_CROWDS.get(shot.vessel, package)(shot), size=scale)


def lying(things: Sequence[str], seed: int) -> str:
    """Small things along the front of the table, left and right of the package."""
    if not things:
        return ""
    chance = random.Random(seed)
    slots = [
        (176, 1010, 0.78),
        (1032, 1016, 0.78),
        (330, 1086, 0.6),
        (884, 1092, 0.6),
        (110, 1104, 0.5),
        (1100, 1108, 0.5),
        (222, 1140, 0.42),
        (996, 1146, 0.42),
        (500, 1126, 0.4),
        (706, 1136, 0.38),
    ]
    placed = ""
    for i, (x, y, size) in enumerate(slots):
        turn = chance.uniform(-50, 50)
        placed += resting(things[i % len(things)], x + chance.uniform(-14, 14), y + chance.uniform(-8, 8), size, turn)
    return placed


def behind(things: Sequence[str]) -> str:
    """One or two tall things that stand behind the package, foot on the table."""
    slots = [(196, 950, 1.24), (1006, 944, 1.24)]
    return "".join(at(thing, x, y, size=size) for thing, (x, y, size) in zip(things, slots, strict=False))


def product_picture(shot: Shot) -> str:
    seed = sum(map(ord, shot.key))
    scene = wall(SIDE, SIDE, shot.wall, shot.form, FLOOR) + behind(shot.back)
    return scene + at(product_package(shot, 1), SIDE / 2, FOOT) + lying(shot.front, seed)


def _small_bottles(shot: Shot) -> str:
    """Five small bottles, the middle one in front; drinks are sold by the row."""
    places = ((-320, -96, 500), (320, -96, 500), (-180, -50, 560), (180, -50, 560), (0, 4, 640))
    return "".join(at(package(shot, height), x, y) for x, y, height in places)


def _gift_chest(shot: Shot) -> str:
    """An open box with other products standing in it."""
    places = {3: (-250, 250, 0), 4: (-286, 286, -104, 104)}[len(shot.held)]
    high = 480 if len(places) == 3 else 430
    held = "".join(
        at(package(one, high * _TALL.get(one.vessel, 1)), x, -262 + (18 if abs(x) < 120 else 0))
        for one, x in zip(shot.held, places, strict=True)
    )
    inside = box(-424, -398, 848, 390, dark(shot.label.second, 0.5))
    return (
        shadow(50, 4, 480, 36, 0.5)
        + inside
        + cut(held, "M-520 -900L520 -900L520 -380L412 -380L412 0L-412 0L-412 -380L-520 -380Z")
        + at(chest(shot.label), size=1.33)
    )


# Packages that stand higher or lower than their neighbours in a gift box.
_TALL = {"pouch": 1.12, "carton": 0.82, "flask": 0.96, "jar": 0.94, "pot": 0.92}

_CROWDS: dict[str, Callable[[Shot], str]] = {"flask": _small_bottles, "chest": _gift_chest}


def second_picture(shot: Shot) -> str:
    """A different view: `plate` from above, `duo` with a smaller package, `light` from behind."""
    return {"plate": _from_above, "duo": _duo, "light": _back_lit}[shot.second](shot)


def _from_above(shot: Shot) -> str:
    cloth = max(_BOLD, key=lambda bold: min(_distance(bold, other) for other in (shot.label.base, shot.wall)))
    ground = (
        box(0, 0, SIDE, SIDE, cloth)
        + "".join(box(i * 100, 0, 50, SIDE, dark(cloth, 0.08)) for i in range(12))
        + box(0, 0, SIDE, SIDE, rad("#fff@0/.2", "#fff@.6/0", "#1a0508@1/.3", cx=0.45, cy=0.4, r=0.8))
    )
    chance = random.Random(shot.key)
    around = ""
    for i, (x, y, turn) in enumerate(ring(12, 590, start=-105)):
        thing = shot.front[i % len(shot.front)]
        size = 0.62 if i % 2 else 0.8
        around += at(blurred(disc(10, 16, 60, "#1a0508"), 12, 0.3), 600 + x, 600 + y, size=size) + at(
            thing, 600 + x, 600 + y, turn=turn + chance.uniform(-40, 40), size=size
        )
    return (
        ground
        + at(plate(shot.front, shot.label.base, size=shot.plate_size, seed=len(shot.key)), 600, 600, size=1.12)
        + around
    )


def _duo(shot: Shot) -> str:
    colour = max(
        _BOLD, key=lambda bold: min(_distance(bold, other) for other in (shot.label.base, shot.wall, shot.label.second))
    )
    pair = at(package(shot, _HEIGHTS[shot.vessel][0] * 0.68), 850, 950) + at(
        package(shot, _HEIGHTS[shot.vessel][0] * 0.94), 430, 1020
    )
    return wall(SIDE, SIDE, colour, "moon", FLOOR) + pair + lying(shot.front, len(shot.key))


def _distance(one: str, other: str) -> int:
    return sum(abs(a - b) for a, b in zip(rgb(one), rgb(other), strict=True))


def _back_lit(shot: Shot) -> str:
    """The package against a glowing disc in a dark room."""
    room = dark(shot.label.second, 0.35)
    glow = disc(600, 520, 420, mix(shot.label.accent, "#ffffff", 0.2))
    scene = (
        box(0, 0, SIDE, SIDE, room)
        + blurred(glow, 60, 0.75)
        + disc(600, 520, 380, rad("#fff8e0", light(shot.label.accent, 0.25), shot.label.accent, cx=0.5, cy=0.5, r=0.55))
    )
    return (
        scene
        + table(SIDE, SIDE, light(room, 0.12), FLOOR)
        + behind(shot.back)
        + at(product_package(shot, 1), 600, FOOT)
        + lying(shot.front[::-1], len(shot.key) + 3)
    )
