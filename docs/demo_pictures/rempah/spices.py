"""Spices, herbs, roots and leaves, each drawn about 200 wide around its own origin."""

import math
import random

from rempah.svg import at, box, dark, disc, light, lin, line, mix, oval, path, rad, ring, smooth, star


def peppercorn(colour: str = "#3b2a25") -> str:
    wrinkles = (
        "M-52 -30C-20 -48 20 -40 46 -20M-60 10C-30 -8 0 6 20 -4M-30 48C-6 30 30 40 52 20M4 -70C10 -50 -4 -30 6 -12"
    )
    ball = disc(0, 0, 84, rad(light(colour, 0.42), colour + "@0.45", dark(colour, 0.6)))
    return ball + line(wrinkles, dark(colour, 0.55), 8, opacity=0.75) + oval(-30, -40, 20, 12, "#fff", opacity=0.35)


def white_peppercorn() -> str:
    return peppercorn("#d9bf94")


def chilli(colour: str = "#d6181f") -> str:
    body = "M-62 -46C-30 -74 14 -58 34 -22C58 22 70 60 96 92C46 78 -16 58 -46 16C-60 -4 -74 -30 -62 -46Z"
    shine = "M-44 -34C-12 -50 14 -26 26 2C36 24 46 42 58 58"
    stem = "M-56 -42C-70 -58 -84 -66 -92 -88"
    cap = "M-70 -34C-74 -58 -48 -72 -28 -62C-40 -56 -44 -48 -44 -36C-54 -42 -62 -42 -70 -34Z"
    red = path(body, lin(light(colour, 0.2), colour, dark(colour, 0.4), angle=60))
    return red + line(shine, "#ffffff", 9, opacity=0.55) + line(stem, "#4c7a24", 13) + path(cap, "#5f9430")


def green_chilli() -> str:
    return chilli("#5d9c2f")


def cinnamon() -> str:
    bark = lin("#7a3d17", "#c77a3c@0.35", "#a35a26@0.6", "#5e2c10")
    lines = "M-96 -14L92 -14M-90 12L96 12M-60 26L70 26"
    stick = path("M-104 -38L98 -38C112 -38 112 38 98 38L-104 38Z", bark) + line(lines, "#5e2c10", 4, opacity=0.5)
    end = oval(-104, 0, 20, 38, "#8a4a1e") + oval(-104, 0, 12, 28, "#4b210a")
    curl = line("M-108 -22C-92 -18 -92 0 -104 2C-114 2 -114 -10 -106 -10", "#c98a50", 6)
    return stick + end + curl


def star_anise() -> str:
    pods = ""
    for _, _, turn in ring(8, 1):
        pod = path("M6 0C22 -26 62 -26 98 0C62 24 22 24 6 0Z", lin("#a65a24", "#6b3210"))
        pod += (
            path("M26 0C40 -10 60 -10 78 0C60 8 40 8 26 0Z", "#3f1b08")
            + oval(52, -1, 11, 6, "#d99a55")
            + oval(49, -3, 4, 2, "#fff", opacity=0.8)
        )
        pods += at(pod, turn=turn)
    return pods + disc(0, 0, 15, rad("#c07a3c", "#6b3210"))


def clove() -> str:
    stem = path("M-12 -34L12 -34L8 84C4 98 -4 98 -8 84Z", lin("#8a4a24", "#4a2210", angle=0))
    claws = "".join(
        at(path("M-10 0C-14 -24 0 -40 10 -44C12 -28 12 -12 8 0Z", "#6b3418"), turn=t, y=-34) for t in (-62, -22, 22, 62)
    )
    return stem + claws + disc(0, -58, 26, rad("#c58a52", "#7a4420"))


def cardamom() -> str:
    pod = path("M-92 0C-66 -46 40 -56 92 0C40 52 -66 48 -92 0Z", lin("#c5d48a", "#86a04c", "#55702c"))
    return (
        pod
        + line("M-80 -2C-30 -26 30 -26 84 -2M-80 4C-30 18 30 20 84 4", "#5f7a30", 4, opacity=0.7)
        + line("M92 0L108 -6", "#8a7a40", 8)
    )


