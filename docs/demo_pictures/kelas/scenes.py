"""Wide pictures: the collections' tables, the articles' ideas and the shop's stall."""

from rempah.svg import at, box, cut, dark, disc, light, line, oval, path

from kelas import bath, cloth, desk, home, kitchen
from kelas.paper import (
    BLUSH,
    BUTTER,
    CORAL,
    CREAM,
    HAZE,
    INK,
    KRAFT,
    LAVENDER,
    LEAF,
    MARIGOLD,
    MINT,
    PEACH,
    PINK,
    RED,
    SKY,
    TEAL,
    VIOLET,
    blossom,
    card,
    leaf,
    lift,
    scallop,
    sprig,
    table,
    wall,
)

WIDE, HIGH = 1600, 1067
Placed = tuple[str, float, float, float]


def _scene(ground: str, form: str, colour: str, floor: str, wares: list[Placed]) -> str:
    back = wall(WIDE, HIGH, ground, form, colour) + table(WIDE, HIGH, 800, floor)
    return back + "".join(at(ware, x, y, size=size) for ware, x, y, size in wares)


def _parcel(w: float = 360, h: float = 270) -> str:
    """A parcel with tape, a label and a stamp, its foot at the origin."""
    sheet = card(-w / 2, -h, w, h, KRAFT, r=12) + box(-w / 2, -h, w, 46, dark(KRAFT, 0.1), rx=12)
    tape = box(-30, -h, 60, h, "#f3d9ad", opacity=0.85)
    label = lift(box(-w / 2 + 28, -h + 84, 128, 92, "#ffffff", rx=8), 0.5) + "".join(
        box(-w / 2 + 44, -h + 102 + i * 22, 92 - i * 18, 10, "#b7acd9", rx=5) for i in range(3)
    )
    stamp = lift(at(path(scallop(14, 44, 5), CORAL), w / 2 - 70, -h + 110), 0.5) + at(
        leaf(CREAM), w / 2 - 70, -h + 136, size=0.32
    )
    return sheet + tape + label + stamp


def _globe() -> str:
    """A globe on its foot, with a route from one pin to another; the foot at the origin."""
    ball = disc(0, -430, 300, SKY) + disc(0, -430, 300, "none", stroke=light(SKY, 0.5), stroke_width=10)
    lands = (
        path(
            "M-260 -560Q-160 -720 -30 -690Q20 -640 -60 -600"
            "Q-40 -540 -120 -520Q-140 -440 -210 -450Q-280 -480 -260 -560Z",
            "#7ccf9c",
        )
        + path("M-90 -420Q0 -460 40 -380Q60 -300 0 -220Q-60 -200 -70 -290Q-130 -360 -90 -420Z", LEAF)
        + path(
            "M60 -680Q190 -700 270 -560Q290 -470 220 -450Q200 -380 150 -420Q120 -500 60 -500Q20 -580 60 -680Z",
            "#7ccf9c",
        )
        + path("M150 -340Q230 -360 250 -300Q230 -240 160 -260Z", LEAF)
    )
    route = line("M190 -430C120 -640 -60 -700 -170 -560", INK, 11, stroke_dasharray="2 26")
    pins = "".join(
        at(
            lift(
                path("M0 0C-20 -50 -50 -70 -50 -110A50 50 0 1 1 50 -110C50 -70 20 -50 0 0Z", c)
                + disc(0, -110, 20, "#ffffff"),
                0.7,
            ),
            x,
            y,
            size=0.9,
        )
        for x, y, c in ((190, -420, RED), (-170, -550, VIOLET))
    )
    stand = lift(path("M-150 0Q-150 -30 -110 -36L-30 -50V-140H30V-50L110 -36Q150 -30 150 0Z", "#c98b52"))
    return (
        stand
        + lift(ball)
        + cut(lift(lands, 0.6), "M-300 -430A300 300 0 1 1 300 -430A300 300 0 1 1 -300 -430Z")
        + route
        + pins
    )


def _plane() -> str:
    return lift(
        path("M-150 20L150 -90L-30 80Z", "#ffffff")
        + path("M150 -90L-30 80L-24 140L20 84Z", "#cfc6ee")
        + path("M-150 20L150 -90L-64 44L-24 140Z", "#ece7fa")
    )


def _screen() -> str:
    """A tablet that shows a product's page, its foot at the origin, 900 wide."""
    frame = card(-450, -680, 900, 660, INK, r=44) + box(-416, -646, 832, 592, "#ffffff", rx=20)
    picture = box(-386, -616, 380, 532, LAVENDER, rx=18) + at(home.mug(), -206, -150, size=0.52)
    words = (
        box(30, -606, 330, 40, INK, rx=20)
        + box(30, -546, 220, 26, VIOLET, rx=13)
        + "".join(box(30, -490 + i * 36, (340, 320, 350, 240)[i], 16, "#cfc6ee", rx=8) for i in range(4))
    )
    choices = "".join(disc(56 + i * 66, -300, 24, c) for i, c in enumerate((SKY, MARIGOLD, CORAL, TEAL))) + disc(
        56, -300, 32, "none", stroke=INK, stroke_width=6
    )
    button = lift(box(30, -226, 350, 76, VIOLET, rx=38), 0.5) + box(120, -196, 170, 16, "#ffffff", rx=8)
    return frame + picture + words + choices + button


def _bubble(colour: str, *, left: bool) -> str:
    tail = "M-60 70L-110 130L-10 80Z" if left else "M60 70L110 130L10 80Z"
    return lift(box(-150, -100, 300, 190, colour, rx=60) + path(tail, colour)) + "".join(
        box(-96, -50 + i * 40, 192 - i * 44, 20, "#ffffff", rx=10, opacity=0.9) for i in range(3)
    )


