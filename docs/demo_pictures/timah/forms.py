"""Turned and drawn-out forms under one light: vessels as stacks of rings, handles and canes as swept rounds.

A vessel's profile is a list of (radius, height) from the foot up. The room is seen from a little above, so that a
circle lies as an ellipse and what stands higher covers what lies below.
"""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from timah.svg import Colour, Point, across, blurred, clipped, hexed, line, lit, mix, oval, poly, rgb, spline

TILT = 0.2
_UP = (0.0, 0.2, 0.98)


@dataclass(frozen=True)
class Metal:
    """How a metal answers the light: colours from dark to bright, how sharp the reflections are, and the room."""

    dark: str = "#2c2e30"
    middle: str = "#9a9a97"
    bright: str = "#fbf8f1"
    gloss: float = 0.5
    room: str = "#cfc6b8"
    grain: float = 0.012


SATIN = Metal()
POLISHED = Metal(dark="#17191b", middle="#979a9b", gloss=0.9, grain=0.004)
ANTIQUE = Metal(dark="#15140f", middle="#65615a", bright="#d9d2c3", gloss=0.4, grain=0.016)
BRASS = Metal(dark="#3a230c", middle="#b98d4c", bright="#fff0c4", gloss=0.6)

Shader = Callable[[float, float, float], Colour]


def _bump(value: float, centre: float, width: float) -> float:
    return math.exp(-(((value - centre) / width) ** 2))


def metal_shader(metal: Metal) -> Shader:
    """Reflections of a window at the left, a strip of light at the right, the ceiling, the table and the room."""
    dark, middle, bright, room = map(rgb, (metal.dark, metal.middle, metal.bright, metal.room))
    wide = 1.25 - metal.gloss * 0.6

    def shade(nx: float, ny: float, nz: float) -> Colour:
        facing = ny * _UP[1] + nz * _UP[2]
        rx, ry, rz = 2 * facing * nx, 2 * facing * ny - _UP[1], 2 * facing * nz - _UP[2]
        turn, rise = math.atan2(rx, rz), math.asin(max(-1.0, min(1.0, ry)))
        light = 0.4 + 0.14 * rise
        light += 0.66 * _bump(turn, -1.2, 0.62 * wide) * _bump(rise, 0.15, 1.2)
        light += 0.36 * _bump(turn, 1.45, 0.3 * wide)
        light -= 0.2 * metal.gloss * _bump(turn, 0.35, 0.42 * wide)
        light -= 0.16 * _bump(turn, -2.35, 0.4)
        light += 0.3 * max(0.0, min(1.0, (rise - 0.4) / 0.8))
        if rise < -0.15:
            light -= 0.16 * min(1.0, (-0.15 - rise) / 0.6)
        light = max(0.0, min(1.0, light))
        colour = mix(dark, middle, light / 0.5) if light < 0.5 else mix(middle, bright, (light - 0.5) / 0.5)
        seen = 0.28 * max(0.0, (abs(turn) - 2.0) / 1.14) + 0.14 * max(0.0, -rise)
        return mix(colour, lit(room, 0.55 + 0.6 * light), seen)

    return shade


def matt_shader(colour: str, least: float = 0.34) -> Shader:
    """A surface without gloss: cane, clay, cloth."""
    base = rgb(colour)

    def shade(nx: float, ny: float, nz: float) -> Colour:
        falling = max(0.0, -0.62 * nx + 0.42 * ny + 0.6 * nz)
        return lit(base, least + 0.84 * falling)

    return shade


@dataclass(frozen=True)
class Turned:
    """A vessel on its place: profile, foot's middle and how flat its circles lie."""

    profile: Sequence[Point]
    x: float
    y: float
    tilt: float = TILT
    step: float = 2

    def rings(self) -> list[tuple[float, float, float, float]]:
        """Radius, drawn height, and the outward normal's parts sideways and up, from the foot to the top."""
        points = spline(self.profile, self.step)
        found = []
        for i, (radius, height) in enumerate(points):
            before, after = points[max(0, i - 1)], points[min(len(points) - 1, i + 1)]
            dr, dh = after[0] - before[0], after[1] - before[1]
            length = math.hypot(dr, dh) or 1
            found.append((max(0.4, radius), self.y - height, dh / length, -dr / length))
        return found

    def top(self) -> tuple[float, float]:
        radius, height = self.profile[-1]
        return radius, self.y - height


