"""Cloths from the copper or wooden block, and woven ones: figures that repeat. Each is a square of 1,800 units."""

import math
from collections.abc import Callable

from PIL import Image

from batik.fields import SIDE, crackle, dyed
from batik.flowers import ink, jasmine
from batik.sheet import Palette, Sheet, dark, dot, group, light, mix, path


def _filled(
    palette: Palette, seed: str, tile: Callable[[Sheet], tuple[str, float, float]], transform: str = ""
) -> Image.Image:
    sheet = Sheet(SIDE, SIDE)
    dyed(sheet, palette, seed, clouds=16)
    content, width, height = tile(sheet)
    fill = sheet.tiled(content, (width, height), transform)
    whole = f'<rect width="{SIDE}" height="{SIDE}" fill="{fill}"/>'
    sheet.add(group(whole, filter=sheet.hand(5)), crackle(palette, seed, lines=26))
    return sheet.raster()


def parang(palette: Palette, seed: str, *, size: float = 1) -> Image.Image:
    """Slanting bands of waves that run like blades, a row of lozenges between them."""

    def tile(_sheet: Sheet) -> tuple[str, float, float]:
        blade = (
            "M14,4C58,-4 92,18 92,52C92,74 74,86 58,78C46,72 48,56 60,56C70,56 70,66"
            " 64,68C78,66 78,40 54,34C34,30 16,44 12,66Z"
        )
        one = path(blade, palette.bloom, stroke=palette.line, stroke_width=3.4, stroke_linejoin="round")
        inner = path("M24,14C56,8 80,24 82,50", stroke=palette.tip, stroke_width=3, stroke_linecap="round")
        echo = path("M20,30C40,20 62,22 74,40", stroke=palette.accent, stroke_width=2.2, stroke_linecap="round")
        lozenge = path("M118,18L130,45L118,72L106,45Z", palette.accent, stroke=palette.line, stroke_width=2.4)
        rails = path("M101,0V90M135,0V90", stroke=palette.line, stroke_width=3.2)
        thin = path("M140,0V90M96,0V90", stroke=palette.tip, stroke_width=1.4)
        return one + inner + echo + lozenge + dot(118, 45, 4, palette.line) + rails + thin, 144, 90

    return _filled(palette, seed, tile, f"rotate(40) scale({size})")


def mangosteen(palette: Palette, seed: str, *, size: float = 1) -> Image.Image:
    """Tampuk manggis: the calyx of the mangosteen in a lattice."""

    def tile(_sheet: Sheet) -> tuple[str, float, float]:
        petal = "M80,74C52,62 48,30 80,8C112,30 108,62 80,74Z"
        small = "M80,66C66,58 64,40 80,24C96,40 94,58 80,66Z"
        arms = "".join(
            group(
                path(petal, palette.bloom, stroke=palette.line, stroke_width=3.2)
                + path(small, palette.tip)
                + path("M80,62V32", stroke=palette.line, stroke_width=1.8),
                f"rotate({turn} 80 80)",
            )
            for turn in (0, 90, 180, 270)
        )
        lattice = path("M0,0L160,160M160,0L0,160", stroke=palette.line, stroke_width=2.2, opacity=0.75)
        corners = "".join(
            dot(x, y, 17, palette.leaf) + dot(x, y, 9, palette.accent) for x in (0, 160) for y in (0, 160)
        )
        grains = "".join(
            dot(80 + 62 * math.cos(a), 80 + 62 * math.sin(a), 3, palette.line)
            for a in (0.5, 1.07, 2.07, 2.64, 3.64, 4.21, 5.21, 5.78)
        )
        return (
            lattice + arms + corners + grains + dot(80, 80, 13, palette.accent) + dot(80, 80, 5, palette.line),
            160,
            160,
        )

    return _filled(palette, seed, tile, f"scale({size})")


def scattered(palette: Palette, seed: str, *, size: float = 1) -> Image.Image:
    """Bunga tabur: small flowers strewn in half-drop over a plain ground."""

    def tile(sheet: Sheet) -> tuple[str, float, float]:
        bloom = jasmine(ink(sheet, palette, 6.5))
        stand = [(70, 70, 0.42, 0), (210, 210, 0.42, 22)]
        content = "".join(group(bloom, f"translate({x} {y}) rotate({turn}) scale({s})") for x, y, s, turn in stand)
        for x, y in ((210, 70), (70, 210)):
            content += path(
                f"M{x - 26},{y}Q{x},{y - 15} {x + 26},{y}Q{x},{y + 15} {x - 26},{y}Z",
                palette.leaf,
                stroke=palette.line,
                stroke_width=2.2,
            )
            content += path(
                f"M{x},{y - 26}Q{x - 15},{y} {x},{y + 26}Q{x + 15},{y} {x},{y - 26}Z",
                palette.leaf,
                stroke=palette.line,
                stroke_width=2.2,
            )
            content += dot(x, y, 6, palette.accent)
        return content + "".join(dot(x, y, 3.4, palette.line) for x in (0, 140, 280) for y in (0, 140, 280)), 280, 280

    return _filled(palette, seed, tile, f"rotate(18) scale({size})")


