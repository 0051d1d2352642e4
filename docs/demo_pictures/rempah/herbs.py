"""Leaves, stalks, flowers, bulbs and sour things, each drawn about 200 wide around its own origin."""

from rempah.svg import at, box, dark, disc, light, lin, line, oval, path, rad, ring


def lemongrass() -> str:
    """Three stalks lying together, bulbs to the left."""
    stalk = path(
        "M-116 -15C-70 -17 -20 -9 30 -7L124 -13C90 3 60 8 30 8C-20 10 -70 17 -116 15C-124 10 -124 -10 -116 -15Z",
        lin("#f3efcf@0", "#dfe3a4@.45", "#8fb450@.75", "#5f9430", angle=0),
    )
    stalk += line("M-108 -5L20 -1M-108 6L10 4M40 0L110 -9", "#7d9a44", 3, opacity=0.7)
    stalk += oval(-116, 0, 8, 15, "#f5e6d0") + oval(-116, 0, 4, 8, "#d9a7a0")
    return at(stalk, 4, -20, turn=-8) + at(stalk, -6, 22, turn=7) + at(stalk, 8, 2)


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
    pod = (
        "M-104 -6C-92 -40 -60 -40 -44 -22C-26 -46 4 -44 16 -20C34 -42 70 -36 78 -8C100 0 108 24 92 36"
        "C70 46 52 36 40 26C20 40 -4 36 -16 24C-36 38 -60 36 -72 22C-92 22 -108 10 -104 -6Z"
    )
    return path(pod, lin("#b8814e", "#7a4a22", "#4c2a10")) + line(
        "M-84 -14C-70 -24 -58 -18 -50 -10M-24 -20C-10 -30 2 -26 10 -14M34 -16C48 -26 62 -20 68 -8",
        "#e0b483",
        6,
        opacity=0.6,
    )


def droplet(colour: str) -> str:
    return path(
        "M0 -96C30 -44 64 -8 64 34C64 74 36 96 0 96C-36 96 -64 74 -64 34C-64 -8 -30 -44 0 -96Z",
        rad(light(colour, 0.55), colour + "@0.6", dark(colour, 0.35)),
    ) + oval(-24, 30, 12, 26, "#fff", opacity=0.6)
