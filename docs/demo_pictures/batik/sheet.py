"""SVG gathered on a sheet and turned into a Pillow picture; colours, and the palettes that a motif is dyed in."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

import resvg_py
from PIL import Image

Point = tuple[float, float]


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(one: str, other: str, share: float) -> str:
    """`share` of the other colour in the one."""
    pairs = zip(rgb(one), rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def light(colour: str, share: float = 0.3) -> str:
    return mix(colour, "#fffaf0", share)


def dark(colour: str, share: float = 0.3) -> str:
    return mix(colour, "#140a10", share)


@dataclass(frozen=True)
class Palette:
    """The dyes of one cloth: `line` is what the wax kept free, `pool` the second dye that flowed into the ground."""

    ground: str
    pool: str
    bloom: str
    tip: str
    leaf: str
    line: str
    accent: str


@dataclass(frozen=True)
class Dyed:
    """A cloth as it leaves the dye: a square of 1,800 units, its palette, its name. The name also seeds its folds."""

    motif: Image.Image
    palette: Palette
    name: str


class Sheet:
    """A drawing in progress. Definitions get names of their own."""

    def __init__(self, width: int, height: int) -> None:
        self.size = (width, height)
        self._definitions: dict[str, str] = {}
        self._body: list[str] = []

    def add(self, *markup: str) -> None:
        self._body.extend(markup)

    def define(self, element: str, attributes: str, content: str) -> str:
        """The `url(#…)` of a definition; equal ones are kept once."""
        name = f"d{len(self._definitions)}"
        key = f"{element}|{attributes}|{content}"
        for known, (kept, _) in enumerate(self._definitions.items()):
            if kept == key:
                return f"url(#d{known})"
        self._definitions[key] = f'<{element} id="{name}" {attributes}>{content}</{element}>'
        return f"url(#{name})"

    def radial(self, *stops: str, box: str = 'gradientUnits="userSpaceOnUse" cx="0" cy="0" r="100"') -> str:
        return self.define("radialGradient", box, _stops(stops))

    def linear(self, *stops: str, box: str = 'x1="0" y1="0" x2="0" y2="1"') -> str:
        return self.define("linearGradient", box, _stops(stops))

    def tiled(self, content: str, box: tuple[float, float], transform: str = "") -> str:
        size = f'patternUnits="userSpaceOnUse" width="{box[0]:g}" height="{box[1]:g}"'
        return self.define("pattern", f'{size} patternTransform="{transform}"', content)

    def blur(self, deviation: float) -> str:
        box = 'x="-50%" y="-50%" width="200%" height="200%"'
        return self.define("filter", box, f'<feGaussianBlur stdDeviation="{deviation:g}"/>')

    def hand(self, reach: float = 7) -> str:
        """The slight unsteadiness of a line that a hand drew."""
        noise = '<feTurbulence type="fractalNoise" baseFrequency="0.012" numOctaves="2" seed="7" result="n"/>'
        shift = f'in="SourceGraphic" in2="n" scale="{reach:g}" xChannelSelector="R" yChannelSelector="G"'
        box = 'x="-2%" y="-2%" width="104%" height="104%"'
        return self.define("filter", box, f"{noise}<feDisplacementMap {shift}/>")

    def raster(self) -> Image.Image:
        width, height = self.size
        head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        markup = f"{head}<defs>{''.join(self._definitions.values())}</defs>{''.join(self._body)}</svg>"
        png = resvg_py.svg_to_bytes(svg_string=markup, skip_system_fonts=True)
        return Image.open(io.BytesIO(bytes(png))).convert("RGBA")


def _stops(stops: tuple[str, ...]) -> str:
    """Each stop is "colour", "colour@offset" or "colour@offset/opacity"."""
    found = []
    for place, stop in enumerate(stops):
        colour, _, rest = stop.partition("@")
        offset, _, opacity = rest.partition("/")
        at = offset or f"{place / max(1, len(stops) - 1):.3f}"
        seen = f' stop-opacity="{opacity}"' if opacity else ""
        found.append(f'<stop offset="{at}" stop-color="{colour}"{seen}/>')
    return "".join(found)


def path(d: str, fill: str = "none", **more: object) -> str:
    rest = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f'<path d="{d}" fill="{fill}"{rest}/>'


def dot(x: float, y: float, r: float, fill: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{fill}"/>'


def group(content: str, transform: str = "", **more: object) -> str:
    rest = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f'<g transform="{transform}"{rest}>{content}</g>'


def smooth(points: Sequence[Point], closed: bool = False) -> str:
    """A path through all points (Catmull-Rom)."""
    count = len(points)
    ring = [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    d = f"M{points[0][0]:.1f},{points[0][1]:.1f}"
    for at in range(1, count + (1 if closed else 0)):
        (ax, ay), (bx, by), (cx, cy), (ex, ey) = ring[at - 1 : at + 3]
        d += f"C{bx + (cx - ax) / 6:.1f},{by + (cy - ay) / 6:.1f} "
        d += f"{cx - (ex - bx) / 6:.1f},{cy - (ey - by) / 6:.1f} {cx:.1f},{cy:.1f}"
    return d + ("Z" if closed else "")


def block(width: float, height: float, *, centre: Point = (600, 600), turn: float = 0, bulge: float = 12) -> str:
    """A soft rectangle."""
    w, h = width / 2, height / 2
    corners: list[Point] = [
        (-w, -h),
        (0, -h - bulge),
        (w, -h),
        (w + bulge, 0),
        (w, h),
        (0, h + bulge),
        (-w, h),
        (-w - bulge, 0),
    ]
    angle = math.radians(turn)
    cos, sin = math.cos(angle), math.sin(angle)
    spun = [(centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos) for x, y in corners]
    d = f"M{spun[0][0]:.0f},{spun[0][1]:.0f}"
    for at in range(0, 8, 2):
        mid, end = spun[at + 1], spun[(at + 2) % 8]
        d += f"Q{mid[0]:.0f},{mid[1]:.0f} {end[0]:.0f},{end[1]:.0f}"
    return d + "Z"


def scaled(d: str, share: float) -> str:
    """The outline drawn nearer to the middle; paths here use absolute M, L, C, Q, Z alone."""
    found, number, is_x = "", "", True
    for sign in d + " ":
        if sign.isdigit() or sign in ".-":
            number += sign
            continue
        if number:
            found += f"{600 + (float(number) - 600) * share:g}" if is_x else number
            is_x = not is_x
            number = ""
        found += sign
    return found.strip()


def mirrored(d: str) -> str:
    return scaled(d, -1)


def disc(x: float, y: float, r: float, fill: str, more: str = "") -> str:
    return f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}" {more}/>'
