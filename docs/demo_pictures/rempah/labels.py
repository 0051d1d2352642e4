"""Label designs: what is printed on a package. Each fills a field w × h whose top middle is the origin."""

from collections.abc import Callable
from dataclasses import dataclass

from rempah.letters import word
from rempah.patterns import bamboo_shoots, peranakan, rays, scales, songket
from rempah.svg import at, box, dark, disc, light, line, mix, oval, path, star


@dataclass(frozen=True)
class Label:
    """A design with its colours; `motif` is an ingredient about 200 wide."""

    style: str
    title: str
    motif: str
    base: str
    second: str
    accent: str
    paper: str = "#fff4dc"
    ink: str = "#3a0f14"
    sub: str = "REMPAH RAYA"


def _brand(label: Label, y: float, h: float, w: float, ink: str) -> str:
    return word(label.sub, y, h * 0.042, ink=ink, room=w * 0.7)


def medallion(k: Label, w: float, h: float) -> str:
    r = min(w * 0.36, h * 0.27)
    y = h * 0.36
    field = box(-w / 2, 0, w, h, k.base) + rays(0, y, max(w, h), 18, light(k.base, 0.16))
    frame = (
        path(star(26, r * 1.2, r * 1.08), k.accent, transform=f"translate(0 {y:.0f})")
        + disc(0, y, r, k.paper)
        + oval(0, y, r * 0.92, r * 0.92, "none", stroke=k.second, stroke_width=r * 0.035)
    )
    band = (
        box(-w / 2, h * 0.69, w, h * 0.2, k.second)
        + box(-w / 2, h * 0.69, w, h * 0.014, k.accent)
        + box(-w / 2, h * 0.876, w, h * 0.014, k.accent)
    )
    return (
        field
        + frame
        + at(k.motif, 0, y, size=r / 135)
        + band
        + word(k.title, h * 0.73, h * 0.12, ink=k.paper, room=w * 0.8)
        + _brand(k, h * 0.925, h, w, k.paper)
    )


def bands(k: Label, w: float, h: float) -> str:
    top = (
        box(-w / 2, 0, w, h, k.paper)
        + box(-w / 2, 0, w, h * 0.32, k.base)
        + bamboo_shoots(w, h * 0.32, h * 0.07, k.base, down=True)
    )
    foot = box(-w / 2, h * 0.84, w, h * 0.16, k.second) + bamboo_shoots(w, h * 0.77, h * 0.07, k.second)
    size = min(w * 0.62, h * 0.36) / 200
    glow = disc(0, h * 0.575, size * 128, light(k.accent, 0.25))
    return (
        top
        + foot
        + glow
        + at(k.motif, 0, h * 0.575, size=size)
        + word(k.title, h * 0.1, h * 0.15, ink=k.paper, room=w * 0.82, under=dark(k.base, 0.45))
        + _brand(k, h * 0.9, h, w, k.paper)
    )


def arch(k: Label, w: float, h: float) -> str:
    a, top, foot = w * 0.33, h * 0.3, h * 0.82
    stripes = "".join(box(-w / 2 + i * w / 12, 0, w / 24, h, light(k.base, 0.13)) for i in range(12))
    window = (
        f"M{-a:.0f} {foot:.0f}L{-a:.0f} {top + a:.0f}C{-a:.0f} {top - a * 0.32:.0f} {a:.0f} {top - a * 0.32:.0f} "
        f"{a:.0f} {top + a:.0f}L{a:.0f} {foot:.0f}Z"
    )
    frame = path(window, k.paper, stroke=k.accent, stroke_width=w * 0.045) + rays(0, foot, 0, 2, k.paper)
    sun = path(
        f"M{-a * 0.86:.0f} {foot:.0f}A{a * 0.86:.0f} {a * 0.86:.0f} 0 0 1 {a * 0.86:.0f} {foot:.0f}Z",
        mix(k.accent, k.paper, 0.45),
    )
    sill = box(-w / 2, foot, w, h * 0.18, k.second)
    return (
        box(-w / 2, 0, w, h, k.base)
        + stripes
        + frame
        + sun
        + at(k.motif, 0, (top + foot) / 2 + h * 0.02, size=a / 128)
        + sill
        + word(k.title, h * 0.09, h * 0.125, ink=k.paper, room=w * 0.86, under=k.second)
        + _brand(k, h * 0.885, h, w, k.paper)
    )


