"""Wide pictures for collections and stories: the laid table, the verandah, the workshop, the forest, the river."""

import math
import random
from collections.abc import Callable
from dataclasses import replace

from timah import animals, baskets, frames, keepsakes, pewter, rattan, seats
from timah.forms import (
    ANTIQUE,
    POLISHED,
    Turned,
    flat_shadow,
    hollow,
    matt_shader,
    metal_shader,
    standing_shadow,
    swept,
    turned,
)
from timah.leaves import grasses, orchid, strelitzia
from timah.rooms import CHALK, CLAY, GREEN, INK, LINEN, OLIVE, PLASTER, SAGE, UMBER, cloth, room, spot
from timah.svg import across, at, blurred, box, line, oval, path, poly, smooth, tone
from timah.weave import DARK, HONEY, NATURAL, PALE, binding, cane, warm_light

SCENE_SIZE = (1600, 1067)


def pewter_table() -> str:
    drawn = room(GREEN, SCENE_SIZE, 3) + cloth(800, 880, (1500, 330), "#d8cfbd", 2)
    drawn += at(keepsakes.candlestick(ANTIQUE, 1.1), 250, 800, 0.8) + at(pewter.teapot(), 640, 830, 0.95)
    drawn += at(pewter.bowl(), 1190, 820, 0.82) + at(pewter.goblet(POLISHED), 950, 850, 0.72)
    return (
        drawn
        + at(pewter.teacup(), 430, 930, 0.85)
        + at(pewter.teacup(), 800, 950, 0.88)
        + at(pewter.beaker(), 1420, 930, 0.62)
    )


def engraved() -> str:
    drawn = room(CLAY, SCENE_SIZE, 5) + at(frames.frame(hammered=True), 430, 790, 0.92)
    drawn += at(pewter.flask(letter="A"), 1180, 850, 0.95) + at(keepsakes.trinket_box(letter="N"), 800, 880, 0.95)
    return drawn + at(keepsakes.letter_opener(), 1130, 960, 0.55, -4)


def woven() -> str:
    drawn = (
        room(PLASTER, SCENE_SIZE, 2)
        + at(baskets.laundry_basket(), 330, 880, 1.0)
        + at(baskets.market_basket(HONEY), 800, 850, 0.95)
    )
    drawn += at(baskets.market_basket(DARK), 1270, 820, 0.8)
    return drawn + at(baskets.bread_basket(), 1090, 960, 0.62)


def light() -> str:
    drawn = room(INK, SCENE_SIZE, 4) + at(rattan.pendant(), 420, -20, 0.95)
    drawn += at(rattan.table_lamp(), 1190, 900, 1.0) + at(keepsakes.candlestick(ANTIQUE), 800, 880, 0.8)
    return drawn + at(rattan.floor_lantern(), 420, 940, 0.34) + at(keepsakes.chamberstick(), 600, 960, 0.5)


def verandah() -> str:
    place = replace(SAGE, edge=0.78)
    drawn = room(place, SCENE_SIZE, 6) + at(rattan.sun_mirror(), 800, 330, 0.62) + at(baskets.planter(), 1330, 960, 0.9)
    return (
        drawn
        + at(seats.verandah_chair(), 420, 990, 0.98)
        + at(seats.drum_stool(DARK), 850, 985, 0.78)
        + at(pewter.teacup(), 850, 605, 0.6)
    )


def small_gifts() -> str:
    drawn = (
        room(OLIVE, SCENE_SIZE, 7)
        + at(animals.mousedeer(), 380, 850, 0.8)
        + at(orchid(0, -510, 0.9) + pewter.vase(kind="bud"), 830, 830, 0.75)
    )
    drawn += at(pewter.teacup(), 1080, 880, 1.2) + at(pewter.beaker(), 1330, 860, 0.9)
    return drawn + at(keepsakes.trinket_box(), 680, 960, 0.62) + at(animals.turtle(), 1000, 985, 0.36)


