"""The wide pictures of collections, pages and articles: several things of the shop in one room."""

from collections.abc import Callable

from PIL import Image

from batik import drapes, garments, home, kits, lengths, shirts
from batik.cloth import cloth, cut, placed, ripples
from batik.drapes import Hanging
from batik.dyes import dyed
from batik.sheet import Sheet, dark, group, light, path
from batik.stage import Stage, bar

_WIDE = (1600, 1067)
_CREAM, _STONE, _SHELL, _CLAY, _SAGE = "#eadfd0", "#ddd3c6", "#ecdcd0", "#dcc4b0", "#d5d6c6"


def _hanging(name: str, left: float, right: float, **more: object) -> Hanging:
    return Hanging(dyed(name), left, right, **more)  # type: ignore[arg-type]


def shawls() -> Image.Image:
    stage = Stage(*_WIDE)
    stage.wall(_CREAM)
    row = [
        _hanging("scroll-red", 170, 540, foot=900, scale=0.8),
        _hanging("frangipani-blush", 630, 990, foot=860, scale=0.8, fringe=True),
        _hanging("hibiscus-indigo", 1080, 1440, foot=910, scale=0.8, fringe=True),
    ]
    drapes.hang(stage, row, rod=(80, 1520), top=150)
    return stage.picture


def rail() -> Image.Image:
    stage = Stage(*_WIDE)
    stage.wall(_SHELL)
    sheet = stage.sheet()
    rail = bar(sheet, (60, 140, 1480, 22), "#a9763f")
    sheet.add(group(rail, "translate(14 30)", opacity=0.16, filter=sheet.blur(9)), rail)
    stage.draw(sheet)
    rack = (
        ("hibiscus-night", 330, False),
        ("mangosteen-emerald", 650, True),
        ("strokes-teal", 970, False),
        ("hibiscus-rust", 1280, False),
    )
    for name, x, long in rack:
        shirt = shirts.shirt(dyed(name), tint="", long=long, band=long, scale=0.55)
        stage.stand(shirt, (x, 600), 0.88)
    return stage.picture


def kaftans() -> Image.Image:
    stage = Stage(*_WIDE)
    stage.wall(_CREAM, palm=False)
    sheet = stage.sheet()
    for x, colour in ((450, "#d9a89a"), (1130, "#c3c7a8")):
        d = f"M{x - 330},1067V420A330,330 0 0 1 {x + 330},420V1067Z"
        fill = sheet.linear(light(colour, 0.2), colour, dark(colour, 0.08), box='x1="0" y1="0" x2="1" y2="1"')
        sheet.add(
            path(d, fill), path(d, stroke=dark(colour, 0.5), stroke_width=24, opacity=0.15, filter=sheet.blur(12))
        )
    stage.draw(sheet)
    for name, x in (("lotus-plum", 450), ("bougainvillea-ivory", 1130)):
        stage.stand(garments.kaftan(dyed(name), tint="", scale=0.68), (x, 560), 0.84)
    return stage.picture


def tudung() -> Image.Image:
    stage = Stage(*_WIDE)
    stage.wall(_STONE, floor=800)
    names = ["jasmine-olive", "jasmine-rose", "orchid-lilac", "jasmine-sky", "jasmine-mustard"]
    home.stack([dyed(name).motif for name in names], stage=stage, left=190, foot=900, width=600)
    pair = [
        _hanging("jasmine-rose", 900, 1150, foot=690, scale=0.6),
        _hanging("orchid-black", 1200, 1450, foot=660, scale=0.6),
    ]
    drapes.hang(stage, pair, rod=(840, 1520), top=120)
    return stage.picture


def fabrics() -> Image.Image:
    stage = Stage(*_WIDE)
    stage.wall(_CLAY, palm=False)
    for name, x in (("songket-maroon", 310), ("waves-teal", 1290), ("songket-emerald", 800)):
        stage.stand(lengths.bolt(dyed(name), tint="", scale=1.25), (x, 640 if x != 800 else 690), 0.72)
    return stage.picture


