"""Fruit, nuts, seafood, snacks and nests, each drawn about 200 wide around its own origin."""

import random

from rempah.svg import at, box, cut, dark, disc, light, lin, line, oval, path, rad, ring, smooth


def durian() -> str:
    spikes = ""
    for radius, count, shade in (
        (92, 26, "#6b7a24"),
        (74, 20, "#8a9430"),
        (54, 15, "#a3a83a"),
        (33, 10, "#b9b94a"),
        (13, 5, "#cdca60"),
    ):
        for x, y, turn in ring(count, radius, start=radius):
            spike = path("M-17 10L0 -30L17 10Z", lin(light(shade, 0.3), shade, dark(shade, 0.35), angle=20))
            spikes += at(spike, x * 1.06, y * 0.9, turn=turn + 90)
    return oval(0, 0, 94, 82, "#596a20") + spikes + line("M0 -84C2 -104 10 -112 18 -120", "#7a5a2c", 17)


def durian_flesh() -> str:
    lobe = path(
        "M-90 6C-90 -36 -50 -54 -14 -44C10 -60 60 -56 84 -24C104 8 76 48 30 46C-6 60 -84 52 -90 6Z",
        rad("#fff3a8", "#f8cf45@0.55", "#d99a1a"),
    )
    return (
        lobe
        + line(
            "M-60 -14C-40 -30 -18 -30 -4 -18M10 -22C30 -36 54 -30 64 -12M-40 26C-20 32 0 30 16 22",
            "#e0a526",
            6,
            opacity=0.7,
        )
        + oval(-44, -22, 22, 8, "#fff", opacity=0.6)
    )


def open_durian() -> str:
    shell = "".join(
        at(path("M-15 8L0 -24L15 8Z", lin("#a8ad44", "#626f22")), x * 1.12, y * 0.86, turn=t + 90)
        for x, y, t in ring(26, 92)
    )
    inner = oval(0, 0, 98, 78, "#f4ecc9") + oval(0, 0, 98, 78, rad("#fffbe6", "#e8dba6", cx=0.5, cy=0.5))
    wells = oval(-38, 0, 46, 58, "#dcc98a") + oval(44, 0, 42, 54, "#dcc98a")
    return (
        oval(0, 0, 106, 86, "#7d8530")
        + shell
        + inner
        + wells
        + at(durian_flesh(), -38, 2, turn=88, size=0.56)
        + at(durian_flesh(), 44, 2, turn=94, size=0.5)
    )


def coconut() -> str:
    shell = disc(0, 0, 92, rad("#8d5a34", "#4e2a14")) + line(
        "M-80 30C-50 80 40 96 80 40M-86 -6L-70 -10", "#a9764a", 4, opacity=0.6
    )
    return shell + oval(0, -10, 84, 76, "#ffffff") + oval(0, -8, 66, 58, rad("#ffffff", "#e3e6e0", cx=0.5, cy=0.7))


def peanut() -> str:
    nut = smooth(
        [
            (-98, 0),
            (-70, -44),
            (-26, -38),
            (6, -26),
            (44, -44),
            (88, -30),
            (100, 6),
            (74, 42),
            (30, 34),
            (0, 26),
            (-40, 42),
            (-84, 36),
        ]
    )
    lines = (
        "M-70 -30C-60 0 -64 20 -70 34M-36 -34C-28 -6 -30 16 -36 36M30 -34C36 -6 34 14 30 30M64 -36"
        "C72 -8 70 20 64 38M-92 -6L92 -4"
    )
    return path(nut, lin("#f0cf94", "#cf9a54", "#96622c")) + line(lines, "#9a6a34", 4, opacity=0.6)


def anchovy() -> str:
    body = path(
        "M-104 0C-70 -26 20 -30 70 -4L104 -24L98 2L106 24L70 6C20 28 -70 24 -104 0Z",
        lin("#9fb0bd", "#e8eef2@0.5", "#b9c5ce"),
    )
    return body + disc(-80, -3, 7, "#222") + disc(-82, -5, 2, "#fff") + line("M-62 -2L66 0", "#6c8092", 4, opacity=0.7)


def prawn() -> str:
    body = ""
    for i, (x, y, turn, size) in enumerate(
        (
            (-60, -36, -28, 1.0),
            (-24, -56, -6, 1.06),
            (16, -54, 18, 1.04),
            (50, -30, 48, 0.94),
            (66, 6, 76, 0.82),
            (62, 40, 104, 0.68),
        )
    ):
        tint = "#ff8a5c" if i % 2 else "#f76d44"
        body += at(
            path(
                "M-26 -28C0 -40 24 -34 30 -22L24 28C8 36 -14 34 -26 26Z", lin(light(tint, 0.35), tint, dark(tint, 0.2))
            ),
            x,
            y,
            turn=turn,
            size=size,
        )
    tail = at(path("M0 0C10 -22 40 -30 52 -26C46 -10 48 10 54 24C36 24 10 16 0 0Z", "#ef5230"), 54, 56, turn=126)
    head = path("M-56 -62C-90 -60 -116 -34 -120 -10C-96 -16 -70 -4 -48 -10Z", lin("#ff9a6c", "#e5522c")) + disc(
        -84, -38, 7, "#1d1016"
    )
    feelers = line("M-112 -14C-130 20 -100 60 -60 70M-114 -20C-140 0 -150 30 -140 60", "#e5522c", 4)
    legs = line("M-36 -14L-30 14M-10 -24L-2 4M20 -22L22 4M40 0L30 18", "#e5522c", 6)
    return feelers + legs + tail + body + head


