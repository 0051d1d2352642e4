"""Seeds, pots, mugs, a game and a kite."""

from rempah.svg import at, box, cut, dark, disc, light, line, oval, path

from kelas.paper import (
    CORAL,
    CREAM,
    INK,
    KRAFT,
    LEAF,
    MARIGOLD,
    PINK,
    RED,
    SKY,
    TEAL,
    VIOLET,
    blossom,
    card,
    leaf,
    lift,
    spark,
)
from kelas.views import wau


def _chilli(colour: str = RED) -> str:
    return (
        path("M-30 -100C-60 20 0 90 50 110C20 40 40 -40 30 -100Z", colour)
        + path("M-36 -96Q0 -128 36 -96Q0 -80 -36 -96Z", LEAF)
        + line("M0 -108Q4 -130 -10 -146", LEAF, 12)
    )


def sprout(pot: str = KRAFT) -> str:
    """A seedling in a small paper pot, its foot at the origin, 260 high."""
    plant = (
        line("M0 -120V-190", LEAF, 12)
        + at(leaf("#5bbd78"), 0, -180, turn=-58, size=0.6)
        + at(leaf(LEAF), 0, -180, turn=58, size=0.6)
    )
    return (
        lift(plant, 0.6)
        + lift(path("M-90 -130H90L70 0H-70Z", pot))
        + path("M-96 -142H96V-112H-96Z", dark(pot, 0.12))
        + oval(0, -138, 84, 12, "#5d3b27")
    )


def seed_kit(plant: str = "chilli") -> str:
    """A seed packet and two seedlings."""
    ground = {"chilli": CORAL, "kangkung": TEAL, "spinach": VIOLET}[plant]
    packet = (
        card(-220, -720, 440, 680, CREAM, r=16)
        + box(-220, -720, 440, 120, ground, rx=16)
        + box(-220, -650, 440, 50, ground)
        + line("M-196 -626H196", CREAM, 6, stroke_dasharray="16 12")
    )
    window = lift(disc(0, -360, 170, light(ground, 0.55)), 0.5)
    if plant == "chilli":
        mark = at(_chilli(), -50, -350, size=1.05, turn=14) + at(_chilli("#c92a36"), 54, -340, size=1.05, turn=-6)
    else:
        colour = LEAF if plant == "kangkung" else "#8a3f7d"
        mark = "".join(at(leaf(colour), 0, -250, turn=t, size=1.2) for t in (-44, 44, 0))
    rows = "".join(box(-120, -150 + i * 34, 240 - i * 60, 16, "#d9cfb8", rx=8) for i in range(3))
    return (
        at(packet + window + mark + rows, 0, 0, turn=-5)
        + at(sprout(), -300, 10, size=0.95)
        + at(sprout("#e7b98a"), 310, 20, size=1.1)
    )


def plant_pot(colour: str = "#d9734a", mark: str = CREAM) -> str:
    """A painted pot with a monstera-like plant."""
    plant = "".join(
        at(line("M0 0V-190", dark(LEAF, 0.2), 12) + at(leaf(c), 0, -150, size=s), 0, -330, turn=t)
        for t, c, s in (
            (-62, "#2d8a4a", 1.3),
            (62, "#2d8a4a", 1.3),
            (-34, LEAF, 1.5),
            (34, LEAF, 1.5),
            (0, "#5bbd78", 1.7),
        )
    )
    body = "M-220 -330H220L170 -24Q166 0 140 0H-140Q-166 0 -170 -24Z"
    zigzag = "".join(path(f"M{-240 + i * 80} -210L{-200 + i * 80} -130L{-160 + i * 80} -210Z", mark) for i in range(6))
    dots = "".join(disc(-180 + i * 60, -82, 13, (MARIGOLD, TEAL, PINK)[i % 3]) for i in range(7))
    return (
        lift(plant)
        + lift(path(body, colour))
        + cut(zigzag + dots + box(-240, -116, 480, 9, mark), body)
        + card(-250, -400, 500, 94, light(colour, 0.12), r=20)
    )


def mug(colour: str = SKY, petal: str = RED) -> str:
    """A mug with a painted flower and steam."""
    handle = lift(
        path("M190 -410C420 -450 420 -90 170 -120", "none", stroke=colour, stroke_width=56, stroke_linecap="round")
    )
    body = (
        lift(path("M-250 -500H250L226 -70Q220 0 150 0H-150Q-220 0 -226 -70Z", colour))
        + oval(0, -500, 250, 40, light(colour, 0.5))
        + oval(0, -496, 218, 28, "#8a5a3b")
    )
    band = path("M-236 -120H232L226 -80H-228Z", light(colour, 0.4))
    steam = "".join(
        lift(line(f"M{x} -580C{x - 50} -640 {x + 50} -690 {x} -760", "#ffffff", 22), 0.5) for x in (-90, 20, 120)
    )
    motif = (
        at(leaf(LEAF), -60, -240, turn=-100)
        + at(leaf(LEAF), 60, -240, turn=104)
        + at(blossom(petal), 0, -300, size=1.15)
    )
    return handle + body + band + lift(motif, 0.4) + steam


