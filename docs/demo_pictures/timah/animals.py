"""Three small figures cast in pewter: hornbill, mousedeer and turtle; each stands on the origin."""

import math

from timah.engraving import engraved
from timah.forms import SATIN, Metal, Turned, groove, matt_shader, metal_shader, standing_shadow, swept, turned
from timah.svg import at, blurred, group, oval


def _base(radius: float, wood: str = "#5a3a22") -> str:
    block = Turned([(radius, 0), (radius, 0), (radius + 4, 6), (radius + 4, 44), (radius - 4, 52), (0, 53)], 0, 0, 0.24)
    return standing_shadow(block, 0.8) + turned(block, matt_shader(wood, 0.4), 0.04) + groove(block, 30)


def hornbill(metal: Metal = SATIN) -> str:
    shade = metal_shader(metal)
    branch = swept(
        [(-210, -52), (-160, -170), (-40, -240), (120, -262), (250, -300)],
        lambda t: 30 - 14 * t,
        matt_shader("#4d3a2a", 0.4),
    )
    tail = swept([(-40, -330), (-110, -220), (-160, -90), (-176, -40)], lambda t: 30 + 12 * t, shade)
    body = swept(
        [(-70, -300), (-30, -390), (40, -480), (84, -560)],
        lambda t: 60 + 34 * math.sin(math.pi * min(1, t * 1.05)) - 26 * t,
        shade,
    )
    neck = swept([(76, -530), (112, -610), (124, -664)], lambda t: 76 - 22 * t, shade)
    head = swept([(116, -668), (140, -684)], 58, shade)
    bill = swept([(150, -690), (230, -700), (300, -672), (352, -606)], lambda t: 32 - 28 * t, shade)
    lower = swept([(150, -656), (220, -660), (282, -636), (330, -596)], lambda t: 18 - 15 * t, shade)
    casque = swept(
        [(96, -726), (150, -766), (220, -770), (262, -790)],
        lambda t: 22 + 12 * math.sin(math.pi * t) - 14 * t,
        metal_shader(Metal(bright="#fff1cf", middle="#a9906a", dark="#3b2a18")),
    )
    wing = swept(
        [(30, -520), (-40, -430), (-96, -310), (-132, -200)], lambda t: 44 + 40 * math.sin(math.pi * t) - 32 * t, shade
    )
    feathers = engraved(
        "".join(
            (
                f'<path d="M{20 - k * 20} {-470 + k * 34}q-30 26 -46 66" stroke-width="2.6"/><path '
                f'd="M{52 - k * 20} {-446 + k * 34}q-22 26 -40 58" stroke-width="2.2"/>'
            )
            for k in range(6)
        ),
        0.5,
    )
    eye = oval(146, -694, 9, 9, "#14120f") + oval(143, -697, 3, 3, "#fff")
    feet = "".join(swept([(x, -300), (x + 8, -266), (x + 22, -250)], 9, shade) for x in (-14, 30))
    mark = engraved('<path d="M188 -676Q260 -676 318 -622" stroke-width="2.6"/>')
    return (
        _base(230)
        + at(group(branch), 0, 0)
        + tail
        + feet
        + body
        + neck
        + wing
        + feathers
        + lower
        + bill
        + head
        + casque
        + mark
        + eye
    )


def mousedeer(metal: Metal = SATIN) -> str:
    shade = metal_shader(metal)

    def leg(x: float, lean: float, high: float) -> str:
        way = [(x, -high), (x + lean, -high * 0.62), (x + lean * 0.4, -high * 0.34), (x + lean * 0.5, -58)]
        return swept(way, lambda t: 30 - 21 * min(1, t * 1.5) + 4 * max(0, t - 0.85) * 6, shade)

    body = swept(
        [(-232, -296), (-190, -344), (-70, -366), (60, -366), (150, -412)],
        lambda t: 44 + 78 * math.sin(math.pi * min(1.0, 0.16 + 0.8 * t)),
        shade,
    )
    neck = swept([(110, -410), (170, -480), (206, -560)], lambda t: 76 - 32 * t, shade)
    head = swept([(196, -580), (250, -580), (310, -552), (338, -538)], lambda t: 50 - 32 * t, shade)
    ears = swept([(186, -606), (160, -650), (140, -680)], lambda t: 10 + 16 * math.sin(math.pi * t), shade) + swept(
        [(206, -618), (204, -664), (196, -696)], lambda t: 9 + 15 * math.sin(math.pi * t), shade
    )
    tail = swept([(-262, -330), (-292, -318), (-300, -286)], lambda t: 14 - 5 * t, shade)
    marks = engraved(
        (
            '<path d="M150 -430Q200 -480 204 -530M136 -410Q170 -440 '
            '190 -500M-210 -330Q-120 -300 40 -318" stroke-width="2.8"/>'
        ),
        0.45,
    )
    eye = oval(246, -590, 11, 9, "#14120f") + oval(243, -593, 3.5, 3, "#fff")
    nose = oval(348, -534, 9, 7, "#1d1a17")
    far = group(leg(-130, -20, 270) + leg(120, 6, 280), opacity=1)
    return (
        _base(300)
        + at(far, 34, -12)
        + tail
        + body
        + leg(-190, -26, 320)
        + leg(86, 4, 330)
        + neck
        + ears
        + head
        + marks
        + eye
        + nose
    )


def turtle(metal: Metal = SATIN) -> str:
    shade = metal_shader(metal)
    shell = Turned([(290, 30), (290, 30), (300, 44), (262, 108), (180, 160), (90, 184), (0, 190)], 0, 0, 0.5)
    shadow = blurred(oval(60, 20, 380, 150, "#140d06"), 22, 0.45)
    front = swept([(150, 70), (280, 130), (380, 90), (452, -10)], lambda t: 46 * (1 - t) ** 0.6 + 8, shade)
    back = swept([(-170, 60), (-270, 110), (-330, 130)], lambda t: 36 - 16 * t, shade)
    behind = swept(
        [(130, -150), (240, -200), (330, -200), (392, -168)], lambda t: 32 * (1 - t) ** 0.6 + 6, shade
    ) + swept([(-190, -130), (-270, -160), (-320, -160)], lambda t: 26 - 12 * t, shade)
    head = swept([(260, -60), (350, -90), (404, -106)], lambda t: 46 + 12 * math.sin(2.6 * t) - 12 * t, shade)
    scutes = ""
    for x, y, s in (
        (-120, -150, 0.8),
        (0, -178, 1),
        (120, -150, 0.8),
        (-66, -72, 0.95),
        (66, -72, 0.95),
        (-176, -72, 0.66),
        (176, -72, 0.66),
        (0, -20, 0.7),
    ):
        scutes += (
            f'<path transform="translate({x} {y}) scale({s} {s * 0.62:.2f})" d="M-62 '
            '0L-34 -56H34L62 0L34 56H-34Z M-44 0L-24 -38H24L44 0" stroke-width="3.4"/>'
        )
    eye = oval(424, -120, 8, 8, "#14120f") + oval(421, -123, 3, 3, "#fff")
    return (
        shadow
        + behind
        + head
        + turned(shell, shade, metal.grain)
        + engraved(scutes, 0.6)
        + groove(shell, 50)
        + front
        + back
        + eye
    )
