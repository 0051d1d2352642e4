"""What a picture costs from upload to all its sizes: processor time of the children that decode it."""

import os
import resource
from io import BytesIO

from PIL import Image

from storefront.media import pictures, rules

SIDES = (2400, 1800)
ROUNDS = 5


def run() -> None:
    content = _photograph()
    costs = sorted(_cost(content) for _ in range(ROUNDS))
    print(f"\nA picture of {SIDES[0]} by {SIDES[1]}, {ROUNDS} times: upload, and every size of every format")
    print(f"processor seconds: {costs[0]:.2f} to {costs[-1]:.2f}, median {costs[ROUNDS // 2]:.2f}")


def _cost(content: bytes) -> float:
    """As `media.actions` takes it in and `media.make_renditions` makes the rest: one child each step."""
    before = _of_children()
    taken = pictures.in_child(content, rules.JPEG, ((rules.JPEG, 0), (pictures.FALLBACK, rules.FALLBACK_WIDTH)))
    original = taken.outputs[0]
    widths = rules.widths_for(original.width or taken.width)
    for kind in (rules.WEBP, pictures.FALLBACK, rules.AVIF):
        pictures.in_child(original.content, rules.JPEG, tuple((kind, width) for width in widths))
    return _of_children() - before


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _photograph() -> bytes:
    """Smooth colours with a grain, which is what photographs are to an encoder."""
    colours = Image.frombytes("RGB", (12, 9), bytes(index * 37 % 256 for index in range(12 * 9 * 3)))
    smooth = colours.resize(SIDES, Image.Resampling.BICUBIC)
    grain = Image.frombytes("L", (300, 225), os.urandom(300 * 225)).resize(SIDES, Image.Resampling.BILINEAR)
    file = BytesIO()
    Image.blend(smooth, grain.convert("RGB"), 0.12).save(file, "JPEG", quality=90)
    return file.getvalue()
