"""Jars, tins, bags and bottles.

Each stands with the middle of its foot at the origin, about 420 wide and up to 700 high.
"""

import random

from rempah.labels import Label, printed
from rempah.svg import at, blurred, box, cut, dark, light, lin, line, oval, path, shadow


def _round(w: float, h: float, sag: float, *, top: float = 0) -> str:
    """A cylinder's wall: straight sides, curved above and below. y runs from `top` down to top + h."""
    x = w / 2
    return (
        f"M{-x:.1f} {top:.1f}C{-x * 0.6:.1f} {top + sag * 1.3:.1f} "
        f"{x * 0.6:.1f} {top + sag * 1.3:.1f} {x:.1f} {top:.1f}"
        f"L{x:.1f} {top + h:.1f}C{x * 0.6:.1f} {top + h + sag * 1.3:.1f} {-x * 0.6:.1f} {top + h + sag * 1.3:.1f} "
        f"{-x:.1f} {top + h:.1f}Z"
    )


def _sheen(w: float, top: float, h: float) -> str:
    """The light on something round."""
    stops = (
        "#000@0/.42",
        "#000@.1/.12",
        "#fff@.17/.1",
        "#fff@.24/.42",
        "#fff@.3/.08",
        "#000@.6/0",
        "#000@.86/.22",
        "#fff@.94/.06",
        "#000@1/.4",
    )
    return box(-w / 2, top, w, h, lin(*stops, angle=0))


def standing_shadow(w: float) -> str:
    return shadow(w * 0.2, 4, w * 0.66, 26, 0.34) + shadow(0, 0, w * 0.52, 13, 0.55)


def _wrapped(label: Label, w: float, h: float, *, top: float, sag: float = 16) -> str:
    """A paper label around something round."""
    outline = _round(w, h, sag, top=top)
    return cut(at(printed(label, w, h + sag), 0, top + sag * 0.4) + box(-w / 2, top, w, sag, "none"), outline)


def _grains(colour: str, w: float, top: float, h: float) -> str:
    chance = random.Random(w + h)
    return "".join(
        oval(
            chance.uniform(-w / 2, w / 2),
            chance.uniform(top, top + h),
            chance.uniform(5, 12),
            chance.uniform(4, 9),
            light(colour, 0.22) if i % 2 else dark(colour, 0.28),
            opacity=0.7,
        )
        for i in range(int(w * h / 420))
    )


def jar(label: Label, fill: str, *, w: float = 400, h: float = 520, coarse: bool = True) -> str:
    """A glass jar with a metal lid; `fill` is the colour of what is in it."""
    x = w / 2
    body = (
        f"M{-x + 40:.0f} {-h:.0f}L{x - 40:.0f} {-h:.0f}C{x - 6:.0f} "
        f"{-h + 6:.0f} {x:.0f} {-h + 34:.0f} {x:.0f} {-h + 70:.0f}"
        f"L{x:.0f} -40C{x:.0f} -10 {x - 20:.0f} 6 {x - 56:.0f} 8L{-x + 56:.0f} 8C{-x + 20:.0f} 6 {-x:.0f} -10 {-x:.0f} "
        f"-40L{-x:.0f} {-h + 70:.0f}C{-x:.0f} {-h + 34:.0f} {-x + 6:.0f} {-h + 6:.0f} {-x + 40:.0f} {-h:.0f}Z"
    )
    inside = path(body, lin(light(fill, 0.15), fill, dark(fill, 0.25))) + (
        cut(_grains(fill, w, -h, h), body) if coarse else ""
    )
    air = cut(box(-x, -h, w, 44, "#ffffff", opacity=0.4) + oval(0, -h + 44, x, 11, light(fill, 0.45)), body)
    paper = _wrapped(label, w, h * 0.62, top=-h * 0.83)
    glass = cut(_sheen(w, -h, h + 10) + box(-x, -26, w, 36, "#ffffff", opacity=0.28), body) + path(
        body, stroke="#ffffff", stroke_width=5, opacity=0.45
    )
    glint = line(f"M{-x + 34:.0f} {-h + 80:.0f}L{-x + 34:.0f} -70", "#ffffff", 13, opacity=0.6) + line(
        f"M{x - 26:.0f} {-h + 100:.0f}L{x - 26:.0f} -150", "#ffffff", 6, opacity=0.4
    )
    return standing_shadow(w) + inside + air + paper + glass + glint + at(_lid(w - 54, label.second), 0, -h + 6)