def _ring_stops(shade: Shader, side: float, up: float, jitter: float, inner: bool = False) -> list[tuple[float, str]]:
    stops = []
    for k in range(19):
        u = -math.cos(math.pi * k / 18)
        depth = math.sqrt(max(0.0, 1 - u * u))
        nx = -u * side if inner else u * side
        stops.append(((u + 1) / 2, hexed(lit(shade(nx, up, depth * side), 1 + jitter))))
    return stops


def turned(vessel: Turned, shade: Shader, grain: float = 0.012, seed: int = 1) -> str:
    """The outside of a vessel, painted ring by ring from the foot up."""
    chance = random.Random(seed)
    drawn = ""
    for radius, y, side, up in vessel.rings():
        stops = _ring_stops(shade, side, up, chance.uniform(-grain, grain))
        gradient, fill = across((vessel.x - radius, 0), (vessel.x + radius, 0), stops)
        drawn += gradient + oval(vessel.x, y, radius, radius * vessel.tilt, fill)
    return drawn


def cast_form(profile: Sequence[Point], metal: Metal = SATIN, tilt: float = TILT, seed: int = 1) -> tuple[Turned, str]:
    """A metal vessel with its foot at the origin: the form and its outside."""
    form = Turned(profile, 0, 0, tilt)
    return form, turned(form, metal_shader(metal), metal.grain, seed)


def hollow(vessel: Turned, shade: Shader, wall: float = 7, floor: float = 0, dim: float = 0.5) -> str:
    """The inside of an open vessel: its lip, and what can be seen of the inner wall down to `floor`."""
    radius, y = vessel.top()
    lip, fill = across((vessel.x - radius, 0), (vessel.x + radius, 0), _ring_stops(shade, 0.25, 0.95, 0.04))
    drawn = lip + oval(vessel.x, y, radius, radius * vessel.tilt, fill)
    inner = radius - wall
    rings = [ring for ring in vessel.rings() if ring[1] < vessel.y - floor][::-1]
    content = ""
    for i, (ring_radius, ring_y, side, up) in enumerate(rings[:: 2 if len(rings) > 40 else 1]):
        depth = (ring_y - y) / max(1.0, vessel.y - floor - y)
        shown = max(1.0, ring_radius - wall)
        stops = _ring_stops(shade, abs(side), -up * 0.9, -dim * min(1.0, depth * 1.6) - 0.08, inner=True)
        gradient, fill = across((vessel.x - shown, 0), (vessel.x + shown, 0), stops)
        content += gradient + oval(vessel.x, ring_y + 2, shown, shown * vessel.tilt, fill)
        if i and depth > 0.999:
            break
    shape = oval(vessel.x, y + 1, inner, inner * vessel.tilt, "#000")
    return drawn + clipped(content, shape)


