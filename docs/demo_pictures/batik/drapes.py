"""Cloth as cloth: hung over a rod, folded, drawn through a ring, rolled on a bolt, spread out, seen from near."""

import math
import random
from dataclasses import dataclass

from PIL import Image

from batik.cloth import both, cloth, creases, cut, drape, flat, placed, ripples
from batik.sheet import Dyed, Palette, Point, block, dark, dot, group, light, path, rgb, smooth
from batik.stage import Stage, bar

_SIZE = (1200, 1200)


def _wavy(left: float, right: float, foot: float, seed: str, *, top: float = 232, swing: float = 16) -> str:
    chance = random.Random(seed)
    steps = 9
    low: list[Point] = [
        (left + (right - left) * at / steps, foot + chance.uniform(-swing, swing) * (1 if at % 2 else -0.6))
        for at in range(steps + 1)
    ]
    edge = smooth(list(reversed(low))).replace("M", "L", 1)
    sway = chance.uniform(-14, 14)
    return (
        f"M{left + 14},{top}H{right - 14}C{right + sway},{top + 300} {right - 10},{foot - 300}"
        f" {right},{foot}{edge}C{left + 10},{foot - 300} {left - sway},{top + 300}"
        f" {left + 14},{top}Z"
    )


@dataclass(frozen=True)
class Hanging:
    """One cloth on a rod: from `left` to `right`, its lower edge at `foot`."""

    piece: Dyed
    left: float
    right: float
    foot: float = 1040
    fringe: bool = False
    scale: float = 1.0


def hang(stage: Stage, cloths: list[Hanging], *, rod: tuple[float, float], top: float = 206) -> None:
    """Cloths over a wooden rod, the back half of each showing a little on its right."""
    for each in cloths:
        wide, seed = each.right - each.left, each.piece.name
        back = cut(
            _wavy(each.left + wide * 0.12, each.right + wide * 0.09, each.foot - 140, seed + "back", top=top),
            stage.size,
        )
        folds = drape(each.left, each.right + 60, seed + "b", folds=7, rise=16)
        stage.lay(cloth(each.piece.motif, back, folds, place=placed(shift=(300, -200), scale=each.scale), gloss=0.1))
    sheet = stage.sheet()
    start, end = rod
    sheet.add(bar(sheet, (start, top, end - start, 30), "#b98a58"))
    sheet.add(*(bar(sheet, (x, top - 10, 30, 50), "#9a6d3f") for x in (start - 18, end - 12)))
    stage.draw(sheet)
    for each in cloths:
        front = cut(_wavy(each.left, each.right, each.foot, each.piece.name, top=top), stage.size)
        if each.fringe:
            _fringe(stage, each.piece.palette, (each.left + 6, each.right - 6, each.foot - 10), each.piece.name)
        over = creases((each.left, top + 8, each.right, top + 8, 26, 22))
        folds = both(drape(each.left, each.right, each.piece.name), over)
        centre = ((each.left + each.right) / 2, 600)
        stage.lay(
            cloth(
                each.piece.motif, front, folds, place=placed(shift=(0, 60), scale=each.scale, centre=centre), gloss=0.4
            )
        )


def hung(piece: Dyed, *, tint: str, fringe: bool = False, wide: float = 560, scale: float = 1.0) -> Image.Image:
    """Over a wooden rod."""
    stage = Stage()
    stage.wall(tint)
    hanging = Hanging(piece, 600 - wide / 2, 600 + wide / 2, fringe=fringe, scale=scale)
    hang(stage, [hanging], rod=(130, 1070))
    return stage.picture


def _fringe(stage: Stage, palette: Palette, span: tuple[float, float, float], seed: str) -> None:
    chance = random.Random(seed)
    sheet = stage.sheet()
    left, right, y = span
    threads = ""
    for at in range(int((right - left) / 5)):
        x = left + at * 5
        sway = chance.uniform(-5, 5)
        tone = chance.choice((palette.ground, palette.pool, dark(palette.ground), light(palette.ground, 0.2)))
        threads += path(
            f"M{x:.0f},{y}q{sway:.0f},30 {sway * 1.2:.0f},{chance.uniform(58, 72):.0f}",
            stroke=tone,
            stroke_width=2.6,
            stroke_linecap="round",
        )
    sheet.add(group(threads, "translate(9 10)", opacity=0.25, filter=sheet.blur(4)), threads)
    stage.draw(sheet)


