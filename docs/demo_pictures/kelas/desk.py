"""Notebooks, stickers, bookmarks, posters and what keeps a desk in order."""

from rempah.svg import at, box, cut, dark, disc, light, line, path

from kelas.paper import (
    CORAL,
    CREAM,
    INK,
    LEAF,
    MARIGOLD,
    PINK,
    RED,
    SKY,
    TEAL,
    VIOLET,
    WOOD,
    batik,
    blossom,
    card,
    leaf,
    lift,
    scallop,
    spark,
)
from kelas.views import coast, fruits, house, palm


def pencil(colour: str = MARIGOLD, length: float = 420) -> str:
    """A pencil standing on its point at the origin."""
    wood = path("M0 0L-26 -70H26Z", "#f3d7ae") + path("M0 0L-10 -27H10Z", INK)
    body = box(-26, -length, 52, length - 70, colour) + box(8, -length, 18, length - 70, dark(colour, 0.16))
    return lift(
        wood + body + box(-26, -length - 24, 52, 30, "#c9c6d6") + box(-26, -length - 66, 52, 46, PINK, rx=14), 0.7
    )


def _book(colour: str) -> str:
    """A stitched book around the origin, 480 × 640."""
    pages = card(-226, -306, 476, 640, "#ffffff") + box(-226, -306, 470, 634, CREAM, rx=16)
    cover = card(-240, -320, 476, 640, colour) + box(-240, -320, 84, 640, dark(colour, 0.18), rx=16)
    seam = "".join(line(f"M-200 {-270 + i * 90}V{-220 + i * 90}", CREAM, 9) for i in range(7))
    plate = at(path(scallop(12, 132, 14), CREAM), 42, -40) + at(blossom(colour, MARIGOLD), 42, -40, size=0.92)
    return pages + cover + seam + lift(plate, 0.5)


def notebook(colour: str = TEAL, other: str = MARIGOLD) -> str:
    return (
        at(_book(other), -120, -380, turn=-13)
        + at(_book(colour), 70, -350, turn=6)
        + at(pencil(CORAL), 350, 20, turn=14)
    )


def stickers(kind: str = "fruit") -> str:
    """A sheet of nine stickers, one of them peeled."""
    sheet = card(-350, -760, 700, 770, "#ffffff", r=30) + box(-322, -732, 644, 714, "#f1edfb", rx=20)
    found = fruits() if kind == "fruit" else coast()
    for i, thing in enumerate(found):
        x, y = -212 + i % 3 * 212, -606 + i // 3 * 230
        sheet += at(
            lift(path(scallop(10, 104, 5), "#ffffff"), 0.5) + at(thing, size=0.9), x, y, turn=(i * 37) % 22 - 11
        )
    return at(sheet, turn=-4)


def bookmarks() -> str:
    """Four long cards with tassels, fanned."""
    fan = ""
    for i, (base, mark) in enumerate(((VIOLET, PINK), (TEAL, MARIGOLD), (CORAL, CREAM), (INK, SKY))):
        outline = "M-78 -640Q-78 -670 -48 -670H48Q78 -670 78 -640V-30Q78 0 48 0H-48Q-78 0 -78 -30Z"
        strip = lift(path(outline, base)) + cut(at(batik(base, mark, 200, 700, step=104), -90, -690), outline)
        frame = path(outline, "none", stroke=CREAM, stroke_width=9) + disc(0, -622, 17, CREAM)
        tassel = line("M0 -622C10 -700 40 -720 46 -760", mark, 8) + lift(
            path("M20 -770L72 -750L50 -660L0 -680Z", mark), 0.4
        )
        fan += at(strip + frame + tassel, -252 + i * 168, 0, turn=-15 + i * 10)
    return fan


def _view(w: float, h: float, kind: str) -> str:
    """A landscape in paper, from the origin rightwards and downwards."""
    outline = f"M0 0H{w}V{h}H0Z"
    if kind == "sea":
        waves = "".join(
            lift(path(f"M-50 {h}V{h * y}Q{w * 0.25} {h * (y - 0.07)} {w * 0.5} {h * y}T{w + 50} {h * y}V{h}Z", c), 0.5)
            for y, c in ((0.6, SKY), (0.72, "#3a9bd6"), (0.85, "#2478b5"))
        )
        boat = at(
            lift(
                path("M-90 0Q0 60 90 0L70 46H-66Z", RED)
                + path("M6 -150V-8H84Z", CREAM)
                + path("M-6 -130V-8H-66Z", MARIGOLD),
                0.5,
            ),
            w * 0.55,
            h * 0.57,
            size=h / 620,
        )
        return cut(box(0, 0, w, h, "#ffe3b3") + disc(w * 0.24, h * 0.3, h * 0.13, CORAL) + waves + boat, outline)
    sky, sun = ("#bfe6fa", MARIGOLD) if kind == "village" else ("#ffd0b8", RED)
    hills = lift(
        path(f"M-40 {h}V{h * 0.6}Q{w * 0.25} {h * 0.36} {w * 0.52} {h * 0.58}T{w + 40} {h * 0.5}V{h}Z", "#7ccf9c"), 0.5
    )
    field = lift(path(f"M-40 {h}V{h * 0.76}Q{w * 0.4} {h * 0.66} {w + 40} {h * 0.78}V{h}Z", LEAF), 0.5)
    trees = at(palm(), w * 0.2, h * 0.84, size=h / 820) + at(palm(), w * 0.88, h * 0.8, size=h / 1000)
    return cut(
        box(0, 0, w, h, sky)
        + disc(w * 0.72, h * 0.26, h * 0.13, sun)
        + hills
        + field
        + trees
        + at(house(), w * 0.54, h * 0.86, size=h / 900),
        outline,
    )