def _lid(w: float, colour: str, h: float = 78) -> str:
    x = w / 2
    wall = (
        f"M{-x:.0f} 0L{-x:.0f} {-h + 22:.0f}C{-x:.0f} {-h:.0f} {x:.0f} {-h:.0f} {x:.0f} {-h + 22:.0f}"
        f"L{x:.0f} 0C{x * 0.6:.0f} 16 {-x * 0.6:.0f} 16 {-x:.0f} 0Z"
    )
    ridges = "".join(
        line(
            f"M{-x + (i + 0.5) * w / 30:.0f} {-h + 36:.0f}L{-x + (i + 0.5) * w / 30:.0f} 6",
            dark(colour, 0.35),
            3,
            opacity=0.5,
        )
        for i in range(30)
    )
    top = oval(0, -h + 18, x * 0.985, 15, lin(light(colour, 0.55), light(colour, 0.12), angle=20))
    return (
        shadow(0, 8, x * 0.95, 10, 0.4)
        + cut(box(-x, -h, w, h + 20, colour) + ridges + _sheen(w, -h, h + 20), wall)
        + top
    )


def tin(label: Label, _fill: str = "", *, w: float = 400, h: float = 540) -> str:
    """A round tin, printed all over."""
    wall = _round(w, h, 20, top=-h)
    metal = lin("#8a8f98", "#f6f7f9@0.25", "#b9bec6@0.55", "#6c717a", angle=0)
    print_ = cut(at(printed(label, w, h - 40), 0, -h + 26) + _sheen(w, -h, h + 30), _round(w, h - 44, 20, top=-h + 24))
    rims = path(wall, metal) + print_
    lid_wall = _round(w + 14, 54, 20, top=-h - 40)
    lid = cut(box(-w, -h - 60, w * 2, 140, label.second) + _sheen(w + 14, -h - 60, 140), lid_wall)
    top = (
        oval(0, -h - 40, w / 2 + 7, 30, metal)
        + oval(0, -h - 41, w / 2 - 8, 25, lin(light(label.second, 0.4), label.second, angle=30))
        + oval(0, -h - 41, w / 2 - 60, 17, "none", stroke=light(label.second, 0.6), stroke_width=4, opacity=0.6)
    )
    return standing_shadow(w) + rims + shadow(0, -h + 32, w * 0.48, 8, 0.4) + lid + top


def _window(label: Label, fill: str, w: float) -> str:
    """A clear pane low on a bag, with what is inside."""
    x = w / 2
    pane = (
        f"M{-x * 0.42:.0f} -96C{-x * 0.3:.0f} -128 {x * 0.3:.0f} -128 "
        f"{x * 0.42:.0f} -96C{x * 0.3:.0f} -36 {-x * 0.3:.0f} "
        f"-36 {-x * 0.42:.0f} -96Z"
    )
    return (
        path(pane, fill) + cut(_grains(fill, w * 0.42, -130, 90), pane) + path(pane, stroke=label.paper, stroke_width=7)
    )


def _folds(x: float, h: float) -> str:
    """Light and dark where a filled bag bends."""
    folds = blurred(
        line(
            f"M{-x * 0.78:.0f} {-h * 0.86:.0f}C{-x * 0.7:.0f} {-h * 0.5:.0f} {-x * 0.84:.0f} -200 {-x * 0.74:.0f} -30",
            "#ffffff",
            30,
        ),
        12,
        0.55,
    ) + blurred(
        line(
            f"M{x * 0.86:.0f} {-h * 0.88:.0f}C{x * 0.76:.0f} {-h * 0.5:.0f} {x * 0.9:.0f} -200 {x * 0.86:.0f} -20",
            "#000000",
            44,
        ),
        16,
        0.42,
    )
    folds += blurred(
        line(f"M{-x:.0f} -16C{-x * 0.4:.0f} -70 {x * 0.4:.0f} -70 {x:.0f} -16", "#000000", 16), 9, 0.25
    ) + blurred(line(f"M{-x:.0f} {-h:.0f}L{-x:.0f} 0", "#000000", 26), 10, 0.35)
    return folds + blurred(
        path(
            f"M{-x * 0.5:.0f} {-h * 0.86:.0f}L{-x * 0.3:.0f} {-h * 0.86:.0f}L{-x * 0.45:.0f} -120L{-x * 0.6:.0f} -120Z",
            "#ffffff",
        ),
        14,
        0.28,
    )