def folded(
    piece: Dyed,
    *,
    tint: str,
    turn: float = -9,
    scale: float = 1.0,
    other: Image.Image | None = None,
) -> Image.Image:
    """Folded small on a table, one corner laid back; `other` shows on the layer below."""
    stage = Stage()
    stage.wall(tint)
    for width, height, at, shift in ((852, 700, (618, 652), 500), (838, 686, (609, 630), 250)):
        layer = cut(block(width, height, centre=at, turn=turn), _SIZE)
        stage.lay(
            cloth(
                other or piece.motif,
                layer,
                flat,
                place=placed(turn=turn, shift=(shift, 300), scale=scale),
                loft=(16, 22),
                gloss=0.2,
            ),
            away=(14, 20),
            depth=0.34,
        )
    top = cut(block(830, 672, centre=(600, 604), turn=turn, bulge=8), _SIZE)
    soft = both(
        creases((250, 560, 950, 520, 60, 9), (300, 800, 900, 700, 46, -7), (330, 380, 460, 860, 40, 6)),
        ripples(piece.name, angle=30, length=520, rise=5),
    )
    stage.lay(
        cloth(piece.motif, top, soft, place=placed(turn=turn, scale=scale), loft=(18, 24)),
        away=(8, 12),
        soft=12,
        depth=0.4,
    )
    _sleeve(stage, piece.palette, turn)
    return stage.picture


def _sleeve(stage: Stage, palette: Palette, turn: float) -> None:
    """The band of paper that keeps folded cloth together, with a stamped flower."""
    sheet = stage.sheet()
    ink = palette.pool if sum(rgb(palette.pool)) < 380 else dark(palette.leaf, 0.4)
    paper = sheet.linear("#efe3cd", "#e3d2b4", "#d2bd9a", box='x1="0" y1="0" x2="1" y2="0.2"')
    band = '<rect x="-86" y="-346" width="172" height="694" rx="3"'
    stamp = "".join(
        group(path("M0,0C-15,-11 -13,-38 0,-48C13,-38 15,-11 0,0Z", ink), f"rotate({at * 60})") for at in range(6)
    )
    lines = path("M-74,-346V348M74,-346V348", stroke=ink, stroke_width=2, opacity=0.6)
    mark = group(stamp + dot(0, 0, 7, "#efe3cd"), "translate(0 10)") + "".join(
        dot(0, 92 + at * 17, 4 - at, ink) for at in range(3)
    )
    mark += "".join(dot(0, -72 - at * 17, 4 - at, ink) for at in range(3))
    spot = f"translate(600 604) rotate({turn})"
    sheet.add(group(f'{band} fill="#2a1a12"/>', f"translate(7 9) {spot}", opacity=0.34, filter=sheet.blur(7)))
    sheet.add(group(f'{band} fill="{paper}"/>' + lines + mark, spot))
    stage.draw(sheet)


def gathered(piece: Dyed, *, tint: str, turn: float = -24, scale: float = 0.9) -> Image.Image:
    """A square scarf drawn through a ring of wood, both ends fanning out."""
    stage = Stage()
    stage.wall(tint)
    chance = random.Random(piece.name)
    waves = [(chance.randint(9, 13), chance.uniform(0, 6), 1.0), (chance.randint(17, 23), chance.uniform(0, 6), 0.4)]
    ring: Point = (600 - 120 * math.cos(math.radians(turn)), 600 - 120 * math.sin(math.radians(turn)))

    def height(x: float, y: float) -> float:
        dx, dy = x - ring[0], y - ring[1]
        far = math.hypot(dx, dy)
        angle = math.atan2(dy, dx)
        fold = sum(tall * math.sin(angle * count + phase) for count, phase, tall in waves)
        return fold * min(far, 520) * 0.062

    outline = _bow(ring, math.radians(turn), piece.name)
    stage.lay(
        cloth(
            piece.motif, cut(outline, _SIZE), height, place=placed(turn=turn, scale=scale), loft=(10, 10), gloss=0.45
        ),
        away=(20, 30),
    )
    sheet = stage.sheet()
    x, y = ring
    wood = sheet.linear("#e3bd8c", "#a8733f", "#6d4522", box='x1="0" y1="0" x2="1" y2="1"')
    oval = f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="30" ry="84" transform="rotate({turn} {x:.0f} {y:.0f})" fill="none"'
    sheet.add(
        group(f'{oval} stroke="#2a160c" stroke-width="30"/>', "translate(10 14)", opacity=0.35, filter=sheet.blur(9))
    )
    sheet.add(
        f'{oval} stroke="{wood}" stroke-width="27"/>', f'{oval} stroke="#f6dfb8" stroke-width="3" opacity="0.55"/>'
    )
    stage.draw(sheet)
    return stage.picture


def _bow(ring: Point, turn: float, seed: str) -> str:
    chance = random.Random(seed + "bow")
    points: list[Point] = []
    for side, reach, half in ((0.0, 640, 0.62), (math.pi, 330, 0.7)):
        for at in range(9):
            share = at / 8 * 2 - 1
            far = reach * (1 - 0.1 * share * share) + chance.uniform(-20, 20)
            angle = turn + side + share * half
            points.append((ring[0] + far * math.cos(angle), ring[1] + far * math.sin(angle)))
        waist = turn + side + half + (math.pi - 2 * half) / 2 * 1.0
        points.append((ring[0] + 62 * math.cos(waist), ring[1] + 62 * math.sin(waist)))
    return smooth(points, closed=True)