def nutmeg() -> str:
    nut = oval(0, 0, 92, 74, rad("#d3a06a", "#93602f@0.6", "#54300f"))
    veins = "M-70 -20C-40 -44 -10 -20 20 -46M-76 14C-40 -8 0 22 60 -14M-50 46C-20 24 20 52 56 26M40 -44C56 -34 60 -20 78 -12"
    return nut + line(veins, "#6b421c", 6, opacity=0.6) + oval(-34, -34, 20, 10, "#fff", opacity=0.4)


def mace_nutmeg() -> str:
    """A nutmeg in its red lace."""
    lace = "".join(
        line(d, "#d8321f", 15)
        for d in (
            "M0 -84C-60 -60 -86 -10 -60 52C-40 76 -10 82 4 80",
            "M0 -84C-20 -50 -34 0 -14 78",
            "M0 -84C34 -56 40 0 12 80",
            "M0 -84C70 -58 96 0 58 56C44 74 20 82 4 80",
            "M-72 -6C-50 6 -34 -6 -26 -12",
            "M34 10C54 22 68 10 80 6",
            "M-20 30C0 40 20 34 30 30",
        )
    )
    return at(nutmeg(), turn=80, size=0.96) + lace


def root(colour: str = "#e08a1e", skin: str = "#a8763a") -> str:
    """Turmeric, ginger or galangal with one cut face."""
    body = smooth(
        [
            (-96, 10),
            (-70, -28),
            (-30, -20),
            (-14, -62),
            (20, -60),
            (24, -18),
            (66, -26),
            (98, 6),
            (70, 42),
            (20, 34),
            (-10, 66),
            (-44, 40),
            (-78, 42),
        ]
    )
    rings_ = "M-64 -22C-56 0 -56 20 -62 38M-24 -22C-12 0 -14 24 -20 50M22 -18C32 0 30 20 24 34"
    face = (
        oval(84, 8, 20, 32, dark(colour, 0.1)) + oval(84, 8, 15, 26, light(colour, 0.15)) + oval(84, 8, 8, 15, colour)
    )
    return (
        path(body, lin(light(skin, 0.35), skin, dark(skin, 0.3)))
        + line(rings_, dark(skin, 0.35), 5, opacity=0.5)
        + face
    )


def turmeric() -> str:
    return root("#f08c0e", "#c58432")


def ginger() -> str:
    return root("#f2dc8c", "#cda565")


def galangal() -> str:
    return root("#f6e6cf", "#d3907a")


def slice_of(colour: str, skin: str) -> str:
    face = smooth(
        [
            (
                x * 1.1,
                y * 0.8,
            )[:2]
            for x, y, _ in ring(9, 84)
        ]
    )
    return (
        path(face, skin)
        + at(path(face, rad(light(colour, 0.3), colour, cx=0.5, cy=0.5)), size=0.88)
        + oval(0, 0, 46, 32, "none", stroke=dark(colour, 0.18), stroke_width=4)
    )


def turmeric_slice() -> str:
    return slice_of("#f59a14", "#a86a20")


def lemongrass() -> str:
    stalk = path(
        "M-110 -20L40 -26C80 -30 110 -52 120 -60L112 -20C120 0 118 30 108 44C90 30 70 24 40 24L-110 18C-120 14 -120 -16 -110 -20Z",
        lin("#eef0bf", "#bcd07a", "#7fa043"),
    )
    return (
        stalk
        + line("M-104 -6L40 -8C80 -10 100 -26 112 -40M-100 8L50 10C80 14 96 24 106 34", "#7d9a44", 4, opacity=0.8)
        + oval(-110, 0, 9, 19, "#f5e6d0")
        + oval(-110, 0, 5, 11, "#d9a7a0")
    )


