"""Single figures of hand-drawn batik, each a hundred units in radius around the origin: flowers, leaves, turtles."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from batik.sheet import Palette, Sheet, dark, dot, group, light, mix, path, smooth


@dataclass(frozen=True)
class Ink:
    """The dyes of a palette as fills of one sheet, and the width of the wax line in the figure's own units."""

    petal: str
    petal_two: str
    leaf: str
    leaf_two: str
    line: str
    accent: str
    heart: str
    width: float

    @property
    def wax(self) -> dict[str, str]:
        return {"stroke": self.line, "stroke_width": f"{self.width:.2f}", "stroke_linejoin": "round"}

    @property
    def vein(self) -> dict[str, str]:
        return {"stroke": self.line, "stroke_width": f"{self.width * 0.55:.2f}", "stroke_linecap": "round"}


Figure = Callable[[Ink], str]


def ink(sheet: Sheet, palette: Palette, width: float) -> Ink:
    deep = dark(palette.bloom, 0.25)
    return Ink(
        petal=sheet.radial(f"{deep}@0", f"{palette.bloom}@0.35", f"{palette.tip}@1"),
        petal_two=sheet.radial(f"{palette.tip}@0", f"{mix(palette.bloom, palette.tip, 0.5)}@0.5", f"{palette.bloom}@1"),
        leaf=sheet.linear(dark(palette.leaf, 0.3), palette.leaf, light(palette.leaf, 0.32)),
        leaf_two=sheet.linear(mix(palette.leaf, palette.pool, 0.6), mix(palette.leaf, palette.ground, 0.4)),
        line=palette.line,
        accent=palette.accent,
        heart=deep,
        width=width,
    )


def _petal(length: float, width: float, notch: float = 0.0) -> str:
    side, top = width * 0.4, length * 0.82
    return (
        f"M0,0C{-width * 0.5:.1f},{-length * 0.2:.1f} {-width:.1f},{-top:.1f} {-side:.1f},{-length:.1f}"
        f"Q{-width * 0.1:.1f},{-length * (1.06 - notch):.1f} 0,{-length * (1.02 - notch):.1f}"
        f"Q{width * 0.12:.1f},{-length * (1.07 - notch):.1f} {side:.1f},{-length:.1f}"
        f"C{width:.1f},{-top:.1f} {width * 0.5:.1f},{-length * 0.2:.1f} 0,0Z"
    )


def _veins(length: float, width: float, count: int) -> str:
    rays = []
    for at in range(count):
        lean = (at - (count - 1) / 2) / max(1, count - 1)
        end = f"{lean * width * 1.15:.1f},{-length * (0.82 - abs(lean) * 0.24):.1f}"
        rays.append(f"M{lean * 6:.1f},{-length * 0.22:.1f}Q{lean * width * 0.3:.1f},{-length * 0.5:.1f} {end}")
    return "".join(rays)


def _whorl(content: str, count: int, first: float = 0) -> str:
    return "".join(group(content, f"rotate({first + 360 / count * at:.1f})") for at in range(count))


def hibiscus(ink: Ink) -> str:
    petal = path(_petal(98, 66, 0.07), ink.petal, **ink.wax) + path(_veins(98, 60, 5), **ink.vein)
    column = path("M0,0C10,-22 26,-42 52,-58", stroke=ink.accent, stroke_width=6, stroke_linecap="round")
    pollen = "".join(
        dot(30 + at * 5.2 + (at % 2) * 7 - 3, -36 - at * 4.4 + (at % 3) * 5 - 5, 3.6, ink.accent) for at in range(6)
    )
    return _whorl(petal, 5) + dot(0, 0, 13, ink.heart) + column + pollen


def frangipani(ink: Ink) -> str:
    shape = "M0,0C-40,-14 -58,-66 -22,-96C4,-112 42,-84 36,-46C32,-22 14,-8 0,0Z"
    petal = path(shape, ink.petal_two, **ink.wax) + path("M0,-6C-10,-34 -12,-62 -2,-86", **ink.vein)
    return _whorl(petal, 5) + _whorl(path("M0,0Q-8,-16 0,-26Q7,-14 0,0Z", ink.accent), 5, 8)