def cracker(colour: str = "#ffd9b0") -> str:
    edge = smooth(
        [
            (x * (1 + 0.07 * (i % 3 - 1)), y * (0.8 + 0.05 * ((i * 2) % 3 - 1)))
            for i, (x, y, _) in enumerate(ring(14, 94))
        ]
    )
    chance = random.Random(len(colour))
    bubbles = "".join(
        oval(
            chance.gauss(0, 38),
            chance.gauss(0, 28),
            chance.uniform(6, 17),
            chance.uniform(5, 11),
            light(colour, 0.5),
            opacity=0.8,
        )
        for _ in range(18)
    )
    return (
        path(edge, rad(light(colour, 0.6), colour + "@0.7", dark(colour, 0.18)))
        + bubbles
        + line("M-70 26C-30 52 30 54 68 24", dark(colour, 0.25), 4, opacity=0.5)
    )


def pink_cracker() -> str:
    return cracker("#ff9aa8")


def chip(colour: str = "#f4b63a") -> str:
    oval_ = smooth([(x * 1.06, y * 0.66 + 0.0016 * x * x) for x, y, _ in ring(12, 88)])
    return (
        path(oval_, lin(light(colour, 0.4), colour, dark(colour, 0.2), angle=50))
        + line("M-60 12C-20 -6 30 -6 66 12", dark(colour, 0.15), 5, opacity=0.6)
        + "".join(disc(x, y, 5, dark(colour, 0.4), opacity=0.5) for x, y in ((-30, -8), (4, 14), (36, -6), (-8, -20)))
    )


def spicy_chip() -> str:
    return chip("#ef6a2a")


def banana() -> str:
    return (
        path(
            "M-92 -34C-60 30 20 56 96 18C104 24 102 40 92 48C20 96 -90 60 -112 -24Z",
            lin("#ffe678", "#f5c32c", "#c98a12"),
        )
        + line("M-90 -16C-56 40 26 64 92 34", "#c98f16", 5, opacity=0.7)
        + line("M-102 -28L-114 -50", "#7a6a2a", 13)
    )


def red_date() -> str:
    return (
        oval(0, 0, 88, 58, rad("#e2573a", "#a81f1a@0.5", "#560a10"))
        + line(
            "M-60 -18C-30 -4 -10 -26 20 -14M-50 16C-20 6 10 24 50 8M20 -34C34 -22 50 -24 64 -14",
            "#5e0c10",
            5,
            opacity=0.6,
        )
        + oval(-26, -28, 22, 7, "#fff", opacity=0.4)
    )


def nest(colour: str = "#f6ead2") -> str:
    cup = path(
        "M-104 -20C-90 60 -40 76 0 76C40 76 90 60 104 -20C60 -52 -60 -52 -104 -20Z",
        lin(light(colour, 0.4), colour, dark(colour, 0.3)),
    )
    chance = random.Random(8)
    strands = ""
    for i in range(34):
        y = -8 + i * 2.2
        wide = 98 - i * 1.9
        bow = chance.uniform(8, 26)
        strands += line(
            (
                f"M{-wide + chance.uniform(0, 20):.0f} {y:.0f}C-40 {y + bow:.0f} "
                f"40 {y + bow:.0f} {wide - chance.uniform(0, 20):.0f} "
                f"{y - 3:.0f}"
            ),
            light(colour, 0.75) if i % 3 else dark(colour, 0.24),
            3,
            opacity=0.85,
        )
    hollow = oval(0, -22, 100, 30, lin(dark(colour, 0.38), dark(colour, 0.08)))
    rim = "".join(
        line(f"M-100 {-22 + k}C-60 {-58 + k} 60 {-60 - k} 100 {-22 - k}", light(colour, 0.6), 4) for k in (-4, 2, 8)
    )
    return cup + cut(strands, "M-104 -20C-90 60 -40 76 0 76C40 76 90 60 104 -20Z") + hollow + rim


def swiftlet() -> str:
    bird = (
        "M-110 -30C-70 -40 -30 -30 -6 -4C10 -50 60 -84 116 -88C84 -60 64 -30 40 10C36 34 20 50 -4 60"
        "L-44 84L-30 52L-58 50L-20 30C-40 8 -76 -12 -110 -30Z"
    )
    return path(bird, lin("#33404f", "#151c28")) + path("M-6 20C10 30 20 20 26 8C16 40 0 52 -16 54Z", "#cfd8de")


def satay() -> str:
    meat = "".join(
        at(
            box(-30, -27, 60, 54, lin("#d98a3c", "#8f4416", angle=60), rx=18)
            + line("M-14 -16L-6 16M8 -18L16 14", "#4c1e08", 7, opacity=0.7),
            x,
            0,
            turn=x * 0.1,
        )
        for x in (-66, -8, 50)
    )
    return line("M-120 0L130 0", "#e2c08a", 9) + meat
