"""Biscuits, tarts, pickles, jam and chips."""

import random

from rempah.svg import at, box, cut, dark, disc, light, line, oval, path, tiled

from kelas.paper import CREAM, KRAFT, LEAF, MARIGOLD, RED, TEAL, VIOLET, blossom, card, leaf, lift, scallop

_GLASS = "M-200 -520H200Q250 -490 250 -420V-50Q250 0 200 0H-200Q-250 0 -250 -50V-420Q-250 -490 -200 -520Z"


def _jar(content: str) -> str:
    shine = path("M-216 -430Q-216 -470 -186 -480V-50Q-216 -50 -216 -90Z", "#ffffff", opacity=0.45)
    return (
        lift(path(_GLASS, "#ffffff"))
        + cut(content, _GLASS)
        + path(_GLASS, "none", stroke="#ffffff", stroke_width=14, opacity=0.8)
        + shine
    )


def _cloth_lid(colour: str, check: str) -> str:
    """A round of cloth tied over the lid with a string."""
    weave = tiled(
        box(0, 0, 60, 60, colour) + box(0, 0, 30, 60, check, opacity=0.55) + box(0, 0, 60, 30, check, opacity=0.55),
        60,
        60,
    )
    skirt = "M-210 -560L-290 -440L-220 -462L-150 -432L-76 -460L0 -430L76 -460L150 -432L220 -462L290 -440L210 -560Z"
    top = "M-214 -552Q-220 -640 -120 -652H120Q220 -640 214 -552Z"
    return lift(path(skirt, weave)) + lift(path(top, weave), 0.6) + line("M-214 -552Q0 -534 214 -552", CREAM, 16)


def cookie(colour: str = "#e2a04a") -> str:
    """A cornflake biscuit around the origin, about 180 wide."""
    chance = random.Random(3)
    bits = ""
    for _ in range(11):
        bits += at(
            path("M-26 0Q0 -24 26 0Q0 16 -26 0Z", chance.choice((light(colour, 0.45), light(colour, 0.25), "#f7cf74"))),
            chance.uniform(-54, 54),
            chance.uniform(-52, 52),
            turn=chance.uniform(0, 180),
        )
    return (
        lift(path(scallop(11, 92, 9), colour), 0.6) + disc(0, 0, 70, dark(colour, 0.06)) + bits + disc(14, -12, 11, RED)
    )


def cookies() -> str:
    chance = random.Random(9)
    heap = box(-260, -530, 520, 540, "#f7e3bd")
    for row in range(6):
        for column in range(4):
            heap += at(
                cookie(chance.choice(("#e2a04a", "#d99140", "#e8ad5c"))),
                -210 + column * 140 + (row % 2) * 60,
                -30 - row * 84,
                turn=chance.uniform(0, 360),
                size=0.86,
            )
    lid = card(-226, -630, 452, 120, RED, r=26) + "".join(
        box(-206 + i * 43, -616, 12, 92, dark(RED, 0.18), rx=6) for i in range(10)
    )
    tag = card(-130, -330, 260, 170, CREAM, r=20) + at(cookie(), 0, -246, size=0.72)
    return (
        _jar(heap)
        + lid
        + tag
        + at(cookie(), -330, -60, size=1.05)
        + at(cookie("#d99140"), 344, -76, size=1.15)
        + at(cookie(), 250, 4, size=0.9)
    )


def tart() -> str:
    """A pineapple tart seen from above, around the origin."""
    crust = lift(path(scallop(9, 100, 18), "#efbf72"), 0.7) + disc(0, 0, 66, "#d9952f") + disc(0, -4, 60, "#f2a81d")
    cross = line("M-44 -24L44 20M-44 20L44 -24", "#efbf72", 13)
    return crust + cross


def tarts() -> str:
    """A tin of nine tarts, tipped towards us."""
    tin = card(-400, -760, 800, 760, TEAL, r=70) + box(-360, -720, 720, 680, light(TEAL, 0.72), rx=48)
    rows = "".join(at(tart(), x, y, turn=(x + y) / 9, size=1.06) for x in (-226, 0, 226) for y in (-600, -380, -160))
    return tin + rows


