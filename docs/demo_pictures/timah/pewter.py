"""The pewter pieces. Each stands on the origin, drawn about 700 high, its shadow included."""

import math

from timah.forms import (
    SATIN,
    TILT,
    Metal,
    Turned,
    beads,
    dimples,
    flat_shadow,
    groove,
    hollow,
    matt_shader,
    metal_shader,
    standing_shadow,
    swept,
    turned,
)
from timah.svg import Point, across, at, box, clipped, group, hexed, line, lit, oval, path, poly, rgb, smooth, tone
from timah.weave import HONEY, NATURAL, binding

Profile = list[Point]


def _vessel(profile: Profile, metal: Metal = SATIN, tilt: float = TILT, seed: int = 1) -> tuple[Turned, str]:
    form = Turned(profile, 0, 0, tilt)
    return form, turned(form, metal_shader(metal), metal.grain, seed)


def engraved(content: str, opacity: float = 0.72) -> str:
    """Cut lines: dark in the cut, bright on the edge that catches the light."""
    bright = group(content, stroke="#fffdf6", fill="none", opacity=0.6, transform="translate(1.6 2)")
    return bright + group(content, stroke="#26241f", fill="none", opacity=opacity)


def monogram(letter: str, size: float) -> str:
    """One engraved letter in a thin ring."""
    text = f'<text x="0" y="{size * 0.35:.0f}" font-family="Noto Serif Display, Noto Serif, serif" font-style="italic" font-size="{size:.0f}" text-anchor="middle"'
    ring = engraved(f'<ellipse rx="{size * 0.74:.0f}" ry="{size * 0.8:.0f}" stroke-width="2.4"/>')
    return (
        ring
        + text
        + ' fill="#fffdf6" opacity="0.6" transform="translate(1.8 2.2)">'
        + f"{letter}</text>"
        + text
        + f' fill="#26241f" opacity="0.78">{letter}</text>'
    )


def tankard(metal: Metal = SATIN, letter: str = "") -> str:
    body, drawn = _vessel(
        [
            (158, 0),
            (158, 0),
            (166, 8),
            (163, 24),
            (146, 44),
            (146, 44),
            (152, 180),
            (150, 340),
            (138, 500),
            (138, 500),
            (148, 512),
            (148, 528),
            (148, 528),
        ],
        metal,
    )
    shade = metal_shader(metal)
    handle = swept(
        [(128, 120), (190, 112), (262, 186), (282, 290), (248, 396), (130, 420)], lambda t: 19 - 7 * t, shade
    )
    handle = at(f'<g transform="scale(1 -1)">{handle}</g>', 0, 0)
    thumb = swept([(168, -426), (200, -452), (226, -446)], lambda t: 15 - 8 * t, shade)
    drawn = standing_shadow(body) + handle + thumb + drawn + groove(body, 76) + groove(body, 88) + groove(body, 468)
    return drawn + hollow(body, shade) + (at(monogram(letter, 104), -26, -250) if letter else "")


def beaker(metal: Metal = SATIN, hammered: bool = True) -> str:
    body, drawn = _vessel([(96, 0), (96, 0), (104, 10), (122, 120), (138, 250), (152, 360), (152, 360)], metal)
    marks = dimples(body, (18, 338), 30) if hammered else groove(body, 300)
    return standing_shadow(body) + drawn + marks + hollow(body, metal_shader(metal), floor=20)


def goblet(metal: Metal = SATIN) -> str:
    cup: Profile = [
        (112, 0),
        (112, 0),
        (118, 7),
        (104, 16),
        (40, 34),
        (18, 70),
        (14, 130),
        (26, 158),
        (26, 168),
        (15, 182),
        (17, 236),
        (54, 262),
        (112, 320),
        (132, 400),
        (122, 500),
        (122, 500),
    ]
    body, drawn = _vessel(cup, metal)
    return standing_shadow(body) + drawn + groove(body, 462) + hollow(body, metal_shader(metal), floor=270)


def flask(metal: Metal = SATIN, letter: str = "") -> str:
    body, drawn = _vessel(
        [(150, 0), (150, 0), (166, 14), (174, 60), (178, 240), (172, 380), (150, 424), (70, 446), (50, 452), (50, 452)],
        metal,
        0.07,
    )
    neck, throat = _vessel([(44, 440), (44, 500), (44, 500)], metal, 0.1)
    cap, top = _vessel([(54, 484), (54, 484), (57, 490), (57, 542), (52, 550), (0, 553)], metal, 0.14)
    ticks = "".join(
        line(f"M{x} -{489 + abs(x) * 0.03:.0f}V-540", "#1c1a16", 2, opacity=0.35) for x in range(-48, 52, 8)
    )
    shadow = standing_shadow(body)
    return shadow + drawn + throat + top + ticks + (at(monogram(letter, 112), -10, -220) if letter else "")


