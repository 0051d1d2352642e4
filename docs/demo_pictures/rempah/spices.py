"""Spices, chillies and roots, each drawn about 200 wide around its own origin."""

import random

from rempah.svg import at, dark, disc, light, lin, line, mix, oval, path, rad, ring, smooth


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
    veins = (
        "M-70 -20C-40 -44 -10 -20 20 -46M-76 14C-40 -8 0 22 60 -14M-50 46C-20 24 20 52 56 26M40 -44"
        "C56 -34 60 -20 78 -12"
    )
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
