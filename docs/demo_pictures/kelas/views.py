"""Small motifs: fruits, things of the coast, a house on stilts, a coconut palm."""

from rempah.svg import at, box, cut, dark, disc, light, line, oval, path, ring, star

from kelas.paper import CORAL, CREAM, INK, LEAF, MARIGOLD, PINK, RED, SKY, TEAL, VIOLET, WOOD, leaf, lift, scallop


def fruits() -> list[str]:
    """Nine fruits around the origin, about 150 wide."""
    mangosteen = (
        disc(0, 12, 64, "#6b2d7b")
        + disc(-20, -6, 16, "#8d4aa0")
        + at("".join(at(oval(0, -20, 16, 24, LEAF), turn=t) for t in (-70, -24, 24, 70)), 0, -34)
    )
    star_fruit = path(star(5, 80, 40), "#f2c81f", stroke="#f2c81f", stroke_width=16, stroke_linejoin="round") + path(
        star(5, 50, 24), "#ffe272"
    )
    melon = (
        path("M-80 -30A80 80 0 0 0 80 -30Z", LEAF)
        + path("M-66 -30A66 66 0 0 0 66 -30Z", "#ffffff")
        + path("M-58 -30A58 58 0 0 0 58 -30Z", RED)
        + "".join(oval(x, y, 5, 8, INK) for x, y in ((-30, -12), (0, -8), (30, -12), (-14, 8), (14, 8)))
    )
    papaya = (
        oval(0, 0, 52, 78, "#f59b3a")
        + oval(0, 4, 40, 64, "#ff7e4a")
        + oval(0, 6, 20, 40, "#ffb27a")
        + "".join(disc(-6 + 12 * (i % 2), -20 + 9 * i, 6, INK) for i in range(6))
    )
    hair = "".join(line(f"M0 0L{x:.0f} {y:.0f}", "#7fc25a", 7) for x, y, _ in ring(18, 76))
    rambutan = (
        hair
        + disc(0, 0, 56, RED)
        + "".join(line(f"M{x * 0.6:.0f} {y * 0.6:.0f}L{x:.0f} {y:.0f}", "#ff8a7a", 6) for x, y, _ in ring(10, 40))
    )
    banana = path(
        "M-70 -34C-44 40 40 60 76 -12C82 -30 66 -34 58 -22C36 14 -14 10 -46 -48C-54 -60 -74 -54 -70 -34Z", "#ffd23f"
    ) + path("M-70 -50L-46 -60L-44 -44L-66 -36Z", "#6b4a32")
    pine = (
        at("".join(at(leaf(LEAF), turn=t, size=0.4) for t in (-40, 40, -18, 18, 0)), 0, -26)
        + oval(0, 26, 48, 60, MARIGOLD)
        + line("M-36 -4L30 70M-46 24L6 82M-14 -28L46 40M36 -4L-30 70M46 24L-6 82M14 -28L-46 40", "#d98a1c", 5)
    )
    durian = (
        path(star(14, 80, 56), "#9aa83a", stroke="#9aa83a", stroke_width=6)
        + path(star(9, 44, 26), "#c3cf5e")
        + box(-8, -104, 16, 36, "#6b4a32", rx=6)
    )
    orange = disc(0, 8, 66, "#ff9233") + disc(-20, -12, 14, "#ffb36b") + at(leaf(LEAF), 0, -52, turn=52, size=0.42)
    return [mangosteen, star_fruit, melon, papaya, rambutan, banana, pine, durian, orange]


def coast() -> list[str]:
    """Nine things of the coast around the origin, about 150 wide."""
    fish = (
        path("M-70 0C-30 -60 40 -50 60 0C40 50 -30 60 -70 0Z", CORAL)
        + path("M48 0L88 -36V36Z", MARIGOLD)
        + disc(-36, -10, 8, INK)
        + line("M-8 -34Q12 0 -8 34", CREAM, 7)
    )
    turtle = (
        "".join(oval(x, y, 24, 16, "#7cc06a") for x, y in ((-50, -42), (50, -42), (-48, 44), (48, 44)))
        + oval(0, -66, 20, 24, "#7cc06a")
        + oval(0, 0, 58, 62, TEAL)
        + path(star(6, 40, 34), light(TEAL, 0.4))
    )
    crab = (
        oval(0, 14, 58, 42, RED)
        + "".join(line(f"M{s * 46} 24L{s * 76} {y}", RED, 9) for s in (-1, 1) for y in (10, 36, 58))
        + "".join(
            disc(s * 62, -34, 22, RED)
            + path(f"M{s * 62} -34L{s * 62 - 14} -62H{s * 62 + 14}Z", "#ffffff")
            + line(f"M{s * 18} -20V-44", RED, 6)
            + disc(s * 18, -46, 10, INK)
            for s in (-1, 1)
        )
    )
    boat = (
        path("M-80 20Q0 66 80 20L56 58H-56Z", WOOD) + path("M4 -74V14H66Z", VIOLET) + path("M-6 -56V14H-54Z", MARIGOLD)
    )
    shell = path("M0 66L-76 -16Q-70 -70 -20 -62Q0 -84 20 -62Q70 -70 76 -16Z", PINK) + line(
        "M0 56L-48 -24M0 56L-18 -46M0 56L18 -46M0 56L48 -24", dark(PINK, 0.15), 6
    )
    sea_star = path(star(5, 78, 34), MARIGOLD, stroke=MARIGOLD, stroke_width=20, stroke_linejoin="round") + "".join(
        disc(x, y, 6, CREAM) for x, y, _ in ring(5, 42)
    )
    wave = path("M-80 50Q-70 -60 20 -56Q70 -50 64 -6Q40 -34 16 -8Q0 30 80 50Z", SKY) + path(
        "M-60 50Q-46 -20 4 -34Q-20 20 30 50Z", light(SKY, 0.45)
    )
    lighthouse = (
        path("M-26 -40H26L40 70H-40Z", "#ffffff")
        + path("M-30 -6H30L34 24H-34Z", RED)
        + box(-28, -66, 56, 28, INK, rx=4)
        + path("M-34 -66L0 -92L34 -66Z", RED)
        + box(-12, -62, 24, 20, MARIGOLD)
    )
    octopus = (
        "".join(line(f"M{x} 20Q{x * 1.6} 40 {x * 1.3} 70", VIOLET, 18) for x in (-42, -15, 15, 42))
        + disc(0, -14, 58, VIOLET)
        + disc(-18, -10, 12, "#ffffff")
        + disc(18, -10, 12, "#ffffff")
        + disc(-16, -8, 6, INK)
        + disc(16, -8, 6, INK)
        + line("M-12 14Q0 24 12 14", "#ffffff", 5)
    )
    return [fish, turtle, crab, boat, shell, sea_star, wave, lighthouse, octopus]


