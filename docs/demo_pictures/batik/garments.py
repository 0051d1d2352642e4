"""Clothes: shirts on a hanger, kaftans, ties. Each part is its own piece of cloth, cut at its own angle."""

import math

from PIL import Image

from batik.cloth import Height, both, cloth, creases, cut, drape, flat, placed
from batik.sheet import Palette, dark, dot, group, light, path
from batik.stage import Stage, ball, bar

_SIZE = (1200, 1200)


def _mirrored(d: str) -> str:
    """The same outline on the other side of the middle; paths here use absolute M, L, C, Q, Z alone."""
    found, number, is_x = "", "", True
    for sign in d + " ":
        if sign.isdigit() or sign in ".-":
            number += sign
            continue
        if number:
            found += f"{1200 - float(number):g}" if is_x else number
            is_x = not is_x
            number = ""
        found += sign
    return found.strip()


def _hanger(stage: Stage) -> None:
    sheet = stage.sheet()
    wood = sheet.linear("#d9ac74", "#a9743f", "#6f4522")
    steel = path("M600,222V176C600,150 640,150 640,122C640,84 584,84 584,118", stroke="#8d8a86", stroke_width=8, stroke_linecap="round")
    frame = path("M600,214C560,224 420,274 352,312C346,330 356,338 370,334L600,262L830,334C844,338 854,330 848,312C780,274 640,224 600,214Z", wood)
    sheet.add(group(steel + frame, "translate(16 20)", opacity=0.16, filter=sheet.blur(8)), steel, frame)
    stage.draw(sheet)


_BODY = "M508,246C470,262 400,284 352,312C364,380 392,440 398,520C400,700 386,880 376,1050C440,1078 530,1086 600,1086C670,1086 760,1078 824,1050C814,880 800,700 802,520C808,440 836,380 848,312C800,284 730,262 692,246C664,276 536,276 508,246Z"
_SHORT = "M360,306C306,332 268,420 206,560C250,596 306,616 356,622C376,560 398,500 404,452C404,400 392,340 360,306Z"
_LONG = "M360,306C296,340 280,470 262,640C250,780 232,900 222,1010C256,1026 304,1030 334,1022C352,900 372,760 386,640C396,570 404,500 404,452C404,400 392,340 360,306Z"
_COLLAR = "M600,300C568,280 530,256 512,226C500,250 478,282 470,306C500,332 532,350 552,362C570,340 588,318 600,300Z"


def _front_folds(seed: str) -> Height:
    lines = creases(
        (420, 470, 560, 620, 34, -14), (780, 470, 650, 610, 34, -14), (440, 560, 470, 1040, 44, 16), (560, 480, 530, 1080, 40, 10),
        (700, 520, 720, 1060, 46, 16), (780, 620, 770, 1060, 34, -12), (400, 420, 520, 380, 44, 9), (800, 420, 690, 380, 44, 9),
        (500, 760, 640, 900, 38, -8), (640, 720, 560, 820, 30, 7), (420, 900, 560, 980, 36, -9),
    )  # fmt: skip
    return both(lines, drape(380, 820, seed, folds=4, rise=6))


def shirt(motif: Image.Image, palette: Palette, seed: str, *, tint: str, long: bool = False, band: bool = False, niche: str = "", scale: float = 0.6) -> Image.Image:
    """A shirt on a hanger: `long` sleeves or short ones, a `band` collar (cekak musang) or a folded one."""
    stage = Stage()
    if niche:
        stage.arch(tint, niche)
    else:
        stage.wall(tint)
    sheet = stage.sheet()
    sheet.add(path("M506,240C530,214 670,214 694,240C690,300 640,346 600,352C560,346 510,300 506,240Z", dark(palette.pool, 0.3)))
    _hanger(stage)
    stage.draw(sheet)
    outline = _LONG if long else _SHORT
    folds = creases((330, 360, 290, 580, 34, 15), (380, 420, 300, 520, 26, -10), (372, 560, 270, 900, 30, 13 if long else 4), (350, 700, 320, 1000, 26, -10 if long else 0))
    for shape, turn, at in ((outline, 26, folds), (_mirrored(outline), -26, lambda x, y: folds(1200 - x, y))):
        stage.lay(cloth(motif, cut(shape, _SIZE), at, place=placed(turn=turn, scale=scale, shift=(turn * 9, -220)), loft=(14, 22), gloss=0.25), away=(16, 22))
    stage.lay(cloth(motif, cut(_BODY, _SIZE), _front_folds(seed), place=placed(scale=scale), loft=(14, 18), gloss=0.3), away=(14, 22), depth=0.38)
    _placket(stage, motif, palette, scale)
    if band:
        ring = "M506,238C500,256 500,276 506,290C536,318 570,326 594,328L594,296C560,292 530,274 506,238Z"
    else:
        ring = _COLLAR
    for shape, turn in ((ring, 38), (_mirrored(ring), -38)):
        stage.lay(cloth(motif, cut(shape, _SIZE), flat, place=placed(turn=turn, scale=scale, shift=(90, 40)), loft=(10, 16), gloss=0.3), away=(4, 9), soft=10, depth=0.5)
    _stitches(stage, palette, long=long)
    return stage.picture


