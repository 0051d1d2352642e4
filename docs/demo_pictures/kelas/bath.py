"""Soap, candles and bath salt."""

import random

from rempah.svg import at, box, cut, dark, disc, light, line, oval, path

from kelas.paper import CORAL, CREAM, KRAFT, LEAF, MARIGOLD, VIOLET, blossom, card, leaf, lift, spark, sprig


def _bar(colour: str, band: str, mark: str) -> str:
    """A bar of soap with its paper band; 480 × 300 around the origin."""
    block = card(-240, -150, 480, 300, dark(colour, 0.18), r=64) + box(-240, -160, 480, 284, colour, rx=62)
    pressed = box(-204, -130, 408, 224, "none", rx=42, stroke=light(colour, 0.4), stroke_width=8)
    wrap = (
        lift(box(-86, -166, 172, 316, band, rx=6), 0.6)
        + box(-86, -148, 172, 8, dark(band, 0.14))
        + box(-86, 122, 172, 8, dark(band, 0.14))
    )
    return block + pressed + wrap + at(mark, 0, -16)


def _bubbles(places: list[tuple[float, float, float]]) -> str:
    return "".join(
        lift(disc(x, y, r, "#ffffff", opacity=0.75), 0.5) + disc(x - r * 0.3, y - r * 0.3, r * 0.22, "#ffffff")
        for x, y, r in places
    )


def soap(colour: str = "#9fce7f", mark: str = LEAF) -> str:
    """Two bars, one leaning on the other."""
    sign = at(leaf(mark), 0, 70, size=0.8)
    back = at(_bar(light(colour, 0.2), CREAM, sign), -60, -410, turn=-14)
    front = at(_bar(colour, CREAM, sign), 40, -150, turn=4)
    return (
        back + front + _bubbles([(270, -520, 52), (330, -420, 30), (240, -620, 24), (-330, -180, 36), (-372, -110, 20)])
    )


def soap_trio() -> str:
    """Three bars in an open box."""
    tray = card(-430, -330, 860, 330, KRAFT, r=20) + box(-400, -300, 800, 270, dark(KRAFT, 0.35), rx=12)
    bars = ""
    for x, colour, mark in ((-262, "#9fce7f", LEAF), (0, "#ffd166", MARIGOLD), (262, "#b58a63", "#7a4d2b")):
        bars += at(_bar(colour, CREAM, at(blossom(mark, CREAM), size=0.5)), x, -165, turn=90, size=0.52)
    lid = at(
        card(-430, -300, 860, 300, light(KRAFT, 0.2), r=20)
        + lift(path("M-120 -230H120V-70H-120Z", CREAM), 0.5)
        + at(blossom(CORAL), 0, -150, size=0.62),
        -10,
        -370,
        turn=-5,
    )
    return lid + tray + bars


def candle(colour: str = "#ffe08a", label: str = VIOLET) -> str:
    """A lit candle in a glass."""
    glow = disc(0, -560, 190, "#fff3b0", opacity=0.55) + disc(0, -556, 110, "#ffe27a", opacity=0.6)
    flame = lift(path("M0 -680C70 -580 62 -500 0 -490C-62 -500 -70 -580 0 -680Z", MARIGOLD), 0.5) + path(
        "M0 -610C34 -556 30 -510 0 -504C-30 -510 -34 -556 0 -610Z", "#fff3b0"
    )
    glass = lift(path("M-230 -470H230L206 -30Q204 0 174 0H-174Q-204 0 -206 -30Z", "#ffffff", opacity=0.9))
    wax = path("M-208 -390H208L190 -36Q188 -18 168 -18H-168Q-188 -18 -190 -36Z", colour) + oval(
        0, -390, 208, 26, light(colour, 0.45)
    )
    name = card(-120, -300, 240, 210, CREAM, r=14) + at(blossom(label), 0, -196, size=0.84)
    shine = path("M-196 -440H-160L-146 -60H-172Z", "#ffffff", opacity=0.5)
    return glow + glass + wax + line("M0 -395L0 -500", "#4a3a2a", 9) + flame + name + shine


def tealights() -> str:
    """Six little candles in two rows, some lit."""
    rows = ""
    colours = ("#ffd9e4", "#ffe08a", "#cfeedd", "#ffb9a3", "#d6c9fa", "#bfe3f7")
    for i, (x, y) in enumerate(((-270, -250), (0, -270), (270, -250), (-280, -20), (0, 0), (280, -20))):
        cup = lift(path("M-116 -120H116V-20Q116 12 84 12H-84Q-116 12 -116 -20Z", "#e9e6f2")) + "".join(
            box(-104 + k * 26, -100, 9, 100, "#d3cee4", rx=4) for k in range(9)
        )
        top = (
            oval(0, -120, 116, 30, "#f6f4fb")
            + oval(0, -118, 100, 23, colours[i])
            + line("M0 -118L0 -150", "#4a3a2a", 7)
        )
        fire = lift(path("M0 -250C40 -196 36 -152 0 -146C-36 -152 -40 -196 0 -250Z", MARIGOLD), 0.4) + path(
            "M0 -206C20 -178 18 -156 0 -152C-18 -156 -20 -178 0 -206Z", "#fff3b0"
        )
        rows += at(cup + top + (fire if i != 2 else ""), x, y, size=1.1)
    return at(spark("#ffffff"), -150, -520, size=0.8) + at(spark("#ffffff"), 150, -560) + rows


def bath_salt() -> str:
    """A jar of pink salt with a wooden scoop."""
    chance = random.Random(4)
    body = "M-210 -480H210Q240 -450 240 -400V-50Q240 0 190 0H-190Q-240 0 -240 -50V-400Q-240 -450 -210 -480Z"
    grains = box(-260, -400, 520, 420, "#ffb3c4")
    for _ in range(230):
        x, y = chance.uniform(-240, 240), chance.uniform(-395, 0)
        grains += at(
            box(-12, -12, 24, 24, chance.choice(("#ff8fa9", "#ffd5de", "#ffffff", "#ff9fb8")), rx=5),
            x,
            y,
            turn=chance.uniform(0, 90),
        )
    jar = lift(path(body, "#ffffff")) + cut(grains, body) + path("M-214 -440H-180V-40H-214Z", "#ffffff", opacity=0.4)
    cork = card(-190, -590, 380, 118, KRAFT, r=22) + box(-190, -520, 380, 14, dark(KRAFT, 0.15))
    tag = card(-150, -310, 300, 190, CREAM, r=18) + at(sprig(LEAF, 1), 0, -140, size=0.8)
    scoop = at(
        lift(box(-24, -330, 48, 240, KRAFT, rx=24) + oval(0, -60, 88, 106, KRAFT) + oval(0, -66, 64, 80, "#ffd5de")),
        340,
        -10,
        turn=22,
    )
    return jar + cork + tag + scoop
