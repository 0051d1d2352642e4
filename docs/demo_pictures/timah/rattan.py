"""Baskets, lamps, trays, mats, planters and mirrors of rattan. Standing things have their foot at the origin."""

import math

from timah.forms import (
    SATIN,
    TILT,
    Shader,
    Turned,
    flat_shadow,
    matt_shader,
    metal_shader,
    standing_shadow,
    swept,
    turned,
)
from timah.leaves import fern, strelitzia
from timah.svg import Point, across, at, box, clipped, group, line, oval, path, poly, tone
from timah.weave import (
    DARK,
    HONEY,
    NATURAL,
    PALE,
    binding,
    braid,
    cane,
    coil,
    inside,
    ribs,
    warm_light,
    webbing,
    woven,
)

Profile = list[Point]


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
        "M-290 -128C-300 -190 -200 -214 -120 -186C-40 -222 90 -214 140 -190C220 -216 300 -190 292 -128C180 -40 -180 -40 -290 -128Z",
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


def bottle_carrier() -> str:
    body = Turned([(150, 0), (150, 0), (158, 16), (160, 200), (160, 200)], 0, 0, 0.24)
    bow = cane([(-152, -196), (-150, -420), (0, -520), (150, -420), (152, -196)], 12, NATURAL, False)
    return (
        standing_shadow(body)
        + woven(body, NATURAL, 36, 15)
        + inside(body, NATURAL)
        + bow
        + braid((0, -204), 158, 17, HONEY, 0.24)
    )


def pendant(colour: str = NATURAL) -> str:
    """Hangs from y = 0; its rim lies about 560 lower."""
    dome = Turned(
        [(300, 0), (300, 0), (296, 60), (262, 190), (180, 300), (90, 360), (40, 384), (34, 400)], 0, 560, 0.16
    )
    cord = line("M0 -700V160", "#2a241f", 6)
    cap = turned(Turned([(36, 396), (36, 430), (16, 450), (10, 470)], 0, 560, 0.16), matt_shader("#7d7f7d"), 0)
    glowing = warm_light(0, 520, 560, 0.5)
    bulb = clipped(
        oval(0, 560, 296, 46, "#8a5a24") + warm_light(0, 552, 250, 1) + warm_light(0, 548, 120, 1),
        oval(0, 560, 292, 46, "#000"),
    )
    weave = woven(dome, tone(colour, 1.12), 40, 15) + group(warm_light(0, 470, 300, 0.7))
    hoop = braid((0, 560), 298, 15, HONEY, 0.16, "back"), braid((0, 560), 298, 15, HONEY, 0.16, "front")
    return cord + glowing + hoop[0] + weave + bulb + hoop[1] + cap


def table_lamp(colour: str = NATURAL) -> str:
    from_below = warm_light(0, -470, 620, 0.5)
    foot = Turned(
        [(140, 0), (140, 0), (146, 8), (130, 24), (46, 44), (30, 80), (62, 150), (66, 200), (30, 270), (22, 330)], 0, 0
    )
    shade = Turned([(270, 330), (270, 330), (226, 470), (176, 620), (176, 620)], 0, 0, 0.18)
    metal = turned(foot, _pewter(), 0.01)
    light = group(warm_light(0, -450, 330, 0.85))
    body = woven(shade, tone(colour, 1.15), 44, 15)
    shape = path("M-270 -330L-176 -620A176 32 0 0 1 176 -620L270 -330A270 49 0 0 1 -270 -330Z", "#000")
    top = clipped(oval(0, -620, 176, 32, "#ffe7b0"), oval(0, -620, 166, 28, "#000"))
    return (
        from_below
        + standing_shadow(foot)
        + metal
        + body
        + clipped(light, shape)
        + top
        + braid((0, -330), 268, 15, HONEY, 0.18, "front")
        + braid((0, -622), 174, 13, HONEY, 0.18)
    )


def floor_lantern(colour: str = DARK) -> str:
    form = Turned([(130, 0), (130, 0), (200, 90), (236, 240), (226, 420), (160, 580), (96, 660), (96, 660)], 0, 0, 0.2)
    hoops = [4, 120, 300, 470, 600, 656]
    pillar = turned(Turned([(70, 30), (70, 260), (66, 268), (0, 270)], 0, 0), matt_shader("#f0e2c4", 0.6), 0)
    flame = warm_light(0, -310, 420, 0.8) + path("M0 -276C-20 -296 -14 -324 0 -360C14 -324 20 -296 0 -276Z", "#fff0bd")
    floor = oval(0, -6, 120, 22, tone(colour, 0.5))
    loop = cane([(-80, -662), (-90, -770), (0, -820), (90, -770), (80, -662)], 10, colour, False)
    return (
        standing_shadow(form, 0.5, 0.3) + ribs(form, colour, 15, 7, hoops, front=False) + floor + pillar + flame
        + ribs(form, colour, 15, 8, hoops, front=True) + braid((0, -660), 96, 15, colour) + loop
    )  # fmt: skip


def _pewter() -> Shader:
    return metal_shader(SATIN)