def leaf(colour: str = "#3f8f3a", width: float = 44) -> str:
    w = width
    blade = f"M0 -100C{w * 1.2:.0f} -50 {w:.0f} 40 0 100C-{w:.0f} 40 -{w * 1.2:.0f} -50 0 -100Z"
    half = f"M0 -100C{w * 1.2:.0f} -50 {w:.0f} 40 0 100Z"
    veins = "".join(f"M0 {y}L{w * 0.5:.0f} {y - 22}M0 {y}L-{w * 0.5:.0f} {y - 22}" for y in (-40, -8, 24, 54))
    return (
        path(blade, lin(light(colour, 0.25), colour))
        + path(half, dark(colour, 0.3), opacity=0.45)
        + line("M0 -92L0 112", light(colour, 0.45), 5)
        + line(veins, light(colour, 0.4), 3, opacity=0.7)
    )


def pandan() -> str:
    blades = "".join(
        at(
            path("M-16 96C-18 10 -12 -60 0 -112C12 -60 18 10 16 96Z", lin("#5fb04a", "#2c7a34", angle=0))
            + line("M0 -96L0 92", "#9ad77c", 4),
            turn=t,
            y=10,
        )
        for t in (-34, 34, -12, 14)
    )
    return blades + box(-26, 66, 52, 20, "#d7b06a", rx=8)


def curry_leaves() -> str:
    pairs = "".join(
        at(at(leaf("#3c8a3c", 40), y=-60, size=0.5), y=y, turn=side * 62)
        for y in (-50, -10, 30, 70)
        for side in (-1, 1)
    )
    return line("M0 -70L0 108", "#4f7a34", 7) + pairs + at(leaf("#3c8a3c", 40), y=-98, size=0.42)


def tea_sprig() -> str:
    left, right = (
        at(at(leaf("#4f9a3c", 50), y=-70, size=0.8), turn=-52),
        at(at(leaf("#3f8a34", 50), y=-70, size=0.8), turn=52),
    )
    return (
        line("M0 100C4 60 0 30 0 0", "#5f8a3c", 9) + at(left + right, y=40) + at(leaf("#8cc45a", 30), y=-30, size=0.8)
    )


def torch_ginger() -> str:
    petals = "".join(
        at(path("M0 0C-38 -30 -30 -86 0 -112C30 -86 38 -30 0 0Z", lin("#ff8fae", "#d8286a")), turn=t, y=40)
        for t in (-64, 64, -42, 42, -20, 20, 0)
    )
    return (
        line("M0 120L0 40", "#6b9a44", 14) + petals + path("M-22 46C-16 22 16 22 22 46C10 60 -10 60 -22 46Z", "#b01a54")
    )


def pea_flower() -> str:
    top = path(
        "M0 20C-80 20 -104 -60 -50 -84C-24 -96 24 -96 50 -84C104 -60 80 20 0 20Z",
        rad("#6f7df0", "#3a3fc4@0.6", "#23208a", cx=0.5, cy=0.7),
    )
    low = path("M0 -4C-44 0 -52 60 0 88C52 60 44 0 0 -4Z", rad("#8f9af7", "#3336b0", cx=0.5, cy=0.2))
    return (
        top
        + low
        + path("M0 -14C-16 4 -12 34 0 44C12 34 16 4 0 -14Z", "#fff1b0")
        + line("M-56 -52C-30 -20 -14 -4 0 8M56 -52C30 -20 14 -4 0 8", "#262795", 3, opacity=0.6)
    )


def shallot() -> str:
    body = path(
        "M0 -92C12 -60 76 -40 76 16C76 64 40 84 0 84C-40 84 -76 64 -76 16C-76 -40 -12 -60 0 -92Z",
        rad("#e59ab4", "#b1406e@0.55", "#6e1a44"),
    )
    return (
        body
        + line("M0 -80C-40 -30 -40 40 -10 82M0 -80C40 -30 40 40 10 82M0 -80L0 80", "#7d2450", 4, opacity=0.5)
        + line("M-8 84L-14 98M0 84L0 100M8 84L14 98", "#c9a67a", 4)
    )


def garlic() -> str:
    body = path(
        "M0 -98C8 -60 84 -50 84 18C84 62 46 80 0 80C-46 80 -84 62 -84 18C-84 -50 -8 -60 0 -98Z",
        rad("#ffffff", "#f1e6d6@0.55", "#c4ab92"),
    )
    return body + line("M0 -80C-50 -30 -46 40 -20 76M0 -80C50 -30 46 40 20 76", "#b79c8c", 5, opacity=0.7)


