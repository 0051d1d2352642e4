"""Vessels of pewter for the table. Each stands on the origin, drawn about 700 high, its shadow included."""

from timah.engraving import engraved, monogram
from timah.forms import SATIN, Metal, Turned, cast_form, dimples, groove, hollow, metal_shader, standing_shadow, swept
from timah.svg import Point, at, clipped, line, oval
from timah.weave import HONEY, NATURAL, binding

Profile = list[Point]


def tankard(metal: Metal = SATIN, letter: str = "") -> str:
    body, drawn = cast_form(
        [
            (158, 0),
            (158, 0),
            (166, 8),
            (163, 24),
            (146, 44),
            (146, 44),
            (152, 180),
            (150, 340),
            (138, 500),
            (138, 500),
            (148, 512),
            (148, 528),
            (148, 528),
        ],
        metal,
    )
    shade = metal_shader(metal)
    handle = swept(
        [(128, 120), (190, 112), (262, 186), (282, 290), (248, 396), (130, 420)], lambda t: 19 - 7 * t, shade
    )
    handle = at(f'<g transform="scale(1 -1)">{handle}</g>', 0, 0)
    thumb = swept([(168, -426), (200, -452), (226, -446)], lambda t: 15 - 8 * t, shade)
    drawn = standing_shadow(body) + handle + thumb + drawn + groove(body, 76) + groove(body, 88) + groove(body, 468)
    return drawn + hollow(body, shade) + (at(monogram(letter, 104), -26, -250) if letter else "")


def beaker(metal: Metal = SATIN, hammered: bool = True) -> str:
    body, drawn = cast_form([(96, 0), (96, 0), (104, 10), (122, 120), (138, 250), (152, 360), (152, 360)], metal)
    marks = dimples(body, (18, 338), 30) if hammered else groove(body, 300)
    return standing_shadow(body) + drawn + marks + hollow(body, metal_shader(metal), floor=20)


def goblet(metal: Metal = SATIN) -> str:
    cup: Profile = [
        (112, 0),
        (112, 0),
        (118, 7),
        (104, 16),
        (40, 34),
        (18, 70),
        (14, 130),
        (26, 158),
        (26, 168),
        (15, 182),
        (17, 236),
        (54, 262),
        (112, 320),
        (132, 400),
        (122, 500),
        (122, 500),
    ]
    body, drawn = cast_form(cup, metal)
    return standing_shadow(body) + drawn + groove(body, 462) + hollow(body, metal_shader(metal), floor=270)


def flask(metal: Metal = SATIN, letter: str = "") -> str:
    body, drawn = cast_form(
        [(150, 0), (150, 0), (166, 14), (174, 60), (178, 240), (172, 380), (150, 424), (70, 446), (50, 452), (50, 452)],
        metal,
        0.07,
    )
    _, throat = cast_form([(44, 440), (44, 500), (44, 500)], metal, 0.1)
    _, top = cast_form([(54, 484), (54, 484), (57, 490), (57, 542), (52, 550), (0, 553)], metal, 0.14)
    ticks = "".join(
        line(f"M{x} -{489 + abs(x) * 0.03:.0f}V-540", "#1c1a16", 2, opacity=0.35) for x in range(-48, 52, 8)
    )
    shadow = standing_shadow(body)
    return shadow + drawn + throat + top + ticks + (at(monogram(letter, 112), -10, -220) if letter else "")


def bowl(metal: Metal = SATIN, size: float = 1) -> str:
    body, drawn = cast_form(
        [(120, 0), (120, 0), (126, 8), (110, 22), (104, 34), (190, 62), (280, 126), (338, 214), (358, 276)], metal, 0.25
    )
    return at(standing_shadow(body) + drawn + hollow(body, metal_shader(metal), floor=44), 0, 0, size)


def _pot_body(metal: Metal) -> tuple[Turned, str]:
    return cast_form(
        [
            (120, 0),
            (120, 0),
            (128, 8),
            (118, 22),
            (150, 50),
            (206, 120),
            (222, 200),
            (196, 280),
            (140, 322),
            (112, 334),
            (112, 334),
        ],
        metal,
    )


