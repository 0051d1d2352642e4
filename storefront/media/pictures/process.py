"""The parent's side of decoding: start the child, feed it, and end it when it takes too long.

Nothing that comes back is trusted further than its shape: a decoder that was taken over could answer anything.
"""

import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from storefront.media import rules
from storefront.media.errors import PictureRefused, Refusal
from storefront.media.pictures import codec

WALL_SECONDS: Final = 60.0

_PROGRAM: Final = [sys.executable, "-I", "-B", str(Path(codec.__file__).resolve())]
# One malloc arena, or each thread of a codec would reserve 64 MB of the child's address space.
_ENVIRONMENT: Final = {"MALLOC_ARENA_MAX": "1"} | {
    name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ
}
# A child may take some hundred megabytes: so many at once in one process, the others wait.
_places = threading.BoundedSemaphore(2)


def in_child(content: bytes, kind: str, outputs: tuple[tuple[str, int], ...]) -> codec.Result:
    """Decode and encode in a child process with limits of memory and time. Raises PictureRefused.

    `kind` is what the content was sniffed to be; nothing else is tried. A width of 0 asks for the whole picture.
    """
    order = _order(kind, outputs)
    with _places:
        answer = _answer_of_child(codec.framed(asdict(order), content))
    return _checked(answer, order)


def in_process(content: bytes, kind: str, outputs: tuple[tuple[str, int], ...]) -> codec.Result:
    """The same without a child, for pictures that ship with the product. Raises PictureRefused."""
    try:
        return codec.carry_out(content, _order(kind, outputs))
    except codec.Unusable as refusal:
        raise PictureRefused(Refusal(str(refusal))) from refusal


def is_plain_webp(content: bytes) -> bool:
    """Whether a WebP is one still frame of pixels and nothing besides: no metadata, profile or trailing bytes."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or int.from_bytes(content[4:8], "little") != len(content) - 8:
        return False
    at = 12
    while at < len(content):
        if content[at : at + 4] not in (b"VP8 ", b"VP8L", b"VP8X", b"ALPH"):
            return False
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    return at == len(content)


def _order(kind: str, outputs: tuple[tuple[str, int], ...]) -> codec.Order:
    return codec.Order(
        format=kind,
        outputs=outputs,
        max_pixels=rules.MAX_PIXELS,
        max_side=rules.MAX_SIDE,
        kept_side=rules.KEPT_SIDE,
    )


def _answer_of_child(question: bytes) -> bytes:
    with subprocess.Popen(
        _PROGRAM,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_ENVIRONMENT,
        cwd="/",
        start_new_session=True,
    ) as child:
        try:
            answer, _ = child.communicate(question, timeout=WALL_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            raise PictureRefused(Refusal.TOO_COSTLY) from None
        except BaseException:
            child.kill()
            raise
    if child.returncode < 0:
        raise PictureRefused(Refusal.TOO_COSTLY)
    if child.returncode > 0:
        raise PictureRefused(Refusal.DAMAGED)
    return answer


def _checked(answer: bytes, order: codec.Order) -> codec.Result:
    """The child's answer, if it is one to this order. Raises PictureRefused."""
    try:
        start = 4 + int.from_bytes(answer[:4])
        head = json.loads(answer[4:start])
        if "refused" in head:
            raise PictureRefused(Refusal(head["refused"]))
        return _result(head, answer[start:], order)
    except (ValueError, TypeError, KeyError) as error:
        raise PictureRefused(Refusal.DAMAGED) from error


def _result(head: dict[str, Any], body: bytes, order: codec.Order) -> codec.Result:  # Any: JSON, checked here
    outputs, at = [], 0
    for (wanted_format, wanted_width), (kind, width, size) in zip(order.outputs, head["outputs"], strict=True):
        content = body[at : at + size]
        at += size
        fits = kind in rules.FALLBACKS if wanted_format == codec.FALLBACK else kind == wanted_format
        if (
            not fits
            or width > wanted_width
            or bool(width) != bool(wanted_width)
            or rules.sniffed_format(content) != kind
        ):
            raise ValueError("not what was ordered")
        outputs.append(codec.Output(kind, width, content))
    width, height, placeholder = int(head["width"]), int(head["height"]), str(head["placeholder"])
    if at != len(body) or not (0 < width <= order.kept_side and 0 < height <= order.kept_side) or len(placeholder) != 7:
        raise ValueError("not the shape of an answer")
    return codec.Result(width, height, placeholder, tuple(outputs))