def _placket(stage: Stage, motif: Image.Image, palette: Palette, scale: float) -> None:
    strip = cut("M578,300L624,300L624,1086L578,1086Z", _SIZE)
    stage.lay(cloth(motif, strip, creases((600, 500, 600, 1000, 60, 4)), place=placed(scale=scale, shift=(40, 30)), loft=(6, 7), gloss=0.2), away=(3, 3), soft=6, depth=0.4)
    pocket = cut("M672,470L776,470L774,580Q724,606 674,580Z", _SIZE)
    stage.lay(cloth(motif, pocket, flat, place=placed(scale=scale), loft=(8, 6), gloss=0.2), away=(3, 4), soft=6, depth=0.36)
    sheet = stage.sheet()
    for at in range(6):
        y = 396 + at * 122
        sheet.add(dot(601, y, 10.5, sheet.linear("#f0dfc2", "#b98f5f")), dot(598, y - 2, 1.8, "#5a3a20"), dot(604, y + 2, 1.8, "#5a3a20"))
    stage.draw(sheet)


def _stitches(stage: Stage, palette: Palette, *, long: bool) -> None:
    sheet = stage.sheet()
    thread = {"stroke": light(palette.ground, 0.45), "stroke_width": 1.8, "stroke_dasharray": "7 5", "opacity": 0.55}
    hem = "M384,1034Q600,1088 816,1034"
    cuffs = "M228,988Q280,1006 336,998M972,988Q920,1006 864,998" if long else "M220,540Q290,590 360,602M980,540Q910,590 840,602"
    sheet.add(path(hem + cuffs + "M588,316V1080M614,316V1080M680,486H768", **thread))
    stage.draw(sheet)


_KAFTAN = "M520,196C440,214 330,240 250,300C190,430 150,600 128,760C200,800 290,812 372,800C356,920 330,1040 306,1130C480,1160 720,1160 894,1130C870,1040 844,920 828,800C910,812 1000,800 1072,760C1050,600 1010,430 950,300C870,240 760,214 680,196C660,240 628,330 600,372C572,330 540,240 520,196Z"
_SLIM = "M520,196C462,212 404,228 366,262C330,360 300,520 282,660C318,682 362,690 400,684C412,640 424,590 432,560C430,720 396,960 362,1136C500,1164 700,1164 838,1136C804,960 770,720 768,560C776,590 788,640 800,684C838,690 882,682 918,660C900,520 870,360 834,262C796,228 738,212 680,196C660,240 628,330 600,372C572,330 540,240 520,196Z"


def kaftan(motif: Image.Image, palette: Palette, seed: str, *, tint: str, slim: bool = False, niche: str = "", scale: float = 0.66) -> Image.Image:
    """A kaftan with wide sleeves, or a `slim` tunic, its neck trimmed with thread and beads."""
    stage = Stage()
    if niche:
        stage.arch(tint, niche)
    else:
        stage.wall(tint)
    sheet = stage.sheet()
    sheet.add(path("M524,196C560,184 640,184 676,196C664,250 630,330 600,366C570,330 536,250 524,196Z", dark(palette.pool, 0.35)))
    sheet.add(bar(sheet, (250, 176, 700, 24), "#b98a58"), path("M600,180V120C600,96 632,96 632,74C632,44 586,44 586,72", stroke="#8d8a86", stroke_width=8, stroke_linecap="round"))
    stage.draw(sheet)
    out = 1.0 if not slim else 0.55
    falls = creases(
        (600 - 230 * out, 300, 600 - 390 * out, 780, 46, 20), (600 + 230 * out, 300, 600 + 390 * out, 780, 46, 20), (600 - 170 * out, 330, 600 - 270 * out, 790, 36, -16), (600 + 170 * out, 330, 600 + 270 * out, 790, 36, -16),
        (520, 560, 420, 1150, 42, 22), (600, 620, 590, 1160, 46, -18), (680, 560, 790, 1150, 42, 22), (560, 640, 510, 1150, 28, -14), (650, 640, 690, 1150, 28, -14), (600, 700, 640, 1160, 24, 12),
        (470, 500, 590, 590, 30, -12), (730, 500, 610, 590, 30, -12),
    )  # fmt: skip
    piece = cloth(motif, cut(_SLIM if slim else _KAFTAN, _SIZE), falls, place=placed(scale=scale, shift=(0, 60)), loft=(12, 14), gloss=0.4)
    stage.lay(piece, away=(22, 28))
    _trim(stage, palette)
    return stage.picture


