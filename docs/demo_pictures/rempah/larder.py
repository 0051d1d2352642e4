"""Coffee, cocoa, fruit, honey, nests, snacks and cups, each drawn about 200 wide around its own origin."""

import random

from rempah.spices import droplet, leaf
from rempah.svg import at, box, cut, dark, disc, light, lin, line, oval, path, rad, ring, smooth, star


def coffee_bean(colour: str = "#5a2f17") -> str:
    bean = oval(0, 0, 92, 66, rad(light(colour, 0.4), colour + "@0.5", dark(colour, 0.6)))
    return (
        bean
        + line("M-84 8C-40 -26 -20 22 16 2C44 -16 60 -4 86 -10", dark(colour, 0.7), 10)
        + oval(-28, -36, 30, 9, "#fff", opacity=0.3)
    )


def cocoa_bean() -> str:
    return (
        path(
            "M-92 4C-86 -52 -30 -62 10 -58C60 -54 96 -30 92 6C86 50 40 60 -6 58C-50 56 -96 44 -92 4Z",
            rad("#b0714a", "#74401f@0.55", "#3d1c0b"),
        )
        + line("M-70 -4C-30 -20 30 -20 74 -2", "#4c2410", 5, opacity=0.6)
        + oval(-26, -30, 26, 8, "#fff", opacity=0.28)
    )


def cocoa_pod() -> str:
    pod = path(
        "M-104 0C-70 -62 50 -70 108 -6C116 2 116 8 108 12C50 66 -70 60 -104 0Z",
        lin("#f0a33a", "#d5641c@0.5", "#8c2f12"),
    )
    return (
        pod
        + line(
            "M-96 -4C-50 -40 40 -44 102 0M-98 0C-40 -12 40 -14 108 3M-96 6C-50 34 40 42 102 8",
            "#8c3a12",
            5,
            opacity=0.65,
        )
        + line("M-104 0L-122 -8", "#5c3a1a", 12)
        + line("M-60 -30C-20 -46 20 -46 54 -32", "#ffe0a0", 7, opacity=0.55)
    )


def chocolate(colour: str = "#4a2413") -> str:
    pieces = ""
    for x in (-66, 0, 66):
        for y in (-34, 34):
            pieces += box(x - 33, y - 34, 66, 68, dark(colour, 0.25)) + box(
                x - 29, y - 30, 58, 60, lin(light(colour, 0.28), colour, angle=45), rx=5
            )
            pieces += box(x - 20, y - 21, 40, 42, lin(dark(colour, 0.1), light(colour, 0.16), angle=45), rx=4)
    return pieces


def praline(colour: str = "#5a2c16", stripe: str = "#f2c94c") -> str:
    body = path(
        "M-84 40C-90 -20 -50 -62 0 -62C50 -62 90 -20 84 40C70 62 -70 62 -84 40Z",
        rad(light(colour, 0.4), colour + "@0.55", dark(colour, 0.5)),
    )
    return (
        body
        + line("M-62 -20C-40 0 -30 -40 -8 -30C10 -20 14 -50 34 -40C50 -30 50 -10 68 -8", stripe, 9)
        + oval(-34, -36, 20, 9, "#fff", opacity=0.35)
    )


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
    lines = "M-70 -30C-60 0 -64 20 -70 34M-36 -34C-28 -6 -30 16 -36 36M30 -34C36 -6 34 14 30 30M64 -36C72 -8 70 20 64 38M-92 -6L92 -4"
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


def honeycomb() -> str:
    cells = ""
    for row in range(-1, 2):
        for column in range(-1, 2):
            x, y = column * 62 + (31 if row % 2 else 0) - 12, row * 54
            full = (row + column) % 3 != 0
            cells += at(
                path(star(3, 36, 36), "#c8780e")
                + path(star(3, 29, 29), lin("#ffd35a", "#f0a018") if full else lin("#b8690c", "#8f4c08")),
                x,
                y,
            )
    return cells


def dipper() -> str:
    head = "".join(
        box(
            -34 + abs(i) * 5,
            -92 + (i + 2) * 20,
            68 - abs(i) * 10,
            14,
            lin("#8a5524", "#d79a55@0.35", "#7a451a", angle=0),
            rx=7,
        )
        for i in (-2, -1, 0, 1, 2)
    )
    honey = path(
        "M-40 -96C-20 -112 20 -112 40 -96C46 -60 42 -20 32 6L22 6C20 22 10 22 8 6L-4 6C-6 50 -20 50 -20 6L-32 2C-44 -30 -46 -66 -40 -96Z",
        "#f5a81c",
        opacity=0.75,
    )
    return (
        box(-8, 0, 16, 130, lin("#c98a4a", "#8a5524", angle=0), rx=8)
        + head
        + honey
        + oval(-18, -60, 7, 26, "#fff", opacity=0.6)
    )


def sugar_disc() -> str:
    side = path(
        "M-92 -6L-92 30C-92 62 92 62 92 30L92 -6Z", lin("#6a3410", "#b06a2c@0.3", "#8a4c1c@0.6", "#4c220a", angle=0)
    )
    return (
        side
        + oval(0, -6, 92, 36, rad("#d99a52", "#a8642a"))
        + oval(0, -6, 66, 24, "none", stroke="#8a4c1c", stroke_width=4, opacity=0.6)
        + oval(-30, -14, 26, 7, "#fff", opacity=0.35)
    )