def board_game() -> str:
    """A night-market game: the lid, the board and its pieces."""
    lid = (
        card(-330, -760, 660, 470, INK, r=20)
        + disc(220, -650, 54, "#ffe9a8")
        + at(spark("#ffe9a8"), -240, -680, size=0.6)
        + at(spark("#ffe9a8"), 40, -700, size=0.4)
    )
    stalls = "".join(at(_stall(c), x, -330, size=0.9) for x, c in ((-205, RED), (0, TEAL), (205, MARIGOLD)))
    board = lift(path("M-360 -300H360L430 0H-430Z", "#f6e7c8"))
    squares = ""
    for i in range(7):
        x, colour = -330 + i * 110, (CORAL, TEAL, MARIGOLD, VIOLET, PINK, SKY, LEAF)[i]
        squares += box(x - 44 + 0 * i, -78, 88, 62, colour, rx=10) + box(
            (x * 0.9) - 38, -280, 76, 46, (SKY, LEAF, PINK, CORAL, MARIGOLD, TEAL, VIOLET)[i], rx=8
        )
    pieces = "".join(
        at(lift(path("M-36 0Q-36 -50 -14 -66H14Q36 -50 36 0Z", c) + disc(0, -84, 30, c), 0.8), x, y, size=1.1)
        for x, y, c in ((-200, -110, RED), (-70, -150, VIOLET), (90, -120, TEAL))
    )
    dice = at(
        card(-50, -50, 100, 100, "#ffffff", r=20)
        + "".join(disc(x, y, 9, INK) for x, y in ((-24, -24), (24, 24), (0, 0), (24, -24), (-24, 24))),
        250,
        -150,
        turn=14,
    )
    return lid + stalls + board + squares + pieces + dice


def _stall(colour: str) -> str:
    """A market stall, its foot at the origin, 190 wide."""
    posts = box(-80, -200, 10, 200, KRAFT) + box(70, -200, 10, 200, KRAFT) + box(-92, -80, 184, 80, KRAFT, rx=6)
    goods = "".join(disc(-60 + i * 30, -90, 18, (CORAL, MARIGOLD, LEAF, PINK, SKY)[i]) for i in range(5))
    awning = "".join(
        path(
            f"M{-100 + i * 40} -200H{-60 + i * 40}V-150A20 20 0 0 1 {-100 + i * 40} -150Z",
            colour if i % 2 == 0 else "#ffffff",
        )
        for i in range(5)
    )
    return lift(goods + posts + path("M-100 -200L-76 -256H76L100 -200Z", dark(colour, 0.1)) + awning, 0.6)


def kite() -> str:
    """A moon kite in the air, with clouds."""
    cloud = lift(
        path(
            "M-120 40Q-170 40 -160 -6Q-150 -40 -110 -34Q-90 -90 -30 -80Q10 -120 60 -70Q120 -80 120 -20Q170 0 130 40Z",
            "#ffffff",
        ),
        0.6,
    )
    return at(cloud, -330, -110) + at(cloud, 340, -700, size=0.8) + at(wau(), 0, -400, turn=-8, size=0.95)


def stall(w: float, goods: str) -> str:
    """The shop's own stall, its foot at the origin: a counter, goods on it, an awning."""
    posts = card(-w / 2, -640, 26, 640, KRAFT, r=6) + card(w / 2 - 26, -640, 26, 640, KRAFT, r=6)
    counter = card(-w / 2 - 30, -210, w + 60, 220, "#c98b52", r=14) + "".join(
        box(-w / 2 - 10 + i * 90, -180, 70, 170, "#b97a43", rx=8) for i in range(int(w / 90) + 1)
    )
    stripes, count = "", 12
    step = (w + 120) / count
    for i in range(count):
        x = -w / 2 - 60 + i * step
        stripes += lift(
            path(f"M{x} -720H{x + step}V-590A{step / 2} {step / 2} 0 0 1 {x} -590Z", VIOLET if i % 2 == 0 else CREAM),
            0.5,
        )
    bunting = "".join(
        lift(
            path(
                f"M{-w / 2 + 40 + i * 90} -560H{-w / 2 + 100 + i * 90}L{-w / 2 + 70 + i * 90} -490Z",
                (CORAL, MARIGOLD, TEAL, PINK)[i % 4],
            ),
            0.4,
        )
        for i in range(int(w / 90))
    )
    return posts + bunting + goods + counter + stripes