def _trim(stage: Stage, palette: Palette) -> None:
    sheet = stage.sheet()
    neck = "M520,198C540,240 572,330 600,372C628,330 660,240 680,198"
    slit = "M600,372V520"
    wide = path(neck + slit, stroke=dark(palette.pool, 0.1), stroke_width=30, stroke_linecap="round", stroke_linejoin="round")
    sheet.add(group(wide, "translate(4 7)", opacity=0.4, filter=sheet.blur(6)), wide)
    for width, colour in ((24, palette.accent), (19, palette.pool)):
        sheet.add(path(neck + slit, stroke=colour, stroke_width=width, stroke_linecap="round", stroke_linejoin="round"))
    beads = path(neck + slit, stroke=light(palette.accent, 0.35), stroke_width=8, stroke_linecap="round", stroke_dasharray="0.1 15")
    sheet.add(beads, path("M556,606Q600,622 644,606", stroke=palette.pool, stroke_width=5))
    for step in range(3):
        sheet.add(group(ball(sheet, 0, 0, 9, palette.accent), f"translate(600 {420 + step * 42})"))
    stage.draw(sheet)


def tie(motif: Image.Image, palette: Palette, _seed: str, *, tint: str, scale: float = 0.5) -> Image.Image:
    """A tie, knotted, and a second one rolled beside it."""
    stage = Stage()
    stage.wall(tint)
    blade = "M500,270L604,270C640,520 676,760 690,960L560,1106L418,960C436,760 466,520 500,270Z"
    tail = "M520,262L604,262C640,480 662,700 668,880L600,950L520,880Z"
    loop = "M430,96C470,150 504,190 520,222L588,222C604,190 640,150 676,96C700,130 690,200 604,268L500,268C416,200 408,130 430,96Z"
    knot = "M480,196L626,196C634,228 624,268 606,300L502,300C484,268 474,228 480,196Z"
    stage.lay(cloth(motif, cut(tail, _SIZE), flat, place=placed(turn=45, scale=scale), loft=(12, 10), gloss=0.2))
    stage.lay(cloth(motif, cut(loop, _SIZE), creases((440, 120, 540, 260, 30, -12), (670, 120, 570, 260, 30, -12)), place=placed(turn=20, scale=scale), loft=(16, 16), gloss=0.3), away=(10, 16))
    stage.lay(cloth(motif, cut(blade, _SIZE), creases((556, 300, 548, 640, 22, -16), (520, 300, 490, 560, 22, 8), (596, 300, 620, 560, 22, 8)), place=placed(turn=45, scale=scale, shift=(120, 0)), loft=(20, 20), gloss=0.4))
    stage.lay(cloth(motif, cut(knot, _SIZE), creases((490, 210, 600, 290, 24, -8)), place=placed(turn=-40, scale=scale, shift=(0, 100)), loft=(22, 30), gloss=0.4), away=(6, 14), soft=16, depth=0.5)
    _rolled(stage, motif, scale)
    return stage.picture


def _rolled(stage: Stage, motif: Image.Image, scale: float) -> None:
    """A tie rolled up like a snail, seen from its side."""
    centre = (900, 880)

    def turns(x: float, y: float) -> float:
        far = math.hypot(x - centre[0], y - centre[1]) + math.atan2(y - centre[1], x - centre[0]) / math.tau * 36
        return 9 * abs(math.sin(far / 36 * math.pi))

    disc = f"M{centre[0] - 130},880C{centre[0] - 130},808 {centre[0] - 72},750 900,750C972,750 1030,808 1030,880C1030,952 972,1010 900,1010C828,1010 770,952 770,880Z"
    stage.lay(cloth(motif, cut(disc, _SIZE), turns, place=placed(turn=45, scale=scale, shift=(300, 300)), loft=(16, 24), gloss=0.3), away=(16, 22))


