"""Whole cloths drawn by hand: dye that flows, sprays of flowers, borders. Each is a square of 1,800 units."""

import math
import random
from collections.abc import Sequence

from PIL import Image

from batik.flowers import Figure, Ink, bud, frond, ink, leaf
from batik.sheet import Palette, Point, Sheet, dark, dot, group, light, mix, path, smooth

SIDE = 1800


def dyed(sheet: Sheet, palette: Palette, seed: str, *, clouds: int = 34) -> None:
    """The ground: one dye flooded, a second one run into it while wet."""
    chance = random.Random(seed)
    sheet.add(f'<rect width="{SIDE}" height="{SIDE}" fill="{palette.ground}"/>')
    pools = ""
    for at in range(clouds):
        colour = (palette.pool, light(palette.ground, 0.16), palette.pool, dark(palette.ground, 0.14))[at % 4]
        x, y = chance.uniform(0, SIDE), chance.uniform(0, SIDE)
        rx, ry = chance.uniform(90, 280), chance.uniform(70, 200)
        pools += f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="{rx:.0f}" ry="{ry:.0f}" fill="{colour}" opacity="0.55"/>'
    sheet.add(group(pools, filter=sheet.blur(58)))


def crackle(palette: Palette, seed: str, *, lines: int = 60) -> str:
    """Fine veins where the wax broke in the dye bath."""
    chance = random.Random(seed)
    d = ""
    for _ in range(lines):
        x, y, turn = chance.uniform(0, SIDE), chance.uniform(0, SIDE), chance.uniform(0, 6.28)
        points: list[Point] = [(x, y)]
        for _ in range(chance.randint(5, 14)):
            turn += chance.uniform(-0.6, 0.6)
            x, y = x + 38 * math.cos(turn), y + 38 * math.sin(turn)
            points.append((x, y))
        d += "M" + "L".join(f"{px:.0f},{py:.0f}" for px, py in points)
    return path(d, stroke=dark(palette.ground, 0.35), stroke_width=1.6, opacity=0.5)


def _spread(chance: random.Random, gap: float, tries: int, taken: list[tuple[float, float, float]]) -> list[Point]:
    """Places at least `gap` apart from each other and clear of what is taken (x, y, radius)."""
    found: list[Point] = []
    for _ in range(tries):
        x, y = chance.uniform(-40, SIDE + 40), chance.uniform(-40, SIDE + 40)
        if any((x - px) ** 2 + (y - py) ** 2 < gap * gap for px, py in found):
            continue
        if any((x - px) ** 2 + (y - py) ** 2 < (radius + gap / 2) ** 2 for px, py, radius in taken):
            continue
        found.append((x, y))
    return found


def _stand(content: str, at: Point, size: float, turn: float) -> str:
    return group(content, f"translate({at[0]:.1f} {at[1]:.1f}) rotate({turn:.1f}) scale({size / 100:.3f})")


def _tendril(chance: random.Random, at: Point, turn: float, reach: float) -> str:
    points: list[Point] = []
    for step in range(15):
        share = step / 14
        radius = reach * (1 - share) ** 1.3
        angle = turn + share * 8.2
        points.append((at[0] + radius * math.cos(angle), at[1] + radius * math.sin(angle)))
    return smooth(points)


def sprays(
    palette: Palette,
    seed: str,
    blooms: Sequence[Figure],
    *,
    size: float = 150,
    greens: Sequence[Figure] = (leaf,),
    spread: float = 2.0,
) -> Image.Image:
    """Flowers with their leaves, buds and tendrils, thrown over the whole cloth."""
    chance = random.Random(seed)
    sheet = Sheet(SIDE, SIDE)
    dyed(sheet, palette, seed)
    pen = ink(sheet, palette, 2.9 * 100 / size)
    places = _spread(chance, size * spread, 1200, [])
    below, above = "", ""
    for number, at in enumerate(places):
        big = size * chance.uniform(0.82, 1.12)
        first = chance.uniform(0, 360)
        for step in range(chance.randint(3, 5)):
            turn = first + step * chance.uniform(62, 96)
            reach = big * chance.uniform(1.0, 1.2)
            spot = at[0] + reach * math.sin(math.radians(turn)), at[1] - reach * math.cos(math.radians(turn))
            below += _stand(
                greens[step % len(greens)](pen), spot, big * chance.uniform(0.46, 0.66), turn + chance.uniform(-24, 24)
            )
        above += _stand(blooms[number % len(blooms)](pen), at, big, first)
    taken = [(x, y, size * 1.25) for x, y in places]
    sheet.add(group(_between(chance, pen, palette, (taken, size)) + below + above, filter=sheet.hand()))
    return sheet.raster()


def _between(
    chance: random.Random, pen: Ink, palette: Palette, around: tuple[list[tuple[float, float, float]], float]
) -> str:
    """What fills the gaps: tendrils, buds and the small dots called isen."""
    taken, size = around
    soft = mix(palette.line, palette.ground, 0.35)
    content = ""
    for at in _spread(chance, size * 0.9, 700, taken):
        turn = chance.uniform(0, 6.28)
        content += path(_tendril(chance, at, turn, size * 0.46), stroke=soft, stroke_width=2.6, stroke_linecap="round")
        content += _stand(bud(pen), at, size * 0.3, math.degrees(turn))
    for at in _spread(chance, size * 0.34, 1500, [(x, y, r * 0.9) for x, y, r in taken]):
        for step in range(5):
            angle = step * 1.257
            content += dot(at[0] + 9 * math.cos(angle), at[1] + 9 * math.sin(angle), 2.5, soft)
    return content


