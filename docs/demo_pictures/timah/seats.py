"""Chairs and stools of rattan pole, cane and webbing, their feet about the origin."""

from timah.forms import Turned, matt_shader, standing_shadow, turned
from timah.svg import Point, at, blurred, clipped, group, line, oval, path, smooth, tone
from timah.weave import DARK, HONEY, NATURAL, PALE, binding, braid, cane, coil, ribs, webbing, woven


def _floor_shadow(width: float, depth: float) -> str:
    return blurred(oval(width * 0.3, -4, width, depth, "#140d06"), 26, 0.4) + blurred(
        oval(0, 4, width * 0.8, depth * 0.6, "#140d06"), 12, 0.3
    )


def _legs(points: list[tuple[Point, Point]], colour: str, half: float = 15) -> str:
    return "".join(cane([start, end], half, colour) for start, end in points)


def cushion(y: float, rx: float, ry: float, thick: float, colour: str) -> str:
    pad = Turned(
        [(rx * 0.94, 0), (rx, thick * 0.5), (rx * 0.95, thick), (rx * 0.6, thick * 1.2), (0, thick * 1.26)],
        0,
        y,
        ry / rx,
    )
    seam = line(
        f"M{-rx} {y - thick * 0.5:.0f}A{rx} {ry} 0 0 0 {rx} {y - thick * 0.5:.0f}", tone(colour, 0.7), 3, opacity=0.7
    )
    return turned(pad, matt_shader(colour, 0.5), 0.01) + seam


def verandah_chair(colour: str = NATURAL, linen: str = "#e6dcc8") -> str:
    """A low chair with a round back of cane webbing."""
    back = path("M-270 -330C-330 -560 -240 -780 0 -790C240 -780 330 -560 270 -330Z", "#000")
    hoop: list[Point] = [
        (-262, -300),
        (-318, -470),
        (-276, -690),
        (-120, -784),
        (0, -796),
        (120, -784),
        (276, -690),
        (318, -470),
        (262, -300),
    ]
    inner: list[Point] = [
        (-218, -320),
        (-266, -470),
        (-232, -660),
        (-100, -736),
        (0, -746),
        (100, -736),
        (232, -660),
        (266, -470),
        (218, -320),
    ]
    net = clipped(
        at(webbing(640, 520, 44, tone(colour, 1.05)), -320, -800),
        path(smooth([*inner, (0, -290)], closed=True), "#000"),
    )
    drawn = _floor_shadow(360, 70) + _legs([((-212, -300), (-232, -40)), ((212, -300), (232, -40))], tone(colour, 0.7))
    drawn += blurred(back, 20, 0.12) + net + cane(inner, 9, colour, False) + cane(hoop, 17, colour)
    drawn += cane([(-300, -220), (-150, -168), (0, -156), (150, -168), (300, -220)], 15, tone(colour, 0.8))
    seat = Turned([(300, 250), (308, 264), (300, 280)], 0, 0, 0.3)
    drawn += turned(seat, matt_shader(colour), 0.02) + cushion(-272, 284, 82, 54, linen)
    drawn += _legs([((-276, -236), (-300, 20)), ((276, -236), (300, 20))], colour, 17)
    arms = ""
    for way in (-1, 1):
        arm: list[Point] = [
            (way * 296, -520),
            (way * 372, -500),
            (way * 384, -440),
            (way * 322, -236),
            (way * 292, -190),
        ]
        arms += (
            cane(arm, 15, colour)
            + binding(way * 300, -516, 26, 24, way * 14, HONEY)
            + binding(way * 296, -214, 24, 24, 90, HONEY)
        )
    stay = cane([(-292, -86), (0, -62), (292, -86)], 11, tone(colour, 0.9))
    wraps = (
        binding(-296, -80, 16, 22, 85, HONEY)
        + binding(296, -80, 16, 22, 95, HONEY)
        + binding(0, -796, 46, 23, 0, HONEY)
    )
    return drawn + stay + arms + wraps