def cushions() -> Image.Image:
    stage = Stage(*_WIDE)
    stage.wall(_SAGE)
    sheet = stage.sheet()
    floor = sheet.linear("#cbb395", "#b89b78")
    sheet.add(f'<rect y="930" width="1600" height="137" fill="{floor}"/>')
    shadow = path("M170,1010H1430V1040H170Z", "#3a2416", opacity=0.35, filter=sheet.blur(20))
    weave = sheet.tiled(path("M0,6H24M6,0V24", stroke="#8f6536", stroke_width=4, opacity=0.55), (12, 12))
    back = '<rect x="170" y="420" width="1260" height="330" rx="40" fill="{}"/>'
    frame = '<rect x="170" y="420" width="1260" height="330" rx="40" fill="none" stroke="#8a5a30" stroke-width="20"/>'
    sheet.add(shadow, back.format("#d3ac78"), back.format(weave), frame)
    sheet.add(*(bar(sheet, (x, 560, 30, 470), "#8a5a30", upright=True) for x in (180, 1390)))
    stage.draw(sheet)
    seat = cut("M150,760Q150,730 190,730H1410Q1450,730 1450,760V860Q1450,892 1410,892H190Q150,892 150,860Z", _WIDE)
    plain = Image.new("RGB", (1800, 1800), "#efe6d6")
    stage.lay(
        cloth(plain, seat, ripples("seat", angle=84, length=500, rise=5), loft=(26, 34), gloss=0.2), away=(10, 30)
    )
    row = (("turtle-sand", 520, 5, "waves-teal"), ("mangosteen-indigo", 1160, -5, ""), ("hibiscus-linen", 830, 0, ""))
    for name, x, turn, _ in row:
        stage.stand(home.cushion(dyed(name), tint="", scale=0.7), (x, 565), 0.56, turn)
    return stage.picture


def gifts() -> Image.Image:
    stage = Stage(*_WIDE)
    stage.wall(_SHELL)
    for name, at, size, turn in (
        ("scroll-red", (440, 420), 0.66, 6.0),
        ("parang-olive", (620, 740), 0.52, -4.0),
        ("songket-black", (1010, 380), 0.58, -6.0),
    ):
        stage.stand(drapes.folded(dyed(name), tint="", scale=0.9), at, size, turn)
    name = "songket-emerald"
    stage.stand(home.pouch(dyed(name), tint="", drawn=True, scale=0.7), (1190, 690), 0.56, -6)
    return stage.picture


def frame() -> Image.Image:
    stage = Stage(*_WIDE)
    stage.wood("#a67c52")
    name = "frangipani-blush"
    cloth_name = "hibiscus-indigo"
    stage.stand(kits.kit(dyed(cloth_name), wood=""), (620, 530), 0.94)
    stage.stand(drapes.folded(dyed(name), tint="", turn=12), (1370, 460), 0.5)
    stage.stand(drapes.folded(dyed("turtle-lagoon"), tint="", turn=-8), (1400, 860), 0.46)
    return stage.picture


def motifs() -> Image.Image:
    stage = Stage(*_WIDE)
    stage.wall(_STONE)
    row = [
        _hanging("kepala-indigo", 110, 420, foot=960, scale=0.7),
        _hanging("scroll-red", 480, 780, foot=930, scale=0.7),
        _hanging("mangosteen-emerald", 850, 1140, foot=955, scale=0.7),
        _hanging("chevron-clay", 1210, 1490, foot=925, scale=0.7),
    ]
    drapes.hang(stage, row, rod=(60, 1540), top=110)
    return stage.picture


def songkets() -> Image.Image:
    stage = Stage(*_WIDE)
    edges = (
        ("songket-indigo", "M-20,-20H1620V1090H-20Z", 20, 12),
        ("songket-maroon", "M-20,-20H1180C1120,300 900,620 760,1090H-20Z", 36, -14),
        ("songket-black", "M-20,-20H640C600,260 380,560 250,1090H-20Z", 30, 30),
    )
    for name, outline, angle, turn in edges:
        soft = ripples(name, angle=angle, length=460, rise=20)
        piece = cloth(
            dyed(name).motif,
            cut(outline, _WIDE),
            soft,
            place=placed(turn=turn, scale=1.25, centre=(800, 533)),
            loft=(10, 16),
            gloss=0.6,
        )
        stage.lay(piece, away=(26, 14), soft=30, depth=0.6)
    return stage.picture


def workshop() -> Image.Image:
    stage = Stage(*_WIDE)
    stage.wall("#e3d3bd", palm=False)
    sheet = stage.sheet()
    _window(sheet)
    stage.draw(sheet)
    row = [
        _hanging(name, x, x + 190, foot=620, scale=0.55)
        for name, x in (("strokes-teal", 700), ("scroll-red", 960), ("hibiscus-rust", 1220))
    ]
    drapes.hang(stage, row, rod=(640, 1560), top=90)
    sheet = stage.sheet()
    top = sheet.linear("#a9774a", "#7c5230")
    sheet.add(
        f'<rect y="770" width="1600" height="300" fill="{top}"/>',
        '<rect y="770" width="1600" height="10" fill="#d0a070"/>',
    )
    sheet.add(f'<rect y="740" width="1600" height="34" fill="#2a160a" opacity="0.3" filter="{sheet.blur(12)}"/>')
    stage.draw(sheet)
    name = "hibiscus-indigo"
    whole = kits.kit(dyed(name), wood="")
    stage.stand(whole.crop((90, 110, 890, 900)), (400, 640), 0.72, 0)
    sheet = stage.sheet()
    _pot(sheet, 880, 760)
    for x, colour in ((1090, "#c8506a"), (1220, "#1f3a68"), (1350, "#3f7d6c")):
        _jar(sheet, x, 800, colour)
    stage.draw(sheet)
    return stage.picture