def acar() -> str:
    chance = random.Random(12)
    mixed = box(-260, -530, 520, 540, "#f6c945")
    for i in range(120):
        colour = ("#ff8a3d", "#7cc06a", "#fff1b8", RED, "#a6d98a")[i % 5]
        long = chance.uniform(70, 120)
        mixed += at(
            box(-13, -long / 2, 26, long, colour, rx=12) + box(-13, -long / 2, 8, long, light(colour, 0.3), rx=4),
            chance.uniform(-240, 240),
            chance.uniform(-450, -10),
            turn=chance.uniform(-80, 80),
        )
    tag = card(-150, -320, 300, 190, CREAM, r=20)
    chilli = lift(path("M-90 -10C-40 40 50 40 96 -34C60 10 -20 6 -74 -44Z", RED), 0.4) + line(
        "M-80 -26Q-106 -44 -104 -68", LEAF, 15
    )
    return (
        _jar(mixed)
        + _cloth_lid("#ffffff", TEAL)
        + tag
        + at(chilli, 0, -214)
        + at(chilli, -350, -30, size=1.1)
        + at(chilli, 356, -34, turn=-24)
    )


def jam() -> str:
    inside = box(-260, -460, 520, 480, "#b0173f") + "".join(
        disc(-200 + (i * 97) % 420, -420 + (i * 61) % 400, 16 + i % 4 * 6, "#d4335c", opacity=0.6) for i in range(22)
    )
    tag = card(-150, -330, 300, 200, CREAM, r=100) + at(blossom("#c81d4b", MARIGOLD), 0, -226, size=0.74)
    roselle = at(leaf(LEAF), 30, 40, turn=70) + lift(at(blossom("#d4335c", "#7a0f2d"), size=1.0))
    return (
        _jar(inside)
        + _cloth_lid("#ffffff", RED)
        + tag
        + at(roselle, -330, -80, turn=-10)
        + at(roselle, 340, -60, size=0.8, turn=30)
    )


def chips() -> str:
    """A paper bag with a round window, chips before it."""
    chance = random.Random(5)
    bag = lift(
        path(
            "M-280 0L-300 -640L-262 -612L-224 -640L-186 -612L-148 -640L-110 -612L-72 -640L-34 -612L4 -640"
            "L42 -612L80 -640L118 -612L156 -640L194 -612L232 -640L270 -612L300 -640L280 0Q0 26 -280 0Z",
            KRAFT,
        )
    )
    fold = path("M-297 -560H297L294 -500H-294Z", dark(KRAFT, 0.12)) + path(
        "M-280 0L-292 -500H-240L-232 8Z", dark(KRAFT, 0.08)
    )
    one = lift(
        oval(0, 0, 66, 50, "#ffd34d")
        + oval(0, 0, 50, 36, "#ffe48c")
        + disc(-10, 0, 5, "#c9912b")
        + disc(8, -8, 5, "#c9912b")
        + disc(6, 10, 5, "#c9912b"),
        0.4,
    )
    window = "M-160 -270A160 160 0 1 1 160 -270A160 160 0 1 1 -160 -270Z"
    heap = box(-180, -450, 360, 360, "#8a5a2b") + "".join(
        at(one, chance.uniform(-150, 150), chance.uniform(-420, -120), turn=chance.uniform(0, 180)) for _ in range(34)
    )
    front = "".join(at(one, x, y, turn=x, size=1.15) for x, y in ((-340, -10), (-250, 20), (310, 6), (380, -30)))
    rim = path(window, "none", stroke=VIOLET, stroke_width=16)
    banana = at(
        lift(path("M-120 -30C-60 70 80 70 140 -50C150 -70 130 -80 120 -64C80 0 -20 10 -90 -56Z", "#ffd23f")),
        0,
        -470,
        size=0.72,
    )
    return bag + fold + cut(heap, window) + rim + banana + front