def scrolls(palette: Palette, seed: str, *, size: float = 300, bloom: Figure = bud) -> Image.Image:
    """Awan larat, the wandering cloud: tendrils that roll up into each other, a bud in every eye."""
    sheet = Sheet(SIDE, SIDE)
    dyed(sheet, palette, seed, clouds=22)
    pen = ink(sheet, palette, 5.2)
    content = ""
    rows = int(SIDE / (size * 0.86)) + 2
    for row in range(-1, rows):
        for column in range(-1, int(SIDE / size) + 2):
            at = (column + (row % 2) * 0.5) * size, row * size * 0.86
            flip = -1 if (row + column) % 2 else 1
            content += group(
                _scroll(pen, bloom),
                f"translate({at[0]:.0f} {at[1]:.0f}) scale({flip * size / 300:.3f} {size / 300:.3f})",
            )
    sheet.add(group(content, filter=sheet.hand(4)))
    return sheet.raster()


def _scroll(pen: Ink, bloom: Figure) -> str:
    points: list[Point] = [(196, -150), (150, -128)]
    leaves = ""
    for step in range(40):
        share = step / 39
        angle = -0.75 + share * 9.4
        radius = 118 * (1 - share) ** 0.8 + 20
        x, y = radius * math.cos(angle), radius * math.sin(angle)
        points.append((x, y))
        if step % 3 == 1 and step < 30:
            size = 0.42 * (1 - share) + 0.1
            turn = math.degrees(angle) + 148
            out = 1 + 0.26 * (1 - share)
            spot = f"translate({x * out:.1f} {y * out:.1f}) rotate({turn:.1f})"
            leaves += group(_lobe(pen), f"{spot} scale({size:.2f})")
    stem = smooth(points)
    wide = path(stem, stroke=pen.line, stroke_width=8, stroke_linecap="round")
    thin = path(stem, stroke=pen.accent, stroke_width=3.4, stroke_linecap="round")
    return leaves + wide + thin + group(bloom(pen), "rotate(30) scale(0.32)")


def _lobe(pen: Ink) -> str:
    """A leaf of the scroll, bent like a flame."""
    flame = path("M0,70C-52,44 -56,-22 10,-92C2,-50 44,-22 36,22C32,50 18,64 0,70Z", pen.petal, **pen.wax)
    return flame + path("M2,54C-20,20 -18,-22 4,-58", **pen.vein)


def ferns(palette: Palette, seed: str, *, size: float = 190) -> Image.Image:
    """Paku pakis: fronds in leaning rows, each way by turns."""
    chance = random.Random(seed)
    sheet = Sheet(SIDE, SIDE)
    dyed(sheet, palette, seed)
    pen = ink(sheet, palette, 2.6 * 100 / size)
    content = ""
    for row in range(-1, int(SIDE / (size * 1.15)) + 2):
        for column in range(-1, int(SIDE / (size * 1.1)) + 2):
            at = (column + row % 2 * 0.5) * size * 1.1, row * size * 1.15
            flip = 1 if row % 2 else -1
            turn = chance.uniform(-9, 9)
            content += group(
                frond(pen),
                (
                    f"translate({at[0]:.0f} {at[1]:.0f}) rotate({turn:.0f}) scale({flip * size / 130:.2f}"
                    f" {size / 130:.2f})"
                ),
            )
    dots = "".join(dot(x, y, 3, palette.line) for x, y in _spread(chance, 40, 1400, []))
    sheet.add(group(dots, opacity=0.5), group(content, filter=sheet.hand()))
    return sheet.raster()


def washes(palette: Palette, seed: str) -> Image.Image:
    """Broad strokes of the brush, parted by wax lines, with rows of dots: batik lukis of our day."""
    chance = random.Random(seed)
    sheet = Sheet(SIDE, SIDE)
    sheet.add(f'<rect width="{SIDE}" height="{SIDE}" fill="{palette.ground}"/>')
    tones = [
        palette.ground,
        palette.bloom,
        palette.pool,
        palette.tip,
        palette.leaf,
        mix(palette.bloom, palette.pool, 0.5),
        palette.accent,
    ]
    y, bands, lines = -160.0, "", ""
    while y < SIDE + 160:
        thick = chance.choice((26, 44, 90, 130, 170, 60))
        points = [
            (x, y + 46 * math.sin(x / 280 + y / 200) + chance.uniform(-10, 10)) for x in range(-100, SIDE + 200, 150)
        ]
        edge = smooth(points)
        colour = tones[chance.randrange(len(tones))]
        bands += path(
            f"{edge}L{SIDE + 200},{SIDE + 400}L-100,{SIDE + 400}Z",
            sheet.linear(colour, mix(colour, palette.pool, 0.45)),
        )
        lines += path(edge, stroke=palette.line, stroke_width=chance.choice((3, 3, 5)))
        if thick > 80:
            lines += "".join(dot(px + 75, py + thick * 0.5, 4.6, palette.line) for px, py in points)
            lines += "".join(dot(px, py + thick * 0.5 + 4, 2.8, palette.line) for px, py in points)
        y += thick
    sheet.add(group(bands + lines, filter=sheet.hand(6)))
    return sheet.raster()
