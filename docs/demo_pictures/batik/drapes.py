"""Cloth as cloth: hung over a rod, folded, drawn through a ring, rolled on a bolt, spread out, seen from near."""

import math
import random

from PIL import Image

from batik.cloth import both, cloth, creases, cut, drape, flat, placed, ripples
from batik.sheet import Palette, Point, dark, dot, group, light, path, smooth
from batik.stage import Stage, bar

_SIZE = (1200, 1200)


def _wavy(left: float, right: float, foot: float, seed: str, *, top: float = 232, swing: float = 16) -> str:
    chance = random.Random(seed)
    steps = 9
    low: list[Point] = [
        (left + (right - left) * at / steps, foot + chance.uniform(-swing, swing) * (1 if at % 2 else -0.6)) for at in range(steps + 1)
    ]
    edge = smooth(list(reversed(low))).replace("M", "L", 1)
    sway = chance.uniform(-14, 14)
    return f"M{left + 14},{top}H{right - 14}C{right + sway},{top + 300} {right - 10},{foot - 300} {right},{foot}{edge}C{left + 10},{foot - 300} {left - sway},{top + 300} {left + 14},{top}Z"


def hung(motif: Image.Image, palette: Palette, seed: str, *, tint: str, fringe: bool = False, wide: float = 560, scale: float = 1.0) -> Image.Image:
    """Over a wooden rod, the back half showing below on one side."""
    stage = Stage()
    stage.wall(tint)
    left, right = 600 - wide / 2, 600 + wide / 2
    back = cut(_wavy(left + wide * 0.12, right + 52, 900, seed + "back"), _SIZE)
    stage.lay(cloth(motif, back, drape(left, right + 60, seed + "b", folds=7, rise=22), place=placed(shift=(300, -200), scale=scale), gloss=0.1))
    sheet = stage.sheet()
    sheet.add(bar(sheet, (130, 206, 940, 30), "#b98a58"), bar(sheet, (112, 196, 30, 50), "#9a6d3f"), bar(sheet, (1058, 196, 30, 50), "#9a6d3f"))
    stage.draw(sheet)
    front = cut(_wavy(left, right, 1040, seed, top=206), _SIZE)
    if fringe:
        _fringe(stage, palette, (left + 6, right - 6, 1030), seed)
    over = creases((left, 214, right, 214, 26, 22))
    stage.lay(cloth(motif, front, both(drape(left, right, seed), over), place=placed(shift=(0, 60), scale=scale), gloss=0.4))
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
        threads += path(f"M{x:.0f},{y}q{sway:.0f},30 {sway * 1.2:.0f},{chance.uniform(58, 72):.0f}", stroke=tone, stroke_width=2.6, stroke_linecap="round")
    sheet.add(group(threads, "translate(9 10)", opacity=0.25, filter=sheet.blur(4)), threads)
    stage.draw(sheet)


def _block(width: float, height: float, *, centre: Point = (600, 600), turn: float = 0, bulge: float = 12) -> str:
    """A soft rectangle."""
    w, h = width / 2, height / 2
    corners: list[Point] = [(-w, -h), (0, -h - bulge), (w, -h), (w + bulge, 0), (w, h), (0, h + bulge), (-w, h), (-w - bulge, 0)]
    angle = math.radians(turn)
    cos, sin = math.cos(angle), math.sin(angle)
    spun = [(centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos) for x, y in corners]
    d = f"M{spun[0][0]:.0f},{spun[0][1]:.0f}"
    for at in range(0, 8, 2):
        mid, end = spun[at + 1], spun[(at + 2) % 8]
        d += f"Q{mid[0]:.0f},{mid[1]:.0f} {end[0]:.0f},{end[1]:.0f}"
    return d + "Z"


def folded(motif: Image.Image, palette: Palette, seed: str, *, tint: str, turn: float = -9, scale: float = 1.0, other: Image.Image | None = None) -> Image.Image:
    """Folded small on a table, one corner laid back; `other` shows on the layer below."""
    stage = Stage()
    stage.wall(tint)
    for width, height, at, shift in ((752, 610, (616, 650), 500), (738, 596, (608, 630), 250)):
        layer = cut(_block(width, height, centre=at, turn=turn), _SIZE)
        stage.lay(cloth(other or motif, layer, flat, place=placed(turn=turn, shift=(shift, 300), scale=scale), loft=(16, 22), gloss=0.2), away=(14, 20), depth=0.34)
    top = cut(_block(730, 584, centre=(600, 604), turn=turn, bulge=8), _SIZE)
    soft = both(creases((250, 560, 950, 520, 60, 9), (300, 800, 900, 700, 46, -7), (330, 380, 460, 860, 40, 6)), ripples(seed, angle=30, length=520, rise=5))
    stage.lay(cloth(motif, top, soft, place=placed(turn=turn, scale=scale), loft=(18, 24)), away=(8, 12), soft=12, depth=0.4)
    _sleeve(stage, palette, turn)
    return stage.picture