def teapot(metal: Metal = SATIN) -> str:
    shade = metal_shader(metal)
    body, drawn = _pot_body(metal)
    spout = swept([(150, -110), (236, -140), (282, -220), (300, -292), (340, -326)], lambda t: 44 - 27 * t**0.7, shade)
    mouth = at(oval(0, 0, 17, 8, "#1d1a16"), 346, -330, turn=-36)
    bail = swept([(-176, -286), (-196, -420), (-90, -540), (0, -556), (90, -540), (196, -420), (176, -286)], 9, shade)
    wound = "".join(
        binding(x, y, 34, 17, turn, NATURAL)
        for x, y, turn in ((-74, -542, -18), (-16, -555, -3), (42, -551, 7), (92, -534, 20))
    )
    _, cover = cast_form(
        [
            (118, 330),
            (122, 338),
            (100, 356),
            (50, 378),
            (20, 386),
            (14, 396),
            (26, 412),
            (28, 424),
            (18, 436),
            (0, 440),
        ],
        metal,
    )
    return standing_shadow(body) + bail + wound + spout + mouth + drawn + groove(body, 250) + cover


def teacup(metal: Metal = SATIN) -> str:
    body, drawn = cast_form(
        [(52, 0), (52, 0), (56, 8), (50, 16), (76, 50), (96, 110), (98, 140), (98, 140)], metal, 0.26
    )
    tea = clipped(
        oval(0, -112, 84, 20, "#7a3f16") + oval(-20, -116, 40, 7, "#c98a4a", opacity=0.6), oval(0, -140, 90, 23, "#000")
    )
    return (
        standing_shadow(body, 0.6)
        + drawn
        + groove(body, 124)
        + hollow(body, metal_shader(metal), floor=20, wall=6)
        + tea
    )


def caddy(metal: Metal = SATIN) -> str:
    body, drawn = cast_form(
        [(150, 0), (150, 0), (156, 8), (152, 22), (152, 300), (152, 300), (158, 306), (158, 312)], metal
    )
    lid, cover = cast_form(
        [(160, 316), (160, 392), (150, 408), (90, 420), (26, 424), (16, 432), (30, 450), (26, 468), (0, 476)], metal
    )
    leaves = ""
    for k in range(5):
        x, y = -96 + k * 46, -150 + (k % 2) * 44 + (abs(k - 2) * -6)
        leaves += (
            f'<path transform="translate({x} {y}) rotate({-30 + k * 14})" d="M0 60C-34 20 -26 -34 0 -66C26 '
            '-34 34 20 0 60ZM0 56V-48M0 30L-16 12M0 30L16 12M0 4L-16 -14M0 4L16 -14" stroke-width="2.6"/>'
        )
    return (
        standing_shadow(body)
        + drawn
        + groove(body, 40)
        + groove(body, 284)
        + engraved(leaves)
        + cover
        + groove(lid, 334)
    )


def vase(metal: Metal = SATIN, kind: str = "gourd") -> str:
    shapes: dict[str, Profile] = {
        "gourd": [
            (120, 0),
            (120, 0),
            (128, 10),
            (180, 80),
            (206, 170),
            (176, 270),
            (104, 332),
            (84, 368),
            (112, 420),
            (122, 470),
            (92, 530),
            (60, 570),
            (66, 610),
            (86, 630),
            (86, 630),
        ],
        "bud": [
            (84, 0),
            (84, 0),
            (90, 8),
            (116, 60),
            (122, 120),
            (84, 190),
            (34, 260),
            (24, 360),
            (26, 470),
            (46, 520),
            (46, 520),
        ],
    }
    body, drawn = cast_form(shapes[kind], metal)
    rings = groove(body, 366) + groove(body, 376) if kind == "gourd" else groove(body, 200)
    return standing_shadow(body) + drawn + rings + hollow(body, metal_shader(metal), floor=shapes[kind][-3][1])


def charger(metal: Metal = SATIN) -> str:
    """A round tray with handles bound in cane, seen from the front."""
    shade = metal_shader(metal)
    body, drawn = cast_form([(330, 0), (330, 0), (340, 6), (392, 30), (410, 44), (410, 44)], metal, 0.32)
    handles = ""
    for way in (-1, 1):
        bow = [(way * 396, -64), (way * 452, -96), (way * 480, -36), (way * 452, 30), (way * 396, 12)]
        handles += swept(bow, 10, shade) + binding(way * 477, -34, 44, 17, 90, HONEY)
    inner = hollow(body, shade, floor=4, wall=12, dim=0.1)
    rings = oval(0, -18, 296, 94, "none", stroke="#1d1a16", stroke_width=2, opacity=0.4) + oval(
        0, -15, 296, 94, "none", stroke="#fffaf0", stroke_width=2, opacity=0.5
    )
    return standing_shadow(body, 0.8) + handles + drawn + inner + rings
