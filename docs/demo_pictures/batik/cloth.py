"""Cloth out of a flat motif: a field of heights bends the motif and lights it, an outline cuts it."""

import math
import random
from collections.abc import Callable
from functools import cache

from PIL import Image, ImageChops, ImageFilter, ImageOps

from batik.sheet import Point, Sheet, path

Height = Callable[[float, float], float]
Place = Callable[[float, float], Point]
_STEP = 8
_QUAD = 16
_MARGIN = 800
_LIGHT = (-0.52, -0.62, 0.59)


def flat(_x: float, _y: float) -> float:
    return 0.0


def creases(*lines: tuple[float, float, float, float, float, float]) -> Height:
    """Soft ridges (with a negative rise: furrows) along lines: x1, y1, x2, y2, width, rise. They fade at the ends."""
    ready = []
    for x1, y1, x2, y2, width, rise in lines:
        dx, dy = x2 - x1, y2 - y1
        ready.append((x1, y1, dx, dy, 1 / (dx * dx + dy * dy), width, rise))

    def height(x: float, y: float) -> float:
        total = 0.0
        for x1, y1, dx, dy, inverse, width, rise in ready:
            along = ((x - x1) * dx + (y - y1) * dy) * inverse
            if -0.3 < along < 1.3:
                across = ((x - x1) * dy - (y - y1) * dx) * math.sqrt(inverse) / width
                if -3 < across < 3:
                    end = along - 0.5
                    total += rise * math.exp(-across * across - (end * end * 4) ** 2)
        return total

    return height


def drape(left: float, right: float, seed: str, *, folds: int = 6, rise: float = 18, lean: float = 30) -> Height:
    """The long folds of cloth that hangs: uneven in width, wandering a little on the way down."""
    chance = random.Random(seed)
    span = (right - left) / folds
    rise *= min(1.0, span / 90)
    ridges = []
    for at in range(folds * 2 + 1):
        centre = left + span * (at / 2) + chance.uniform(-0.14, 0.14) * span
        wide = span * chance.uniform(0.2, 0.36)
        tall = rise * chance.uniform(0.55, 1.15) * (1 if at % 2 else -0.8)
        ridges.append((centre, wide, tall, chance.uniform(-lean, lean), chance.uniform(0, 6.28)))

    def height(x: float, y: float) -> float:
        total = 0.0
        for centre, wide, tall, shift, phase in ridges:
            across = (x - centre - shift * math.sin(y / 420 + phase)) / wide
            if -3 < across < 3:
                total += tall * math.exp(-across * across)
        return total

    return height


def ripples(seed: str, *, angle: float, length: float = 260, rise: float = 22) -> Height:
    """Rolling folds across a whole picture, for cloth seen from near."""
    chance = random.Random(seed)
    waves = []
    for share in (1.0, 0.55, 0.3):
        turn = math.radians(angle + chance.uniform(-16, 16))
        reach = length * (0.5 + share / 2) * chance.uniform(0.85, 1.15)
        waves.append(
            (math.cos(turn) / reach * 6.28, math.sin(turn) / reach * 6.28, rise * share, chance.uniform(0, 6.28))
        )

    def height(x: float, y: float) -> float:
        bend = 46 * math.sin(x / 310 + y / 470)
        total = 0.0
        for kx, ky, tall, phase in waves:
            wave = math.sin(x * kx + (y + bend) * ky + phase)
            total += tall * (1 - math.sqrt(1 - 0.96 * ((wave + 1) / 2)) * 1.4 if wave > 0 else 0.36 * wave)
        return total

    return height


def both(*heights: Height) -> Height:
    return lambda x, y: sum(each(x, y) for each in heights)


def placed(*, turn: float = 0, scale: float = 1, shift: Point = (0, 0), centre: Point = (600, 600)) -> Place:
    """Where on the motif a point of the picture lies: the motif turned by degrees and enlarged around `centre`."""
    angle = math.radians(-turn)
    cos, sin = math.cos(angle) / scale, math.sin(angle) / scale

    def place(x: float, y: float) -> Point:
        dx, dy = x - centre[0], y - centre[1]
        return 900 + shift[0] + dx * cos - dy * sin, 900 + shift[1] + dx * sin + dy * cos

    return place


def cut(outline: str, size: tuple[int, int]) -> Image.Image:
    """The mask inside an outline (path data)."""
    sheet = Sheet(*size)
    sheet.add(path(outline, "#ffffff"))
    return sheet.raster().getchannel("A")


def cloth(
    motif: Image.Image,
    mask: Image.Image,
    height: Height = flat,
    *,
    place: Place | None = None,
    loft: tuple[float, float] = (10, 14),
    gloss: float = 0.35,
) -> Image.Image:
    """A piece of cloth in the shape of `mask`. `loft` is how far in from the edge it rounds, and how high."""
    size = mask.size
    heights, columns = _heights(mask, height, loft)
    warped = _warped(motif, heights, columns, size, place or placed())
    return _lit(warped, heights, columns, gloss=gloss, mask=mask)


