"""Which files are taken, in which sizes and formats they are shown, and under which keys and addresses.

Pure: decoding is in `pictures`, storing in `gateway`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Any, Final, Protocol

from storefront.media.errors import BadKey, PictureRefused, Refusal

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_PIXELS: Final = 50_000_000
MAX_SIDE: Final = 16_000  # what each of the formats can carry (WebP ends at 16,383)

KEPT_SIDE: Final = 3200  # larger uploads are scaled down to it
# What our themes' `sizes` come to on the screens that there are, from a phone to a desk with two pixels to each point.
LADDER: Final = (320, 480, 640, 960, 1280, 1600, 2400)
FALLBACK_WIDTH: Final = 960

# What is made, best first. The fallback is JPEG, or PNG for a picture with transparency.
AVIF, WEBP, JPEG, PNG = "avif", "webp", "jpeg", "png"
FALLBACKS: Final = (JPEG, PNG)
FORMATS: Final = (AVIF, WEBP, *FALLBACKS)

MEDIA_TYPES: Final[Mapping[str, str]] = {kind: f"image/{kind}" for kind in FORMATS}
CACHE_CONTROL: Final = "public, max-age=31536000, immutable"
# What a host that serves media must send with it, so that a browser takes no file for anything but a picture.
SERVING_HEADERS: Final[Mapping[str, str]] = {
    "cache-control": CACHE_CONTROL,
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "cross-origin",
}
LOCAL_BASE: Final = "/media"

_EXTENSIONS: Final = {AVIF: "avif", WEBP: "webp", JPEG: "jpg", PNG: "png"}
_FORMAT_OF_EXTENSION: Final = {extension: kind for kind, extension in _EXTENSIONS.items()}
_LABELS: Final = {
    "jpg": JPEG, "jpeg": JPEG, "jpe": JPEG, "jfif": JPEG, "png": PNG, "webp": WEBP, "avif": AVIF, "gif": "gif",
}  # fmt: skip
_KEY = re.compile(r"t/([1-9][0-9]{0,17})/([0-9a-f]{32})/(original|[1-9][0-9]{0,4})\.(avif|webp|jpg|png)", re.ASCII)
_STORE_KEY = re.compile(r"(?:[a-z0-9_-]{1,64}/)*[a-z0-9_-]{1,64}(?:\.[a-z0-9]{1,8})?", re.ASCII)
_STORE_PREFIX = re.compile(r"(?:[a-z0-9_-]{1,64}/)+", re.ASCII)


class Picture(Protocol):
    """The facts of a stored picture that its addresses follow from; a MediaAsset has them."""

    @property
    def tenant_id(self) -> int: ...
    @property
    def digest(self) -> str: ...
    @property
    def format(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def renditions(self) -> Mapping[str, Any]: ...  # Any: JSON, lists of widths


@dataclass(frozen=True, slots=True)
class MediaKey:
    """Where one file of a picture lies in the store; without a width, the picture as it was kept."""

    tenant_id: int
    digest: str
    width: int | None
    format: str

    def __str__(self) -> str:
        name = "original" if self.width is None else str(self.width)
        return f"{tenant_prefix(self.tenant_id)}{self.digest}/{name}.{_EXTENSIONS[self.format]}"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.format]


def parse_key(key: str) -> MediaKey | None:
    """The key's meaning, if it is spelled exactly as we spell keys; each file has one spelling."""
    found = _KEY.fullmatch(key)
    if found is None:
        return None
    tenant_id, digest, name, extension = found.groups()
    width = None if name == "original" else int(name)
    return MediaKey(int(tenant_id), digest, width, _FORMAT_OF_EXTENSION[extension])


def tenant_prefix(tenant_id: int) -> str:
    """What every key of one tenant begins with, and no key of another."""
    return f"t/{tenant_id}/"


def checked_key(key: str) -> str:
    """The key itself. Raises BadKey unless it is plain lower-case segments, which can not lead outside a folder."""
    if len(key) > 500 or not _STORE_KEY.fullmatch(key):
        raise BadKey(f"not a key of the media store: {key[:80]!r}")
    return key