def _window(sheet: Sheet) -> None:
    sky = sheet.linear("#f6f2dc", "#dfeadb")
    sheet.add(f'<rect x="110" y="70" width="440" height="430" fill="{sky}"/>')
    for x, y, r in ((160, 420, 90), (260, 450, 110), (400, 440, 120), (520, 400, 90)):
        sheet.add(f'<circle cx="{x}" cy="{y}" r="{r}" fill="#9fb58a" opacity="0.6" filter="{sheet.blur(14)}"/>')
    for x in (96, 318, 540):
        sheet.add(bar(sheet, (x, 56, 26, 470), "#8a5f3a", upright=True))
    for y in (56, 270, 500):
        sheet.add(bar(sheet, (96, y, 470, 26), "#8a5f3a"))
    sheet.add(path("M560,80L1300,520L1240,760L560,500Z", "#fff6dc", opacity=0.28, filter=sheet.blur(40)))


def _pot(sheet: Sheet, x: float, y: float) -> None:
    """The wax over its small stove."""
    iron = sheet.linear("#6b6460", "#3a3532", "#211d1b", box='x1="0" y1="0" x2="1" y2="0"')
    sheet.add(
        path(f"M{x - 110},{y + 150}H{x + 120}V{y + 170}H{x - 110}Z", "#1c0f06", opacity=0.5, filter=sheet.blur(12))
    )
    sheet.add(path(f"M{x - 70},{y + 70}H{x + 70}L{x + 86},{y + 160}H{x - 86}Z", sheet.linear("#c4714a", "#8a452a")))
    sheet.add(path(f"M{x - 100},{y}C{x - 96},{y + 90} {x + 96},{y + 90} {x + 100},{y}Z", iron))
    wax = sheet.linear("#f0cf7c", "#c8902f")
    sheet.add(
        f'<ellipse cx="{x}" cy="{y}" rx="100" ry="24" fill="#4a4440"/><ellipse cx="{x}"'
        f' cy="{y + 2}" rx="86" ry="18" fill="{wax}"/>'
    )
    sheet.add(group(bar(sheet, (0, -8, 210, 16), "#8a5428"), f"translate({x + 30} {y + 2}) rotate(-38)"))


def _jar(sheet: Sheet, x: float, y: float, colour: str) -> None:
    glass = sheet.linear(light(colour, 0.3), colour, dark(colour, 0.35), box='x1="0" y1="0" x2="1" y2="0"')
    sheet.add(path(f"M{x - 50},{y + 120}H{x + 60}V{y + 136}H{x - 50}Z", "#1c0f06", opacity=0.5, filter=sheet.blur(9)))
    sheet.add(f'<rect x="{x - 46}" y="{y}" width="92" height="128" rx="16" fill="#f6f1e6" opacity="0.7"/>')
    sheet.add(f'<rect x="{x - 42}" y="{y + 26}" width="84" height="98" rx="12" fill="{glass}"/>')
    sheet.add(f'<ellipse cx="{x}" cy="{y + 27}" rx="42" ry="9" fill="{light(colour, 0.35)}"/>')
    sheet.add(
        path(f"M{x - 32},{y + 14}V{y + 104}", stroke="#ffffff", stroke_width=7, stroke_linecap="round", opacity=0.45)
    )


def four_colours() -> Image.Image:
    names = ["jasmine-mustard", "jasmine-olive", "jasmine-rose", "jasmine-sky"]
    stage = Stage()
    stage.wall(_CREAM, floor=900)
    home.stack([dyed(name).motif for name in names], stage=stage, left=190, foot=980, width=820, thickness=1.9)
    return stage.picture


ROOMS: dict[str, Callable[[], Image.Image]] = {
    "shawls-and-scarves": shawls,
    "shirts": rail,
    "kaftans-and-sarongs": kaftans,
    "tudung": tudung,
    "songket-and-fabric": fabrics,
    "home": cushions,
    "gifts": gifts,
    "how-a-shawl-is-made": frame,
    "four-motifs": motifs,
    "buying-songket": songkets,
    "workshop": workshop,
    "jasmine-tudung-3": four_colours,
}
