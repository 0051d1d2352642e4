"""Coffee, cocoa, sugar, honey and what is on a breakfast table, each drawn about 200 wide around its own origin."""

from rempah.herbs import droplet, leaf
from rempah.svg import at, box, dark, disc, light, lin, line, oval, path, rad, ring, smooth, star


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
        (
            "M-40 -96C-20 -112 20 -112 40 -96C46 -60 42 -20 32 6L22 6C20 22 10 22 8 6L-4 6C-6 50 -20 50 -20 6"
            "L-32 2C-44 -30 -46 -66 -40 -96Z"
        ),
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


def egg() -> str:
    return path(
        "M0 -90C44 -90 74 -20 74 22C74 66 40 90 0 90C-40 90 -74 66 -74 22C-74 -20 -44 -90 0 -90Z",
        rad("#fff3e6", "#f0cda6@0.6", "#b98a5c"),
    )


def toast() -> str:
    crust = (
        "M-92 -50C-104 -96 -30 -92 0 -84C30 -92 104 -96 92 -50C88 -36 84 -36 84 -20L84 84L-84 84L-84 -20"
        "C-84 -36 -88 -36 -92 -50Z"
    )
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