def sunrise(k: Label, w: float, h: float) -> str:
    y = h * 0.8
    sky = box(-w / 2, 0, w, h, k.paper) + rays(0, y, max(w, h) * 1.2, 28, mix(k.paper, k.accent, 0.45))
    sun = disc(0, y, w * 0.36, k.base) + disc(0, y, w * 0.29, light(k.base, 0.2))
    waves = "".join(
        line("M" + _wave(w, h * (0.84 + i * 0.055), h * 0.025), colour, h * 0.035)
        for i, colour in enumerate((k.second, light(k.second, 0.25), k.second))
    )
    sea = box(-w / 2, h * 0.84, w, h * 0.16, dark(k.second, 0.2)) + waves
    return (
        sky
        + sun
        + at(k.motif, 0, h * 0.56, size=min(w * 0.6, h * 0.42) / 200)
        + sea
        + word(k.title, h * 0.1, h * 0.16, ink=k.second, room=w * 0.84, under=k.accent)
        + _brand(k, h * 0.03, h, w, k.second)
    )


def _wave(w: float, y: float, rise: float) -> str:
    step = w / 6
    d = f"{-w / 2 - step:.1f} {y:.1f}"
    for i in range(8):
        x = -w / 2 - step + i * step
        d += f"C{x + step * 0.33:.1f} {y - rise:.1f} {x + step * 0.66:.1f} {y + rise:.1f} {x + step:.1f} {y:.1f}"
    return d


def tile(k: Label, w: float, h: float) -> str:
    field = box(-w / 2, 0, w, h, peranakan(k.base, k.accent, k.second, w * 0.2))
    plaque = path(
        f"M0 {h * 0.1:.0f}L{w * 0.4:.0f} {h * 0.42:.0f}L0 {h * 0.74:.0f}L{-w * 0.4:.0f} {h * 0.42:.0f}Z",
        k.paper,
        stroke=k.second,
        stroke_width=w * 0.03,
        stroke_linejoin="round",
    )
    band = (
        box(-w / 2, h * 0.7, w, h * 0.22, k.ink)
        + box(-w / 2, h * 0.715, w, h * 0.012, k.accent)
        + box(-w / 2, h * 0.893, w, h * 0.012, k.accent)
    )
    return (
        field
        + plaque
        + at(k.motif, 0, h * 0.41, size=min(w * 0.46, h * 0.34) / 200)
        + band
        + word(k.title, h * 0.752, h * 0.105, ink=k.paper, room=w * 0.84)
    )


def awning(k: Label, w: float, h: float) -> str:
    n = 8
    step = w / n
    cloth = "".join(
        path(
            (
                f"M{-w / 2 + i * step:.1f} 0L{-w / 2 + (i + 1) * step:.1f} 0"
                f"L{-w / 2 + (i + 1) * step:.1f} {h * 0.17:.1f}"
                f"A{step / 2:.1f} {step / 2:.1f} 0 0 1 {-w / 2 + i * step:.1f} {h * 0.17:.1f}Z"
            ),
            k.base if i % 2 == 0 else k.paper,
        )
        for i in range(n)
    )
    field = box(-w / 2, 0, w, h, k.accent)
    foot = box(-w / 2, h * 0.86, w, h * 0.14, k.base)
    glow = path(
        star(22, min(w * 0.37, h * 0.27), min(w * 0.33, h * 0.24)),
        light(k.accent, 0.5),
        transform=f"translate(0 {h * 0.64:.0f})",
    )
    return (
        field
        + glow
        + at(k.motif, 0, h * 0.64, size=min(w * 0.56, h * 0.36) / 200)
        + foot
        + cloth
        + word(k.title, h * 0.275, h * 0.135, ink=k.ink, room=w * 0.84, under=k.paper)
        + _brand(k, h * 0.91, h, w, k.paper)
    )