def pouch(label: Label, fill: str = "", *, w: float = 440, h: float = 610) -> str:
    """A stand-up bag with a tear strip; with `fill` there is a window onto it."""
    x = w / 2
    outline = (
        f"M{-x * 0.95:.0f} {-h:.0f}L{x * 0.95:.0f} {-h:.0f}C{x * 0.93:.0f} "
        f"{-h * 0.72:.0f} {x * 1.0:.0f} {-h * 0.35:.0f} "
        f"{x:.0f} -26C{x:.0f} 0 {x * 0.9:.0f} 2 {x * 0.8:.0f} 6C{x * 0.4:.0f} 22 {-x * 0.4:.0f} 22 {-x * 0.8:.0f} "
        f"6C{-x * 0.9:.0f} 2 {-x:.0f} 0 {-x:.0f} -26C{-x:.0f} {-h * 0.35:.0f} "
        f"{-x * 0.93:.0f} {-h * 0.72:.0f} {-x * 0.95:.0f} "
        f"{-h:.0f}Z"
    )
    art = at(printed(label, w * 1.02, h * 0.88 + 24), 0, -h * 0.88) + box(-x, -h, w, h * 0.12 + 1, label.second)
    window = _window(label, fill, w) if fill else ""
    seal = "".join(
        line(f"M{-x * 0.95:.0f} {-h + 9 + i * 9:.0f}L{x * 0.95:.0f} {-h + 9 + i * 9:.0f}", "#ffffff", 2, opacity=0.28)
        for i in range(4)
    )
    zip_ = line(f"M{-x * 0.9:.0f} {-h * 0.9:.0f}L{x * 0.9:.0f} {-h * 0.9:.0f}", "#000000", 3, opacity=0.22) + line(
        f"M{-x * 0.9:.0f} {-h * 0.9 + 5:.0f}L{x * 0.9:.0f} {-h * 0.9 + 5:.0f}", "#ffffff", 3, opacity=0.4
    )
    return standing_shadow(w) + cut(art + window + seal + zip_ + _folds(x, h), outline)


def bottle(label: Label, fill: str, *, w: float = 250, h: float = 700) -> str:
    """A sauce bottle with a long neck."""
    x, n = w / 2, w * 0.19
    body = (
        f"M{-n:.0f} {-h:.0f}L{n:.0f} {-h:.0f}L{n:.0f} {-h * 0.8:.0f}C{n:.0f} {-h * 0.7:.0f} {x:.0f} {-h * 0.7:.0f} "
        f"{x:.0f} {-h * 0.56:.0f}L{x:.0f} -24C{x:.0f} 2 {x - 16:.0f} 8 {x - 34:.0f} 8L{-x + 34:.0f} 8"
        f"C{-x + 16:.0f} 8 {-x:.0f} 2 {-x:.0f} -24L{-x:.0f} {-h * 0.56:.0f}C"
        f"{-x:.0f} {-h * 0.7:.0f} {-n:.0f} {-h * 0.7:.0f} "
        f"{-n:.0f} {-h * 0.8:.0f}Z"
    )
    liquid = path(body, lin(light(fill, 0.18), fill, dark(fill, 0.3)))
    paper = _wrapped(label, w, h * 0.46, top=-h * 0.54, sag=11)
    glass = (
        cut(_sheen(w, -h, h + 10), body)
        + line(f"M{-x + 24:.0f} {-h * 0.52:.0f}L{-x + 24:.0f} -44", "#ffffff", 10, opacity=0.55)
        + line(f"M{-n + 13:.0f} {-h * 0.94:.0f}L{-n + 13:.0f} {-h * 0.8:.0f}", "#ffffff", 8, opacity=0.6)
    )
    cap = cut(
        box(-n - 9, -h - 66, n * 2 + 18, 96, label.second) + _sheen(n * 2 + 18, -h - 66, 96),
        _round(n * 2 + 18, 84, 6, top=-h - 62),
    ) + oval(0, -h - 60, n + 9, 8, light(label.second, 0.4))
    collar = cut(
        box(-n - 2, -h * 0.86, n * 2 + 4, 34, label.accent) + _sheen(n * 2 + 4, -h * 0.86, 34),
        _round(n * 2 + 4, 22, 6, top=-h * 0.86),
    )
    return standing_shadow(w) + liquid + paper + glass + collar + cap


def pot(label: Label, fill: str) -> str:
    """A broad jar of something clear, such as honey."""
    return jar(label, fill, w=430, coarse=False)


def flask(label: Label, fill: str, *, w: float = 180, h: float = 300) -> str:
    """A small bottle with a twist cap, for birds' nest and drinks."""
    return jar(label, fill, w=w, h=h, coarse=False)
