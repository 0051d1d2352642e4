"""Photo frames of pewter, upright, their foot on the origin, with a landscape inside."""

import math

from timah.engraving import engraved
from timah.forms import SATIN, Metal, beads, flat_shadow, metal_shader
from timah.svg import across, at, box, clipped, hexed, line, oval, path, poly, smooth, tone


def frame(metal: Metal = SATIN, hammered: bool = False) -> str:
    """A photo frame, upright, 560 × 700, its foot on the origin; a landscape inside."""
    shade = metal_shader(metal)
    stand = flat_shadow(box(-280, -700, 560, 700, "#140d06"), (46, 10), 22)
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


def oval_frame(metal: Metal = SATIN) -> str:
    """An oval photo frame with a beaded edge, 540 × 690, its foot on the origin."""
    shade = metal_shader(metal)
    stand = flat_shadow(oval(0, -350, 270, 345, "#140d06"), (46, 10), 22)
    rings = ""
    for k in range(40):
        slope = math.cos(math.pi * k / 39)
        stops = [(j / 18, hexed(shade(math.cos(math.pi * (1 - j / 18)) * slope, 0.3 * slope, 0.7))) for j in range(19)]
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


def vine_border() -> str:
    """A running vine for the four sides of a frame."""
    vine = ""
    for y in range(-620, -80, 60):
        for x in (-238, 238):
            vine += (
                f'<path d="M{x} {y}q14 15 0 30t0 30M{x} {y + 16}q20 -6 24 8q-18 6 '
                f'-24 -8M{x} {y + 44}q-20 -6 -24 8q18 6 24 -8" stroke-width="2.4"/>'
            )
    for x in range(-210, 200, 60):
        for y in (-656, -44):
            vine += (
                f'<path d="M{x} {y}q15 14 30 0t30 0M{x + 16} {y}q-6 20 8 24q6 -18 '
                f'-8 -24M{x + 44} {y}q-6 -20 8 -24q6 18 -8 24" stroke-width="2.4"/>'
            )
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