def checked_prefix(prefix: str) -> str:
    """The prefix itself. Raises BadKey unless it names at least one whole folder."""
    if len(prefix) > 500 or not _STORE_PREFIX.fullmatch(prefix):
        raise BadKey(f"not a prefix of the media store: {prefix[:80]!r}")
    return prefix


def digest_of(content: bytes) -> str:
    """The name of an uploaded file's content: 128 bits, because it stands in each of a page's many picture addresses.

    Only a tenant's own files share a prefix, so a collision could harm nobody but the one who made it.
    """
    return blake2b(content, digest_size=16).hexdigest()


def sniffed_format(content: bytes) -> str | None:
    """What the first bytes say the file is, whatever its name: jpeg, png, webp, avif, gif, or none of these."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if content[4:8] == b"ftyp":
        brands = content[8 : min(int.from_bytes(content[:4]), 256)]
        if any(brands[at : at + 4] in (b"avif", b"avis") for at in range(0, len(brands), 4)):
            return AVIF
    return None


def accepted_format(content: bytes, filename: str) -> str:
    """The format of a file that may be decoded. Raises PictureRefused.

    A name without an ending is taken at its content's word; an ending that says otherwise is refused.
    """
    if not content:
        raise PictureRefused(Refusal.EMPTY)
    if len(content) > MAX_BYTES:
        raise PictureRefused(Refusal.TOO_HEAVY)
    found = sniffed_format(content)
    if found is None:
        raise PictureRefused(Refusal.NOT_A_PICTURE)
    ending = PurePosixPath(filename.replace("\\", "/")).suffix.removeprefix(".").lower()
    if ending and _LABELS.get(ending) != found:
        raise PictureRefused(Refusal.MISLABELLED)
    return found


def widths_for(width: int) -> tuple[int, ...]:
    """The widths made of a picture: the ladder's up to its own, never enlarged.

    Its own width is the last step if the ladder would otherwise stop more than a tenth short of it.
    """
    steps = tuple(step for step in LADDER if step <= width)
    if not steps or (width < LADDER[-1] and width > steps[-1] * 1.1):
        return (*steps, width)
    return steps


def missing_widths(picture: Picture, formats: tuple[str, ...]) -> tuple[int, ...]:
    """The widths that exist in none of these formats yet."""
    made = {width for kind in formats for width in picture.renditions.get(kind, ())}
    return tuple(width for width in widths_for(picture.width) if width not in made)


def merged_renditions(before: Mapping[str, Any], kind: str, widths: tuple[int, ...]) -> dict[str, list[int]]:
    """The renditions with these added; the same again changes nothing."""
    return {**before, kind: sorted({*before.get(kind, ()), *widths})}


def public_url(picture: Picture, width: int | None, kind: str, *, base: str = LOCAL_BASE) -> str:
    """The address at which browsers read one file of the picture for ever. Without a width: the kept original."""
    return f"{base}/{MediaKey(picture.tenant_id, picture.digest, width, kind)}"


def renditions_for(picture: Picture, *, base: str = LOCAL_BASE) -> dict[str, tuple[tuple[int, str], ...]]:
    """The data of `srcset`: by media type, best first, the (width, address) pairs that exist, narrowest first."""
    head = f"{base}/{tenant_prefix(picture.tenant_id)}{picture.digest}/"
    return {
        MEDIA_TYPES[kind]: tuple((width, f"{head}{width}.{_EXTENSIONS[kind]}") for width in widths)
        for kind in FORMATS
        if (widths := picture.renditions.get(kind))
    }


def fallback_url(picture: Picture, *, base: str = LOCAL_BASE) -> str:
    """An address that works from the moment of ingest: the JPEG or PNG of middling width, else the kept original."""
    for kind in FALLBACKS:
        if widths := picture.renditions.get(kind):
            middling = min(widths, key=lambda width: abs(width - FALLBACK_WIDTH))
            return public_url(picture, middling, kind, base=base)
    return public_url(picture, None, picture.format, base=base)
