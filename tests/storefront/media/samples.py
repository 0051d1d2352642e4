"""Files that merchants and attackers upload, made on the spot and small."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageDraw
from PIL.TiffImagePlugin import IFDRational

GPS_NAME = b"SECRET-PLACE"
COMMENT = b"SECRET-COMMENT"


def illustration(width: int = 700, height: int = 500, *, mode: str = "RGB") -> Image.Image:
    """Flat shapes, the demo's kind of picture; in RGBA the ground shows through."""
    picture = Image.new(mode, (width, height), (0, 0, 0, 0) if mode == "RGBA" else (240, 230, 215))
    pen = ImageDraw.Draw(picture)
    for step in range(0, width, 37):
        pen.ellipse(
            (step, step % height, step + 90, step % height + 90),
            fill=((step * 7) % 256, 90, 160, 255)[: len(picture.getbands())],
        )
        pen.line((step, 0, width - step, height), fill=(30, 30, 30, 255)[: len(picture.getbands())], width=2)
    return picture


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:  # Any: each of Pillow's writers has its own
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def jpeg(width: int = 700, height: int = 500) -> bytes:
    return saved(illustration(width, height), "JPEG", quality=92)


def webp(width: int = 700, height: int = 500) -> bytes:
    return saved(illustration(width, height), "WEBP", quality=82)


def telling_exif(*, orientation: int = 1) -> Image.Exif:
    """EXIF that says where and by whom, and which side is up."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = GPS_NAME.decode()
    degrees = (IFDRational(3), IFDRational(8), IFDRational(1234, 100))
    exif[0x8825] = {1: "N", 2: degrees, 3: "E", 4: degrees, 29: GPS_NAME.decode()}
    return exif


def telling_xmp() -> bytes:
    return b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><photoshop:City>' + GPS_NAME + b"</photoshop:City></x:xmpmeta>"


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def swapped_profile() -> bytes:
    """sRGB, but what it calls red is blue: its first tags of that name stand in the tag table."""
    return profile().replace(b"rXYZ", b"----", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"----", b"bXYZ", 1)


def telling(kind: str) -> bytes:
    """A picture full of metadata."""
    options: dict[str, Any] = {"exif": telling_exif(), "icc_profile": profile(), "xmp": telling_xmp()}
    if kind == "JPEG":
        options["comment"] = COMMENT
    if kind == "PNG":
        del options["xmp"]
    return saved(illustration(), kind, **options)


def png_claiming(width: int, height: int, rows: int = 1) -> bytes:
    """A PNG whose header claims a size that its few compressed bytes blow up to, or never reach."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(bytes((width + 7) // 8 + 1) * rows, 9)
    chunks = ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def gif_with_a_frame_beyond_its_screen(side: int) -> bytes:
    """A GIF of 10 × 10 whose first frame says that it is much larger."""
    screen = b"GIF89a" + struct.pack("<HHBBB", 10, 10, 0x80, 0, 0) + bytes(6)
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, side, side, 0)
    return screen + frame + b"\x02\x02\x4c\x01\x00\x3b"