def bowl(metal: Metal = SATIN, size: float = 1) -> str:
    body, drawn = _vessel(
        [(120, 0), (120, 0), (126, 8), (110, 22), (104, 34), (190, 62), (280, 126), (338, 214), (358, 276)], metal, 0.25
    )
    return at(standing_shadow(body) + drawn + hollow(body, metal_shader(metal), floor=44), 0, 0, size)


def petal_dish(metal: Metal = SATIN) -> str:
    """A dish of five petals, from above, its middle at the origin."""
    outline = []
    for k in range(200):
        angle = 2 * math.pi * k / 200 - math.pi / 2
        radius = 330 * (0.8 + 0.2 * abs(math.cos(2.5 * (angle + math.pi / 2))) ** 0.7)
        outline.append((radius * math.cos(angle), radius * math.sin(angle)))
    shade = metal_shader(metal)
    drawn = flat_shadow(path(poly(outline), "#140d06"))
    for k in range(26):
        part = 1 - k / 26
        slope = 0.85 * math.sin(math.pi * min(1.0, part * 1.06)) if k > 1 else -0.3
        stops = []
        for j in range(15):
            u = -1 + j / 7
            stops.append((j / 14, hexed(shade(-u * slope * 0.8, 0.25 - u * slope * 0.5, 0.85))))
        gradient, fill = across((-330 * part, -230 * part), (330 * part, 230 * part), stops)
        drawn += gradient + path(poly([(x * part, y * part) for x, y in outline]), fill)
    veins = ""
    for k in range(5):
        for lean in (-16, -8, 0, 8, 16):
            turn = k * 72 + lean - 90
            x, y = math.cos(math.radians(turn)), math.sin(math.radians(turn))
            far = 270 - abs(lean) * 4.5
            veins += f'<path d="M{x * 70:.0f} {y * 70:.0f}L{x * far:.0f} {y * far:.0f}" stroke-width="2.6" stroke-linecap="round"/>'
    return (
        drawn
        + engraved(veins, 0.4)
        + beads((0, 0), 40, 9, 9, shade, 1)
        + at(beads((0, 0), 40, 9, 9, shade, 1), 0, 0, turn=180)
    )


def candlestick(metal: Metal = SATIN, height: float = 1, lit_candle: bool = True) -> str:
    h = height
    profile: Profile = [
        (138, 0),
        (138, 0),
        (146, 10),
        (138, 24),
        (70, 40),
        (36, 62),
        (50, 88),
        (32, 112),
        (24, 150 * h),
        (40, 300 * h),
        (27, 400 * h),
        (44, 426 * h),
        (58, 438 * h),
        (26, 456 * h),
        (30, 476 * h),
        (58, 510 * h),
        (64, 520 * h),
        (64, 520 * h),
    ]
    body, drawn = _vessel(profile, metal)
    top = -520 * h
    wax = candle(0, top + 4, 24, 210) if lit_candle else ""
    return standing_shadow(body, 0.5) + drawn + hollow(body, metal_shader(metal), floor=490 * h) + wax


def candle(x: float, y: float, half: float, height: float) -> str:
    """A lit candle, its foot at (x, y)."""
    stick = Turned([(half, 0), (half, height - 6), (half * 0.8, height)], x, y)
    flame = f"M0 0C-18 -18 -13 -44 0 -78C13 -44 18 -18 0 0Z"
    gradient, fill = across((0, 0), (0, -78), [(0, "#f08a2c"), (0.4, "#ffe08a"), (1, "#fffbe8")])
    wick = line("M0 6V-16", "#2a1a10", 4)
    from_flame = at(gradient + path(flame, fill) + wick, x, y - height - 6)
    return turned(stick, matt_shader("#efe4cc", 0.55), 0) + halo(x, y - height - 40, 260) + from_flame


def halo(x: float, y: float, radius: float) -> str:
    key = f"h{round(abs(x) * 7 + abs(y))}{round(radius)}"
    return (
        f'<radialGradient id="{key}"><stop offset="0" stop-color="#ffe2a0" stop-opacity=".6"/><stop offset=".3" stop-color="#ffd48a" stop-opacity=".2"/>'
        f'<stop offset="1" stop-color="#ffd48a" stop-opacity="0"/></radialGradient>'
        + oval(x, y, radius, radius, f"url(#{key})")
    )