def rock_sugar() -> str:
    gem = path("M-70 20L-40 -52L20 -64L74 -20L60 44L-10 62Z", lin("#ffffff", "#f6e3b8", "#e0bd7c", angle=45))
    return (
        gem
        + path("M-40 -52L-6 -8L20 -64ZM-6 -8L74 -20L60 44Z", "#ffffff", opacity=0.55)
        + line("M-70 20L-6 -8L-10 62", "#d3ad6a", 4, opacity=0.6)
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
            f"M{-wide + chance.uniform(0, 20):.0f} {y:.0f}C-40 {y + bow:.0f} 40 {y + bow:.0f} {wide - chance.uniform(0, 20):.0f} {y - 3:.0f}",
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
    bird = "M-110 -30C-70 -40 -30 -30 -6 -4C10 -50 60 -84 116 -88C84 -60 64 -30 40 10C36 34 20 50 -4 60L-44 84L-30 52L-58 50L-20 30C-40 8 -76 -12 -110 -30Z"
    return path(bird, lin("#33404f", "#151c28")) + path("M-6 20C10 30 20 20 26 8C16 40 0 52 -16 54Z", "#cfd8de")


def egg() -> str:
    return path(
        "M0 -90C44 -90 74 -20 74 22C74 66 40 90 0 90C-40 90 -74 66 -74 22C-74 -20 -44 -90 0 -90Z",
        rad("#fff3e6", "#f0cda6@0.6", "#b98a5c"),
    )


def toast() -> str:
    crust = "M-92 -50C-104 -96 -30 -92 0 -84C30 -92 104 -96 92 -50C88 -36 84 -36 84 -20L84 84L-84 84L-84 -20C-84 -36 -88 -36 -92 -50Z"
    spread = smooth([(-60, -40), (-10, -54), (50, -46), (64, 0), (52, 52), (0, 60), (-52, 54), (-62, 6)])
    return (
        path(crust, lin("#c97a2c", "#8f4c16"))
        + at(path(crust, lin("#ffe2a8", "#f2bd6c")), size=0.9)
        + path(spread, rad("#c3d96a", "#86a83c"))
        + box(-24, -24, 46, 40, lin("#fff6c0", "#ffe27a"), rx=8)
    )


def biscuit() -> str:
    return (
        disc(0, 0, 84, rad("#ffdf9a", "#e5a64a@0.65", "#b06f22"))
        + "".join(disc(x, y, 7, "#fff1cc") + disc(x + 2, y + 2, 5, "#c9883a") for x, y, _ in ring(7, 46))
        + disc(0, 0, 9, "#c9883a")
        + oval(-30, -40, 26, 12, "#fff", opacity=0.4)
    )


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


def dodol() -> str:
    return at(
        box(-78, -34, 156, 72, lin("#8a4a1c", "#4c220a"), rx=14)
        + path("M-78 -20L-50 -56L104 -56L78 -20Z", lin("#c07a3c", "#8a4a1c"))
        + path("M78 -20L104 -56L104 12L78 38Z", "#3c1806")
        + line("M-60 -30L-40 -48L60 -48", "#fff", 6, opacity=0.4),
        y=8,
    )


def cup(drink: str = "#c98a50", ware: str = "#ffffff", mark: str = "#2f7d4f") -> str:
    """A kopitiam cup on its saucer, seen from a little above."""
    saucer = (
        oval(0, 74, 118, 30, dark(ware, 0.12))
        + oval(0, 68, 118, 28, light(ware, 0.2))
        + oval(0, 70, 70, 15, dark(ware, 0.1))
    )
    handle = line("M70 -20C120 -30 116 36 58 34", dark(ware, 0.08), 17)
    body = path(
        "M-78 -44C-76 30 -52 70 0 70C52 70 76 30 78 -44Z",
        lin(dark(ware, 0.08), ware + "@0.3", ware + "@0.55", dark(ware, 0.22), angle=0),
    )
    flower = (
        at("".join(disc(x, y, 8, mark) for x, y, _ in ring(5, 13)) + disc(0, 0, 6, "#f4b63a"), 0, 16)
        + at(leaf(mark, 36), -32, 20, turn=-70, size=0.2)
        + at(leaf(mark, 36), 32, 20, turn=70, size=0.2)
    )
    top = oval(0, -44, 78, 25, light(ware, 0.4)) + oval(0, -42, 68, 20, rad(light(drink, 0.35), drink, cx=0.5, cy=0.6))
    band = line("M-74 -18C-40 4 40 4 74 -18", mark, 6)
    return saucer + handle + body + band + flower + top


def kopi_o() -> str:
    return cup("#2c1408", "#fff8ec", "#1f7a5c")


def teh_tarik() -> str:
    glass = path("M-62 -70L-50 92C-40 104 40 104 50 92L62 -70Z", lin("#b8692c", "#e0984e@0.35", "#a85c22", angle=0))
    froth = path("M-64 -74C-70 -30 -30 -40 -10 -30C20 -20 50 -36 60 -30L64 -74Z", "#f6dfb8") + "".join(
        disc(x, -66 + (x % 7), 13, "#fff3dc") for x in range(-54, 60, 16)
    )
    return (
        glass
        + froth
        + oval(0, -74, 64, 14, "#fffaf0")
        + path("M-46 -50L-38 80L-26 84L-32 -50Z", "#ffffff", opacity=0.4)
    )


def droplet_amber() -> str:
    return droplet("#e08a1e")
