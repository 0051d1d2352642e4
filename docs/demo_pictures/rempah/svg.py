"""SVG in strings: shapes, gradients that define themselves, soft shadows, and the way to a WebP file."""

import hashlib
import io
import math
import re
from pathlib import Path

import resvg_py
from PIL import Image

Point = tuple[float, float]

_definitions: dict[str, str] = {}


def _define(markup: str) -> str:
    """Remember a definition under a name made from its own text, so that equal ones are shared."""
    name = "d" + hashlib.sha256(markup.encode()).hexdigest()[:12]
    _definitions[name] = markup.replace("ID", name, 1)
    return f"url(#{name})"


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(one: str, other: str, share: float) -> str:
    """`share` of the other colour in the one."""
    pairs = zip(rgb(one), rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def light(colour: str, share: float = 0.3) -> str:
    return mix(colour, "#ffffff", share)


def dark(colour: str, share: float = 0.3) -> str:
    return mix(colour, "#1a0508", share)


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


def lin(*stops: str, angle: float = 90) -> str:
    """A linear gradient over the shape's box; 0 runs to the right, 90 downwards."""
    turn = math.radians(angle)
    dx, dy = math.cos(turn) / 2, math.sin(turn) / 2
    ends = f'x1="{0.5 - dx:.3f}" y1="{0.5 - dy:.3f}" x2="{0.5 + dx:.3f}" y2="{0.5 + dy:.3f}"'
    return _define(f'<linearGradient id="ID" {ends}>{_stops(stops)}</linearGradient>')


def rad(*stops: str, cx: float = 0.36, cy: float = 0.3, r: float = 0.75) -> str:
    """A radial gradient over the shape's box, lit from the upper left unless told."""
    return _define(f'<radialGradient id="ID" cx="{cx}" cy="{cy}" r="{r}">{_stops(stops)}</radialGradient>')


def tiled(content: str, width: float, height: float) -> str:
    """A fill that repeats `content`."""
    box = f'patternUnits="userSpaceOnUse" width="{width:g}" height="{height:g}"'
    return _define(f'<pattern id="ID" {box}>{content}</pattern>')


def _attributes(given: dict[str, object]) -> str:
    return "".join(f' {name.rstrip("_").replace("_", "-")}="{value}"' for name, value in given.items())


def path(d: str, fill: str = "none", **more: object) -> str:
    return f'<path d="{d}" fill="{fill}"{_attributes(more)}/>'


def line(d: str, stroke: str, width: float, **more: object) -> str:
    """A stroke with round ends."""
    return path(
        d, "none", stroke=stroke, stroke_width=f"{width:g}", stroke_linecap="round", stroke_linejoin="round", **more
    )


def oval(x: float, y: float, rx: float, ry: float, fill: str, **more: object) -> str:
    return f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="{fill}"{_attributes(more)}/>'


def disc(x: float, y: float, r: float, fill: str, **more: object) -> str:
    return oval(x, y, r, r, fill, **more)


def box(x: float, y: float, w: float, h: float, fill: str, **more: object) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{fill}"{_attributes(more)}/>'


def at(content: str, x: float = 0, y: float = 0, *, turn: float = 0, size: float = 1, **more: object) -> str:
    """`content` moved to x, y, turned and scaled around its own origin."""
    steps = f"translate({x:.2f} {y:.2f})" + (f" rotate({turn:.1f})" if turn else "")
    steps += f" scale({size:.3f})" if size != 1 else ""
    return f'<g transform="{steps}"{_attributes(more)}>{content}</g>'


def cut(content: str, d: str) -> str:
    """`content` seen only inside the outline d."""
    return f'<g clip-path="{_define(f"""<clipPath id="ID"><path d="{d}"/></clipPath>""")}">{content}</g>'


def blurred(content: str, spread: float, opacity: float = 1) -> str:
    room = 'x="-60%" y="-60%" width="220%" height="220%"'
    name = _define(f'<filter id="ID" {room}><feGaussianBlur stdDeviation="{spread:g}"/></filter>')
    return f'<g filter="{name}" opacity="{opacity:g}">{content}</g>'


def shadow(x: float, y: float, rx: float, ry: float, opacity: float = 0.4) -> str:
    """What a thing throws on the table it stands on."""
    return blurred(oval(x, y, rx, ry, "#1a0508"), max(6, ry * 0.55), opacity)


def smooth(points: list[Point], *, closed: bool = True) -> str:
    """A path through the points without corners."""
    n = len(points)
    steps = range(n if closed else n - 1)
    d = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for i in steps:
        a, b = points[i], points[(i + 1) % n]
        before = points[i - 1] if closed or i else a
        after = points[(i + 2) % n] if closed or i + 2 < n else b
        c1 = (a[0] + (b[0] - before[0]) / 6, a[1] + (b[1] - before[1]) / 6)
        c2 = (b[0] - (after[0] - a[0]) / 6, b[1] - (after[1] - a[1]) / 6)
        d += f"C{c1[0]:.1f} {c1[1]:.1f} {c2[0]:.1f} {c2[1]:.1f} {b[0]:.1f} {b[1]:.1f}"
    return d + ("Z" if closed else "")


def ring(points: int, radius: float, *, start: float = -90) -> list[tuple[float, float, float]]:
    """x, y and the angle of places on a circle."""
    turns = [start + 360 * i / points for i in range(points)]
    return [(radius * math.cos(math.radians(t)), radius * math.sin(math.radians(t)), t) for t in turns]


def star(spikes: int, outer: float, inner: float) -> str:
    """A closed zigzag around the origin."""
    places = ring(spikes * 2, 1)
    corners = [
        (x * (outer if i % 2 == 0 else inner), y * (outer if i % 2 == 0 else inner))
        for i, (x, y, _) in enumerate(places)
    ]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners) + "Z"


def _definitions_of(markup: str) -> str:
    """The definitions that the markup needs, and those that they need in turn."""
    needed: dict[str, None] = {}
    waiting = re.findall(r"url\(#(\w+)\)", markup)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = None
            waiting += re.findall(r"url\(#(\w+)\)", _definitions[name])
    return "".join(_definitions[name] for name in sorted(needed))


def write_picture(content: str, width: int, height: int, target: Path) -> int:
    """Rasterize to WebP at `target`, lowering the quality until it is under 118 kB; returns the size in bytes."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    markup = f"{head}<defs>{_definitions_of(content)}</defs>{content}</svg>"
    drawn = Image.open(io.BytesIO(resvg_py.svg_to_bytes(svg_string=markup, skip_system_fonts=True))).convert("RGB")
    for quality in (82, 76, 70, 62, 54):
        file = io.BytesIO()
        drawn.save(file, "WEBP", quality=quality, method=6)
        if file.tell() < 118_000:
            break
    target.write_bytes(file.getvalue())
    return file.tell()
