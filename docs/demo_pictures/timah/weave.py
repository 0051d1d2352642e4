"""Rattan: weaving around a form, coils, open ribs, braided rims and cane webbing."""

import math
import random

from timah.forms import TILT, Shader, Turned, matt_shader, swept, turned
from timah.svg import (
    Point,
    across,
    at,
    box,
    clipped,
    glow,
    hexed,
    line,
    lit,
    oval,
    path,
    poly,
    spline,
    tone,
)

NATURAL = "#cfa86e"
HONEY = "#b57b3f"
DARK = "#6a4427"
PALE = "#e4d4b4"
BLACK = "#352c26"


def _surface(vessel: Turned, radius: float, height: float, angle: float) -> Point:
    return (
        vessel.x + radius * math.sin(angle),
        vessel.y - height + radius * vessel.tilt * math.cos(angle),
    )


def woven(vessel: Turned, colour: str, stakes: int = 46, row: float = 15, seed: int = 1) -> str:
    """Plain weave on the outside: canes in front of one stake and behind the next."""
    shade, chance = matt_shader(colour), random.Random(seed)
    drawn = turned(vessel, matt_shader(tone(colour, 0.42), 0.25), 0)
    levels = spline(vessel.profile, row)
    pitch = 2 * math.pi / stakes
    visible = range(-stakes // 4, stakes // 4 + 1)
    for k in visible:
        angle = k * pitch
        if abs(angle) < math.pi / 2:
            points = [_surface(vessel, radius, height, angle) for radius, height in levels]
            bright = hexed(shade(math.sin(angle), 0.1, math.cos(angle)))
            wide = max(1.5, levels[len(levels) // 2][0] * pitch * 0.34 * math.cos(angle))
            drawn += line(poly(points, closed=False), tone(bright, 0.86), wide)
    for j, (radius, height) in enumerate(levels):
        for k in visible:
            if (j + k) % 2 == 0:
                angle = k * pitch
                drawn += _strand(vessel, (radius, height, angle, pitch), shade, (row, chance.uniform(0.9, 1.1)))
    return drawn


def _strand(vessel: Turned, place: tuple[float, float, float, float], shade: Shader, look: tuple[float, float]) -> str:
    """One visible piece of cane, brightest where it bends outwards."""
    radius, height, angle, pitch = place
    row, bright = look
    upper, lower = [], []
    for k in range(7):
        t = -1 + k / 3
        turn = max(-1.57, min(1.57, angle + t * pitch * 0.98))
        half = row * (0.56 - 0.16 * t * t)
        out = radius * (1 + 0.014 * (1 - t * t))
        x, y = _surface(vessel, out, height, turn)
        upper.append((x, y - half))
        lower.append((x, y + half))
    if lower[-1][0] - lower[0][0] < 0.8:
        return ""
    middle = shade(math.sin(angle), 0.12, math.cos(angle))
    stops = [
        (0, hexed(lit(middle, 0.5 * bright))),
        (0.3, hexed(lit(middle, 1.0 * bright))),
        (0.5, hexed(lit(middle, 1.14 * bright))),
        (0.72, hexed(lit(middle, 0.96 * bright))),
        (1, hexed(lit(middle, 0.46 * bright))),
    ]
    gradient, fill = across(upper[0], upper[-1], stops)
    low = line(poly(lower[1:-1], closed=False), hexed(lit(middle, 0.42)), 2, opacity=0.55)
    high = [(x, y + row * 0.26) for x, y in upper[2:5]]
    return (
        gradient
        + path(poly(upper + lower[::-1]), fill)
        + low
        + line(poly(high, closed=False), hexed(lit(middle, 1.5)), 2.2, opacity=0.55)
    )


def inside(vessel: Turned, colour: str, row: float = 15, wall: float = 12) -> str:
    """What is seen of the inside of a basket, over its rim."""
    radius, y = vessel.top()
    gradient, fill = across(
        (vessel.x - radius, 0),
        (vessel.x + radius, 0),
        [(0, tone(colour, 0.26)), (0.6, tone(colour, 0.5)), (1, tone(colour, 0.62))],
    )
    content = gradient + oval(vessel.x, y, radius, radius * vessel.tilt, fill)
    for k in range(1, 14):
        depth = k * row
        content += oval(
            vessel.x,
            y + depth,
            radius,
            radius * vessel.tilt,
            "none",
            stroke=tone(colour, 0.2),
            stroke_width=5,
            opacity=0.6,
            stroke_dasharray=f"{row * 1.5:.0f} {row * 1.3:.0f}",
            stroke_dashoffset=k % 2 * row * 1.4,
        )
    content += oval(
        vessel.x, y + radius * vessel.tilt * 0.9, radius * 0.86, radius * vessel.tilt * 0.8, "#120a04", opacity=0.45
    )
    return clipped(content, oval(vessel.x, y, radius - wall, (radius - wall) * vessel.tilt, "#000"))


def braid(centre: Point, radius: float, size: float, colour: str, tilt: float = TILT, half: str = "all") -> str:
    """A braided rim around a circle; `half` says "all", "back" or "front"."""
    shade = matt_shader(colour)
    number = max(24, round(2 * math.pi * radius / (size * 1.05)))
    drawn = ""
    order = sorted(range(number), key=lambda k: math.cos(2 * math.pi * k / number))
    for k in order:
        angle = 2 * math.pi * k / number
        front = math.cos(angle) > -0.02
        if (half == "back" and front) or (half == "front" and not front):
            continue
        x, y = centre[0] + radius * math.sin(angle), centre[1] + radius * tilt * math.cos(angle)
        turn = math.degrees(math.atan2(-tilt * math.sin(angle), math.cos(angle))) + 28
        bright = shade(math.sin(angle) * 0.8, 0.6, abs(math.cos(angle)) * 0.6)
        gradient, fill = across(
            (0, -size * 0.6),
            (0, size * 0.6),
            [(0, hexed(lit(bright, 1.25))), (0.5, hexed(lit(bright, 0.98))), (1, hexed(lit(bright, 0.42)))],
        )
        long = size * (0.55 + 0.45 * abs(math.cos(angle)))
        drawn += gradient + at(
            oval(0, 0, long, size * 0.56, fill, stroke=hexed(lit(bright, 0.4)), stroke_width=1.2), x, y, turn=turn
        )
    return drawn


def cane(points: list[Point], half: float, colour: str = NATURAL, joints: bool = True) -> str:
    """A peeled rattan pole along a curve, with the faint rings of its joints."""
    drawn = swept(points, half, matt_shader(colour), step=3)
    if not joints:
        return drawn
    way = spline(points, 3)
    for i in range(24, len(way) - 12, 44):
        (x, y), (fx, fy) = way[i], way[i + 1]
        dx, dy = fx - x, fy - y
        length = math.hypot(dx, dy) or 1
        nx, ny = -dy / length * half, dx / length * half
        drawn += line(poly([(x - nx, y - ny), (x + nx, y + ny)], closed=False), tone(colour, 0.5), 2, opacity=0.5)
    return drawn


def binding(x: float, y: float, half: float, width: float, turn: float = 0, colour: str = HONEY) -> str:
    """Split cane wound around a joint: `half` is half of its length along the pole."""
    drawn = ""
    shade = matt_shader(colour)
    for k in range(round(half * 2 / 7)):
        gradient, fill = across(
            (0, -width),
            (0, width),
            [(0, hexed(shade(-0.5, 0.7, 0.4))), (0.45, hexed(shade(0, 0.1, 1))), (1, hexed(shade(0.5, -0.8, 0.3)))],
        )
        drawn += gradient + box(-half + k * 7, -width, 6, width * 2, fill, rx=3)
    return at(drawn, x, y, turn=turn)


def webbing(width: float, height: float, pitch: float, colour: str) -> str:
    """Six-way cane webbing from (0, 0) to (width, height)."""
    thin, fine = pitch * 0.13, tone(colour, 1.12)
    under, over = "", ""
    reach = int((width + height) / pitch) + 2
    for k in range(-reach, reach):
        x = k * pitch
        under += line(f"M{x:.1f} 0L{x + height:.1f} {height:.1f}", tone(colour, 0.8), thin * 1.3)
        under += line(f"M{x:.1f} {height:.1f}L{x + height:.1f} 0", tone(colour, 0.92), thin * 1.3)
    for k in range(int(width / pitch) + 2):
        for shift in (-0.13, 0.13):
            x = (k + 0.5 + shift) * pitch
            over += line(f"M{x:.1f} 0V{height:.1f}", colour, thin)
    for k in range(int(height / pitch) + 2):
        for shift in (-0.13, 0.13):
            y = (k + 0.5 + shift) * pitch
            over += line(f"M0 {y:.1f}H{width:.1f}", fine, thin)
    return clipped(under + over, box(0, 0, width, height, "#000"))


def coil(x: float, y: float, radii: Point, strand: float, colours: list[str], seed: int = 1) -> str:
    """A mat coiled from the middle, seen from above; each colour runs for some rounds, from the rim inwards."""
    chance = random.Random(seed)
    rx, ry = radii
    drawn = oval(x, y, rx, ry, tone(colours[0], 0.5))
    rounds = int(min(rx, ry) / strand)
    for k in range(rounds):
        colour = colours[min(len(colours) - 1, k * len(colours) // rounds)]
        a, b = rx - (k + 0.5) * strand, ry - (k + 0.5) * strand
        bright = chance.uniform(0.93, 1.07)
        ring = {"fill": "none"}
        for shade, width, lift in ((0.72, 0.96, 0.0), (1.0, 0.7, -0.06), (1.28, 0.26, -0.16)):
            drawn += oval(
                x + lift * strand,
                y + lift * strand,
                a,
                b,
                **ring,
                stroke=tone(colour, shade * bright),
                stroke_width=f"{strand * width:.1f}",
            )
        drawn += oval(
            x,
            y,
            a,
            b,
            **ring,
            stroke=tone(colour, 0.42),
            stroke_width=f"{strand * 0.94:.1f}",
            stroke_dasharray=f"2.2 {strand * 0.56:.1f}",
            stroke_dashoffset=f"{chance.uniform(0, 20):.1f}",
            opacity=0.55,
        )
    return drawn


def ribs(vessel: Turned, colour: str, number: int, half: float, hoops: list[float], front: bool) -> str:
    """An open cage of canes: the front or the back half of its ribs and hoops."""
    shade = matt_shader(colour, 0.42)
    levels = spline(vessel.profile, 12)
    drawn = ""
    for k in range(number + 1):
        angle = -math.pi / 2 + math.pi * k / number
        points = [
            (vessel.x + r * math.sin(angle), vessel.y - h + (1 if front else -1) * r * vessel.tilt * math.cos(angle))
            for r, h in levels
        ]
        bright = shade(math.sin(angle) * 0.8, 0.1, math.cos(angle))
        colour_here = hexed(lit(bright, 1.0 if front else 0.62))
        drawn += line(poly(points, closed=False), tone(colour_here, 0.6), half * 2)
        drawn += at(line(poly(points, closed=False), colour_here, half * 1.4), -half * 0.25, -1)
    for height in hoops:
        radius = min(spline(vessel.profile, 4), key=lambda point: abs(point[1] - height))[0]
        arc = [
            _surface(vessel, radius, height, -math.pi / 2 + math.pi * k / 30 + (0 if front else math.pi))
            for k in range(31)
        ]
        strength = 1.0 if front else 0.6
        drawn += line(poly(arc, closed=False), tone(colour, 0.6 * strength), half * 2.2)
        drawn += at(line(poly(arc, closed=False), tone(colour, 1.1 * strength), half * 1.3), 0, -half * 0.3)
    return drawn


def warm_light(x: float, y: float, radius: float, strength: float = 0.9) -> str:
    gradient, fill = glow(
        (x, y),
        radius,
        [
            (0, "#fff6d8", strength),
            (0.18, "#ffdf9a", strength * 0.6),
            (0.5, "#ffc66a", strength * 0.22),
            (1, "#ffb850", 0),
        ],
    )
    return gradient + oval(x, y, radius, radius, fill)
