"""Bags, badges and things to wear."""

from rempah.svg import at, box, cut, dark, disc, light, line, path, ring

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
    batik,
    blossom,
    card,
    leaf,
    lift,
)
from kelas.views import coast, fruits


def tote(colour: str = "#f6e7c8", petal: str = RED) -> str:
    """A cotton bag with a large hibiscus."""
    back = line("M-130 -560C-130 -860 130 -860 130 -560", dark(colour, 0.16), 40)
    front = lift(line("M-150 -540C-150 -800 150 -800 150 -540", colour, 44))
    body = lift(path("M-300 -570H300L330 -30Q332 0 300 0H-300Q-332 0 -330 -30Z", colour)) + line(
        "M-288 -532H288", dark(colour, 0.14), 7, stroke_dasharray="22 16"
    )
    motif = (
        at(leaf(LEAF), 70, -240, turn=120)
        + at(leaf(LEAF), -80, -230, turn=-118)
        + at(leaf("#5bbd78"), 20, -200, turn=165)
        + at(blossom(petal), 0, -290, size=1.5)
    )
    return back + front + body + motif


def keychain(base: str = VIOLET, mark: str = PINK) -> str:
    """A stuffed fish and a heart of batik on one ring."""
    hoop = lift(path("M0 -800A90 90 0 1 1 -1 -800Z", "none", stroke="#b9b6c9", stroke_width=22)) + line(
        "M-20 -626L-120 -520M20 -626L150 -540", "#b9b6c9", 14
    )
    fish = "M-330 -300C-250 -480 20 -480 90 -320L190 -420V-190L90 -290C20 -130 -250 -120 -330 -300Z"
    heart = "M0 190C-190 60 -170 -110 -70 -110C-30 -110 0 -70 0 -50C0 -70 30 -110 70 -110C170 -110 190 60 0 190Z"
    one = (
        lift(path(fish, base))
        + cut(at(batik(base, mark, 620, 420, step=110), -360, -500), fish)
        + path(fish, "none", stroke=CREAM, stroke_width=8, stroke_dasharray="20 14")
    )
    eye = disc(-220, -336, 26, CREAM) + disc(-216, -334, 13, INK)
    two = (
        lift(path(heart, CORAL))
        + cut(at(batik(CORAL, CREAM, 420, 420, step=90), -200, -160), heart)
        + path(heart, "none", stroke=CREAM, stroke_width=8, stroke_dasharray="18 13")
    )
    return (
        hoop
        + at(one + eye, -20, -90, turn=-10)
        + at(line("M-80 -590L0 -400", "#b9b6c9", 0.1) + two, 250, -230, turn=8, size=1.1)
    )


def badges() -> str:
    """Five round badges."""
    face = (
        disc(-30, -14, 12, INK)
        + disc(30, -14, 12, INK)
        + line("M-38 20Q0 60 38 20", INK, 11)
        + disc(-56, 14, 13, PINK)
        + disc(56, 14, 13, PINK)
    )
    drawn = (
        (-210, -570, 150, MARIGOLD, at(face, size=1.25)),
        (190, -600, 130, SKY, at(fruits()[2], 0, -4, size=1.0)),
        (0, -310, 170, CORAL, at(blossom(CREAM, MARIGOLD), size=1.15)),
        (-270, -150, 126, TEAL, at(leaf("#b9efc4"), 0, 82, size=0.95)),
        (270, -180, 150, VIOLET, at(coast()[1], size=1.15)),
    )
    found = ""
    for x, y, r, colour, mark in drawn:
        rim = lift(disc(0, 0, r, dark(colour, 0.16)), 1.2) + disc(0, -4, r - 10, colour)
        found += at(
            rim
            + mark
            + path(
                f"M{-r * 0.66} {-r * 0.4}A{r * 0.78} {r * 0.78} 0 0 1 {r * 0.1} {-r * 0.77}",
                "none",
                stroke="#ffffff",
                stroke_width=12,
                stroke_linecap="round",
                opacity=0.6,
            ),
            x,
            y,
        )
    return found


