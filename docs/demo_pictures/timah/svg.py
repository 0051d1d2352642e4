"""Small pieces of SVG as strings, colours, and the way to a WebP file."""

import base64
import io
from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path

import resvg_py
from PIL import Image

Point = tuple[float, float]
Colour = tuple[float, float, float]
LARGEST = 118_000

_numbers = count(1)


def name() -> str:
    """An id that no other element of the picture has."""
    return f"n{next(_numbers)}"


def rgb(colour: str) -> Colour:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def hexed(colour: Colour) -> str:
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, part))):02x}" for part in colour)


def mix(one: Colour, two: Colour, part: float) -> Colour:
    return (
        one[0] + (two[0] - one[0]) * part,
        one[1] + (two[1] - one[1]) * part,
        one[2] + (two[2] - one[2]) * part,
    )


def lit(colour: Colour, strength: float) -> Colour:
    """The colour under a light: below 1 it sinks warmly into shade, above 1 it runs towards cream."""
    if strength <= 1:
        return colour[0] * strength, colour[1] * strength**1.12, colour[2] * strength**1.3
    return mix(colour, (1.0, 0.97, 0.9), min(0.85, (strength - 1) * 0.75))


def tone(colour: str, strength: float) -> str:
    return hexed(lit(rgb(colour), strength))


def path(d: str, fill: str = "none", **more: object) -> str:
    return f'<path d="{d}" fill="{fill}"{_attributes(more)}/>'


def line(d: str, stroke: str, width: float, **more: object) -> str:
    return path(d, stroke=stroke, stroke_width=f"{width:.1f}", stroke_linecap="round", stroke_linejoin="round", **more)


def oval(x: float, y: float, rx: float, ry: float, fill: str, **more: object) -> str:
    return f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="{fill}"{_attributes(more)}/>'


def box(x: float, y: float, width: float, height: float, fill: str, **more: object) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"{_attributes(more)}/>'


def group(content: str, **more: object) -> str:
    return f"<g{_attributes(more)}>{content}</g>"


def at(content: str, x: float, y: float, size: float = 1, turn: float = 0) -> str:
    turned = f" rotate({turn:.2f})" if turn else ""
    sized = f" scale({size:.4f})" if size != 1 else ""
    return f'<g transform="translate({x:.1f} {y:.1f}){turned}{sized}">{content}</g>'


def blurred(content: str, by: float, opacity: float = 1) -> str:
    key = name()
    return (
        f'<filter id="{key}" x="-50%" y="-50%" width="200%" height="200%">'
        f'<feGaussianBlur stdDeviation="{by}"/></filter>'
        f'<g filter="url(#{key})" opacity="{opacity}">{content}</g>'
    )


def clipped(content: str, shape: str) -> str:
    key = name()
    return f'<clipPath id="{key}">{shape}</clipPath><g clip-path="url(#{key})">{content}</g>'


def poly(points: Iterable[Point], closed: bool = True) -> str:
    """The `d` of straight lines through the points."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + ("Z" if closed else "")


def smooth(points: Sequence[Point], closed: bool = False) -> str:
    """The `d` of a curve through the points."""
    return poly(spline(points, 6, closed), closed)


def spline(points: Sequence[Point], step: float = 2, closed: bool = False) -> list[Point]:
    """Points about `step` apart on a Catmull-Rom curve; a point written twice makes a corner."""
    ring = list(points)
    around = [ring[-1], *ring, ring[0], ring[1]] if closed else [ring[0], *ring, ring[-1]]
    found: list[Point] = []
    for i in range(len(around) - 3):
        a, b, c, d = around[i : i + 4]
        length = ((c[0] - b[0]) ** 2 + (c[1] - b[1]) ** 2) ** 0.5
        parts = max(1, round(length / step))
        if length < 0.01:
            continue
        found += [_catmull(a, b, c, d, at=k / parts) for k in range(parts)]
    return found if closed else [*found, ring[-1]]


def _catmull(a: Point, b: Point, c: Point, d: Point, *, at: float) -> Point:
    def along(p: float, q: float, r: float, s: float) -> float:
        return 0.5 * (
            2 * q + (r - p) * at + (2 * p - 5 * q + 4 * r - s) * at * at + (3 * q - p - 3 * r + s) * at * at * at
        )

    return along(a[0], b[0], c[0], d[0]), along(a[1], b[1], c[1], d[1])


Stops = Sequence[tuple[float, str]]


def across(start: Point, end: Point, stops: Stops) -> tuple[str, str]:
    """A linear gradient between two points of the drawing: its definition and the fill that uses it."""
    key = name()
    marks = "".join(f'<stop offset="{offset:.3f}" stop-color="{colour}"/>' for offset, colour in stops)
    return (
        f'<linearGradient id="{key}" gradientUnits="userSpaceOnUse" x1="{start[0]:.1f}" y1="{start[1]:.1f}" '
        f'x2="{end[0]:.1f}" y2="{end[1]:.1f}">{marks}</linearGradient>',
        f"url(#{key})",
    )


def glow(centre: Point, radius: float, stops: Sequence[tuple[float, str, float]]) -> tuple[str, str]:
    """A radial gradient with opacities: its definition and the fill that uses it."""
    key = name()
    marks = "".join(f'<stop offset="{o:.3f}" stop-color="{c}" stop-opacity="{a:.3f}"/>' for o, c, a in stops)
    return (
        f'<radialGradient id="{key}" gradientUnits="userSpaceOnUse" cx="{centre[0]:.1f}" cy="{centre[1]:.1f}" '
        f'r="{radius:.1f}">{marks}</radialGradient>',
        f"url(#{key})",
    )


def drawn_png(content: str, size: tuple[int, int], smaller: int = 1) -> bytes:
    """The drawing as PNG, `smaller` times less wide and high."""
    width, height = size
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{content}</svg>'
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width // smaller, height=height // smaller))


def embedded(png: bytes, size: tuple[int, int]) -> str:
    data = base64.b64encode(png).decode("ascii")
    return f'<image width="{size[0]}" height="{size[1]}" href="data:image/png;base64,{data}"/>'


def write_picture(content: str, size: tuple[int, int], file: Path) -> int:
    """Write the drawing as WebP, quality 82 or as much less as keeps it small. Returns the file's size in bytes."""
    picture = Image.open(io.BytesIO(drawn_png(content, size))).convert("RGB")
    for quality in range(82, 30, -4):
        packed = io.BytesIO()
        picture.save(packed, "WEBP", quality=quality, method=5)
        if packed.tell() < LARGEST:
            break
    file.write_bytes(packed.getvalue())
    return packed.tell()


def _attributes(more: dict[str, object]) -> str:
    return "".join(f' {key.replace("_", "-")}="{value}"' for key, value in more.items())
