"""Kaftans and ties."""

import math

from PIL import Image

from batik.cloth import cloth, creases, cut, flat, placed
from batik.sheet import Dyed, Palette, dark, group, light, path, scaled
from batik.stage import Stage, ball, bar

_SIZE = (1200, 1200)

_KAFTAN = (
    "M520,196C440,214 330,240 250,300C190,430 150,600 128,760C200,800 290,812"
    " 372,800C356,920 330,1040 306,1130C480,1160 720,1160 894,1130C870,1040"
    " 844,920 828,800C910,812 1000,800 1072,760C1050,600 1010,430 950,300C870,240"
    " 760,214 680,196C660,240 628,330 600,372C572,330 540,240 520,196Z"
)
_SLIM = (
    "M520,196C462,212 404,228 366,262C330,360 300,520 282,660C318,682 362,690"
    " 400,684C412,640 424,590 432,560C430,720 396,960 362,1136C500,1164 700,1164"
    " 838,1136C804,960 770,720 768,560C776,590 788,640 800,684C838,690 882,682"
    " 918,660C900,520 870,360 834,262C796,228 738,212 680,196C660,240 628,330"
    " 600,372C572,330 540,240 520,196Z"
)


def kaftan(
    piece: Dyed,
    *,
    tint: str,
    slim: bool = False,
    niche: str = "",
    scale: float = 0.66,
) -> Image.Image:
    """A kaftan with wide sleeves, or a `slim` tunic, its neck trimmed with thread and beads."""
    stage = Stage()
    if niche:
        stage.arch(tint, niche)
    else:
        stage.wall(tint)
    sheet = stage.sheet()
    sheet.add(
        path(
            "M524,196C560,184 640,184 676,196C664,250 630,330 600,366C570,330 536,250 524,196Z",
            dark(piece.palette.pool, 0.35),
        )
    )
    sheet.add(
        bar(sheet, (300, 176, 600, 24), "#b98a58"),
        path(
            "M600,180V120C600,96 632,96 632,74C632,44 586,44 586,72",
            stroke="#8d8a86",
            stroke_width=8,
            stroke_linecap="round",
        ),
    )
    stage.draw(sheet)
    narrow = 0.86 if slim else 0.74
    out = narrow * (0.6 if slim else 1.0)
    falls = creases(
        (600 - 230 * out, 300, 600 - 390 * out, 780, 46, 20),
        (600 + 230 * out, 300, 600 + 390 * out, 780, 46, 20),
        (600 - 170 * out, 330, 600 - 270 * out, 790, 36, -16),
        (600 + 170 * out, 330, 600 + 270 * out, 790, 36, -16),
        (520, 560, 420, 1150, 42, 22),
        (600, 620, 590, 1160, 46, -18),
        (680, 560, 790, 1150, 42, 22),
        (560, 640, 510, 1150, 28, -14),
        (650, 640, 690, 1150, 28, -14),
        (600, 700, 640, 1160, 24, 12),
        (470, 500, 590, 590, 30, -12),
        (730, 500, 610, 590, 30, -12),
    )
    laid = cloth(
        piece.motif,
        cut(scaled(_SLIM if slim else _KAFTAN, narrow), _SIZE),
        falls,
        place=placed(scale=scale, shift=(0, 60)),
        loft=(12, 14),
        gloss=0.4,
    )
    stage.lay(laid, away=(22, 28))
    _trim(stage, piece.palette, narrow)
    return stage.picture


def _trim(stage: Stage, palette: Palette, narrow: float) -> None:
    sheet = stage.sheet()
    neck = scaled("M520,198C540,240 572,330 600,372C628,330 660,240 680,198", narrow)
    slit = "M600,372V520"
    wide = path(
        neck + slit, stroke=dark(palette.pool, 0.1), stroke_width=30, stroke_linecap="round", stroke_linejoin="round"
    )
    sheet.add(group(wide, "translate(4 7)", opacity=0.4, filter=sheet.blur(6)), wide)
    for width, colour in ((24, palette.accent), (19, palette.pool)):
        sheet.add(path(neck + slit, stroke=colour, stroke_width=width, stroke_linecap="round", stroke_linejoin="round"))
    beads = path(
        neck + slit,
        stroke=light(palette.accent, 0.35),
        stroke_width=8,
        stroke_linecap="round",
        stroke_dasharray="0.1 15",
    )
    sheet.add(beads)
    for step in range(3):
        sheet.add(group(ball(sheet, 0, 0, 9, palette.accent), f"translate(600 {420 + step * 42})"))
    stage.draw(sheet)


def tie(piece: Dyed, *, tint: str, scale: float = 0.5) -> Image.Image:
    """A tie, knotted, and a second one rolled beside it."""
    stage = Stage()
    stage.wall(tint)
    blade = "M500,270L604,270C640,520 676,760 690,960L560,1106L418,960C436,760 466,520 500,270Z"
    tail = "M520,262L604,262C640,480 662,700 668,880L600,950L520,880Z"
    loop = (
        "M430,96C470,150 504,190 520,222L588,222C604,190 640,150 676,96C700,130"
        " 690,200 604,268L500,268C416,200 408,130 430,96Z"
    )
    knot = "M480,196L626,196C634,228 624,268 606,300L502,300C484,268 474,228 480,196Z"
    stage.lay(cloth(piece.motif, cut(tail, _SIZE), flat, place=placed(turn=4, scale=scale), loft=(12, 10), gloss=0.2))
    stage.lay(
        cloth(
            piece.motif,
            cut(loop, _SIZE),
            creases((440, 120, 540, 260, 30, -12), (670, 120, 570, 260, 30, -12)),
            place=placed(turn=20, scale=scale),
            loft=(16, 16),
            gloss=0.3,
        ),
        away=(10, 16),
    )
    stage.lay(
        cloth(
            piece.motif,
            cut(blade, _SIZE),
            creases((556, 300, 548, 640, 22, -16), (520, 300, 490, 560, 22, 8), (596, 300, 620, 560, 22, 8)),
            place=placed(turn=4, scale=scale, shift=(120, 0)),
            loft=(20, 20),
            gloss=0.4,
        )
    )
    stage.lay(
        cloth(
            piece.motif,
            cut(knot, _SIZE),
            creases((490, 210, 600, 290, 24, -8)),
            place=placed(turn=-40, scale=scale, shift=(0, 100)),
            loft=(22, 30),
            gloss=0.4,
        ),
        away=(6, 14),
        soft=16,
        depth=0.5,
    )
    _rolled(stage, piece.motif, scale)
    return stage.picture


def _rolled(stage: Stage, motif: Image.Image, scale: float) -> None:
    """A tie rolled up like a snail, seen from its side."""
    centre = (900, 880)

    def turns(x: float, y: float) -> float:
        far = math.hypot(x - centre[0], y - centre[1]) + math.atan2(y - centre[1], x - centre[0]) / math.tau * 36
        return 9 * abs(math.sin(far / 36 * math.pi))

    disc = (
        f"M{centre[0] - 130},880C{centre[0] - 130},808 {centre[0] - 72},750 900,750"
        "C972,750 1030,808 1030,880C1030,952 972,1010 900,1010C828,1010 770,952"
        " 770,880Z"
    )
    stage.lay(
        cloth(
            motif,
            cut(disc, _SIZE),
            turns,
            place=placed(turn=4, scale=scale, shift=(300, 300)),
            loft=(16, 24),
            gloss=0.3,
        ),
        away=(16, 22),
    )