def lanyard(colour: str = TEAL, mark: str = MARIGOLD) -> str:
    """A loop of patterned ribbon with a card holder."""
    loop = "M-30 -330C-330 -560 -250 -860 0 -860C250 -860 330 -560 30 -330"
    ribbon = (
        lift(line(loop, colour, 58))
        + line(loop, light(colour, 0.35), 44, stroke_dasharray="1 62")
        + line(loop, mark, 16, stroke_dasharray="1 62")
    )
    clip = lift(box(-34, -372, 68, 74, colour, rx=10) + box(-16, -310, 32, 60, "#b9b6c9", rx=10), 0.6)
    holder = (
        card(-190, -262, 380, 270, "#ffffff", r=28)
        + box(-168, -240, 336, 226, "#f1edfb", rx=16)
        + box(-46, -250, 92, 18, "#b9b6c9", rx=9)
    )
    face = (
        card(-140, -200, 120, 150, PINK, r=12)
        + disc(-80, -140, 30, "#f0c49a")
        + path("M-128 -50Q-120 -104 -80 -104Q-40 -104 -32 -50Z", VIOLET)
        + path("M-112 -142Q-110 -184 -80 -182Q-50 -184 -48 -142Q-80 -160 -112 -142Z", INK)
    )
    text = (
        box(10, -184, 126, 22, INK, rx=11)
        + box(10, -142, 96, 16, "#b7acd9", rx=8)
        + box(10, -108, 112, 16, "#b7acd9", rx=8)
        + box(10, -74, 70, 16, "#b7acd9", rx=8)
    )
    return ribbon + clip + holder + face + text


def pouch(base: str = CORAL, mark: str = CREAM) -> str:
    """A flat zip pouch of batik and canvas."""
    outline = "M-380 -470Q-380 -500 -350 -500H350Q380 -500 380 -470V-40Q380 0 340 0H-340Q-380 0 -380 -40Z"
    cloth = cut(at(batik(base, mark, 800, 340, step=150), -400, -500), outline)
    canvas = cut(lift(box(-400, -180, 800, 200, "#f6e7c8"), 0.6), outline) + line(
        "M-360 -160H360", dark(KRAFT, 0.1), 6, stroke_dasharray="20 14"
    )
    zip_ = card(-380, -540, 760, 66, INK, r=16) + "".join(
        box(-360 + i * 30, -518, 14, 24, "#d9d4ea", rx=4) for i in range(24)
    )
    pull = lift(box(250, -530, 60, 44, "#d9d4ea", rx=10), 0.4) + at(
        lift(path("M-22 0H22L40 140L0 112L-40 140Z", MARIGOLD), 0.7), 280, -490, turn=-10
    )
    return lift(path(outline, base)) + cloth + canvas + zip_ + pull


def hat(base: str = "#2f5fa8", mark: str = "#9fd0f5") -> str:
    """A bucket hat of batik cloth."""
    crown = "M-220 -260L-170 -560Q-160 -610 -100 -610H100Q160 -610 170 -560L220 -260Z"
    brim = "M-236 -290Q0 -220 236 -290L400 -90Q410 -60 370 -44Q0 60 -370 -44Q-410 -60 -400 -90Z"
    top = lift(path(crown, base)) + cut(at(batik(base, mark, 480, 400, step=120), -240, -620), crown)
    low = lift(path(brim, dark(base, 0.08))) + cut(
        at(batik(dark(base, 0.08), mark, 860, 380, step=140), -430, -320), brim
    )
    seams = "".join(
        line(
            f"M{-300 - i * 26} {-170 + i * 44}Q0 {-60 + i * 46} {300 + i * 26} {-170 + i * 44}",
            light(base, 0.35),
            5,
            stroke_dasharray="18 12",
        )
        for i in range(3)
    )
    return (
        low
        + at(top, 0, 14)
        + seams
        + lift(path("M-226 -300Q0 -226 226 -300L232 -250Q0 -176 -232 -250Z", MARIGOLD), 0.5)
    )


def shirt(colour: str = MARIGOLD, mark: str = VIOLET) -> str:
    """A T-shirt with a printed sun."""
    shape = (
        "M-130 -760L-290 -700Q-330 -680 -350 -640L-430 -440L-270 -380L-250 -420V-30Q-250 0 -220 0H220"
        "Q250 0 250 -30V-420L270 -380L430 -440L350 -640Q330 -680 290 -700L130 -760Q0 -640 -130 -760Z"
    )
    collar = path("M-130 -760Q0 -640 130 -760L158 -748Q0 -596 -158 -748Z", dark(colour, 0.18))
    folds = line("M-250 -420L-236 -540M250 -420L236 -540", dark(colour, 0.14), 8) + line(
        "M-240 -34H240", dark(colour, 0.12), 6, stroke_dasharray="18 12"
    )
    rays = "".join(at(path("M-16 0L0 -46L16 0Z", mark), x, y, turn=t + 90) for x, y, t in ring(14, 128))
    face = disc(-34, -14, 11, colour) + disc(34, -14, 11, colour) + line("M-40 24Q0 64 40 24", colour, 10)
    return lift(path(shape, colour)) + collar + folds + at(lift(disc(0, 0, 112, mark) + rays, 0.4) + face, 0, -360)