def orchid(ink: Ink) -> str:
    sepal = path(_petal(96, 30), ink.petal_two, **ink.wax) + path(_veins(96, 18, 3), **ink.vein)
    wing = path(_petal(88, 62), ink.petal, **ink.wax) + path(_veins(88, 56, 5), **ink.vein)
    lip = path("M0,-4C-34,6 -44,46 -18,62Q-8,50 0,66Q8,50 18,62C44,46 34,6 0,-4Z", ink.accent, **ink.wax)
    spots = "".join(dot(x, y, 2.6, ink.heart) for x, y in ((-12, 26), (12, 26), (-6, 40), (6, 40), (0, 18)))
    back = group(sepal) + group(sepal, "rotate(138)") + group(sepal, "rotate(-138)")
    return back + group(wing, "rotate(72)") + group(wing, "rotate(-72)") + lip + spots + dot(0, 0, 9, ink.line)


def bougainvillea(ink: Ink) -> str:
    bract = "M0,0C-52,-18 -60,-70 0,-104C60,-70 52,-18 0,0Z"
    petal = path(bract, ink.petal, **ink.wax) + path("M0,-4V-92" + _veins(96, 56, 4), **ink.vein)
    tube = path("M0,0L-5,-34Q0,-44 5,-34Z", ink.accent) + dot(0, -40, 8, ink.line)
    return _whorl(petal, 3) + group(tube, "rotate(22)") + group(tube, "rotate(140)") + group(tube, "rotate(262)")


def lotus(ink: Ink) -> str:
    petal = "M0,8C-34,-16 -34,-66 0,-100C34,-66 34,-16 0,8Z"
    outer = "".join(group(path(petal, ink.petal_two, **ink.wax), f"rotate({turn})") for turn in (-84, 84, -58, 58))
    inner = "".join(
        group(
            path(petal, ink.petal, **ink.wax) + path("M0,0V-70M0,-10L-9,-60M0,-10L9,-60", **ink.vein), f"rotate({turn})"
        )
        for turn in (-32, 32, 0)
    )
    return group(outer + inner + dot(0, 6, 10, ink.accent), "translate(0 30)")


def jasmine(ink: Ink) -> str:
    petal = path("M0,0C-26,-20 -24,-76 0,-98C24,-76 26,-20 0,0Z", ink.petal_two, **ink.wax)
    return (
        _whorl(petal + path("M0,-14V-66", **ink.vein), 8)
        + dot(0, 0, 17, ink.accent)
        + _whorl(dot(0, -10, 3, ink.heart), 6)
    )


def leaf(ink: Ink) -> str:
    blade = "M0,96C-46,50 -48,-40 0,-100C48,-40 46,50 0,96Z"
    ribs = "".join(f"M0,{y}L{side * (30 - abs(y) * 0.17):.0f},{y - 24}" for y in range(-58, 74, 22) for side in (-1, 1))
    half = path("M0,96C46,50 48,-40 0,-100Z", ink.leaf_two, opacity=0.75)
    return path(blade, ink.leaf, **ink.wax) + half + path(f"M0,96V-84{ribs}", **ink.vein)


def frond(ink: Ink) -> str:
    """A fern that has not yet unrolled at the tip."""
    stem = path("M-10,100C-34,40 -30,-20 6,-56C34,-84 68,-62 56,-36C48,-18 22,-26 30,-44", **ink.wax)
    blades = ""
    for at in range(9):
        y, x = 84 - at * 16, -15 - 14 * math.sin(at / 8 * math.pi) + at * 2.2
        reach = 46 - at * 3.4
        for side in (-1, 1):
            tip_x, tip_y = x + side * reach, y - 20
            d = f"M{x:.1f},{y:.1f}Q{x + side * reach * 0.4:.1f},{y - 26:.1f} {tip_x:.1f},{tip_y:.1f}"
            d += f"Q{x + side * reach * 0.6:.1f},{y + 2:.1f} {x:.1f},{y:.1f}Z"
            blades += path(d, ink.leaf, stroke=ink.line, stroke_width=f"{ink.width * 0.6:.2f}")
    return blades + stem