def chevrons(palette: Palette, seed: str, *, size: float = 1) -> Image.Image:
    """Siku keluang: the bent wing of the flying fox, line under line."""

    def tile(_sheet: Sheet) -> tuple[str, float, float]:
        rows = (
            (0, 22, palette.bloom),
            (34, 9, palette.line),
            (54, 15, palette.tip),
            (76, 5, palette.accent),
            (96, 26, palette.leaf),
            (124, 6, palette.line),
            (150, 12, palette.accent),
        )
        content = ""
        for lift in (-180, 0, 180):
            for y, thick, colour in rows:
                d = f"M-10,{y + lift + 10}L90,{y + lift - 90}L190,{y + lift + 10}"
                content += path(d, stroke=colour, stroke_width=thick)
        grains = "".join(dot(x, y + lift, 3.6, palette.line) for lift in (-180, 0, 180, 360) for x, y in _elbow(96))
        return content + grains, 180, 180

    return _filled(palette, seed, tile, f"rotate(90) scale({size})")


def _elbow(y: float) -> list[tuple[float, float]]:
    return [(x, y - 90 + abs(90 - x)) for x in range(8, 180, 18)]


def waves(palette: Palette, seed: str, *, size: float = 1) -> Image.Image:
    """Ombak: the sea off Kuala Terengganu, crest before crest."""

    def tile(_sheet: Sheet) -> tuple[str, float, float]:
        def crest(x: float, y: float) -> str:
            rings = (
                (100, palette.ground),
                (84, palette.bloom),
                (66, palette.pool),
                (48, palette.tip),
                (30, palette.bloom),
                (13, palette.accent),
            )
            discs = "".join(
                f'<circle cx="{x}" cy="{y}" r="{r}" fill="{colour}" stroke="{palette.line}" stroke-width="2.6"/>'
                for r, colour in rings
            )
            foam = "".join(
                dot(x + 92 * math.cos(a / 10), y + 92 * math.sin(a / 10), 3.2, palette.line) for a in range(33, 63, 3)
            )
            return discs + foam

        places = [(column * 200 + row % 2 * 100, 20 + row * 50) for row in range(-2, 8) for column in (-1, 0, 1, 2)]
        return "".join(crest(x, y) for x, y in places), 200, 200

    return _filled(palette, seed, tile, f"scale({size})")


def checked(palette: Palette, seed: str, *, size: float = 1) -> Image.Image:
    """Pelikat: the woven check of the everyday sarong."""

    def tile(_sheet: Sheet) -> tuple[str, float, float]:
        bars = (
            (0, 70, palette.pool, 0.75),
            (96, 12, palette.bloom, 0.9),
            (116, 4, palette.line, 0.85),
            (140, 46, palette.tip, 0.42),
            (206, 5, palette.line, 0.9),
            (218, 22, palette.leaf, 0.7),
        )
        content = ""
        for at, thick, colour, seen in bars:
            content += f'<rect x="{at}" width="{thick}" height="240" fill="{colour}" opacity="{seen}"/>'
        for at, thick, colour, seen in bars:
            content += f'<rect y="{at}" width="240" height="{thick}" fill="{colour}" opacity="{seen * 0.62:.2f}"/>'
        return content, 240, 240

    sheet = Sheet(SIDE, SIDE)
    sheet.add(f'<rect width="{SIDE}" height="{SIDE}" fill="{palette.ground}"/>')
    content, width, height = tile(sheet)
    sheet.add(
        f'<rect width="{SIDE}" height="{SIDE}" fill="{sheet.tiled(content, (width, height), f"scale({size})")}"/>'
    )
    return sheet.raster()


def shoots(palette: Palette, width: float, tall: float = 190) -> str:
    """One row of pucuk rebung, the bamboo shoot: `tall` high, its foot on y = 0, pointing up."""
    step = tall * 0.56
    count = math.ceil(width / step)
    content = ""
    for at in range(count + 1):
        x = at * step
        for share, colour in ((1.0, palette.bloom), (0.74, palette.pool), (0.5, palette.tip), (0.26, palette.accent)):
            half = step / 2 * share * 0.94
            d = (
                f"M{x - half:.1f},0Q{x - half * 0.5:.1f},{-tall * share * 0.5:.1f} {x:.1f},{-tall * share * 0.97:.1f}"
                f"Q{x + half * 0.5:.1f},{-tall * share * 0.5:.1f} {x + half:.1f},0Z"
            )
            content += path(d, colour, stroke=palette.line, stroke_width=2.8, stroke_linejoin="round")
        content += path(f"M{x:.1f},{-tall * 0.3:.1f}V{-tall * 0.9:.1f}", stroke=palette.line, stroke_width=2)
        content += "".join(
            dot(x + side * tall * 0.1 * s, -tall * (0.62 - s * 0.16), 3, palette.line)
            for side in (-1, 1)
            for s in (0.6, 1.1)
        )
        content += dot(x + step / 2, -tall * 0.62, 7, palette.accent) + dot(x + step / 2, -tall * 0.78, 4, palette.line)
    return content