def palm() -> str:
    """A coconut palm, its foot at the origin, 420 high."""
    trunk = path("M-16 0Q-30 -200 24 -330L44 -322Q4 -200 20 0Z", "#8a5a3b")
    crown = "".join(
        at(path("M0 0Q60 -70 170 -20Q90 -20 0 0Z", c), 34, -326, turn=t)
        for t, c in (
            (-150, "#2d8a4a"),
            (-110, LEAF),
            (-70, "#2d8a4a"),
            (-30, LEAF),
            (14, "#2d8a4a"),
            (150, LEAF),
            (190, "#2d8a4a"),
        )
    )
    return lift(trunk + crown + disc(20, -310, 14, "#6b4a32") + disc(46, -306, 14, "#6b4a32"), 0.5)


def house() -> str:
    """A village house on stilts, its foot at the origin, 300 wide."""
    posts = "".join(box(x, -70, 12, 70, "#5d3b27") for x in (-110, -40, 30, 100))
    body = box(-130, -170, 260, 104, "#b9773f") + "".join(box(-130, -170 + i * 26, 260, 5, "#a3642f") for i in range(4))
    holes = (
        box(-100, -150, 50, 60, "#3b2a4a")
        + box(50, -150, 50, 60, "#3b2a4a")
        + box(-22, -152, 44, 86, "#5d3b27")
        + path("M-22 -66L-44 0H44L22 -66Z", "#8a5a3b")
    )
    roof = path("M-170 -164L-90 -272H90L170 -164Z", RED) + path("M-110 -240L0 -312L110 -240Z", dark(RED, 0.16))
    return lift(posts + body + holes + roof, 0.7)


def wau() -> str:
    """A moon kite around the origin, about 760 high."""
    stick = line("M0 -360V330", "#8a5a3b", 12)
    wing = (
        "M0 -300C150 -290 380 -240 400 -110C300 -120 120 -60 0 -30"
        "C-120 -60 -300 -120 -400 -110C-380 -240 -150 -290 0 -300Z"
    )
    moon = "M-230 90C-190 300 190 300 230 90C250 270 150 400 0 400C-150 400 -250 270 -230 90Z"
    head = lift(path("M0 -390L40 -330L0 -290L-40 -330Z", MARIGOLD))
    top = lift(path(wing, VIOLET)) + cut(_wing_marks(), wing) + path(wing, "none", stroke=MARIGOLD, stroke_width=14)
    low = (
        lift(path(moon, RED))
        + path(moon, "none", stroke=MARIGOLD, stroke_width=14)
        + "".join(disc(x, y, 17, CREAM) for x, y in ((-150, 290), (-80, 340), (0, 356), (80, 340), (150, 290)))
    )
    tuft = "".join(
        at(lift(path("M-20 0H20L34 120L0 90L-34 120Z", c), 0.5), x, 80, turn=t)
        for x, t, c in ((-238, 16, TEAL), (238, -16, TEAL))
    )
    return stick + low + top + head + tuft + at(path(scallop(12, 62, 10), CORAL), 0, 60)


def _wing_marks() -> str:
    marks = "".join(
        at(leaf(c), x, y, turn=t, size=s)
        for x, y, t, s, c in (
            (40, -150, 84, 1.5, PINK),
            (-40, -150, -84, 1.5, PINK),
            (60, -200, 62, 0.7, MARIGOLD),
            (-60, -200, -62, 0.7, MARIGOLD),
            (90, -110, 96, 0.7, SKY),
            (-90, -110, -96, 0.7, SKY),
        )
    )
    return marks + at(path(scallop(8, 54, 12), MARIGOLD), 0, -160) + disc(0, -160, 24, RED)