def round_tray(colour: str = NATURAL) -> str:
    """From above, its middle at the origin."""
    drawn = flat_shadow(oval(0, 0, 420, 420, "#140d06"))
    floor = at(webbing(720, 720, 40, colour), -360, -360)
    wood = oval(0, 0, 360, 360, tone("#8a5f36", 0.7))
    drawn += wood + clipped(floor, oval(0, 0, 352, 352, "#000"))
    for k, radius in enumerate((368, 384, 400, 416)):
        drawn += oval(0, 0, radius, radius, "none", stroke=tone(HONEY, 0.55), stroke_width=17)
        drawn += oval(-2, -3, radius, radius, "none", stroke=tone(HONEY, 1.0 + 0.08 * k), stroke_width=10)
    shade = oval(8, 10, 350, 350, "none", stroke="#140d06", stroke_width=22, opacity=0.25)
    grips = ""
    for turn in (0, 180):
        bow = cane([(-110, -414), (-90, -474), (0, -492), (90, -474), (110, -414)], 13, HONEY, False)
        grips += at(bow + binding(0, -490, 40, 19, 0, PALE), 0, 0, turn=turn)
    return drawn + shade + grips


def butler_tray(colour: str = DARK) -> str:
    """A rectangular tray from above, its middle at the origin."""
    drawn = flat_shadow(box(-450, -300, 900, 600, "#140d06", rx=40))
    drawn += box(-440, -290, 880, 580, tone("#5a3b22", 0.7), rx=36)
    drawn += clipped(at(webbing(840, 540, 42, PALE), -420, -270), box(-420, -270, 840, 540, "#000", rx=20))
    for inset, strength in ((0, 0.8), (16, 1.05), (32, 1.2)):
        x, y = -450 + inset, -300 + inset
        w, h = 900 - 2 * inset, 600 - 2 * inset
        drawn += box(x, y, w, h, "none", rx=44 - inset, stroke=tone(colour, 0.5 * strength), stroke_width=18)
        drawn += box(x - 2, y - 3, w, h, "none", rx=44 - inset, stroke=tone(colour, 1.25 * strength), stroke_width=9)
    for way in (-1, 1):
        bow = [(way * 440, -110), (way * 506, -92), (way * 522, 0), (way * 506, 92), (way * 440, 110)]
        drawn += cane(bow, 14, colour, False) + binding(way * 520, 0, 50, 20, 90, NATURAL)
        drawn += "".join(binding(way * 416, y, 20, 40, 90, NATURAL) for y in (-236, 236))
    return drawn


def round_mat(colours: list[str], seed: int = 1) -> str:
    return flat_shadow(oval(0, 0, 380, 380, "#140d06"), (10, 12), 10) + coil(0, 0, (380, 380), 21, colours, seed)


def oval_mat(colours: list[str], seed: int = 2) -> str:
    return flat_shadow(oval(0, 0, 460, 320, "#140d06"), (10, 12), 10) + coil(0, 0, (460, 320), 20, colours, seed)


def coaster(colours: list[str], seed: int = 3) -> str:
    return flat_shadow(oval(0, 0, 120, 120, "#140d06"), (6, 8), 6) + coil(0, 0, (120, 120), 13, colours, seed)


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


def glass(radius: float) -> str:
    shine, fill = across(
        (-radius, -radius),
        (radius, radius),
        [(0, "#dfe0da"), (0.35, "#b9bcb6"), (0.5, "#eceae2"), (0.56, "#c3c4bd"), (1, "#8c8f89")],
    )
    return (
        shine
        + oval(0, 0, radius, radius, fill)
        + oval(4, 6, radius - 4, radius - 4, "none", stroke="#140d06", stroke_width=10, opacity=0.35)
    )


def sun_mirror(colour: str = NATURAL) -> str:
    """Hangs with its middle at the origin."""
    rays = ""
    outline = ""
    for k in range(72):
        angle = 2 * math.pi * k / 72
        far = (470, 400, 436)[k % 3]
        points = [(218 * math.cos(angle), 218 * math.sin(angle)), (far * math.cos(angle), far * math.sin(angle))]
        outline += line(poly(points, closed=False), "#140d06", 13)
        rays += swept(points, 6.5, matt_shader(tone(colour, (1.0, 0.9, 1.06)[k % 3])), step=6)
    drawn = flat_shadow(outline + oval(0, 0, 240, 240, "#140d06"), (30, 36), 14) + rays
    return (
        drawn
        + oval(0, 0, 232, 232, tone(HONEY, 0.6))
        + glass(206)
        + braid((0, 0), 216, 22, HONEY, 1)
        + "".join(
            oval(0, 0, r, r, "none", stroke=tone(HONEY, s), stroke_width=w)
            for r, s, w in ((318, 0.6, 15), (317, 1.15, 9))
        )
    )


def loop_mirror(colour: str = HONEY) -> str:
    """Hangs with its middle at the origin: a ring of interlaced loops."""
    loops, outline = "", ""
    for k in range(18):
        angle = 360 * k / 18
        ring = [(0, -250), (84, -300), (96, -400), (0, -448), (-96, -400), (-84, -300), (0, -250)]
        outline += at(path(poly(ring), "none", stroke="#140d06", stroke_width=18), 0, 0, turn=angle)
        loops += at(
            line("M0 -250C110 -270 130 -430 0 -448C-130 -430 -110 -270 0 -250", tone(colour, 0.55), 16)
            + line("M-2 -252C108 -272 126 -430 -2 -450C-130 -430 -112 -272 -2 -252", tone(colour, 1.15), 8),
            0,
            0,
            turn=angle,
        )
    drawn = flat_shadow(outline + oval(0, 0, 270, 270, "#140d06"), (28, 34), 14) + loops + glass(244)
    for radius, strength, width in ((256, 0.55, 30), (252, 1.0, 18), (249, 1.35, 6)):
        drawn += oval(0, 0, radius, radius, "none", stroke=tone(colour, strength), stroke_width=width)
    return drawn + "".join(at(binding(0, -254, 16, 22, 0, PALE), 0, 0, turn=t) for t in range(0, 360, 60))