def _coins(count: int, colour: str = MARIGOLD) -> str:
    """A pile of coins, its foot at the origin."""
    return "".join(
        at(
            lift(
                path("M-90 -14V14A90 26 0 0 0 90 14V-14Z", dark(colour, 0.18))
                + oval(0, -14, 90, 26, colour)
                + oval(0, -14, 60, 16, light(colour, 0.3)),
                0.4,
            ),
            (i % 2) * 10 - 5,
            -28 - i * 34,
        )
        for i in range(count)
    )


def _pan(x: float, y: float, load: str) -> str:
    """One side of the balance, hung from x, y, with what lies on it."""
    edge = y + 256
    strings = line(f"M{x} {y}L{x - 130} {y + 260}M{x} {y}L{x + 130} {y + 260}", dark(VIOLET, 0.3), 6)
    bowl = f"M{x - 170} {edge}H{x + 170}Q{x + 120} {edge + 74} {x} {edge + 74}Q{x - 120} {edge + 74} {x - 170} {edge}Z"
    return strings + at(load, x, y + 262) + lift(path(bowl, light(VIOLET, 0.35)))


def _scales() -> str:
    """A balance with a parcel on one side and coins on the other; the foot at the origin."""
    pole = lift(
        box(-16, -640, 32, 620, VIOLET, rx=14)
        + path("M-170 0Q-160 -50 0 -56Q160 -50 170 0Z", VIOLET)
        + disc(0, -650, 34, MARIGOLD)
    )
    beam = at(lift(box(-380, -14, 760, 28, VIOLET, rx=14)), 0, -610, turn=-5)
    return _pan(-370, -578, at(_parcel(), size=0.62)) + _pan(370, -642, at(_coins(4), size=0.9)) + beam + pole


SCENES: dict[str, str] = {
    "soap-and-candles": _scene(
        LAVENDER,
        "sun",
        "#bda9f2",
        BUTTER,
        [(bath.soap(), 270, 970, 0.72), (bath.soap_trio(), 800, 920, 0.74), (bath.candle(), 1320, 970, 0.92)],
    ),
    "paper-desk-and-play": _scene(
        HAZE,
        "strips",
        "#93cdf0",
        PEACH,
        [
            (desk.calendar(), 330, 800, 0.72),
            (home.board_game(), 820, 960, 0.84),
            (desk.pencil_pot(), 1300, 940, 0.92),
            (desk.notebook(), 260, 1010, 0.62),
        ],
    ),
    "bags-badges-and-wear": _scene(
        MINT,
        "hills",
        "#93d6b4",
        BLUSH,
        [
            (cloth.shirt(), 360, 920, 0.78),
            (cloth.tote(), 820, 960, 0.9),
            (cloth.hat(), 1280, 950, 0.66),
            (cloth.keychain(), 540, 1040, 0.44),
        ],
    ),
    "kitchen-and-garden": _scene(
        PEACH,
        "arch",
        "#ffb08c",
        MINT,
        [
            (kitchen.cookies(), 340, 960, 0.74),
            (home.plant_pot(), 800, 900, 0.9),
            (kitchen.jam(), 1260, 960, 0.74),
            (home.sprout(), 800, 1020, 0.7),
        ],
    ),
    "pocket-money": _scene(
        BUTTER,
        "confetti",
        "#ffc04d",
        LAVENDER,
        [
            (desk.stickers(), 300, 930, 0.74),
            (desk.bookmarks(), 800, 950, 0.8),
            (cloth.badges(), 1310, 960, 0.74),
            (_coins(3), 560, 1030, 0.8),
            (_coins(5), 1050, 1030, 0.75),
        ],
    ),
    "article-first-market": _scene(
        PEACH,
        "sun",
        "#ffcfb3",
        HAZE,
        [
            (_globe(), 800, 980, 1.16),
            (_parcel(), 300, 960, 1.0),
            (_parcel(240, 190), 1290, 960, 1.1),
            (_plane(), 1270, 300, 1.1),
            (sprig(LEAF), 110, 900, 0.9),
        ],
    ),
    "article-product-page": _scene(
        MINT,
        "waves",
        "#93d6b4",
        BUTTER,
        [
            (_screen(), 800, 960, 1.18),
            (_bubble(CORAL, left=False), 190, 330, 0.95),
            (_bubble(TEAL, left=True), 1420, 240, 0.9),
            (_bubble(MARIGOLD, left=True), 1440, 560, 0.72),
        ],
    ),
    "article-duties-and-taxes": _scene(
        LAVENDER,
        "blob",
        "#cdbdf7",
        PEACH,
        [
            (_scales(), 800, 960, 1.16),
            (_coins(6), 180, 970, 1.0),
            (_coins(2, PINK), 330, 1010, 0.9),
            (_parcel(), 1400, 960, 0.9),
        ],
    ),
    "stall": _scene(
        HAZE,
        "hills",
        "#a8dcc0",
        BUTTER,
        [
            (
                home.stall(
                    1080,
                    "".join(
                        at(ware, x, -214, size=0.42)
                        for x, ware in (
                            (-420, cloth.tote()),
                            (-170, bath.candle()),
                            (60, kitchen.cookies()),
                            (270, home.mug()),
                            (440, home.plant_pot()),
                        )
                    ),
                ),
                800,
                990,
                1.2,
            ),
            (at(blossom(RED), 0, -60), 120, 1000, 0.8),
            (sprig(LEAF), 1520, 1010, 1.0),
        ],
    ),
}
