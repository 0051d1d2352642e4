"""Baskets and planters of woven rattan, their foot at the origin."""

import math

from timah.forms import Turned, matt_shader, standing_shadow, swept
from timah.leaves import fern, strelitzia
from timah.svg import at, clipped, line, oval, path, tone
from timah.weave import DARK, HONEY, NATURAL, PALE, binding, braid, cane, inside, woven


def market_basket(colour: str = NATURAL) -> str:
    body = Turned([(200, 0), (200, 0), (236, 30), (268, 120), (280, 230), (286, 300), (286, 300)], 0, 0, 0.24)
    back = cane(
        [(-252, -318), (-262, -470), (-150, -640), (0, -690), (150, -640), (262, -470), (252, -318)],
        14,
        tone(colour, 0.9),
        False,
    )
    bound = "".join(binding(x, y, 30, 21, t, HONEY) for x, y, t in ((-60, -676, -16), (0, -690, 0), (60, -676, 16)))
    foot = binding(-254, -330, 36, 22, 88, HONEY) + binding(254, -330, 36, 22, 92, HONEY)
    hollowed = oval(0, -300, 286, 68, tone(colour, 0.4)) + inside(body, colour)
    return (
        standing_shadow(body, 0.6)
        + woven(body, colour, 44, 17)
        + hollowed
        + braid((0, -302), 280, 20, colour, 0.24)
        + back
        + bound
        + foot
    )


def laundry_basket(colour: str = NATURAL, lid: bool = True) -> str:
    body = Turned([(190, 0), (190, 0), (210, 24), (232, 200), (237, 330)], 0, 0, 0.22)
    stripe = Turned([(237, 330), (236, 400)], 0, 0, 0.22)
    upper = Turned([(236, 410), (226, 520), (226, 520)], 0, 0, 0.22)
    drawn = standing_shadow(upper, 0.55) + standing_shadow(body, 0.55)
    drawn += woven(body, colour, 46, 16) + woven(stripe, DARK, 46, 16) + woven(upper, colour, 46, 16)
    drawn += braid((0, -12), 196, 18, HONEY, 0.22, "front") + braid((0, -524), 226, 18, HONEY, 0.22)
    if not lid:
        return drawn + inside(upper, colour)
    cover = Turned([(238, 530), (236, 556), (200, 584), (120, 606), (30, 616), (20, 618)], 0, 0, 0.22)
    knob = swept([(0, -616), (0, -650)], lambda t: 20 + 8 * math.sin(3.1 * t), matt_shader(HONEY))
    return drawn + woven(cover, colour, 46, 15) + braid((0, -536), 238, 15, HONEY, 0.22, "front") + knob


def bread_basket(colour: str = NATURAL) -> str:
    body = Turned([(210, 0), (210, 0), (240, 16), (300, 80), (324, 130), (324, 130)], 0, 0, 0.3)
    loaves = "".join(
        at(_loaf(half), x, y, turn=turn)
        for x, y, turn, half in ((-96, -186, -10, 60), (104, -190, 9, 62), (0, -150, -2, 66))
    )
    napkin = path(
        (
            "M-290 -128C-300 -190 -200 -214 -120 -186C-40 -222 90 -214 "
            "140 -190C220 -216 300 -190 292 -128C180 -40 -180 -40 -290 -128Z"
        ),
        "#efe8da",
    )
    creases = "".join(
        line(f"M{x} -170q{x // 8} 40 {x // 5} 80", "#cfc5b2", 5, opacity=0.6) for x in (-250, -170, 180, 246)
    )
    napkin += creases
    rim_back, rim_front = braid((0, -132), 320, 19, HONEY, 0.3, "back"), braid((0, -132), 320, 19, HONEY, 0.3, "front")
    content = clipped(napkin + loaves, path("M-312 -132A312 86 0 0 0 312 -132V-520H-312Z", "#000"))
    return (
        standing_shadow(body, 0.8) + woven(body, colour, 58, 14) + inside(body, colour) + rim_back + content + rim_front
    )


def _loaf(half: float) -> str:
    crust = matt_shader("#b8743a")
    body = swept(
        [(-130, 0), (-60, -8), (60, -8), (130, 0)],
        lambda t: half * (0.5 + 0.5 * math.sin(math.pi * (0.08 + 0.84 * t))),
        crust,
    )
    return body + "".join(
        line(f"M{x} {-half * 0.6:.0f}q30 -2 44 36", "#ecd0a0", 10, opacity=0.85) for x in (-92, -36, 22)
    )


def nested_baskets() -> str:
    drawn = ""
    for x, y, size, colour in ((-190, -60, 1.0, DARK), (190, -30, 0.8, NATURAL), (-30, 50, 0.58, PALE)):
        body = Turned([(220, 0), (220, 0), (236, 20), (262, 150), (266, 260), (266, 260)], 0, 0, 0.24)
        one = standing_shadow(body, 0.5) + woven(body, colour, 46, 16) + inside(body, colour)
        one += braid((0, -264), 262, 19, colour, 0.24)
        ear = "".join(
            cane([(w * 264, -250), (w * 318, -276), (w * 322, -206), (w * 262, -180)], 11, colour, False)
            for w in (-1, 1)
        )
        drawn += at(ear + one, x, y, size)
    return drawn


def planter(colour: str = NATURAL) -> str:
    body = Turned([(190, 190), (190, 190), (216, 210), (240, 330), (240, 440), (240, 440)], 0, 0, 0.22)
    ground = Turned([(200, 0), (205, 12)], 0, 0)
    legs = "".join(cane([(x, -240), (x * 1.14, y)], 13, HONEY) for x, y in ((-196, -2), (-96, 26), (96, 26), (196, -2)))
    stay = line("M-206 -96Q0 -52 206 -96", tone(HONEY, 0.6), 16) + line(
        "M-206 -100Q0 -56 206 -100", tone(HONEY, 1.1), 9
    )
    back = strelitzia(0, -430, 1.0)
    soil = oval(0, -440, 226, 48, "#2a1d13")
    return (
        standing_shadow(ground, 0.6)
        + stay
        + legs
        + woven(body, colour, 42, 16)
        + braid((0, -442), 238, 18, HONEY, 0.22, "back")
        + soil
        + back
        + braid((0, -442), 238, 18, HONEY, 0.22, "front")
    )


def hanging_planter(colour: str = PALE) -> str:
    """Hangs from y = 0."""
    body = Turned([(40, 0), (40, 0), (120, 30), (190, 110), (206, 200), (206, 200)], 0, 760, 0.24)
    cords = "".join(line(f"M0 -400V40L{x} 556", "#8b7355", 5) for x in (-196, 196)) + line("M0 40L20 600", "#8b7355", 4)
    knot = swept([(0, 30), (0, 62)], 10, matt_shader(HONEY))
    leaves = fern(0, 556, 1.0)
    tassel = "".join(line(f"M{x * 3} 762L{x * 7} 900", tone("#c9ad82", 0.9 + 0.05 * x), 4) for x in range(-4, 5))
    return (
        cords
        + knot
        + tassel
        + woven(body, colour, 38, 15)
        + oval(0, 560, 196, 44, "#2a1d13")
        + braid((0, 558), 204, 17, colour, 0.24, "back")
        + leaves
        + braid((0, 558), 204, 17, colour, 0.24, "front")
    )
