"""Where things stand: plaster, linen and dark green walls, a table, and light that comes through a window."""

import math
import random
from dataclasses import dataclass
from functools import cache

from timah.svg import across, at, blurred, box, drawn_png, embedded, glow, line, name, oval, path, poly, tone


@dataclass(frozen=True)
class Room:
    """Wall and table colours, where they meet (part of the height; 0 for a wall alone), and what shapes the light."""

    wall: str
    table: str
    edge: float = 0.66
    light: str = "window"
    strength: float = 0.5
    texture: float = 0.5


PLASTER = Room("#d9cfc0", "#e6ddd0", 0.63, "window")
CHALK = Room("#e9e4da", "#d8cdbb", 0.66, "leaf")
LINEN = Room("#c9bba5", "#e9e1d2", 0.6, "soft")
GREEN = Room("#2c3d33", "#3a3128", 0.66, "window", 0.3)
INK = Room("#232b33", "#4a4038", 0.68, "soft", 0.3)
CLAY = Room("#b9866a", "#d8b294", 0.64, "leaf", 0.4)
SAGE = Room("#98a18c", "#d8d1c0", 0.64, "window", 0.45)
OLIVE = Room("#5c6049", "#cfc3ad", 0.66, "leaf", 0.35)
STONE = Room("#b4b0a8", "#c9c4ba", 0.62, "arch", 0.45)
UMBER = Room("#43342b", "#6a5443", 0.66, "soft", 0.3)


def _texture(size: tuple[int, int], frequency: str, strength: float, seed: int) -> str:
    """Unevenness of plaster or cloth, as light and dark clouds."""
    key = name()
    return (
        f'<filter id="{key}" x="0" y="0" width="100%" height="100%" color-interpolation-filters="sRGB">'
        f'<feTurbulence type="fractalNoise" baseFrequency="{frequency}" numOctaves="3" seed="{seed}"/>'
        f'<feColorMatrix values="0 0 0 0 0.1  0 0 0 0 0.07  0 0 0 0 0.04  {strength} 0 0 0 {-strength * 0.42:.3f}"/>'
        f'</filter><rect width="{size[0]}" height="{size[1]}" filter="url(#{key})"/>'
    )


def _leaf(length: float, seed: int) -> str:
    """A palm frond, its stem from the origin to the right."""
    chance = random.Random(seed)
    drawn = line(f"M0 0Q{length / 2:.0f} {-length * 0.12:.0f} {length:.0f} 0", "#000", 9)
    for k in range(1, 11):
        x = length * k / 11
        reach = length * 0.5 * math.sin(math.pi * (0.16 + 0.8 * k / 11)) * chance.uniform(0.9, 1.1)
        y = -length * 0.06 * math.sin(math.pi * k / 11)
        for way in (-1, 1):
            wide = length * 0.034
            blade = (
                f"M0 0C{reach * 0.3:.0f} {-wide:.0f} {reach * 0.7:.0f} {-wide * 0.8:.0f} {reach:.0f} "
                f"0C{reach * 0.7:.0f} {wide * 0.6:.0f} {reach * 0.3:.0f} {wide * 0.8:.0f} 0 0Z"
            )
            drawn += at(path(blade, "#000"), x, y, turn=way * (58 - k * 2.4))
    return drawn


def _sun(room: Room, width: int, height: int, seed: int) -> str:
    """The shapes that sunlight makes on the wall."""
    slant, bright = 0.16 * width, f"{room.strength * 0.52:.2f}"
    if room.light == "soft":
        gradient, fill = glow((width * 0.3, height * 0.3), width * 0.75, [(0, "#fff4dd", 0.4), (1, "#fff4dd", 0)])
        return gradient + group_opacity(box(0, 0, width, height, fill), room.strength * 1.5)
    if room.light == "arch":
        arch = (
            f"M{width * 0.1:.0f} {height * 0.98:.0f}V{height * 0.42:.0f}A{width * 0.26:.0f} "
            f"{width * 0.26:.0f} 0 0 1 {width * 0.62:.0f} {height * 0.42:.0f}V{height * 0.98:.0f}Z"
        )
        return blurred(path(arch, "#fff3da"), 20, float(bright))
    panes = ""
    for column in range(2):
        for row in range(3):
            left = width * (0.06 + 0.29 * column)
            top = height * (0.04 + 0.205 * row)
            w, h = width * 0.26, height * 0.18
            panes += path(
                poly(
                    [(left, top), (left + w, top + slant * 0.22), (left + w, top + h + slant * 0.22), (left, top + h)]
                ),
                "#fff3da",
            )
    sun = blurred(panes, 11, float(bright))
    if room.light == "leaf":
        gradient, fill = glow((width * 0.22, height * 0.2), width * 0.95, [(0, "#fff4dd", 0.55), (1, "#fff4dd", 0)])
        fronds = at(_leaf(width * 0.62, seed), width * 1.04, height * 0.1, turn=158)
        fronds += at(_leaf(width * 0.5, seed + 1), width * 1.02, height * 0.34, turn=196)
        fronds += at(_leaf(width * 0.5, seed + 2), width * 0.74, -height * 0.05, turn=112)
        return gradient + group_opacity(box(0, 0, width, height, fill), room.strength * 1.6) + blurred(fronds, 8, 0.2)
    return sun