def chamberstick(metal: Metal = SATIN) -> str:
    dish, plate = _vessel([(180, 0), (180, 0), (190, 8), (262, 34), (276, 46), (276, 46)], metal, 0.24)
    shade = metal_shader(metal)
    loop = swept([(238, -30), (310, -74), (372, -60), (376, -8), (318, 2), (250, -22)], lambda t: 15 - 5 * t, shade)
    cup = Turned([(74, 34), (44, 44), (34, 60), (38, 120), (48, 158), (56, 164), (56, 164)], 0, 0, 0.24)
    inner = hollow(dish, shade, floor=2, wall=10)
    return (
        standing_shadow(dish)
        + loop
        + plate
        + inner
        + turned(cup, shade, metal.grain)
        + hollow(cup, shade, floor=140)
        + candle(0, -160, 30, 170)
    )


def _pot_body(metal: Metal) -> tuple[Turned, str]:
    return _vessel(
        [
            (120, 0),
            (120, 0),
            (128, 8),
            (118, 22),
            (150, 50),
            (206, 120),
            (222, 200),
            (196, 280),
            (140, 322),
            (112, 334),
            (112, 334),
        ],
        metal,
    )


def teapot(metal: Metal = SATIN) -> str:
    shade = metal_shader(metal)
    body, drawn = _pot_body(metal)
    spout = swept([(150, -110), (236, -140), (282, -220), (300, -292), (340, -326)], lambda t: 44 - 27 * t**0.7, shade)
    mouth = at(oval(0, 0, 17, 8, "#1d1a16"), 346, -330, turn=-36)
    bail = swept([(-176, -286), (-196, -420), (-90, -540), (0, -556), (90, -540), (196, -420), (176, -286)], 9, shade)
    wound = "".join(
        binding(x, y, 34, 17, turn, NATURAL)
        for x, y, turn in ((-74, -542, -18), (-16, -555, -3), (42, -551, 7), (92, -534, 20))
    )
    lid, cover = _vessel(
        [
            (118, 330),
            (122, 338),
            (100, 356),
            (50, 378),
            (20, 386),
            (14, 396),
            (26, 412),
            (28, 424),
            (18, 436),
            (0, 440),
        ],
        metal,
    )
    return standing_shadow(body) + bail + wound + spout + mouth + drawn + groove(body, 250) + cover


def teacup(metal: Metal = SATIN) -> str:
    body, drawn = _vessel([(52, 0), (52, 0), (56, 8), (50, 16), (76, 50), (96, 110), (98, 140), (98, 140)], metal, 0.26)
    tea = clipped(
        oval(0, -112, 84, 20, "#7a3f16") + oval(-20, -116, 40, 7, "#c98a4a", opacity=0.6), oval(0, -140, 90, 23, "#000")
    )
    return (
        standing_shadow(body, 0.6)
        + drawn
        + groove(body, 124)
        + hollow(body, metal_shader(metal), floor=20, wall=6)
        + tea
    )


def caddy(metal: Metal = SATIN) -> str:
    body, drawn = _vessel(
        [(150, 0), (150, 0), (156, 8), (152, 22), (152, 300), (152, 300), (158, 306), (158, 312)], metal
    )
    lid, cover = _vessel(
        [(160, 316), (160, 392), (150, 408), (90, 420), (26, 424), (16, 432), (30, 450), (26, 468), (0, 476)], metal
    )
    leaves = ""
    for k in range(5):
        x, y = -96 + k * 46, -150 + (k % 2) * 44 + (abs(k - 2) * -6)
        leaves += f'<path transform="translate({x} {y}) rotate({-30 + k * 14})" d="M0 60C-34 20 -26 -34 0 -66C26 -34 34 20 0 60ZM0 56V-48M0 30L-16 12M0 30L16 12M0 4L-16 -14M0 4L16 -14" stroke-width="2.6"/>'
    return (
        standing_shadow(body)
        + drawn
        + groove(body, 40)
        + groove(body, 284)
        + engraved(leaves)
        + cover
        + groove(lid, 334)
    )


def vase(metal: Metal = SATIN, kind: str = "gourd") -> str:
    shapes: dict[str, Profile] = {
        "gourd": [
            (120, 0),
            (120, 0),
            (128, 10),
            (180, 80),
            (206, 170),
            (176, 270),
            (104, 332),
            (84, 368),
            (112, 420),
            (122, 470),
            (92, 530),
            (60, 570),
            (66, 610),
            (86, 630),
            (86, 630),
        ],
        "bud": [
            (84, 0),
            (84, 0),
            (90, 8),
            (116, 60),
            (122, 120),
            (84, 190),
            (34, 260),
            (24, 360),
            (26, 470),
            (46, 520),
            (46, 520),
        ],
    }
    body, drawn = _vessel(shapes[kind], metal)
    rings = groove(body, 366) + groove(body, 376) if kind == "gourd" else groove(body, 200)
    return standing_shadow(body) + drawn + rings + hollow(body, metal_shader(metal), floor=shapes[kind][-3][1])