def casting() -> str:
    """Molten tin runs from a ladle into a mould, by its own light."""
    drawn = room(UMBER, SCENE_SIZE, 8) + spot(720, 560, 620, "#ff9a3c", 0.35)
    block = flat_shadow(path("M520 860L960 860L960 640L520 640Z", "#140d06"), (40, 26), 18)
    front, fill = across((520, 0), (960, 0), [(0, "#6e6256"), (0.5, "#8b7d6c"), (1, "#4a4037")])
    top, top_fill = across((520, 0), (960, 0), [(0, "#a3937e"), (0.45, "#d3b58a"), (1, "#7b6c5a")])
    drawn += (
        block
        + front
        + box(520, 660, 440, 210, fill)
        + top
        + path(poly([(560, 590), (920, 590), (960, 660), (520, 660)]), top_fill)
    )
    drawn += (
        line("M740 592V870", "#2b241d", 4, opacity=0.7)
        + oval(740, 626, 62, 19, "#2b1a0e")
        + oval(740, 628, 52, 15, "#ffb24d")
        + oval(736, 627, 34, 9, "#fff1c8")
    )
    for x in (565, 915):
        drawn += binding(x, 770, 70, 12, 90, "#57524c")
    stream = "M742 320C748 400 737 500 741 626"
    drawn += blurred(line(stream, "#ff8a2a", 34), 14, 0.8) + line(stream, "#ffc672", 15) + line(stream, "#fff8e0", 7)
    iron = metal_shader(replace(ANTIQUE, middle="#4d463f", dark="#120e0b", bright="#e8b884"))
    ladle = Turned([(40, 0), (40, 0), (92, 26), (128, 80), (136, 128), (136, 128)], 0, 0, 0.26)
    rod = swept([(120, -118), (360, -190), (760, -320), (900, -366)], 15, iron, 4)
    grip = at(binding(0, 0, 150, 22, -18, DARK), 700, -302)
    bowl = (
        turned(ladle, iron, 0.02)
        + hollow(ladle, iron, floor=40)
        + oval(-8, -116, 116, 25, "#ff9f3a")
        + oval(-16, -118, 84, 16, "#ffe3a4")
    )
    drawn += at(rod + grip + bowl, 870, 372, 1, -22) + warm_light(742, 630, 210, 0.7)
    drawn += (
        at(pewter.tankard(), 270, 850, 0.72) + at(pewter.goblet(), 1180, 900, 0.5) + at(pewter.teacup(), 1340, 930, 0.8)
    )
    chance = random.Random(4)
    return drawn + "".join(
        oval(742 + chance.gauss(0, 70), 600 - abs(chance.gauss(0, 90)), 2.4, 2.4, "#ffd48a") for _ in range(22)
    )


def _hills(y: float, rise: float, colour: str, seed: int, down: float = 1100) -> str:
    chance = random.Random(seed)
    points = [(-60.0 + 170 * k, y - rise * chance.uniform(0.1, 1)) for k in range(12)]
    gradient, fill = across((0, y - rise), (0, y + 260), [(0, colour), (1, tone(colour, 1.35))])
    return gradient + path(smooth(points) + f"L1800 {down}H-60Z", fill)


def river() -> str:
    """A river between hills at dawn, and a tin washer's wooden pan on the bank."""
    sky, fill = across((0, 0), (0, 560), [(0, "#b9c3bd"), (0.6, "#ecd9bb"), (1, "#f4e6cc")])
    drawn = (
        sky + box(0, 0, 1600, 1067, fill) + spot(1130, 330, 520, "#fff3d2", 0.9) + oval(1130, 330, 56, 56, "#fff8e6")
    )
    for y, rise, colour, seed in ((420, 190, "#9fada4", 3), (480, 150, "#7f9288", 9), (540, 120, "#5d7468", 5)):
        drawn += _hills(y, rise, colour, seed) + blurred(box(-100, y - 10, 1800, 70, "#f4e6cc"), 28, 0.5)
    drawn += _hills(620, 70, "#3d5347", 12)
    water, wet = across((0, 600), (0, 1067), [(0, "#f1dfbc"), (0.4, "#b7b79e"), (1, "#5f7468")])
    bed = [(980, 590), (860, 640), (1010, 700), (620, 800), (760, 900), (300, 1090)]
    side = [(1330, 1090), (1240, 930), (1130, 830), (1230, 720), (1030, 640), (1020, 590)]
    drawn += water + path(smooth(bed) + smooth(side).replace("M", "L") + "Z", wet)
    chance = random.Random(8)
    for _ in range(46):
        y = chance.uniform(660, 1050)
        x = chance.uniform(760, 1080) - (y - 650) * 0.2
        drawn += line(
            f"M{x:.0f} {y:.0f}q{(y - 560) * 0.12:.0f} -6 {(y - 560) * 0.3:.0f} 0", "#fff6e2", 2.6, opacity=0.4
        )
    bank = path(smooth([(-50, 800), (160, 770), (380, 850), (470, 960), (420, 1090)]) + "H-50Z", "#4b4233")
    far = path(smooth([(1660, 760), (1420, 800), (1280, 900), (1330, 1090)]) + "H1660Z", "#42402f")
    drawn += bank + far + grasses(90, 830, 0.7, "#8c8a55") + grasses(1500, 830, 0.8, "#8c8a55", 5)
    pan = Turned([(120, 0), (120, 0), (230, 40), (276, 72), (276, 72)], 330, 960, 0.3)
    wood = matt_shader("#8a5f38")
    ore = oval(322, 912, 150, 34, "#1e1b1a") + "".join(
        oval(322 + chance.gauss(0, 66), 910 + chance.gauss(0, 12), 3, 2.2, ("#6c6a66", "#b9b4aa", "#3a3633")[k % 3])
        for k in range(90)
    )
    return drawn + standing_shadow(pan) + turned(pan, wood, 0.05) + hollow(pan, wood, wall=16, floor=20) + ore