def _sleeve(stage: Stage, palette: Palette, turn: float) -> None:
    """The band of paper that keeps folded cloth together, with a stamped flower."""
    sheet = stage.sheet()
    paper = sheet.linear("#efe3cd", "#e3d2b4", "#d2bd9a", box='x1="0" y1="0" x2="1" y2="0.2"')
    band = '<rect x="-86" y="-302" width="172" height="606" rx="3"'
    stamp = "".join(group(path("M0,0C-15,-11 -13,-38 0,-48C13,-38 15,-11 0,0Z", palette.pool), f"rotate({at * 60})") for at in range(6))
    lines = path("M-74,-302V304M74,-302V304", stroke=palette.pool, stroke_width=2, opacity=0.6)
    mark = group(stamp + dot(0, 0, 7, "#efe3cd"), "translate(0 10)") + "".join(dot(0, 92 + at * 17, 4 - at, palette.pool) for at in range(3))
    mark += "".join(dot(0, -72 - at * 17, 4 - at, palette.pool) for at in range(3))
    spot = f"translate(600 604) rotate({turn})"
    sheet.add(group(f'{band} fill="#2a1a12"/>', f"translate(7 9) {spot}", opacity=0.34, filter=sheet.blur(7)))
    sheet.add(group(f'{band} fill="{paper}"/>' + lines + mark, spot))
    stage.draw(sheet)


def gathered(motif: Image.Image, palette: Palette, seed: str, *, tint: str, turn: float = -24, scale: float = 0.9) -> Image.Image:
    """A square scarf drawn through a ring of wood, both ends fanning out."""
    stage = Stage()
    stage.wall(tint)
    chance = random.Random(seed)
    waves = [(chance.randint(9, 13), chance.uniform(0, 6), 1.0), (chance.randint(17, 23), chance.uniform(0, 6), 0.4)]
    ring: Point = (600 - 120 * math.cos(math.radians(turn)), 600 - 120 * math.sin(math.radians(turn)))

    def height(x: float, y: float) -> float:
        dx, dy = x - ring[0], y - ring[1]
        far = math.hypot(dx, dy)
        angle = math.atan2(dy, dx)
        fold = sum(tall * math.sin(angle * count + phase) for count, phase, tall in waves)
        return fold * min(far, 520) * 0.062

    outline = _bow(ring, math.radians(turn), seed)
    stage.lay(cloth(motif, cut(outline, _SIZE), height, place=placed(turn=turn, scale=scale), loft=(10, 10), gloss=0.45), away=(20, 30))
    sheet = stage.sheet()
    x, y = ring
    wood = sheet.linear("#e3bd8c", "#a8733f", "#6d4522", box='x1="0" y1="0" x2="1" y2="1"')
    oval = f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="30" ry="84" transform="rotate({turn} {x:.0f} {y:.0f})" fill="none"'
    sheet.add(group(f'{oval} stroke="#2a160c" stroke-width="30"/>', "translate(10 14)", opacity=0.35, filter=sheet.blur(9)))
    sheet.add(f'{oval} stroke="{wood}" stroke-width="27"/>', f'{oval} stroke="#f6dfb8" stroke-width="3" opacity="0.55"/>')
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


def bolt(motif: Image.Image, palette: Palette, seed: str, *, tint: str, scale: float = 0.8) -> Image.Image:
    """A roll of cloth, its end flowing towards us."""
    stage = Stage()
    stage.wall(tint)

    def tube(_x: float, y: float) -> float:
        share = (y - 330) / 118
        return 96 * math.sqrt(max(0.0, 1 - share * share)) if abs(share) < 1 else 0.0

    flow = f"M236,340L964,340C980,620 1010,820 {1046},1230L150,1230C190,820 220,620 236,340Z"
    soft = both(drape(200, 1000, seed, folds=4, rise=20, lean=60), creases((160, 470, 1040, 470, 50, -16), (150, 1000, 1050, 900, 90, 20)))
    stage.lay(cloth(motif, cut(flow, _SIZE), soft, place=placed(scale=scale), gloss=0.55), away=(16, 10))
    sheet = stage.sheet()
    core = bar(sheet, (128, 302, 944, 54), "#d9bd94")
    sheet.add(core)
    stage.draw(sheet)
    stage.lay(cloth(motif, cut(_block(760, 236, centre=(600, 330), bulge=3), _SIZE), both(tube, creases((230, 300, 970, 308, 10, 4))), place=placed(scale=scale, shift=(0, -160)), loft=(4, 4), gloss=0.6), away=(6, 30), soft=22, depth=0.55)
    return stage.picture


def spread(motif: Image.Image, palette: Palette, seed: str, *, tint: str, size: Point = (900, 900), scale: float = 0.62, turn: float = 4) -> Image.Image:
    """Laid out whole, so that the drawing can be read."""
    stage = Stage()
    stage.wall(tint)
    soft = both(ripples(seed, angle=24, length=430, rise=9), creases((200, 300, 700, 240, 40, 14), (500, 1000, 1000, 860, 50, 16), (260, 520, 420, 960, 44, 12)))
    stage.lay(cloth(motif, cut(_block(*size, turn=turn, bulge=-6), _SIZE), soft, place=placed(turn=turn, scale=scale), loft=(8, 8)), away=(12, 16), soft=16)
    return stage.picture


def near(motif: Image.Image, _palette: Palette, seed: str, *, turn: float = 12, scale: float = 1.5, angle: float = 38, rise: float = 24, shift: Point = (0, 0)) -> Image.Image:
    """From near, the cloth fills the picture."""
    whole = Image.new("L", _SIZE, 255)
    piece = cloth(motif, whole, ripples(seed, angle=angle, length=560, rise=rise), place=placed(turn=turn, scale=scale, shift=shift), loft=(1, 0), gloss=0.5)
    return piece.convert("RGB")


def tassels(points: list[Point], colour: str) -> str:
    """Small tassels that hang from points."""
    content = ""
    for x, y in points:
        content += "".join(path(f"M{x},{y + 14}q{at * 1.4},22 {at * 2.2},52", stroke=colour if at % 2 else dark(colour, 0.25), stroke_width=3) for at in range(-4, 5))
        content += dot(x, y + 10, 8, light(colour, 0.2))
    return content