def trinket_box(metal: Metal = SATIN, letter: str = "") -> str:
    body, drawn = _vessel([(190, 0), (190, 0), (198, 8), (196, 120), (196, 120), (202, 128)], metal, 0.3)
    lid, cover = _vessel([(204, 130), (206, 150), (198, 166), (150, 182), (80, 192), (0, 195)], metal, 0.3)
    fret = "".join(f'<path d="M{x} -64q10 -26 20 0t20 0" stroke-width="2.8"/>' for x in range(-176, 160, 40))
    bowed = "".join(
        at(
            engraved(f'<path d="M-13 0q6.500 -26 13 0t13 0" stroke-width="2.8"/>'),
            196 * math.sin(a),
            -66 + 196 * 0.3 * math.cos(a),
        )
        for a in (k * 0.16 for k in range(-7, 8))
    )
    mark = f'<g transform="translate(0 -196) scale(1 0.42)">{monogram(letter, 96)}</g>' if letter else ""
    return standing_shadow(body) + drawn + (bowed if fret else "") + cover + mark


def charger(metal: Metal = SATIN) -> str:
    """A round tray with handles bound in cane, seen from the front."""
    shade = metal_shader(metal)
    body, drawn = _vessel([(330, 0), (330, 0), (340, 6), (392, 30), (410, 44), (410, 44)], metal, 0.32)
    handles = ""
    for way in (-1, 1):
        bow = [(way * 396, -64), (way * 452, -96), (way * 480, -36), (way * 452, 30), (way * 396, 12)]
        handles += swept(bow, 10, shade) + binding(way * 477, -34, 44, 17, 90, HONEY)
    inner = hollow(body, shade, floor=4, wall=12, dim=0.1)
    rings = oval(0, -18, 296, 94, "none", stroke="#1d1a16", stroke_width=2, opacity=0.4) + oval(
        0, -15, 296, 94, "none", stroke="#fffaf0", stroke_width=2, opacity=0.5
    )
    return standing_shadow(body, 0.8) + handles + drawn + inner + rings


def letter_opener(metal: Metal = SATIN) -> str:
    """Lying along the x axis from -430 to 430, a pandan leaf with a bound grip."""
    leaf = smooth(
        [(-150, -14), (-60, -38), (120, -40), (300, -22), (430, 0), (300, 16), (120, 26), (-60, 26), (-150, 14)],
        closed=True,
    )
    upper = smooth(
        [(-150, -14), (-60, -38), (120, -40), (300, -22), (430, 0), (300, -2), (120, -6), (-60, -6), (-150, 0)],
        closed=True,
    )
    shade = metal_shader(metal)
    low, low_fill = across(
        (-150, 0), (430, 0), [(k / 8, hexed(lit(shade(0.1 + 0.1 * (k % 3), -0.5, 0.8), 0.82))) for k in range(9)]
    )
    high, high_fill = across(
        (-150, 0), (430, 0), [(k / 8, hexed(lit(shade(-0.5 + 0.08 * (k % 3), 0.5, 0.7), 1.05))) for k in range(9)]
    )
    shadow = flat_shadow(path(leaf, "#140d06") + box(-430, -22, 290, 44, "#140d06", rx=20), (10, 16), 10)
    ribs = engraved(
        "".join(
            f'<path d="M{x} -{8 + (x % 3)}L{x + 60} -{26 - x // 30}" stroke-width="2"/>' for x in range(-60, 300, 30)
        ),
        0.35,
    )
    grip = swept([(-400, 0), (-300, -3), (-150, 0)], lambda t: 20 - 4 * math.sin(3 * t), shade) + swept(
        [(-424, 0), (-400, 0)], 24, shade
    )
    return (
        shadow
        + low
        + path(leaf, low_fill)
        + high
        + path(upper, high_fill)
        + ribs
        + grip
        + binding(-272, 0, 92, 22, 0, NATURAL)
    )