def lime() -> str:
    wedges = "".join(at(path("M0 -8L20 -60C10 -68 -10 -68 -20 -60Z", "#e3f09a"), turn=t) for _, _, t in ring(8, 1))
    return disc(0, 0, 86, rad("#8ccf3c", "#4a8f1e")) + disc(0, 0, 76, "#f2f7cf") + disc(0, 0, 69, "#b9d955") + wedges


def candlenut() -> str:
    return path(
        "M-80 20C-80 -40 -30 -70 10 -66C60 -62 86 -20 78 22C70 60 20 70 -20 66C-56 62 -80 50 -80 20Z",
        rad("#fff6dc", "#ead3a0@0.6", "#b08c54"),
    )


def tamarind() -> str:
    pod = "M-104 -6C-92 -40 -60 -40 -44 -22C-26 -46 4 -44 16 -20C34 -42 70 -36 78 -8C100 0 108 24 92 36C70 46 52 36 40 26C20 40 -4 36 -16 24C-36 38 -60 36 -72 22C-92 22 -108 10 -104 -6Z"
    return path(pod, lin("#b8814e", "#7a4a22", "#4c2a10")) + line(
        "M-84 -14C-70 -24 -58 -18 -50 -10M-24 -20C-10 -30 2 -26 10 -14M34 -16C48 -26 62 -20 68 -8",
        "#e0b483",
        6,
        opacity=0.6,
    )


def seeds(colour: str, seed: int = 3) -> str:
    """A few coriander or cumin grains lying together."""
    chance = random.Random(seed)
    grains = ""
    for _ in range(16):
        x, y = chance.gauss(0, 44), chance.gauss(0, 34)
        grains += at(
            disc(0, 0, 17, rad(light(colour, 0.4), colour, dark(colour, 0.45)))
            + line("M-8 -12C-12 0 -12 4 -8 12M8 -12C12 0 12 4 8 12", dark(colour, 0.4), 2, opacity=0.6),
            x,
            y,
        )
    return grains


def coriander() -> str:
    return seeds("#b98f4e")


def heap(colour: str, width: float = 200, *, seed: int = 5) -> str:
    """Ground spice in a mound whose foot is at the origin."""
    chance = random.Random(seed)
    w, h = width / 2, width * 0.34
    outline = smooth(
        [
            (-w, 0),
            (-w * 0.62, -h * 0.5),
            (-w * 0.2, -h * 0.94),
            (w * 0.12, -h),
            (w * 0.6, -h * 0.5),
            (w, 0),
            (w * 0.5, h * 0.13),
            (-w * 0.5, h * 0.13),
        ]
    )
    specks = ""
    for _ in range(int(width * 0.5)):
        along = chance.uniform(-0.95, 0.95)
        up = chance.random() * (1 - abs(along)) * 0.95
        tint = mix(light(colour, 0.35), dark(colour, 0.3), chance.random())
        specks += disc(along * w, -up * h, chance.uniform(1.4, 3.2), tint, opacity=0.8)
    loose = "".join(
        disc(chance.gauss(0, w * 0.75), chance.uniform(0, h * 0.22), chance.uniform(1.5, 4), dark(colour, 0.1))
        for _ in range(26)
    )
    return loose + path(outline, lin(light(colour, 0.28), colour + "@0.5", dark(colour, 0.35), angle=60)) + specks


def burst(spikes: int, outer: float, inner: float, fill: str) -> str:
    return path(star(spikes, outer, inner), fill)


def droplet(colour: str) -> str:
    return path(
        "M0 -96C30 -44 64 -8 64 34C64 74 36 96 0 96C-36 96 -64 74 -64 34C-64 -8 -30 -44 0 -96Z",
        rad(light(colour, 0.55), colour + "@0.6", dark(colour, 0.35)),
    ) + oval(-24, 30, 12, 26, "#fff", opacity=0.6)


def dots_on_curve(points: int, radius: float, fill: str) -> str:
    return "".join(
        disc(radius * math.cos(a), radius * math.sin(a), 6, fill)
        for a in (2 * math.pi * i / points for i in range(points))
    )
