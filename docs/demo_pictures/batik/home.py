"""For the house and the hand: cushions, runners, pouches, stacks of folded cloth."""

from PIL import Image

from batik.cloth import both, cloth, creases, cut, placed, ripples
from batik.sheet import Dyed, Palette, Sheet, dark, disc, group, path
from batik.stage import Stage, ball, tassels

_SIZE = (1200, 1200)


def _pillow(x: float, y: float, half: float, rise: float = 0.94) -> str:
    h, k = half, half * rise
    return (
        f"M{x - h},{y - h}Q{x - h * 0.5},{y - k} {x},{y - k}Q{x + h * 0.5},{y - k}"
        f" {x + h},{y - h}Q{x + k},{y - h * 0.5} {x + k},{y}"
        f"Q{x + k},{y + h * 0.5} {x + h},{y + h}Q{x + h * 0.5},{y + k} {x},{y + k}"
        f"Q{x - h * 0.5},{y + k} {x - h},{y + h}Q{x - k},{y + h * 0.5} {x - k},{y}"
        f"Q{x - k},{y - h * 0.5} {x - h},{y - h}Z"
    )


def cushion(
    piece: Dyed,
    *,
    tint: str,
    scale: float = 0.62,
    other: Image.Image | None = None,
) -> Image.Image:
    """A cushion leaning on the wall, a second one behind it."""
    stage = Stage()
    stage.wall(tint, floor=880)
    for back, x, y, half, turn in ((True, 760, 560, 300, 9), (False, 520, 640, 350, -4)):
        if back and other is None:
            continue
        mask = cut(_pillow(600, 600, half), _SIZE).rotate(
            -turn, Image.Resampling.BICUBIC, center=(600, 600), translate=(x - 600, y - 600)
        )

        def puff(px: float, py: float, x: float = x, y: float = y, half: float = half) -> float:
            u, v = min(1.0, abs(px - x) / half), min(1.0, abs(py - y) / half)
            return 190 * float((1 - u**2.4) * (1 - v**2.4))

        pulls = creases(
            *(
                (x + sx * half * 0.95, y + sy * half * 0.95, x + sx * half * 0.5, y + sy * half * 0.55, 18, -9)
                for sx in (-1, 1)
                for sy in (-1, 1)
            )
        )
        face = other if back and other is not None else piece.motif
        stage.lay(
            cloth(
                face,
                mask,
                both(puff, pulls),
                place=placed(turn=turn, scale=scale, centre=(x, y)),
                loft=(10, 16),
                gloss=0.28,
            ),
            away=(30, 30),
            soft=40,
        )
    return stage.picture


def runner(piece: Dyed, *, wood: str, scale: float = 0.55) -> Image.Image:
    """A runner along a wooden table, set for tea."""
    stage = Stage()
    stage.wood(wood)
    strip = "M396,-30L806,-30L806,960L601,1110L396,960Z"
    soft = both(ripples(piece.name, angle=80, length=500, rise=5), creases((420, 500, 780, 470, 30, 7)))
    sheet = stage.sheet()
    sheet.add(tassels([(601, 1102)], piece.palette.accent))
    stage.draw(sheet)
    stage.lay(
        cloth(piece.motif, cut(strip, _SIZE), soft, place=placed(scale=scale), loft=(6, 8), gloss=0.25),
        away=(10, 12),
        soft=14,
    )
    sheet = stage.sheet()
    sheet.add(
        _plate(sheet, 560, 330, 190),
        _cup(sheet, 560, 330),
        _plate(sheet, 890, 640, 120),
        "".join(_cake(sheet, 890 + dx, 640 + dy) for dx, dy in ((-44, -22), (40, -30), (0, 42))),
    )
    stage.draw(sheet)
    return stage.picture


def _plate(sheet: Sheet, x: float, y: float, r: float) -> str:
    shadow = group(disc(x + 16, y + 22, r, "#24130a"), opacity=0.4, filter=sheet.blur(15))
    glaze = sheet.linear("#fdfaf3", "#e9e1d3", "#cfc3b1", box='x1="0" y1="0" x2="1" y2="1"')
    dip = sheet.linear("#d8cdbb", "#f7f2e8", box='x1="0" y1="0" x2="1" y2="1"')
    return (
        shadow
        + disc(x, y, r, glaze)
        + disc(x, y, r * 0.68, dip)
        + disc(x, y, r * 0.95, "none", 'stroke="#a98d62" stroke-width="2.4" opacity="0.6"')
    )


def _cup(sheet: Sheet, x: float, y: float) -> str:
    glaze = sheet.linear("#ffffff", "#d9cebd", box='x1="0" y1="0" x2="1" y2="1"')
    tea = sheet.linear("#7a3512", "#b4612a", box='x1="0" y1="0" x2="1" y2="1"')
    handle = path(
        f"M{x + 70},{y + 20}Q{x + 134},{y + 46} {x + 96},{y + 78}Q{x + 74},{y + 84} {x + 54},{y + 58}",
        stroke="#e6dccd",
        stroke_width=17,
        stroke_linecap="round",
    )
    shadow = group(disc(x + 14, y + 18, 88, "#24130a"), opacity=0.36, filter=sheet.blur(10))
    shine = path(
        f"M{x - 48},{y - 26}Q{x - 30},{y - 54} {x + 6},{y - 56}",
        stroke="#f6c99a",
        stroke_width=6,
        stroke_linecap="round",
        opacity=0.6,
    )
    return shadow + handle + disc(x, y, 88, glaze) + disc(x, y, 74, tea) + shine


