"""The place where things are photographed: walls, tables, soft shadows, and the way into a WebP file."""

import io
import random
from pathlib import Path

from PIL import Image, ImageFilter

from batik.sheet import Point, Sheet, dark, dot, group, light, mix, path

_LIMIT = 118_000
_SHADOW = (58, 40, 34)


class Stage:
    """One picture in the making."""

    def __init__(self, width: int = 1200, height: int = 1200) -> None:
        self.size = (width, height)
        self.picture = Image.new("RGBA", self.size)

    def sheet(self) -> Sheet:
        return Sheet(*self.size)

    def draw(self, sheet: Sheet) -> None:
        self.picture = Image.alpha_composite(self.picture, sheet.raster())

    def lay(
        self, layer: Image.Image, *, away: tuple[int, int] = (18, 26), soft: float = 26, depth: float = 0.42
    ) -> None:
        """Put a piece with its shadow; `away` is how far the shadow falls."""
        mask = layer.getchannel("A")
        self.shade(mask, away=away, soft=soft, depth=depth)
        self.shade(mask, away=(away[0] // 4, away[1] // 4), soft=5, depth=depth * 0.7)
        self.picture = Image.alpha_composite(self.picture, layer)

    def stand(self, thing: Image.Image, at: tuple[int, int], size: float, turn: float = 0) -> None:
        """Put a thing that was pictured alone (on no ground), made smaller, its middle at `at`."""
        small = thing.resize((round(thing.width * size), round(thing.height * size)), Image.Resampling.LANCZOS)
        small = small.rotate(turn, Image.Resampling.BICUBIC, expand=True)
        layer = Image.new("RGBA", self.size)
        layer.paste(small, (at[0] - small.width // 2, at[1] - small.height // 2))
        self.picture = Image.alpha_composite(self.picture, layer)

    def shade(self, mask: Image.Image, *, away: tuple[int, int], soft: float, depth: float) -> None:
        small = mask.resize((mask.width // 2, mask.height // 2)).filter(ImageFilter.GaussianBlur(soft / 2))
        fallen = Image.new("L", self.size)
        fallen.paste(small.resize(mask.size), away)
        veil = Image.new("RGBA", self.size, _SHADOW)
        veil.putalpha(fallen.point(lambda v: v * depth))
        self.picture = Image.alpha_composite(self.picture, veil)

    def wall(self, tint: str, *, floor: float | None = None, palm: bool = True) -> None:
        """A plastered wall in morning light; `floor` is the height of a table's edge. No tint, no wall."""
        if not tint:
            return
        sheet = self.sheet()
        width, height = self.size
        ground = sheet.linear(light(tint, 0.35), tint, dark(tint, 0.1), box='x1="0" y1="0" x2="0.7" y2="1"')
        sheet.add(f'<rect width="{width}" height="{height}" fill="{ground}"/>')
        beam = f"M{width * 0.1},0L{width * 0.62},0L{width * 1.02},{height}L{width * 0.42},{height}Z"
        sheet.add(path(beam, light(tint, 0.75), opacity=0.34, filter=sheet.blur(46)))
        if palm:
            sheet.add(group(_palm(width, height), fill=dark(tint, 0.55), opacity=0.2, filter=sheet.blur(6)))
        if floor is not None:
            top = sheet.linear(light(tint, 0.45), mix(tint, "#c9a27c", 0.3))
            sheet.add(f'<rect y="{floor}" width="{width}" height="{height - floor}" fill="{top}"/>')
            sheet.add(
                f'<rect y="{floor - 14}" width="{width}" height="22" fill="{dark(tint, 0.4)}"'
                f' opacity="0.2" filter="{sheet.blur(9)}"/>'
            )
        self.draw(sheet)

    def arch(self, tint: str, colour: str) -> None:
        """A niche behind the thing, in a colour of the cloth."""
        self.wall(tint, palm=False)
        width, height = self.size
        sheet = self.sheet()
        left, right, crown = width * 0.5 - height * 0.4, width * 0.5 + height * 0.4, height * 0.46
        d = f"M{left},{height}V{crown}A{height * 0.4},{height * 0.4} 0 0 1 {right},{crown}V{height}Z"
        fill = sheet.linear(light(colour, 0.2), colour, dark(colour, 0.08), box='x1="0" y1="0" x2="1" y2="1"')
        sheet.add(
            path(d, fill), path(d, stroke=dark(colour, 0.5), stroke_width=26, opacity=0.16, filter=sheet.blur(13))
        )
        self.draw(sheet)

    def wood(self, tint: str) -> None:
        """A table of planks, seen from above."""
        sheet = self.sheet()
        chance = random.Random(tint)
        width, height = self.size
        plank = height / 5
        for row in range(5):
            tone = mix(tint, dark(tint), chance.uniform(0, 0.24))
            sheet.add(f'<rect y="{row * plank:.0f}" width="{width}" height="{plank:.0f}" fill="{tone}"/>')
            for _ in range(26):
                y, x = row * plank + chance.uniform(4, plank - 4), chance.uniform(-200, width)
                reach, bend = chance.uniform(160, 700), chance.uniform(-9, 9)
                grain = f"M{x:.0f},{y:.0f}q{reach / 2:.0f},{bend:.0f} {reach:.0f},0"
                sheet.add(
                    path(grain, stroke=dark(tint, 0.5), stroke_width=f"{chance.uniform(0.8, 2.6):.1f}", opacity=0.2)
                )
            sheet.add(
                f'<rect y="{row * plank:.0f}" width="{width}" height="3" fill="{dark(tint, 0.6)}" opacity="0.5"/>'
            )
        glow = sheet.linear("#ffffff@0/0.3", "#ffffff@0.55/0", "#2a1208@1/0.2", box='x1="0" y1="0" x2="1" y2="1"')
        sheet.add(f'<rect width="{width}" height="{height}" fill="{glow}"/>')
        self.draw(sheet)


def _palm(width: float, height: float) -> str:
    blades = ""
    for base_x, base_y, turn, size in ((0.06, 0.62, 38, 1.0), (-0.06, 0.34, 76, 0.9), (0.3, -0.12, 158, 0.8)):
        leaf = ""
        for at in range(19):
            reach = 250 * (1 - abs(at - 7) / 15)
            for side in (-1, 1):
                blade = path(f"M0,0Q{reach * 0.5:.0f},-20 {reach:.0f},0Q{reach * 0.5:.0f},10 0,0Z", "inherit")
                leaf += group(blade, f"translate(0 {-at * 30}) rotate({-38 if side > 0 else -142})")
        leaf += path("M-5,0L0,-600L5,0Z", "inherit")
        spot = f"translate({base_x * width:.0f} {base_y * height:.0f}) rotate({turn})"
        blades += group(leaf, f"{spot} scale({size * height / 1000:.2f})")
    return blades


def finished(picture: Image.Image) -> Image.Image:
    """The slight darkening towards the corners that a lens has."""
    width, height = picture.size
    veil = Image.radial_gradient("L").resize((width, height)).point(lambda v: max(0, v - 120) * 0.26)
    shade = Image.new("RGB", picture.size, (62, 44, 36))
    return Image.composite(shade, picture, veil)


def save(picture: Image.Image, target: Path) -> int:
    """Write WebP under the limit of the demo's pictures; quality gives way before the limit does."""
    whole = finished(picture.convert("RGB"))
    for quality in (82, 78, 74, 70, 66, 62, 58, 54, 50, 46, 42):
        if quality == 62:  # threads finer than the file can carry become blocks: better soft than broken
            whole = whole.filter(ImageFilter.GaussianBlur(0.7))
        written = io.BytesIO()
        whole.save(written, "WEBP", quality=quality, method=6)
        if written.tell() <= _LIMIT:
            break
    target.write_bytes(written.getvalue())
    return quality


def ball(sheet: Sheet, x: float, y: float, r: float, colour: str) -> str:
    """A button, a bead, a knob."""
    fill = sheet.radial(light(colour, 0.6), colour, dark(colour, 0.4), box='cx="0.36" cy="0.3" r="0.8"')
    return dot(x + r * 0.2, y + r * 0.35, r * 1.08, "#1a0e0855") + dot(x, y, r, fill)


def bar(sheet: Sheet, box: tuple[float, float, float, float], colour: str, *, upright: bool = False) -> str:
    """A round rod of wood or brass: x, y, width, height."""
    ends = 'x1="0" y1="0" x2="1" y2="0"' if upright else 'x1="0" y1="0" x2="0" y2="1"'
    fill = sheet.linear(light(colour, 0.25), light(colour, 0.5), colour, dark(colour, 0.45), box=ends)
    x, y, width, height = box
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{min(width, height) / 2:.0f}" fill="{fill}"/>'


def tassels(points: list[Point], colour: str) -> str:
    """Small tassels that hang from points."""
    content = ""
    for x, y in points:
        content += "".join(
            path(
                f"M{x},{y + 14}q{at * 1.4},22 {at * 2.2},52",
                stroke=colour if at % 2 else dark(colour, 0.25),
                stroke_width=3,
            )
            for at in range(-4, 5)
        )
        content += dot(x, y + 10, 8, light(colour, 0.2))
    return content