def group_opacity(content: str, opacity: float) -> str:
    return f'<g opacity="{min(1.0, opacity):.2f}">{content}</g>'


def room(place: Room, size: tuple[int, int] = (1200, 1500), seed: int = 1) -> str:
    """An empty room. It is soft everywhere, so it is drawn small and enlarged."""
    return embedded(_small_room(place, size, seed), size)


@cache
def _small_room(place: Room, size: tuple[int, int], seed: int) -> bytes:
    return drawn_png(_empty(place, size, seed), size, smaller=2)


def _empty(place: Room, size: tuple[int, int], seed: int) -> str:
    width, height = size
    wall, fill = across(
        (0, 0), (width, height), [(0, tone(place.wall, 1.08)), (0.5, place.wall), (1, tone(place.wall, 0.78))]
    )
    drawn = wall + box(0, 0, width, height, fill)
    drawn += _texture(size, "0.004 0.006", place.texture * 0.5, seed)
    drawn += _texture(size, "0.03 0.045", place.texture * 0.16, seed + 1)
    drawn += _sun(place, width, height, seed)
    if place.edge:
        drawn += _table(place, width, height, seed)
    gradient, fill = glow((width * 0.44, height * 0.44), height * 0.78, [(0.45, "#100a05", 0), (1, "#100a05", 0.4)])
    return drawn + gradient + box(0, 0, width, height, fill)


def _table(place: Room, width: int, height: int, seed: int) -> str:
    y = height * place.edge
    stops = [(0, tone(place.table, 0.82)), (0.25, place.table), (1, tone(place.table, 0.9))]
    top, fill = across((0, y), (0, height), stops)
    drawn = blurred(box(-40, y - 26, width + 80, 34, "#100a05"), 12, 0.3)
    drawn += top + box(0, y, width, height - y, fill)
    side, fill = across((0, 0), (width, 0), [(0, tone(place.table, 1.16)), (1, tone(place.table, 0.72))])
    drawn += side + group_opacity(box(0, y, width, height - y, fill), 0.55)
    drawn += box(0, y, width, 2.4, tone(place.table, 1.2), opacity=0.7)
    return drawn


def plinth(x: float, y: float, size: tuple[float, float], colour: str, tilt: float = 0.16) -> str:
    """A block of plaster whose top's middle is (x, y)."""
    half, height = size[0] / 2, size[1]
    depth = size[0] * tilt
    shadow = blurred(
        path(
            poly([(x - half, y + height), (x + half, y + height), (x + half * 2.2, y + height - 40), (x + half, y)]),
            "#140d06",
        ),
        26,
        0.35,
    )
    front, fill = across((x - half, 0), (x + half, 0), [(0, tone(colour, 1.02)), (1, tone(colour, 0.74))])
    top, top_fill = across((x - half, 0), (x + half, 0), [(0, tone(colour, 1.3)), (1, tone(colour, 1.02))])
    back = half * 0.93
    drawn = shadow + front + box(x - half, y + depth / 2, half * 2, height, fill)
    lid = [(x - back, y - depth / 2), (x + back, y - depth / 2), (x + half, y + depth / 2), (x - half, y + depth / 2)]
    return drawn + top + path(poly(lid), top_fill)


def cloth(x: float, y: float, size: tuple[float, float], colour: str, seed: int = 1) -> str:
    """A hemmed piece of linen lying on the table, a little askew, with two creases from the cupboard."""
    chance = random.Random(seed)
    w, h = size
    lean = 0.0 if h > w * 0.6 else 0.07 * w
    corners = [(-w / 2 + lean, -h / 2), (w / 2 - lean, -h / 2), (w / 2, h / 2), (-w / 2, h / 2)]
    corners = [(px + chance.uniform(-12, 12), py + chance.uniform(-7, 7)) for px, py in corners]
    inset = [(px * 0.968, py * (0.95 if lean else 0.968)) for px, py in corners]
    ends = [tone(colour, 1.12), colour, tone(colour, 0.86)]
    gradient, fill = across((-w / 2, -h / 2), (w / 2, h / 2), [(k / 2, shade) for k, shade in enumerate(ends)])
    shape = poly(corners)
    creases = ""
    for part in (0.34, 0.67):
        (ax, ay), (bx, by) = [
            (one[0] + (two[0] - one[0]) * part, one[1] + (two[1] - one[1]) * part)
            for one, two in ((corners[0], corners[1]), (corners[3], corners[2]))
        ]
        crease = f"M{ax:.0f} {ay:.0f}L{bx:.0f} {by:.0f}"
        creases += line(crease, tone(colour, 0.8), 7) + at(line(crease, tone(colour, 1.35), 6), -8, 0)
    hem = path(poly(inset), stroke=tone(colour, 0.72), stroke_width=2.2, stroke_dasharray="7 4", opacity=0.7)
    turn = 0.0 if lean else chance.uniform(-9, 9)
    shadow = blurred(at(path(shape, "#140d06"), 6, 9), 7, 0.4)
    return at(shadow + gradient + path(shape, fill) + blurred(creases, 4, 0.55) + hem, x, y, turn=turn)


def spot(x: float, y: float, radius: float, colour: str, strength: float) -> str:
    gradient, fill = glow((x, y), radius, [(0, colour, strength), (0.4, colour, strength * 0.4), (1, colour, 0)])
    return gradient + oval(x, y, radius, radius, fill)
