"""Lamps, trays, mats and mirrors of rattan. Lamps stand or hang, the others have their middle at the origin."""

import math

from timah.forms import SATIN, Turned, flat_shadow, matt_shader, metal_shader, standing_shadow, swept, turned
from timah.svg import across, at, box, clipped, group, line, oval, path, poly, tone
from timah.weave import DARK, HONEY, NATURAL, PALE, binding, braid, cane, coil, ribs, warm_light, webbing, woven


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
    metal = turned(foot, metal_shader(SATIN), 0.01)
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
        standing_shadow(form, 0.5, 0.3)
        + ribs(form, colour, 15, 7, hoops, front=False)
        + floor
        + pillar
        + flame
        + ribs(form, colour, 15, 8, hoops, front=True)
        + braid((0, -660), 96, 15, colour)
        + loop
    )


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
