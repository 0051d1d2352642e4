"""Decoding and encoding with Pillow. Also the program of the child process in which untrusted pictures are decoded.

As a program it imports nothing of ours, so that it starts quickly and knows no secret: an order and a file come in
on stdin, the results go out on stdout, and the limits that it puts on itself end it when a file is too costly.
"""

import json
import resource
import sys
import warnings
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import AvifImagePlugin, GifImagePlugin, Image, ImageCms, ImageFile, JpegImagePlugin, PngImagePlugin
from PIL import WebPImagePlugin as WebpImagePlugin

FALLBACK: Final = "fallback"  # ordered when the picture itself decides between JPEG and PNG
MEMORY: Final = 1 << 30
CPU_SECONDS: Final = 25

# The classes themselves, not Image.open: its JPEG opener turns some files into MPO, whose frames we do not want.
_OPENERS: Final[dict[str, type[ImageFile.ImageFile]]] = {
    "jpeg": JpegImagePlugin.JpegImageFile,
    "png": PngImagePlugin.PngImageFile,
    "webp": WebpImagePlugin.WebPImageFile,
    "avif": AvifImagePlugin.AvifImageFile,
    "gif": GifImagePlugin.GifImageFile,
}
_SRGB: Final = ImageCms.createProfile("sRGB")


class Unusable(Exception):
    """The file is refused; the argument is the reason's name."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to make of a file: its format, the limits, and the outputs as (format, width).

    A width of 0 is the whole picture as it is kept; one beyond the picture's own gives the picture's own.
    """

    format: str
    outputs: tuple[tuple[str, int], ...]
    max_pixels: int
    max_side: int
    kept_side: int


@dataclass(frozen=True, slots=True)
class Output:
    format: str
    width: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Result:
    width: int
    height: int
    placeholder: str
    outputs: tuple[Output, ...]


def carry_out(content: bytes, order: Order) -> Result:
    """Decode the first frame upright in sRGB without metadata, and encode the outputs. Raises Unusable."""
    try:
        picture = _plain(_opened(content, order), order.kept_side)
        outputs = tuple(_encoded(picture, kind, width) for kind, width in order.outputs)
    except Unusable:
        raise
    except MemoryError as error:
        raise Unusable("too_costly") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unusable("too_many_pixels") from error
    except Exception as error:  # a hostile file makes decoders raise anything
        raise Unusable("damaged") from error
    return Result(picture.width, picture.height, _average_colour(picture), outputs)


def _opened(content: bytes, order: Order) -> ImageFile.ImageFile:
    """The file with its header read and held to the limits; no pixel is decoded yet."""
    image = _OPENERS[order.format](BytesIO(content))
    width, height = image.size
    if width * height > order.max_pixels or max(width, height) > order.max_side:
        raise Unusable("too_many_pixels")
    if order.format == "jpeg":
        image.draft(None, _fitting(image.size, order.kept_side))
    image.load()
    return image


def _plain(image: Image.Image, kept_side: int) -> Image.Image:
    """RGB, or RGBA if anything shows through; upright, sRGB, no larger than is kept, and nothing but pixels."""
    profile, orientation = image.info.get("icc_profile"), _orientation(image)
    image = _in_full_colour(image, keep_cmyk=bool(profile))
    size = _fitting(image.size, kept_side)
    if size != image.size:
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    if profile:
        image = _in_srgb(image, profile)
    if image.mode == "CMYK":
        image = image.convert("RGB")
    if orientation is not None:
        image = image.transpose(orientation)
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    image.info.clear()
    return image


def _in_full_colour(image: Image.Image, *, keep_cmyk: bool) -> Image.Image:
    """RGB or RGBA, or CMYK whose profile is still to be applied; a large picture is not copied for nothing."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode == mode or (image.mode == "CMYK" and keep_cmyk):
        return image
    if image.mode.startswith("I"):  # 16 bits of grey, which `convert` alone would clip to white
        image = image.convert("I").point(lambda level: level * (1 / 257) + 0).convert("L")
    return image.convert(mode)


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The same colours in sRGB; a profile that does not fit its picture is passed over, as browsers do."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    with suppress(ImageCms.PyCMSError, OSError, ValueError):
        converted = ImageCms.profileToProfile(image, ImageCms.ImageCmsProfile(BytesIO(profile)), _SRGB, outputMode=mode)
        return converted or image
    return image


def _orientation(image: Image.Image) -> Image.Transpose | None:
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    try:
        return turns.get(image.getexif().get(0x0112, 1))
    except Exception:  # broken EXIF is dropped like all other metadata
        return None


def _fitting(size: tuple[int, int], side: int) -> tuple[int, int]:
    longest = max(size)
    if longest <= side:
        return size
    return (max(1, round(size[0] * side / longest)), max(1, round(size[1] * side / longest)))


def _encoded(picture: Image.Image, kind: str, width: int) -> Output:
    if kind == FALLBACK:
        kind = "png" if picture.mode == "RGBA" else "jpeg"
    width = min(width, picture.width)
    if width and width != picture.width:
        height = max(1, round(picture.height * width / picture.width))
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    file = BytesIO()
    quality = 0 if width else 10  # the kept original feeds all later renditions
    if kind == "avif":
        picture.save(file, "AVIF", quality=58 + quality, speed=7, max_threads=1)
    elif kind == "webp":
        picture.save(file, "WEBP", quality=80 + quality, method=4)
    elif kind == "jpeg":
        picture.save(file, "JPEG", quality=82 + quality, progressive=True, optimize=True)
    else:
        picture.save(file, "PNG", optimize=True)
    return Output(kind, width, file.getvalue())


def _average_colour(picture: Image.Image) -> str:
    tiny = picture.resize((1, 1), Image.Resampling.BOX)
    if tiny.mode == "RGBA":
        tiny = Image.alpha_composite(Image.new("RGBA", (1, 1), "white"), tiny)
    pixel = tiny.convert("RGB").tobytes()
    return f"#{pixel.hex()}"


def guard_decoders(max_pixels: int) -> None:
    """Pillow's own bomb check, for what a header does not tell (a GIF frame larger than its screen), as an error."""
    Image.MAX_IMAGE_PIXELS = max_pixels
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def _limit_this_process() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # macOS refuses to lower it
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def framed(header: object, *blobs: bytes) -> bytes:
    """What parent and child say to each other: the length of a JSON header, the header, and bytes."""
    head = json.dumps(header).encode()
    return b"".join((len(head).to_bytes(4), head, *blobs))


def _main() -> None:
    _limit_this_process()
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    head = json.loads(sys.stdin.buffer.read(int.from_bytes(sys.stdin.buffer.read(4))))
    order = Order(**{**head, "outputs": tuple((kind, width) for kind, width in head["outputs"])})
    guard_decoders(order.max_pixels)
    try:
        result = carry_out(sys.stdin.buffer.read(), order)
    except Unusable as refusal:
        sys.stdout.buffer.write(framed({"refused": str(refusal)}))
        return
    facts = {
        "width": result.width,
        "height": result.height,
        "placeholder": result.placeholder,
        "outputs": [(output.format, output.width, len(output.content)) for output in result.outputs],
    }
    sys.stdout.buffer.write(framed(facts, *(output.content for output in result.outputs)))


if __name__ == "__main__":
    _main()
