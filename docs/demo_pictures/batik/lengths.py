"""Cloth by the metre and by the piece: rolled on a bolt, spread out whole, seen from near."""

import math

from PIL import Image

from batik.cloth import both, cloth, creases, cut, drape, placed, ripples
from batik.sheet import Dyed, Point, block
from batik.stage import Stage, bar

_SIZE = (1200, 1200)


def bolt(piece: Dyed, *, tint: str, scale: float = 0.8) -> Image.Image:
    """A roll of cloth, its end flowing towards us."""
    stage = Stage()
    stage.wall(tint)

    def tube(_x: float, y: float) -> float:
        share = (y - 330) / 118
        return 96 * math.sqrt(max(0.0, 1 - share * share)) if abs(share) < 1 else 0.0

    flow = f"M236,340L964,340C980,620 1010,820 {1046},1230L150,1230C190,820 220,620 236,340Z"
    soft = both(
        drape(200, 1000, piece.name, folds=4, rise=20, lean=60),
        creases((160, 470, 1040, 470, 50, -16), (150, 1000, 1050, 900, 90, 20)),
    )
    stage.lay(cloth(piece.motif, cut(flow, _SIZE), soft, place=placed(scale=scale), gloss=0.55), away=(16, 10))
    sheet = stage.sheet()
    core = bar(sheet, (128, 302, 944, 54), "#d9bd94")
    sheet.add(core)
    stage.draw(sheet)
    stage.lay(
        cloth(
            piece.motif,
            cut(block(760, 236, centre=(600, 330), bulge=3), _SIZE),
            both(tube, creases((230, 300, 970, 308, 10, 4))),
            place=placed(scale=scale, shift=(0, -160)),
            loft=(4, 4),
            gloss=0.6,
        ),
        away=(6, 30),
        soft=22,
        depth=0.55,
    )
    return stage.picture


def spread(
    piece: Dyed,
    *,
    tint: str,
    size: Point = (900, 900),
    scale: float = 0.62,
    turn: float = 4,
) -> Image.Image:
    """Laid out whole, so that the drawing can be read."""
    stage = Stage()
    stage.wall(tint)
    soft = both(
        ripples(piece.name, angle=24, length=430, rise=9),
        creases((200, 300, 700, 240, 40, 14), (500, 1000, 1000, 860, 50, 16), (260, 520, 420, 960, 44, 12)),
    )
    stage.lay(
        cloth(
            piece.motif,
            cut(block(*size, turn=turn, bulge=-6), _SIZE),
            soft,
            place=placed(turn=turn, scale=scale),
            loft=(8, 8),
        ),
        away=(12, 16),
        soft=16,
    )
    return stage.picture


def near(
    piece: Dyed,
    *,
    turn: float = 12,
    scale: float = 1.5,
    angle: float = 38,
    rise: float = 24,
    shift: Point = (0, 0),
) -> Image.Image:
    """From near, the cloth fills the picture."""
    whole = Image.new("L", _SIZE, 255)
    laid = cloth(
        piece.motif,
        whole,
        ripples(piece.name, angle=angle, length=560, rise=rise),
        place=placed(turn=turn, scale=scale, shift=shift),
        loft=(1, 0),
        gloss=0.5,
    )
    return laid.convert("RGB")