def frame(metal: Metal = SATIN, oval_form: bool = False, hammered: bool = False) -> str:
    """A photo frame, upright, 560 × 700, its foot on the origin; a landscape inside."""
    shade = metal_shader(metal)
    stand = flat_shadow(
        oval(0, -350, 270, 345, "#140d06") if oval_form else box(-280, -700, 560, 700, "#140d06"), (46, 10), 22
    )
    if oval_form:
        rings = ""
        for k in range(40):
            slope = math.cos(math.pi * k / 39)
            stops = [
                (j / 18, hexed(shade(math.cos(math.pi * (1 - j / 18)) * slope, 0.3 * slope, 0.7))) for j in range(19)
            ]
            gradient, fill = across((-230, -620), (230, -80), stops)
            rings += gradient + oval(0, -350, 270 - k * 1.9, 345 - k * 1.9, fill)
        inner = oval(0, -350, 190, 264, "#000")
        return (
            stand
            + rings
            + clipped(view(), inner)
            + oval(0, -350, 190, 264, "none", stroke="#1a1712", stroke_width=4, opacity=0.6)
            + beads((0, -350), 231, 26, 6, shade, 1.32)
            + at(beads((0, 0), 231, 26, 6, shade, 1.32), 0, -350, turn=180)
        )
    sides = [
        ([(-280, -700), (280, -700), (196, -612), (-196, -612)], (0, -700), (0, -612), (0.0, 1.0)),
        ([(280, -700), (280, 0), (196, -88), (196, -612)], (280, 0), (196, 0), (0.8, 0.0)),
        ([(-280, 0), (280, 0), (196, -88), (-196, -88)], (0, 0), (0, -88), (0.0, -0.9)),
        ([(-280, -700), (-280, 0), (-196, -88), (-196, -612)], (-280, 0), (-196, 0), (-0.8, 0.0)),
    ]
    drawn = stand
    for corners, start, end, (sx, sy) in sides:
        stops = [
            (
                k / 8,
                hexed(
                    shade(
                        sx * math.cos(math.pi * k / 8),
                        sy * math.cos(math.pi * k / 8) * 0.9,
                        0.5 + 0.4 * math.sin(math.pi * k / 8),
                    )
                ),
            )
            for k in range(9)
        ]
        gradient, fill = across(start, end, stops)
        drawn += gradient + path(poly(corners), fill)
    drawn += line("M-280 -700L-196 -612M280 -700L196 -612M-280 0L-196 -88M280 0L196 -88", "#1a1712", 2, opacity=0.5)
    vine = engraved(vine_border()) if hammered else ""
    return (
        drawn
        + vine
        + clipped(view(), box(-196, -612, 392, 524, "#000"))
        + box(-196, -612, 392, 524, "none", stroke="#1a1712", stroke_width=4, opacity=0.6)
    )


def vine_border() -> str:
    """A running vine for the four sides of a frame."""
    vine = ""
    for y in range(-620, -80, 60):
        for x in (-238, 238):
            vine += f'<path d="M{x} {y}q14 15 0 30t0 30M{x} {y + 16}q20 -6 24 8q-18 6 -24 -8M{x} {y + 44}q-20 -6 -24 8q18 6 24 -8" stroke-width="2.4"/>'
    for x in range(-210, 200, 60):
        for y in (-656, -44):
            vine += f'<path d="M{x} {y}q15 14 30 0t30 0M{x + 16} {y}q-6 20 8 24q6 -18 -8 -24M{x + 44} {y}q-6 -20 8 -24q6 18 -8 24" stroke-width="2.4"/>'
    return vine


def view() -> str:
    """The photograph in a frame: hills over a river, printed in brown."""
    sky, fill = across((0, -620), (0, -80), [(0, "#e9dfcb"), (0.55, "#d3c3a4"), (1, "#8d7a5c")])
    far = path(
        smooth([(-300, -330), (-180, -420), (-70, -360), (60, -450), (190, -380), (300, -420)]) + "V0H-300Z", "#a8977a"
    )
    near = path(smooth([(-300, -250), (-150, -310), (-20, -270), (130, -330), (300, -260)]) + "V0H-300Z", "#6f5f46")
    river = path(
        smooth([(-60, -270), (20, -230), (-30, -180), (70, -120), (20, -60)])
        + "L180 -60"
        + smooth([(180, -60), (150, -130), (30, -190), (60, -230), (-40, -272)]).replace("M", "L")
        + "Z",
        "#e2d6bd",
    )
    sun = oval(70, -510, 34, 34, "#f6eedd")
    return (
        sky
        + box(-300, -720, 600, 720, fill)
        + sun
        + far
        + near
        + river
        + box(-300, -720, 600, 720, tone("#f2dcae", 1), opacity=0.12)
    )


def flame_colour(colour: str) -> str:
    return hexed(lit(rgb(colour), 1.2))