def monstera(ink: Ink) -> str:
    right = [
        (0, -92),
        (30, -84),
        (22, -58),
        (66, -56),
        (36, -34),
        (80, -20),
        (40, -6),
        (78, 22),
        (36, 24),
        (52, 58),
        (0, 52),
    ]
    left = [(-x, y) for x, y in reversed(right[1:-1])]
    ribs = "".join(f"M0,{y}Q{side * 20},{y - 10} {side * 46},{y - 8}" for y in (-44, -16, 12, 36) for side in (-1, 1))
    blade = path(smooth([*right, *left], closed=True), ink.leaf, **ink.wax)
    return blade + path(f"M0,98Q4,70 0,52V-78{ribs}", **ink.vein)


def bud(ink: Ink) -> str:
    cup = path("M-24,30Q0,52 24,30Q14,8 0,2Q-14,8 -24,30Z", ink.leaf, **ink.wax)
    bloom = path("M0,30C-34,0 -26,-50 0,-84C26,-50 34,0 0,30Z", ink.petal_two, **ink.wax)
    return (
        path("M0,36Q6,70 -4,100", **ink.wax) + bloom + path("M0,20Q-10,-24 0,-70M0,20Q12,-20 6,-56", **ink.vein) + cup
    )


def turtle(ink: Ink) -> str:
    """The green turtle that nests on the beaches of Terengganu."""
    fin = path("M30,-40C62,-84 102,-66 98,-28C88,-44 66,-34 44,-18Z", ink.leaf, **ink.wax)
    back_fin = path("M30,52C50,60 62,80 56,98C42,90 28,82 20,66Z", ink.leaf, **ink.wax)
    limbs = fin + back_fin + group(fin + back_fin, "scale(-1 1)")
    head = path("M-15,-66C-20,-92 -10,-106 0,-106C10,-106 20,-92 15,-66Z", ink.leaf, **ink.wax)
    shell = path(
        "M0,-74C46,-70 60,-20 46,28C36,60 16,78 0,86C-16,78 -36,60 -46,28C-60,-20 -46,-70 0,-74Z", ink.petal, **ink.wax
    )
    plates = "M0,-56L20,-38L14,-14H-14L-20,-38ZM-14,-14L-20,14L-12,36H12L20,14L14,-14M-12,36L0,62L12,36"
    right = "M20,-38L42,-46M14,-14L52,-10M20,14L50,20M12,36L32,52"
    ribs = right + "M-20,-38L-42,-46M-14,-14L-52,-10M-20,14L-50,20M-12,36L-32,52"
    eyes = dot(-7, -92, 2.6, ink.line) + dot(7, -92, 2.6, ink.line)
    return (
        limbs
        + head
        + shell
        + path(plates + ribs, **ink.vein)
        + eyes
        + path("M0,-64C36,-60 48,-18 37,24", stroke=ink.accent, stroke_width=2)
    )


def fish(ink: Ink) -> str:
    body = path("M-92,0C-60,-50 20,-52 62,-6L98,-36Q88,0 98,36L62,6C20,52 -60,50 -92,0Z", ink.petal, **ink.wax)
    scales = "".join(f"M{x},{y}q10,10 0,20" for x in range(-34, 44, 20) for y in (-28, -8, 12))
    return (
        body
        + path(scales + "M-50,-30Q-36,0 -50,30", **ink.vein)
        + dot(-68, -8, 5, ink.line)
        + path("M-20,-42Q6,-70 34,-34", ink.petal_two, **ink.wax)
    )