def forest() -> str:
    """Old trees in mist, and the rattan that climbs them."""
    air, fill = across((0, 0), (0, 1067), [(0, "#dfe3cf"), (0.55, "#9fb095"), (1, "#3e5242")])
    drawn = air + box(0, 0, 1600, 1067, fill) + spot(760, 200, 700, "#fff7da", 0.8)
    chance = random.Random(11)
    for layer, (colour, wide, number) in enumerate((("#a5b29b", 34, 11), ("#7d907a", 52, 8), ("#51675a", 84, 5))):
        for k in range(number):
            x = 1700 * (k + chance.uniform(0.1, 0.9)) / number - 60
            gradient, bark = across(
                (x, 0), (x + wide, 0), [(0, tone(colour, 1.15)), (0.4, colour), (1, tone(colour, 0.72))]
            )
            foot = wide * 0.5
            drawn += gradient + path(
                (
                    f"M{x:.0f} -10L{x + wide:.0f} -10C{x + wide * 1.04:.0f} 600 {x + wide:.0f} 800 "
                    f"{x + wide + foot:.0f} 1080H{x - foot:.0f}C{x:.0f} 800 {x:.0f} 600 {x:.0f} -10Z"
                ),
                bark,
            )
        drawn += blurred(box(-100, 520 + layer * 130, 1800, 190, "#dfe6d2"), 60, 0.5 - layer * 0.12)
    trunk = swept(
        [(1240, 1100), (1225, 700), (1240, 300), (1230, -30)], lambda t: 92 - 16 * t, matt_shader("#4a4335", 0.3), 5
    )
    drawn += trunk
    for points, half, colour in (
        ([(300, 1090), (330, 800), (280, 520), (420, 260), (380, -20)], 13, "#7d8a4e"),
        ([(420, 1090), (520, 860), (460, 640), (620, 380), (760, 120), (740, -20)], 12, "#93975a"),
        ([(1090, 1090), (1120, 900), (1300, 760), (1180, 560), (1310, 380), (1180, 160), (1250, -20)], 14, "#87904f"),
    ):
        drawn += cane([(float(x), float(y)) for x, y in points], half, colour)
    for x, y, turn, s in (
        (420, 250, -30, 1.0),
        (300, 540, 200, 0.8),
        (620, 380, -10, 0.9),
        (1180, 170, 190, 0.9),
        (1300, 390, -20, 0.9),
        (480, 640, 170, 0.7),
        (740, 110, 20, 1.0),
    ):
        drawn += at(_frond(360, int(x)), x, y, s, turn)
    for x, y, s, turn in ((60, 1110, 1.15, 8), (780, 1130, 0.9, -6), (1520, 1110, 1.2, -8)):
        drawn += at(strelitzia(0, 0, 1), x, y, s, turn)
    return drawn


def _frond(length: float, seed: int) -> str:
    chance = random.Random(seed)
    drawn = line(f"M0 0Q{length / 2:.0f} {-length * 0.2:.0f} {length:.0f} 30", "#5d6b3a", 5)
    for k in range(1, 17):
        t = k / 17
        x, y = length * t, -length * 0.4 * t * (1 - t) + 30 * t * t
        reach = 120 * math.sin(math.pi * (0.15 + 0.8 * t)) * chance.uniform(0.85, 1.1)
        for way in (-1, 1):
            green = tone("#6b7f4a", chance.uniform(0.75, 1.15))
            drawn += at(
                path(f"M0 0Q{reach * 0.5:.0f} -9 {reach:.0f} 0Q{reach * 0.5:.0f} 8 0 0Z", green),
                x,
                y,
                turn=way * 56 + 8,
            )
    return drawn


