"""What the batik maker works with: cloth in a frame, canting, brushes, dyes and wax."""

from PIL import Image

from batik.cloth import cloth, cut, flat, placed
from batik.flowers import Figure, hibiscus, ink
from batik.sheet import Dyed, Palette, Point, Sheet, dark, disc, group, light, mix, path
from batik.stage import Stage, bar

_SIZE = (1200, 1200)


def kit(piece: Dyed, *, wood: str, figure: Figure = hibiscus) -> Image.Image:
    """Cloth in a frame, half painted, with canting, brushes, dyes and wax."""
    stage = Stage()
    if wood:
        stage.wood(wood)
    frame = Image.new("L", _SIZE)
    frame.paste(cut("M150,170L820,170L820,840L150,840Z", _SIZE))
    stage.lay(cloth(piece.motif, frame, flat, place=placed(scale=0.62), loft=(4, 4), gloss=0.1), away=(20, 26))
    sheet = stage.sheet()
    white = sheet.linear("#fbf5e8@0.4/0", "#fbf5e8@0.62/0.97", box='x1="0" y1="0.1" x2="1" y2="0.75"')
    sheet.add(f'<rect x="150" y="170" width="670" height="670" fill="{white}"/>')
    ghost = ink(sheet, Palette("#fbf5e8", "#fbf5e8", "#f3e4cd", "#fbf5e8", "#f3e8d0", "#a98a4e", "#e2c88f"), 2.4)
    sheet.add(
        group(figure(ghost), "translate(640 650) rotate(-20) scale(1.4)"),
        group(figure(ghost), "translate(440 770) rotate(40) scale(0.5)"),
    )
    for box in ((120, 140, 730, 40), (120, 830, 730, 40)):
        sheet.add(bar(sheet, box, "#c39a66"))
    for box in ((120, 140, 40, 730), (810, 140, 40, 730)):
        sheet.add(bar(sheet, box, "#c39a66", upright=True))
    _tools(sheet, piece.palette)
    stage.draw(sheet)
    return stage.picture


def _tools(sheet: Sheet, palette: Palette) -> None:
    places: list[Point] = [(960, 230), (1090, 350), (960, 470), (1090, 590)]
    for (x, y), colour in zip(places, (palette.bloom, palette.ground, palette.leaf, palette.accent), strict=True):
        sheet.add(group(disc(x + 10, y + 14, 66, "#1d0f08"), opacity=0.45, filter=sheet.blur(9)))
        sheet.add(
            disc(x, y, 66, sheet.linear("#fffdf8", "#d5c9b8", box='x1="0" y1="0" x2="1" y2="1"')),
            disc(x, y, 54, sheet.linear(dark(colour, 0.35), colour, box='x1="0" y1="0" x2="1" y2="1"')),
        )
        sheet.add(
            path(
                f"M{x - 34},{y - 18}Q{x - 20},{y - 40} {x + 6},{y - 42}",
                stroke="#ffffff",
                stroke_width=5,
                stroke_linecap="round",
                opacity=0.5,
            )
        )
    canting = bar(sheet, (0, -11, 330, 22), "#8a5428") + path(
        "M330,-16H356L372,-30Q402,-34 404,0Q400,34 364,30L352,16H330Z", sheet.linear("#eab27c", "#b0672f", "#6d3a17")
    )
    canting += path("M398,10Q424,16 430,40", stroke="#b0672f", stroke_width=6, stroke_linecap="round") + path(
        "M330,-16V16", stroke="#6d3a17", stroke_width=4
    )
    for content, spot in (
        (canting, "translate(170 1010) rotate(-7)"),
        (_brush(sheet, palette.bloom), "translate(660 1090) rotate(-12)"),
        (_brush(sheet, palette.ground), "translate(700 1000) rotate(-18)"),
    ):
        sheet.add(group(content, f"translate(8 14) {spot}", opacity=0.3, filter=sheet.blur(7)), group(content, spot))
    wax = sheet.linear("#f2d68c", "#d9a94a", box='x1="0" y1="0" x2="1" y2="1"')
    block = "M960,760L1110,740L1130,850L985,880Z"
    sheet.add(
        group(path(block, "#1d0f08"), "translate(10 14)", opacity=0.4, filter=sheet.blur(8)),
        path(block, wax),
        path("M985,880L1130,850L1132,872L988,904Z", "#b98832"),
    )


def _brush(sheet: Sheet, colour: str) -> str:
    ferrule = f'<rect x="298" y="-12" width="52" height="24" fill="{sheet.linear("#f0ece4", "#a8a39a", "#6e6a63")}"/>'
    return (
        bar(sheet, (0, -9, 300, 18), "#3c2a20")
        + ferrule
        + path(
            "M350,-12Q396,-16 424,0Q396,16 350,12Z",
            sheet.linear(mix(colour, light(colour), 0.5), colour, box='x1="0" y1="0" x2="1" y2="0"'),
        )
    )