def dining_chair(colour: str = DARK) -> str:
    """An upright chair with a webbed back and seat."""
    drawn = _floor_shadow(270, 56)
    back_left: list[Point] = [(-190, -20), (-184, -360), (-200, -640), (-196, -820)]
    back_right: list[Point] = [(190, -20), (184, -360), (200, -640), (196, -820)]
    net = clipped(at(webbing(400, 330, 34, PALE), -200, -800), path("M-184 -520H184L190 -790H-190Z", "#000"))
    drawn += net + cane(back_left, 15, tone(colour, 1.0)) + cane(back_right, 15, colour)
    drawn += cane([(-196, -806), (-90, -840), (0, -848), (90, -840), (196, -806)], 17, colour) + cane(
        [(-186, -510), (0, -522), (186, -510)], 13, colour
    )
    drawn += cane([(-180, -150), (180, -150)], 9, tone(colour, 0.75))
    seat = "M-196 -410L196 -410L250 -310C250 -286 -250 -286 -250 -310Z"
    drawn += path(seat, tone(colour, 0.6)) + clipped(
        f'<g transform="translate(-260 -410) scale(1 .34)">{webbing(520, 360, 34, PALE)}</g>', path(seat, "#000")
    )
    drawn += (
        cane([(-196, -412), (196, -412)], 9, colour, False)
        + cane([(-200, -408), (-252, -304)], 12, colour, False)
        + cane([(200, -408), (252, -304)], 12, colour, False)
    )
    drawn += _legs([((-246, -300), (-256, 24)), ((246, -300), (256, 24))], colour, 16) + cane(
        [(-254, -302), (0, -290), (254, -302)], 15, colour
    )
    drawn += cane([(-252, -110), (252, -110)], 10, colour)
    for way in (-1, 1):
        drawn += (
            binding(way * 249, -282, 22, 22, 90, NATURAL)
            + binding(way * 254, -110, 14, 21, 90, NATURAL)
            + binding(way * 194, -806, 18, 22, 70 * way, NATURAL)
        )
    return drawn


def drum_stool(colour: str = NATURAL) -> str:
    form = Turned([(196, 0), (196, 0), (168, 120), (150, 220), (168, 330), (200, 440), (200, 440)], 0, 0, 0.26)
    top = Turned([(212, 440), (216, 454), (208, 470), (120, 482), (0, 484)], 0, 0, 0.26)
    drawn = standing_shadow(form, 0.5, 0.3) + ribs(form, colour, 17, 9, [4, 220, 436], front=False)
    drawn += ribs(form, colour, 17, 10, [6, 222, 436], front=True) + braid((0, -8), 198, 18, HONEY, 0.26, "front")
    seat = group(coil(0, 0, (208, 208), 17, [colour, HONEY, colour], 4), transform="translate(0 -466) scale(1 0.26)")
    return drawn + woven(top, colour, 54, 11) + seat + braid((0, -452), 214, 18, HONEY, 0.26, "front")


def ottoman(colour: str = HONEY) -> str:
    body = Turned([(230, 0), (230, 0), (276, 50), (296, 130), (282, 210), (250, 250), (250, 250)], 0, 0, 0.3)
    top = Turned([(252, 250), (210, 272), (120, 286), (0, 290)], 0, 0, 0.3)
    rounds = [tone(colour, 1.1), colour, tone(colour, 1.1)]
    lid = group(coil(0, 0, (250, 250), 20, rounds, 5), transform="translate(0 -258) scale(1 0.3)")
    return (
        standing_shadow(body, 0.6)
        + woven(body, colour, 52, 17)
        + turned(top, matt_shader(colour), 0.02)
        + lid
        + braid((0, -252), 252, 17, PALE, 0.3, "front")
        + braid((0, -10), 238, 17, PALE, 0.3, "front")
    )


def bar_stool(colour: str = "#40352d") -> str:
    """A tall stool with a webbed seat and a foot ring."""
    drawn = _floor_shadow(220, 50)
    drawn += _legs([((-120, -600), (-150, -36)), ((120, -600), (150, -36))], tone(colour, 0.8), 13)
    drawn += oval(0, -220, 208, 46, "none", stroke=tone(colour, 0.7), stroke_width=20) + oval(
        0, -224, 208, 46, "none", stroke=tone(colour, 1.3), stroke_width=9
    )
    drawn += _legs([((-176, -610), (-216, 16)), ((176, -610), (216, 16))], colour, 15)
    seat = Turned([(214, 600), (222, 616), (214, 634)], 0, 0, 0.26)
    drawn += turned(seat, matt_shader(colour), 0.02) + oval(0, -634, 204, 52, tone(colour, 0.5))
    drawn += clipped(
        f'<g transform="translate(-210 -690) scale(1 .3)">{webbing(420, 400, 36, NATURAL)}</g>',
        oval(0, -634, 200, 50, "#000"),
    )
    for way in (-1, 1):
        drawn += binding(way * 178, -584, 20, 20, 90, NATURAL) + binding(way * 202, -210, 18, 20, 90, NATURAL)
    return drawn
