"""Packages with edges: cartons, coffee bags, chocolate bars and gift boxes. Each stands with its foot at the origin."""

from rempah.labels import Label, printed
from rempah.svg import at, blurred, box, cut, dark, light, lin, line, mix, path, shadow
from rempah.vessels import standing_shadow


def carton(label: Label, _fill: str = "", *, w: float = 420, h: float = 520) -> str:
    """A folded box seen a little from the right and above."""
    deep, rise = w * 0.26, w * 0.13
    x = w / 2
    front = at(printed(label, w, h), 0, -h) + box(-x, -h, w, h, lin("#fff@0/.22", "#fff@.4/0", "#000@1/.16", angle=35))
    side = path(
        f"M{x:.0f} 0L{x + deep:.0f} {-rise:.0f}L{x + deep:.0f} {-h - rise:.0f}L{x:.0f} {-h:.0f}Z",
        lin(dark(label.base, 0.34), dark(label.base, 0.52), angle=0),
    )
    stripe = path(
        (
            f"M{x:.0f} {-h * 0.2:.0f}L{x + deep:.0f} {-h * 0.2 - rise:.0f}L{x + deep:.0f} {-h * 0.1 - rise:.0f}"
            f"L{x:.0f} {-h * 0.1:.0f}Z"
        ),
        dark(label.accent, 0.25),
    )
    lid = path(
        f"M{-x:.0f} {-h:.0f}L{-x + deep:.0f} {-h - rise:.0f}L{x + deep:.0f} {-h - rise:.0f}L{x:.0f} {-h:.0f}Z",
        lin(light(label.second, 0.32), light(label.second, 0.08), angle=20),
    )
    flap = line(
        f"M{-x * 0.5:.0f} {-h - rise / 2 + 2:.0f}L{x + deep * 0.5 - x * 0.5:.0f} {-h - rise / 2 + 2:.0f}",
        dark(label.second, 0.35),
        4,
        opacity=0.6,
    )
    cast = shadow(deep * 0.8, -rise * 0.3, w * 0.74, 34, 0.36) + shadow(deep * 0.3, 2, w * 0.6, 12, 0.5)
    return at(cast + side + stripe + lid + flap + cut(front, f"M{-x} {-h}L{x} {-h}L{x} 0L{-x} 0Z"), -deep / 2)


def sack(label: Label, _fill: str = "", *, w: float = 400, h: float = 600) -> str:
    """A coffee bag, its top folded and held with a tin tie."""
    x = w / 2
    outline = (
        f"M{-x * 0.94:.0f} {-h:.0f}L{x * 0.94:.0f} {-h:.0f}L{x:.0f} {-h * 0.7:.0f}L{x * 1.0:.0f} -12"
        f"C{x:.0f} 8 {-x:.0f} 8 {-x:.0f} -12L{-x:.0f} {-h * 0.7:.0f}Z"
    )
    art = at(printed(label, w, h * 0.86 + 14), 0, -h * 0.86) + box(-x, -h, w, h * 0.14 + 1, label.base)
    gusset = path(
        f"M{-x:.0f} {-h:.0f}L{-x * 0.8:.0f} {-h * 0.7:.0f}L{-x * 0.84:.0f} 8L{-x:.0f} 8Z", "#000000", opacity=0.16
    ) + path(f"M{x:.0f} {-h:.0f}L{x * 0.8:.0f} {-h * 0.7:.0f}L{x * 0.84:.0f} 8L{x:.0f} 8Z", "#000000", opacity=0.34)
    creases = blurred(
        line(
            (
                f"M{-x * 0.6:.0f} {-h * 0.84:.0f}L{-x * 0.2:.0f} {-h * 0.7:.0f}M{x * 0.5:.0f} {-h * 0.84:.0f}"
                f"L{x * 0.2:.0f} {-h * 0.72:.0f}"
            ),
            "#000000",
            10,
        ),
        6,
        0.28,
    ) + blurred(line(f"M{-x * 0.66:.0f} {-h * 0.8:.0f}L{-x * 0.68:.0f} -30", "#ffffff", 34), 14, 0.36)
    fold = path(
        (
            f"M{-x * 0.96:.0f} {-h - 56:.0f}L{x * 0.96:.0f} {-h - 56:.0f}L{x * 0.96:.0f} {-h + 40:.0f}L{-x * 0.96:.0f} "
            f"{-h + 40:.0f}Z"
        ),
        lin(light(label.base, 0.22), label.base, dark(label.base, 0.3)),
    )
    tie = box(
        -x * 1.06, -h + 8, w * 1.06, 26, lin(light(label.accent, 0.4), label.accent, dark(label.accent, 0.2)), rx=6
    )
    return standing_shadow(w) + cut(art + gusset + creases, outline) + shadow(0, -h + 46, x * 0.9, 10, 0.4) + fold + tie


def bar(label: Label, fill: str = "#4a2413", *, w: float = 330, h: float = 640) -> str:
    """A chocolate bar whose foil is torn open at the top."""
    x = w / 2
    squares = ""
    for row in range(2):
        for column in range(3):
            left, top = -x + 12 + column * (w - 24) / 3, -h + row * 92
            squares += (
                box(left, top, (w - 24) / 3, 92, dark(fill, 0.35))
                + box(left + 5, top + 5, (w - 24) / 3 - 10, 82, lin(light(fill, 0.3), fill, angle=45), rx=6)
                + box(
                    left + 18, top + 18, (w - 24) / 3 - 36, 56, lin(dark(fill, 0.12), light(fill, 0.18), angle=45), rx=4
                )
            )
    edge = "".join(f"L{-x + (i + 1) * w / 9:.0f} {-h + 150 + (0 if i % 2 else 26):.0f}" for i in range(9))
    foil = path(
        f"M{-x:.0f} {-h + 160:.0f}{edge}L{x:.0f} {-h + 240:.0f}L{-x:.0f} {-h + 240:.0f}Z",
        lin("#f6dc8c", "#fff6d0@0.3", "#c99a3c@0.6", "#f0d27c", angle=20),
    )
    sleeve = cut(
        at(printed(label, w, h - 205), 0, -h + 205)
        + box(-x, -h, w, h, lin("#fff@0/.24", "#fff@.3/0", "#000@1/.22", angle=25)),
        f"M{-x} {-h + 205}L{x} {-h + 205}L{x} 0L{-x} 0Z",
    )
    return (
        shadow(w * 0.16, 2, w * 0.64, 24, 0.36)
        + shadow(0, 0, w * 0.5, 12, 0.5)
        + squares
        + foil
        + shadow(0, -h + 204, x, 7, 0.35)
        + sleeve
    )


def chest(label: Label, fill: str = "#fff4dc", *, w: float = 640, h: float = 300) -> str:
    """An open gift box; what it holds is drawn behind its front by the composition."""
    x = w / 2
    front = cut(
        at(printed(label, w, h), 0, -h) + box(-x, -h, w, h, lin("#fff@0/.2", "#fff@.4/0", "#000@1/.2", angle=30)),
        f"M{-x} {-h}L{x} {-h}L{x} 0L{-x} 0Z",
    )
    lip = box(-x - 8, -h - 10, w + 16, 26, lin(light(label.second, 0.35), label.second), rx=5)
    return front + lip + (line(f"M{-x:.0f} 2L{x:.0f} 2", mix(fill, label.ink, 0.8), 3, opacity=0.3))