def _cake(sheet: Sheet, x: float, y: float) -> str:
    """Kuih: green pandan below, white coconut above."""
    green = sheet.linear("#8fb95e", "#4f7c34")
    box = f'<rect x="{x - 30}" y="{y - 22}" width="60" height="46" rx="7"'
    return (
        group(f'{box} fill="#1d120a"/>', "translate(5 8)", opacity=0.35, filter=sheet.blur(6))
        + f'{box} fill="{green}"/><rect x="{x - 30}" y="{y - 22}" width="60" height="20" rx="7" fill="#fbf6ea"/>'
    )


def pouch(piece: Dyed, *, tint: str, scale: float = 0.55, drawn: bool = False) -> Image.Image:
    """A pouch with a zip, or one that a cord draws together."""
    stage = Stage()
    stage.wall(tint)
    if drawn:
        shape = (
            "M430,330C400,300 380,270 396,236Q600,280 804,236C820,270 800,300 770,330"
            "C860,460 930,640 900,820C880,950 780,990 600,990C420,990 320,950 300,820"
            "C270,640 340,460 430,330Z"
        )
        folds = creases(
            *((600 + (at - 4) * 44, 250, 600 + (at - 4) * 92, 660, 20, 16 if at % 2 else -16) for at in range(9))
        )
    else:
        shape = (
            "M250,400Q600,384 950,400Q972,404 974,430Q990,640 970,860Q966,890 936,894"
            "Q600,912 264,894Q234,890 230,860Q210,640 226,430Q228,404 250,400Z"
        )
        folds = creases(
            (300, 460, 420, 840, 44, -10),
            (880, 460, 800, 840, 44, -10),
            (500, 480, 640, 820, 60, 12),
            (260, 880, 940, 880, 40, -8),
        )
    stage.lay(
        cloth(piece.motif, cut(shape, _SIZE), folds, place=placed(scale=scale), loft=(44, 60), gloss=0.35),
        away=(20, 34),
        soft=30,
    )
    sheet = stage.sheet()
    (_cord if drawn else _zip)(sheet, piece.palette)
    stage.draw(sheet)
    return stage.picture


def _zip(sheet: Sheet, palette: Palette) -> None:
    tape = f'<rect x="236" y="398" width="728" height="40" rx="8" fill="{dark(palette.pool, 0.15)}"/>'
    teeth = path("M246,418H954", stroke="#d8b777", stroke_width=13, stroke_dasharray="5 4")
    pull = (
        path("M286,418L262,470", stroke="#c09a52", stroke_width=9, stroke_linecap="round")
        + '<rect x="270" y="404" width="34" height="28" rx="6" fill="#cba45c"/>'
    )
    sheet.add(
        tape, teeth, path("M246,418H954", stroke="#8f6d31", stroke_width=2), pull, tassels([(258, 470)], palette.accent)
    )


def _cord(sheet: Sheet, palette: Palette) -> None:
    cord = path("M424,334Q600,372 776,334", stroke=palette.accent, stroke_width=13, stroke_linecap="round")
    ends = path(
        "M600,356C560,430 520,470 524,560M600,356C650,420 700,480 676,580",
        stroke=palette.accent,
        stroke_width=9,
        stroke_linecap="round",
    )
    sheet.add(
        group(cord + ends, "translate(8 12)", opacity=0.35, filter=sheet.blur(6)),
        cord,
        ends,
        tassels([(524, 560), (676, 580)], palette.accent),
    )
    sheet.add(group(ball(sheet, 0, 0, 19, palette.accent), "translate(600 358)"))


def stack(
    cloths: list[Image.Image],
    *,
    stage: Stage,
    left: float = 270,
    foot: float = 930,
    width: float = 660,
    thickness: float = 1.0,
) -> None:
    """Folded cloths upon each other, the folds towards us."""
    for number, motif in enumerate(cloths):
        thick = round((74 if number % 2 else 88) * thickness)
        inset = (number * 37 % 5) * 9
        foot -= thick
        x1, x2 = left + inset, left + width - (number * 23 % 4) * 11
        edge = (
            f"M{x1 + 30},{foot}L{x2 - 6},{foot}Q{x2},{foot + thick / 2} {x2 - 6},{foot + thick}"
            f"L{x1 + 30},{foot + thick}Q{x1 - 26},{foot + thick / 2} {x1 + 30},{foot}"
            "Z"
        )
        seams = creases(*((x1, foot + thick * share, x2, foot + thick * share, 7, -12) for share in (0.34, 0.67)))
        stage.lay(
            cloth(
                motif,
                cut(edge, stage.size),
                seams,
                place=placed(scale=0.5, shift=(number * 130, number * 90)),
                loft=(18, 36),
                gloss=0.3,
            ),
            away=(16, 12),
            depth=0.5,
        )