def bench() -> str:
    """The engraver's bench: a tankard on its sandbag, gravers, a hammer, curls of pewter."""
    drawn = room(replace(LINEN, table="#8a6844", wall="#c4b69d"), SCENE_SIZE, 9)
    for k in range(9):
        y = 690 + k * k * 5.2
        drawn += line(f"M0 {y:.0f}C500 {y + 8:.0f} 1000 {y - 8:.0f} 1600 {y + 4:.0f}", "#4c3722", 2.4, opacity=0.28)
    bag = Turned([(220, 0), (220, 0), (246, 30), (236, 70), (150, 92), (0, 98)], 560, 880, 0.28)
    drawn += (
        standing_shadow(bag)
        + turned(bag, matt_shader("#5b3a28", 0.4), 0.03)
        + at(pewter.tankard(letter="R"), 560, 800, 0.98)
    )
    steel = metal_shader(POLISHED)
    for k, (x, y, turn) in enumerate(((920, 930, -16), (980, 968, -12), (1040, 1004, -8))):
        tool = flat_shadow(box(-150, -8, 340, 16, "#140d06"), (8, 12), 6) + swept(
            [(0, 0), (190, 0)], lambda t: 7 - 4 * t, steel
        )
        tool += swept(
            [(-130, 0), (-70, 0), (0, 0)], lambda t: 26 - 14 * t, matt_shader(("#8b4a2b", "#b57b3f", "#5a3a22")[k])
        )
        drawn += at(tool, x, y, 1, turn)
    head = swept([(0, -66), (0, -30), (0, 30), (0, 66)], lambda t: 30 + 16 * abs(2 * t - 1) ** 3, steel)
    hammer = (
        flat_shadow(box(-10, -12, 420, 24, "#140d06", rx=12), (10, 14), 8)
        + swept([(0, 0), (220, 4), (420, 0)], lambda t: 14 + 7 * math.sin(2.4 * t), matt_shader("#b08452"))
        + head
    )
    drawn, chance = drawn + at(hammer, 1010, 820, 1, 6) + at(pewter.bowl(), 1330, 740, 0.5), random.Random(6)
    for _ in range(34):
        x, y, r = chance.uniform(260, 960), chance.uniform(900, 1030), chance.uniform(6, 15)
        drawn += line(
            (
                f"M{x:.0f} {y:.0f}c{r:.0f} {-r:.0f} {r * 2:.0f} 0 {r:.0f} "
                f"{r * 0.7:.0f}c{-r:.0f} 3 {-r:.0f} {-r * 0.6:.0f} 2 {-r * 0.6:.0f}"
            ),
            "#e9e5da",
            3.4,
            opacity=0.9,
        )
    return drawn


def splitting() -> str:
    """Bundles of cane before they are woven: poles, split strands, a knife."""
    drawn = room(replace(CHALK, table="#a58a68"), SCENE_SIZE, 12)
    drawn += blurred(oval(470, 985, 260, 26, "#140d06"), 16, 0.5)
    for k in range(10):
        x, lean = 290 + k * 33, (k - 4.5) * 16
        foot, top = 985 - (k % 3) * 9, 60 + (k * 37 % 5) * 26
        drawn += cane([(x, foot), (x + lean * 0.1, 560), (x + lean, top)], 17 - k % 3, (NATURAL, PALE, HONEY)[k % 3])
    drawn += "".join(binding(439, y, 26, 174, 90, colour) for y, colour in ((850, HONEY), (560, PALE)))
    for k in range(6):
        rx, ry = 250 - k * 24, 104 - k * 10
        drawn += oval(1090, 870 - k * 12, rx, ry, "none", stroke=tone(PALE, 0.55), stroke_width=20) + oval(
            1088, 866 - k * 12, rx, ry, "none", stroke=tone((PALE, NATURAL)[k % 2], 1.05), stroke_width=12
        )
    return drawn + at(baskets.market_basket(), 1090, 840, 0.62) + at(rattan.coaster([NATURAL, HONEY]), 760, 960, 0.8)


SCENES: dict[str, Callable[[], str]] = {
    "pewter-table": pewter_table,
    "engraved": engraved,
    "woven": woven,
    "light": light,
    "verandah": verandah,
    "small-gifts": small_gifts,
    "casting": casting,
    "river-tin": river,
    "rattan-forest": forest,
    "workshop-bench": bench,
    "cane-workshop": splitting,
}