def _heights(mask: Image.Image, height: Height, loft: tuple[float, float]) -> tuple[list[float], int]:
    columns, rows = mask.width // _STEP + 1, mask.height // _STEP + 1
    small = mask.resize((columns, rows), Image.Resampling.BOX)
    body = [value / 255 for value in small.tobytes()]
    for _ in range(2):
        body = _softened(body, columns, max(1, round(loft[0] / _STEP)))
    return [
        height(at % columns * _STEP, at // columns * _STEP) + loft[1] * body[at] for at in range(columns * rows)
    ], columns


def _softened(values: list[float], columns: int, reach: int) -> list[float]:
    """A box blur with floats: eight bits would show as bands in the light."""
    rows = len(values) // columns
    across = []
    for row in range(rows):
        across.extend(_averaged(values[row * columns : (row + 1) * columns], reach))
    down = [_averaged(across[column::columns], reach) for column in range(columns)]
    return [down[column][row] for row in range(rows) for column in range(columns)]


def _averaged(line: list[float], reach: int) -> list[float]:
    padded = [0.0] * (reach + 1) + line + [0.0] * reach
    total, sums = 0.0, []
    for value in padded:
        total += value
        sums.append(total)
    width = 2 * reach + 1
    return [(sums[at + width] - sums[at]) / width for at in range(len(line))]


def _slopes(heights: list[float], columns: int, at: int) -> Point:
    column = at % columns
    east = heights[at + 1] if column + 1 < columns else heights[at]
    west = heights[at - 1] if column else heights[at]
    south = heights[at + columns] if at + columns < len(heights) else heights[at]
    north = heights[at - columns] if at >= columns else heights[at]
    return (east - west) / (2 * _STEP), (south - north) / (2 * _STEP)


def _warped(motif: Image.Image, heights: list[float], columns: int, size: tuple[int, int], place: Place) -> Image.Image:
    def source(x: int, y: int) -> Point:
        at = min(len(heights) - 1, y // _STEP * columns + min(x // _STEP, columns - 1))
        dx, dy = _slopes(heights, columns, at)
        u, v = place(x + dx * 11, y + dy * 11)
        return u + _MARGIN, v + _MARGIN

    mesh = []
    for top in range(0, size[1], _QUAD):
        for start in range(0, size[0], _QUAD):
            right, bottom = min(start + _QUAD, size[0]), min(top + _QUAD, size[1])
            corners = source(start, top) + source(start, bottom) + source(right, bottom) + source(right, top)
            mesh.append(((start, top, right, bottom), corners))
    return _endless(motif).transform(size, Image.Transform.MESH, mesh, Image.Resampling.BICUBIC)


def _endless(motif: Image.Image) -> Image.Image:
    """The motif with its mirror image around it, so that no cut falls off its edge."""
    width, height = motif.size
    plain = motif.convert("RGB")
    sides, wide = ImageOps.mirror(plain), Image.new("RGB", (width + 2 * _MARGIN, height))
    for x, part in ((_MARGIN - width, sides), (_MARGIN + width, sides), (_MARGIN, plain)):
        wide.paste(part, (x, 0))
    whole, turned = Image.new("RGB", (wide.width, height + 2 * _MARGIN)), ImageOps.flip(wide)
    for y, part in ((_MARGIN - height, turned), (_MARGIN + height, turned), (_MARGIN, wide)):
        whole.paste(part, (0, y))
    return whole


def _lit(
    flat_cloth: Image.Image, heights: list[float], columns: int, *, gloss: float, mask: Image.Image
) -> Image.Image:
    size = flat_cloth.size
    shade, shine = bytearray(), bytearray()
    for at in range(len(heights)):
        dx, dy = _slopes(heights, columns, at)
        norm = math.sqrt(dx * dx + dy * dy + 1)
        facing = (-dx * _LIGHT[0] - dy * _LIGHT[1] + _LIGHT[2]) / norm / _LIGHT[2]
        shade.append(max(84, min(255, round(255 * (0.4 + 0.6 * min(1.0, facing))))))
        shine.append(max(0, min(190, round(255 * gloss * max(0.0, facing - 1.0) * 0.8))))
    rows = len(heights) // columns
    grown = (columns * _STEP, rows * _STEP)
    full = [
        Image.frombytes("L", (columns, rows), bytes(each)).resize(grown, Image.Resampling.BICUBIC).crop((0, 0, *size))
        for each in (shade, shine)
    ]
    warm = [
        full[0].point([min(255, round(value**power * 255 ** (1 - power))) for value in range(256)])
        for power in (0.92, 1.02, 1.0)
    ]
    lit = ImageChops.multiply(flat_cloth, Image.merge("RGB", warm))
    lit = ImageChops.screen(
        lit, Image.merge("RGB", [full[1], full[1].point(lambda v: v * 0.96), full[1].point(lambda v: v * 0.88)])
    )
    lit = ImageChops.multiply(lit, weave(size))
    lit.putalpha(mask)
    return lit


@cache
def weave(size: tuple[int, int]) -> Image.Image:
    """The faint unevenness of threads, the same on every run."""
    chance = random.Random("weave")
    warp = Image.frombytes("L", (size[0] // 2, size[1] // 12), chance.randbytes(size[0] // 2 * (size[1] // 12)))
    weft = Image.frombytes("L", (size[0] // 12, size[1] // 2), chance.randbytes(size[0] // 12 * (size[1] // 2)))
    threads = ImageChops.add(warp.resize(size), weft.resize(size), 2).filter(ImageFilter.GaussianBlur(0.6))
    calm = threads.point([round(243 + value / 255 * 12) for value in range(256)])
    return Image.merge("RGB", [calm] * 3)
