"""Shirts on a hanger. Each part is its own piece of cloth, cut at its own angle."""

from PIL import Image

from batik.cloth import Height, both, cloth, creases, cut, drape, flat, placed
from batik.sheet import Dyed, Palette, dark, dot, group, light, mirrored, path
from batik.stage import Stage

_SIZE = (1200, 1200)


def _hanger(stage: Stage) -> None:
    sheet = stage.sheet()
    wood = sheet.linear("#d9ac74", "#a9743f", "#6f4522")
    steel = path(
        "M600,222V176C600,150 640,150 640,122C640,84 584,84 584,118",
        stroke="#8d8a86",
        stroke_width=8,
        stroke_linecap="round",
    )
    frame = path(
        (
            "M600,214C560,224 420,274 352,312C346,330 356,338 370,334L600,262L830,334"
            "C844,338 854,330 848,312C780,274 640,224 600,214Z"
        ),
        wood,
    )
    sheet.add(group(steel + frame, "translate(16 20)", opacity=0.16, filter=sheet.blur(8)), steel, frame)
    stage.draw(sheet)


_BODY = (
    "M508,246C470,262 400,284 352,312C364,380 392,440 398,520C400,700 386,880"
    " 376,1050C440,1078 530,1086 600,1086C670,1086 760,1078 824,1050C814,880"
    " 800,700 802,520C808,440 836,380 848,312C800,284 730,262 692,246C664,276"
    " 536,276 508,246Z"
)
_SHORT = "M360,306C306,332 268,420 206,560C250,596 306,616 356,622C376,560 398,500 404,452C404,400 392,340 360,306Z"
_LONG = (
    "M360,306C296,340 280,470 262,640C250,780 232,900 222,1010C256,1026 304,1030"
    " 334,1022C352,900 372,760 386,640C396,570 404,500 404,452C404,400 392,340"
    " 360,306Z"
)
_COLLAR = "M600,300C568,280 530,256 512,226C500,250 478,282 470,306C500,332 532,350 552,362C570,340 588,318 600,300Z"


def _front_folds(seed: str) -> Height:
    lines = creases(
        (420, 470, 560, 620, 34, -14),
        (780, 470, 650, 610, 34, -14),
        (440, 560, 470, 1040, 44, 16),
        (560, 480, 530, 1080, 40, 10),
        (700, 520, 720, 1060, 46, 16),
        (780, 620, 770, 1060, 34, -12),
        (400, 420, 520, 380, 44, 9),
        (800, 420, 690, 380, 44, 9),
        (500, 760, 640, 900, 38, -8),
        (640, 720, 560, 820, 30, 7),
        (420, 900, 560, 980, 36, -9),
    )
    return both(lines, drape(380, 820, seed, folds=4, rise=6))


def shirt(
    piece: Dyed,
    *,
    tint: str,
    long: bool = False,
    band: bool = False,
    niche: str = "",
    scale: float = 0.6,
) -> Image.Image:
    """A shirt on a hanger: `long` sleeves or short ones, a `band` collar (cekak musang) or a folded one."""
    stage = Stage()
    if niche:
        stage.arch(tint, niche)
    else:
        stage.wall(tint)
    sheet = stage.sheet()
    sheet.add(
        path(
            "M506,240C530,214 670,214 694,240C690,300 640,346 600,352C560,346 510,300 506,240Z",
            dark(piece.palette.pool, 0.3),
        )
    )
    _hanger(stage)
    stage.draw(sheet)
    outline = _LONG if long else _SHORT
    folds = creases(
        (330, 360, 290, 580, 34, 15),
        (380, 420, 300, 520, 26, -10),
        (372, 560, 270, 900, 30, 13 if long else 4),
        (350, 700, 320, 1000, 26, -10 if long else 0),
    )
    for shape, turn, at in ((outline, 26, folds), (mirrored(outline), -26, lambda x, y: folds(1200 - x, y))):
        stage.lay(
            cloth(
                piece.motif,
                cut(shape, _SIZE),
                at,
                place=placed(turn=turn, scale=scale, shift=(turn * 9, -220)),
                loft=(14, 22),
                gloss=0.25,
            ),
            away=(16, 22),
        )
    stage.lay(
        cloth(
            piece.motif,
            cut(_BODY, _SIZE),
            _front_folds(piece.name),
            place=placed(scale=scale),
            loft=(14, 18),
            gloss=0.3,
        ),
        away=(14, 22),
        depth=0.38,
    )
    _placket(stage, piece.motif, piece.palette, scale)
    if band:
        ring = "M506,238C500,256 500,276 506,290C536,318 570,326 594,328L594,296C560,292 530,274 506,238Z"
    else:
        ring = _COLLAR
    for shape, turn in ((ring, 38), (mirrored(ring), -38)):
        stage.lay(
            cloth(
                piece.motif,
                cut(shape, _SIZE),
                flat,
                place=placed(turn=turn, scale=scale, shift=(90, 40)),
                loft=(10, 16),
                gloss=0.3,
            ),
            away=(4, 9),
            soft=10,
            depth=0.5,
        )
    _stitches(stage, piece.palette, long=long)
    return stage.picture


def _placket(stage: Stage, motif: Image.Image, palette: Palette, scale: float) -> None:
    strip = cut("M578,300L624,300L624,1086L578,1086Z", _SIZE)
    stage.lay(
        cloth(
            motif,
            strip,
            creases((600, 500, 600, 1000, 60, 4)),
            place=placed(scale=scale, shift=(40, 30)),
            loft=(6, 7),
            gloss=0.2,
        ),
        away=(3, 3),
        soft=6,
        depth=0.4,
    )
    pocket = cut("M672,470L776,470L774,580Q724,606 674,580Z", _SIZE)
    stage.lay(
        cloth(motif, pocket, flat, place=placed(scale=scale), loft=(8, 6), gloss=0.2), away=(3, 4), soft=6, depth=0.36
    )
    sheet = stage.sheet()
    for at in range(6):
        y = 396 + at * 122
        sheet.add(
            dot(601, y, 10.5, sheet.linear("#f0dfc2", "#b98f5f")),
            dot(598, y - 2, 1.8, "#5a3a20"),
            dot(604, y + 2, 1.8, "#5a3a20"),
        )
    stage.draw(sheet)


def _stitches(stage: Stage, palette: Palette, *, long: bool) -> None:
    sheet = stage.sheet()
    thread = {
        "stroke": light(palette.ground, 0.45),
        "stroke_width": "1.8",
        "stroke_dasharray": "7 5",
        "opacity": "0.55",
    }
    hem = "M384,1034Q600,1088 816,1034"
    cuffs = (
        "M228,988Q280,1006 336,998M972,988Q920,1006 864,998"
        if long
        else "M220,540Q290,590 360,602M980,540Q910,590 840,602"
    )
    sheet.add(path(hem + cuffs + "M588,316V1080M614,316V1080M680,486H768", **thread))
    stage.draw(sheet)