def swept(points: Sequence[Point], width: Callable[[float], float] | float, shade: Shader, step: float = 2.5) -> str:
    """A round bar along a curve; `width` is its half thickness, or says it for each part (0 to 1) of the way."""
    way = spline(points, step)
    drawn = ""
    for i, (x, y) in enumerate(way):
        before, after = way[max(0, i - 1)], way[min(len(way) - 1, i + 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = math.hypot(dx, dy) or 1
        nx, ny = dy / length, -dx / length
        half = width(i / max(1, len(way) - 1)) if callable(width) else width
        stops = []
        for k in range(9):
            u = -math.cos(math.pi * k / 8)
            stops.append(((u + 1) / 2, hexed(shade(u * nx, -u * ny, math.sqrt(max(0.0, 1 - u * u))))))
        gradient, fill = across((x - nx * half, y - ny * half), (x + nx * half, y + ny * half), stops)
        drawn += gradient + oval(x, y, half, half, fill)
    return drawn


def beads(centre: Point, radius: float, number: int, size: float, shade: Shader, tilt: float = TILT) -> str:
    """A row of small balls around the visible half of a circle."""
    drawn = ""
    for k in range(number + 1):
        angle = math.pi * k / number
        x, y = centre[0] - radius * math.cos(angle), centre[1] + radius * tilt * math.sin(angle)
        drawn += swept([(x, y - 0.5), (x, y + 0.5)], size, shade, step=1)
    return drawn


def standing_shadow(vessel: Turned, reach: float = 0.7, strength: float = 0.42) -> str:
    """What the vessel's body and foot take from the light that comes from the upper left."""
    rings = vessel.rings()[::6]
    cast = "".join(
        oval(vessel.x + (vessel.y - y) * reach, vessel.y - (vessel.y - y) * 0.1, r, r * vessel.tilt, "#140d06")
        for r, y, _, _ in rings
    )
    foot, _ = vessel.profile[0]
    close = oval(vessel.x + foot * 0.1, vessel.y + 4, foot * 1.1, foot * vessel.tilt * 1.25, "#140d06")
    return blurred(cast, 26, strength * 0.62) + blurred(close, 9, strength * 1.35)


def flat_shadow(shape: str, by: Point = (22, 26), soft: float = 18, strength: float = 0.4) -> str:
    """The shadow of something that lies or hangs: `shape` is drawn in black already."""
    moved = f'<g transform="translate({by[0]} {by[1]})">{shape}</g>'
    near = f'<g transform="translate({by[0] * 0.25:.1f} {by[1] * 0.25:.1f})">{shape}</g>'
    return blurred(moved, soft, strength * 0.75) + blurred(near, soft * 0.35, strength * 0.7)


def dimples(vessel: Turned, between: Point, size: float, seed: int = 3) -> str:
    """The marks of a planishing hammer on the outside, between two heights."""
    chance = random.Random(seed)
    points = spline(vessel.profile, size * 0.82)
    drawn = ""
    for row, (radius, height) in enumerate(points):
        if not between[0] <= height <= between[1]:
            continue
        number = max(6, round(math.pi * radius / size))
        for k in range(number):
            angle = -math.pi / 2 + math.pi * (k + 0.5 * (row % 2) + chance.uniform(-0.15, 0.15)) / number
            x = vessel.x + radius * math.sin(angle)
            y = vessel.y - height + radius * vessel.tilt * math.cos(angle)
            rx, ry = size * 0.5 * max(0.12, math.cos(angle)), size * 0.46
            bright = 0.5 + 0.5 * _bump(angle, -0.6, 0.7)
            drawn += oval(x + rx * 0.1, y + 1.2, rx * 1.02, ry * 1.02, "#fffaf0", opacity=f"{0.2 * bright + 0.04:.2f}")
            drawn += oval(x, y - 0.8, rx, ry, "#1a1a1c", opacity=f"{0.13 + 0.1 * chance.random():.2f}")
            drawn += oval(x + rx * 0.18, y + ry * 0.22, rx * 0.66, ry * 0.6, "#fffaf0", opacity=f"{0.24 * bright:.2f}")
    return drawn


def band(vessel: Turned, height: float, colour: str, width: float = 2, opacity: float = 0.6) -> str:
    """A fine line turned into the outside at a height."""
    radius = min(spline(vessel.profile, 2), key=lambda point: abs(point[1] - height))[0]
    y = vessel.y - height
    arc = [
        (vessel.x - radius * math.cos(math.pi * k / 40), y + radius * vessel.tilt * math.sin(math.pi * k / 40))
        for k in range(41)
    ]
    return line(poly(arc, closed=False), colour, width, opacity=opacity)


def groove(vessel: Turned, height: float) -> str:
    return band(vessel, height, "#14130f", 2.4, 0.5) + band(vessel, height - 3, "#fffaf0", 2, 0.5)
