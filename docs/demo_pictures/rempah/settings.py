"""Where things stand: walls, tables, bowls, baskets, plates and the stall with its awning."""

import random
from collections.abc import Callable, Sequence

from rempah.patterns import bamboo_shoots, peranakan, rays, songket
from rempah.svg import at, blurred, box, cut, dark, disc, light, lin, line, mix, oval, path, rad, ring, shadow, tiled


def wall(w: float, h: float, colour: str, form: str, floor: float) -> str:
    """A plain wall of one strong colour with one large form on it, and the table in front."""
    x, tint, deep = w / 2, light(colour, 0.2), dark(colour, 0.16)
    forms: dict[str, Callable[[], str]] = {
        "sun": lambda: disc(x, floor - h * 0.24, h * 0.36, tint),
        "rays": lambda: rays(x, floor - h * 0.2, w, 20, tint),
        "arch": lambda: path(
            (
                f"M{x - h * 0.34:.0f} {floor}L{x - h * 0.34:.0f} {h * 0.42:.0f}A"
                f"{h * 0.34:.0f} {h * 0.34:.0f} 0 0 1 {x + h * 0.34:.0f} "
                f"{h * 0.42:.0f}L{x + h * 0.34:.0f} {floor}Z"
            ),
            tint,
            stroke=light(colour, 0.42),
            stroke_width=14,
        ),
        "tiles": lambda: box(0, 0, w, h, peranakan(colour, mix(colour, tint, 0.7), mix(colour, deep, 0.6), 150)),
        "shoots": lambda: (
            bamboo_shoots(w + 80, 0, h * 0.15, deep, down=True).replace(
                "<path ", f'<path transform="translate({x:.0f} 0)" ', 1
            )
            + disc(x, floor - h * 0.2, h * 0.32, tint)
        ),
        "stripes": lambda: "".join(box(i * w / 8, 0, w / 16, h, tint, opacity=0.55) for i in range(8)),
        "woven": lambda: box(0, 0, w, h, songket(colour, mix(colour, tint, 0.55), 120)),
        "moon": lambda: disc(x, floor, h * 0.46, tint) + disc(x, floor, h * 0.36, light(colour, 0.32)),
    }
    glow = box(0, 0, w, h, rad("#fff@0/.22", "#fff@.6/0", "#1a0508@1/.22", cx=0.5, cy=0.42, r=0.75))
    return box(0, 0, w, h, colour) + forms[form]() + glow + table(w, h, colour, floor)


def table(w: float, h: float, colour: str, floor: float) -> str:
    top = box(0, floor, w, h - floor, lin(dark(colour, 0.3), dark(colour, 0.1)))
    return (
        top
        + box(0, floor, w, 7, light(colour, 0.3), opacity=0.6)
        + blurred(box(0, floor + 7, w, 16, "#1a0508"), 8, 0.25)
    )


def resting(thing: str, x: float, y: float, size: float, turn: float = 0) -> str:
    """A thing on the table with the shadow under it."""
    return shadow(x + 12 * size, y + 62 * size, 96 * size, 22 * size, 0.42) + at(thing, x, y, turn=turn, size=size)


def _pile(things: Sequence[str], width: float, height: float, *, size: float, seed: int) -> str:
    """Things heaped up, the ones in front drawn last. The foot of the heap is at the origin."""
    chance = random.Random(seed)
    places = []
    rows = max(2, round(height / (size * 74)))
    for row in range(rows, -1, -1):
        share = 1 - row / (rows + 0.6)
        count = max(1, round(width * share / (size * 118)))
        for i in range(count):
            x = (i - (count - 1) / 2) * size * 118 + chance.uniform(-14, 14) * size
            places.append((x, -row * size * 74 - 10 * size + chance.uniform(-8, 8) * size))
    return "".join(at(chance.choice(things), x, y, turn=chance.uniform(-40, 40), size=size) for x, y in places)


def bowl(
    things: Sequence[str], colour: str = "#f4efe4", mark: str = "#2f6fb0", *, size: float = 0.3, seed: int = 2
) -> str:
    """A small enamel bowl, heaped; about 260 wide, its foot at the origin."""
    heap = at(_pile(things, 210, 62, size=size, seed=seed), 0, -88)
    inner = oval(0, -96, 130, 30, dark(colour, 0.3)) + oval(0, -96, 130, 30, "none", stroke=mark, stroke_width=8)
    wall_ = path(
        "M-130 -96C-124 -20 -76 0 -52 4L52 4C76 0 124 -20 130 -96C80 -60 -80 -60 -130 -96Z",
        lin(dark(colour, 0.2), light(colour, 0.4) + "@.28", colour + "@.55", dark(colour, 0.34), angle=0),
    )
    flowers = "".join(
        disc(x, -36 + abs(x) * -0.1, 9, mark) + disc(x, -36 + abs(x) * -0.1, 4, "#f4b63a")
        for x in (-72, -36, 0, 36, 72)
    )
    front = line("M-130 -96C-80 -62 80 -62 130 -96", mark, 8)
    return shadow(20, 2, 112, 18, 0.4) + inner + heap + wall_ + flowers + front