def postcards() -> str:
    fan = ""
    for kind, x, y, turn in (("sea", -80, -520, -16), ("dusk", 70, -400, 11), ("village", 0, -210, -3)):
        fan += at(card(-290, -200, 580, 400, "#ffffff", r=12) + at(_view(532, 352, kind), -266, -176), x, y, turn=turn)
    return fan


def poster() -> str:
    """A village landscape hung from two clips."""
    sheet = card(-330, -860, 660, 880, "#ffffff", r=6) + at(_view(592, 812, "village"), -296, -826)
    clips = "".join(at(card(-34, -900, 68, 74, INK, r=10) + disc(0, -886, 10, CREAM), x) for x in (-220, 220))
    return sheet + clips


def phone_stand(colour: str = WOOD) -> str:
    """A telephone leaning on two slotted boards."""
    phone = card(-170, -690, 340, 620, INK, r=46) + cut(
        at(_view(300, 580, "sea"), -150, -670),
        "M-150 -640Q-150 -670 -120 -670H120Q150 -670 150 -640V-120Q150 -90 120 -90H-120Q-150 -90 -150 -120Z",
    )
    rest = lift(path("M-270 -190Q-270 -220 -240 -220H240Q270 -220 270 -190V-60H-270Z", colour)) + line(
        "M-230 -150H110M-190 -110H200", dark(colour, 0.12), 7
    )
    foot = lift(
        path(
            "M-330 -90Q-330 -110 -310 -110H310Q330 -110 330 -90L350 -20Q354 0 330 0H-330Q-354 0 -350 -20Z",
            light(colour, 0.18),
        )
    ) + line("M-280 -56H60M-120 -34H270", dark(colour, 0.08), 7)
    return at(phone, turn=0) + rest + foot + at(blossom(CREAM, light(colour, 0.3)), 0, -166, size=0.34)


def pencil_pot() -> str:
    """A bamboo cup with pencils, a brush and a ruler."""
    tools = (
        at(pencil(CORAL, 460), -120, -120, turn=-14)
        + at(pencil(TEAL, 520), -10, -120, turn=-3)
        + at(pencil(VIOLET, 440), 140, -120, turn=15)
    )
    ruler = at(
        card(-40, -640, 80, 560, "#ffd95c", r=8)
        + "".join(box(-40, -620 + i * 44, 26 if i % 2 else 38, 6, INK) for i in range(12)),
        70,
        -40,
        turn=7,
    )
    brush = at(
        lift(
            box(-12, -560, 24, 420, RED, rx=12) + path("M-26 -560H26Q40 -640 0 -700Q-40 -640 -26 -560Z", "#6b4a32"), 0.6
        ),
        -60,
        -80,
        turn=-8,
    )
    cup = (
        lift(path("M-210 -440H210L200 -24Q198 0 170 0H-170Q-198 0 -200 -24Z", "#d8c26a"))
        + box(-224, -452, 448, 52, "#e9d98c", rx=20)
        + path("M-206 -260H206L204 -226H-204Z", "#c2aa4c")
    )
    shine = path("M-176 -390H-120L-126 -20H-168Z", "#ffffff", opacity=0.3)
    mark = at(lift(at(leaf(LEAF), turn=24) + at(leaf("#5bbd78"), turn=-24), 0.5), 30, -40, size=0.9)
    return ruler + brush + tools + cup + shine + mark


def calendar() -> str:
    """A wall calendar: a picture, rings, and days as squares of paper."""
    sheet = card(-330, -860, 660, 880, "#ffffff", r=22) + at(_view(600, 400, "dusk"), -300, -800)
    rings = "".join(lift(box(-250 + i * 100 - 9, -900, 18, 74, INK, rx=9), 0.4) for i in range(6))
    days = ""
    for i in range(33):
        colour = {9: CORAL, 17: TEAL, 26: MARIGOLD}.get(i, "#ece7fa")
        days += box(-290 + (i + 2) % 7 * 84, -366 + (i + 2) // 7 * 74, 66, 56, colour, rx=12)
    return sheet + rings + days + at(spark("#ffffff"), -290 + 11 % 7 * 84 + 33, -366 + 74 + 28, size=0.5)