def bordered(
    field: Image.Image, palette: Palette, *, foot: float, tall: float = 190, upright: bool = False
) -> Image.Image:
    """A field with a border whose lower edge is `foot`; upright: a head panel (kepala) around the column `foot`."""
    sheet = Sheet(SIDE, SIDE)
    ground = sheet.linear(palette.pool, dark(palette.pool, 0.2))
    rule = f'<rect width="{SIDE}" height="{{h}}" y="{{y}}" fill="{{f}}"/>'
    row = shoots(palette, SIDE, tall)
    if upright:
        band = (
            rule.format(h=tall * 2 + 60, y=-tall - 30, f=ground)
            + group(row, f"translate(0 {-tall - 8}) scale(1 -1)")
            + group(row, f"translate(0 {tall + 8})")
        )
        rails = "".join(rule.format(h=5, y=y, f=palette.line) for y in (-tall - 30, tall + 25))
        sheet.add(group(band + rails, f"translate({foot} 0) rotate(90)"))
    else:
        bands = rule.format(h=SIDE, y=-tall * 1.12, f=ground) + group(row, "translate(0 -44)")
        rails = rule.format(h=6, y=-tall * 1.12, f=palette.line) + rule.format(h=44, y=-44, f=palette.bloom)
        grains = "".join(dot(x, -22, 8, palette.accent) + dot(x + 18, -22, 4, palette.line) for x in range(0, SIDE, 36))
        sheet.add(group(bands + rails + grains, f"translate(0 {foot})"))
    return Image.alpha_composite(field, sheet.raster())


def plain(palette: Palette, seed: str) -> Image.Image:
    """Dye alone."""
    sheet = Sheet(SIDE, SIDE)
    dyed(sheet, palette, seed, clouds=30)
    return sheet.raster()


def songket(palette: Palette, *, cell: int = 8, period: int = 36, star: bool = True) -> Image.Image:
    """Songket: gold or silver thread laid in over counted warps. Every figure is built of steps, thread by thread."""
    sheet = Sheet(SIDE, SIDE)
    sheet.add(f'<rect width="{SIDE}" height="{SIDE}" fill="{palette.ground}"/>')
    ribs = sheet.tiled(f'<rect width="2" height="{cell}" fill="{dark(palette.ground, 0.3)}" opacity="0.5"/>', (4, cell))
    sheet.add(f'<rect width="{SIDE}" height="{SIDE}" fill="{ribs}"/>')
    gold = sheet.linear(light(palette.accent, 0.55), palette.accent, dark(palette.accent, 0.32))
    runs = ""
    for row in range(period):
        start = None
        for column in range(period + 1):
            laid = column < period and _laid(column, row, period, star=star)
            if laid and start is None:
                start = column
            elif not laid and start is not None:
                runs += (
                    f'<rect x="{start * cell}" y="{row * cell}" width="{(column - start) * cell - 0.8}"'
                    f' height="{cell * 0.8:.1f}" rx="1.6" fill="{gold}"/>'
                )
                start = None
    tile = sheet.tiled(runs, (period * cell, period * cell))
    sheet.add(f'<rect width="{SIDE}" height="{SIDE}" fill="{tile}"/>')
    sheen = sheet.linear(
        f"{light(palette.accent)}@0/0",
        f"{light(palette.accent)}@0.5/0.16",
        f"{mix(palette.ground, palette.pool, 0.5)}@1/0.1",
        box='x1="0" y1="0" x2="1" y2="1"',
    )
    sheet.add(f'<rect width="{SIDE}" height="{SIDE}" fill="{sheen}"/>')
    return sheet.raster()


def _laid(column: int, row: int, period: int, *, star: bool) -> bool:
    half = period // 2
    dx, dy = abs(column - half), abs(row - half)
    ring = dx + dy
    if ring in (half, half - 1) or ring in (half - 4,):
        return True
    if star and ring < half - 5:
        near, far = min(dx, dy), max(dx, dy)
        return (
            (near == 0 and far < 9 and far > 1)
            or (near == far and 1 < near < 6)
            or (near * 2 <= far < 8 and far > 3 and (far - near) % 2 == 0)
        )
    if not star and ring < half - 5:
        return (ring % 3 == 0) or (dx == 0 or dy == 0)
    corner = (half - dx) + (half - dy)
    return corner in (2, 3, 6, 9) and corner < half - 4