def scallop(k: Label, w: float, h: float) -> str:
    rx, ry, y = w * 0.4, h * 0.31, h * 0.45
    field = box(-w / 2, 0, w, h, scales(k.base, k.accent, w * 0.16))
    plaque = (
        oval(0, y, rx * 1.08, ry * 1.08, k.second)
        + oval(0, y, rx, ry, k.paper)
        + oval(0, y, rx * 0.93, ry * 0.93, "none", stroke=k.accent, stroke_width=w * 0.012)
    )
    words = word(k.title, y - ry * 0.66, h * 0.1, ink=k.ink, room=rx * 1.45)
    foot = box(-w / 2, h * 0.88, w, h * 0.12, k.second)
    return (
        field
        + plaque
        + words
        + at(k.motif, 0, y + ry * 0.22, size=min(rx * 1.0, ry * 1.1) / 200)
        + foot
        + _brand(k, h * 0.92, h, w, k.paper)
    )


def slant(k: Label, w: float, h: float) -> str:
    field = box(-w / 2, 0, w, h, k.base) + path(
        f"M{-w / 2:.0f} {h * 0.62:.0f}L{w / 2:.0f} {h * 0.3:.0f}L{w / 2:.0f} {h:.0f}L{-w / 2:.0f} {h:.0f}Z", k.second
    )
    stripes = "".join(
        line(
            f"M{-w / 2:.0f} {h * (0.62 + i * 0.035):.0f}L{w / 2:.0f} {h * (0.3 + i * 0.035):.0f}",
            k.accent if i % 2 == 0 else k.paper,
            h * 0.014,
        )
        for i in range(3)
    )
    plate = disc(0, h * 0.53, min(w * 0.34, h * 0.25), k.paper)
    return (
        field
        + stripes
        + plate
        + at(k.motif, 0, h * 0.53, size=min(w * 0.56, h * 0.4) / 200)
        + word(k.title, h * 0.09, h * 0.16, ink=k.paper, room=w * 0.84, under=dark(k.base, 0.4))
        + _brand(k, h * 0.9, h, w, k.paper)
    )


def woven(k: Label, w: float, h: float) -> str:
    field = box(-w / 2, 0, w, h, songket(k.base, k.accent, w * 0.13))
    plaque = box(-w * 0.36, h * 0.14, w * 0.72, h * 0.6, k.second, rx=w * 0.04) + box(
        -w * 0.33, h * 0.155, w * 0.66, h * 0.57, k.paper, rx=w * 0.03
    )
    band = box(-w * 0.44, h * 0.58, w * 0.88, h * 0.17, k.second, rx=w * 0.02)
    edges = bamboo_shoots(w, 0, h * 0.07, k.second, down=True) + bamboo_shoots(w, h * 0.93, h * 0.07, k.second)
    return (
        field
        + edges
        + plaque
        + at(k.motif, 0, h * 0.37, size=min(w * 0.5, h * 0.34) / 200)
        + band
        + word(k.title, h * 0.613, h * 0.1, ink=k.paper, room=w * 0.78)
        + box(-w * 0.3, h * 0.79, w * 0.6, h * 0.075, k.paper, rx=h * 0.037)
        + _brand(k, h * 0.806, h, w * 0.75, k.second)
    )


STYLES: dict[str, Callable[[Label, float, float], str]] = {
    "medallion": medallion,
    "bands": bands,
    "arch": arch,
    "sunrise": sunrise,
    "tile": tile,
    "awning": awning,
    "scallop": scallop,
    "slant": slant,
    "woven": woven,
}


def printed(label: Label, w: float, h: float) -> str:
    """The label drawn on a field w × h, its top middle at the origin."""
    return STYLES[label.style](label, w, h)