def powder_bowl(heap: str, colour: str = "#f4efe4", mark: str = "#b3261e") -> str:
    """The bowl with ground spice; `heap` is 200 wide."""
    empty = bowl([""], colour, mark)
    cut_at = empty.index('<path d="M-130')
    return empty[:cut_at] + at(heap, 0, -88, size=1.16) + empty[cut_at:]


def basket(things: Sequence[str], colour: str = "#c98a3c", *, size: float = 0.4, seed: int = 4) -> str:
    """A rattan basket, heaped; about 340 wide, its foot at the origin."""
    weave = tiled(
        box(0, 0, 36, 28, colour)
        + box(0, 2, 18, 10, light(colour, 0.3), rx=5)
        + box(18, 16, 18, 10, light(colour, 0.3), rx=5)
        + box(18, 2, 18, 10, dark(colour, 0.22), rx=5)
        + box(0, 16, 18, 10, dark(colour, 0.22), rx=5),
        36,
        28,
    )
    wall_ = (
        "M-170 -140C-164 -50 -140 -8 -120 0C-60 14 60 14 120 0C140 -8 164 -50 170 -140C110 -104 -110 -104 -170 -140Z"
    )
    sides = cut(
        box(-180, -160, 360, 180, weave)
        + box(-180, -160, 360, 180, lin("#000@0/.4", "#fff@.25/.15", "#000@.6/0", "#000@1/.45", angle=0)),
        wall_,
    )
    rim = line("M-170 -140C-110 -102 110 -102 170 -140", light(colour, 0.15), 17) + line(
        "M-170 -144C-110 -106 110 -106 170 -144", light(colour, 0.45), 4
    )
    return (
        shadow(24, 2, 168, 26, 0.42)
        + oval(0, -140, 170, 36, dark(colour, 0.55))
        + at(_pile(things, 290, 110, size=size, seed=seed), 0, -128)
        + sides
        + rim
    )


def plate(things: Sequence[str], colour: str, *, size: float, seed: int, under: str = "") -> str:
    """An enamel plate from above, laid full; radius 400 around the origin. `under` is what covers its floor."""
    chance = random.Random(seed)
    ware = disc(14, 26, 412, "#1a0508", opacity=0.3)
    dish = (
        blurred(ware, 18)
        + disc(0, 0, 404, colour)
        + disc(0, 0, 386, rad("#ffffff", "#efe8da", cx=0.4, cy=0.35))
        + disc(0, 0, 300, rad("#d8cfbe", "#fbf7ee@.9", "#ffffff", cx=0.5, cy=0.5, r=0.5))
    )
    flowers = "".join(at(disc(0, 0, 13, colour) + disc(0, 0, 6, "#ffffff"), 343 * c, 343 * s) for c, s in _circle(18))
    floor = disc(0, 0, 286, under) if under else ""
    laid: list[tuple[float, float]] = []
    gap = size * 108
    for _ in range(6000):
        x, y = chance.uniform(-270, 270), chance.uniform(-270, 270)
        if x * x + y * y < (290 - size * 60) ** 2 and all((x - a) ** 2 + (y - b) ** 2 > gap**2 for a, b in laid):
            laid.append((x, y))
    food = ""
    for i, (x, y) in enumerate(laid):
        turn = chance.uniform(0, 360)
        food += at(disc(8 * size, 12 * size, 58 * size, "#1a0508", opacity=0.14), x, y) + at(
            things[i % len(things)], x, y, turn=turn, size=size
        )
    return dish + flowers + floor + food


def _circle(count: int) -> list[tuple[float, float]]:
    return [(x, y) for x, y, _ in ring(count, 1)]


def awning(w: float, drop: float, one: str, other: str, count: int = 14) -> str:
    """The striped cloth over a market stall, along the top of the picture."""
    step = w / count
    cloth = ""
    for i in range(count):
        colour = one if i % 2 == 0 else other
        x = i * step
        cloth += path(
            f"M{x:.1f} 0L{x + step:.1f} 0L{x + step:.1f} {drop:.1f}A{step / 2:.1f} "
            f"{step / 2:.1f} 0 0 1 {x:.1f} {drop:.1f}Z",
            lin(light(colour, 0.1), colour, dark(colour, 0.12)),
        )
    return blurred(box(0, drop * 0.5, w, drop * 0.85, "#1a0508"), 18, 0.3) + cloth


def lantern(colour: str) -> str:
    """A paper lantern, 150 wide, hanging from the origin."""
    body = oval(0, 120, 76, 64, rad(light(colour, 0.45), colour, dark(colour, 0.3), cx=0.42, cy=0.4))
    ribs = "".join(
        oval(0, 120, rx, 64, "none", stroke=dark(colour, 0.25), stroke_width=3, opacity=0.6) for rx in (18, 46)
    )
    gold = box(-26, 50, 52, 16, "#f4c542", rx=5) + box(-26, 174, 52, 16, "#f4c542", rx=5)
    return (
        line("M0 0L0 52", "#3a0f14", 4)
        + blurred(disc(0, 120, 90, colour), 26, 0.4)
        + body
        + ribs
        + gold
        + line("M-12 190L-12 232M0 190L0 240M12 190L12 232", "#f4c542", 5)
    )
