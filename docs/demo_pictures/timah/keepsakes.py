"""Smaller pewter pieces: candle holders, a dish, a box, a letter opener. They stand or lie on the origin."""

import math

from timah.engraving import engraved, monogram
from timah.forms import (
    SATIN,
    Metal,
    Turned,
    beads,
    cast_form,
    flat_shadow,
    hollow,
    matt_shader,
    metal_shader,
    standing_shadow,
    swept,
    turned,
)
from timah.svg import across, at, box, hexed, line, lit, oval, path, poly, smooth
from timah.weave import NATURAL, binding


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
            veins += (
                f'<path d="M{x * 70:.0f} {y * 70:.0f}L{x * far:.0f} '
                f'{y * far:.0f}" stroke-width="2.6" stroke-linecap="round"/>'
            )
    return (
        drawn
        + engraved(veins, 0.4)
        + beads((0, 0), 40, 9, 9, shade, 1)
        + at(beads((0, 0), 40, 9, 9, shade, 1), 0, 0, turn=180)
    )


def candlestick(metal: Metal = SATIN, height: float = 1, lit_candle: bool = True) -> str:
    h = height
    profile = [
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
    body, drawn = cast_form(profile, metal)
    top = -520 * h
    wax = candle(0, top + 4, 24, 210) if lit_candle else ""
    return standing_shadow(body, 0.5) + drawn + hollow(body, metal_shader(metal), floor=490 * h) + wax


def candle(x: float, y: float, half: float, height: float) -> str:
    """A lit candle, its foot at (x, y)."""
    stick = Turned([(half, 0), (half, height - 6), (half * 0.8, height)], x, y)
    flame = "M0 0C-18 -18 -13 -44 0 -78C13 -44 18 -18 0 0Z"
    gradient, fill = across((0, 0), (0, -78), [(0, "#f08a2c"), (0.4, "#ffe08a"), (1, "#fffbe8")])
    wick = line("M0 6V-16", "#2a1a10", 4)
    from_flame = at(gradient + path(flame, fill) + wick, x, y - height - 6)
    return turned(stick, matt_shader("#efe4cc", 0.55), 0) + halo(x, y - height - 40, 260) + from_flame


def halo(x: float, y: float, radius: float) -> str:
    key = f"h{round(abs(x) * 7 + abs(y))}{round(radius)}"
    return (
        f'<radialGradient id="{key}"><stop offset="0" stop-color="#ffe2a0" stop-opacity=".6"/>'
        '<stop offset=".3" stop-color="#ffd48a" stop-opacity=".2"/>'
        '<stop offset="1" stop-color="#ffd48a" stop-opacity="0"/></radialGradient>'
        + oval(x, y, radius, radius, f"url(#{key})")
    )


def chamberstick(metal: Metal = SATIN) -> str:
    dish, plate = cast_form([(180, 0), (180, 0), (190, 8), (262, 34), (276, 46), (276, 46)], metal, 0.24)
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


def trinket_box(metal: Metal = SATIN, letter: str = "") -> str:
    body, drawn = cast_form([(190, 0), (190, 0), (198, 8), (196, 120), (196, 120), (202, 128)], metal, 0.3)
    _, cover = cast_form([(204, 130), (206, 150), (198, 166), (150, 182), (80, 192), (0, 195)], metal, 0.3)
    bowed = "".join(
        at(
            engraved('<path d="M-13 0q6.500 -26 13 0t13 0" stroke-width="2.8"/>'),
            196 * math.sin(a),
            -66 + 196 * 0.3 * math.cos(a),
        )
        for a in (k * 0.16 for k in range(-7, 8))
    )
    mark = f'<g transform="translate(0 -196) scale(1 0.42)">{monogram(letter, 96)}</g>' if letter else ""
    return standing_shadow(body) + drawn + bowed + cover + mark


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
