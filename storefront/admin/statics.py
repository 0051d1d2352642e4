"""The admin's stylesheet and icon, under addresses that change with them."""

import hashlib
from functools import cache
from pathlib import Path

from starlette.responses import Response

_FOLDER = Path(__file__).parent / "static"
_TYPES = {"admin.css": "text/css", "icon.svg": "image/svg+xml"}
_FOR_EVER = "public, max-age=31536000, immutable"


@cache
def _file(name: str) -> tuple[bytes, str]:
    content = (_FOLDER / name).read_bytes()
    return content, hashlib.sha256(content).hexdigest()[:16]


def static_path(name: str) -> str:
    """The address of one of the files."""
    return f"/static/{_file(name)[1]}/{name}"


def find_static(path: str) -> Response | None:
    """The file, where the path is one's own."""
    name = path.rpartition("/")[2]
    if name not in _TYPES or path != static_path(name):
        return None
    headers = {"cache-control": _FOR_EVER, "x-content-type-options": "nosniff"}
    return Response(_file(name)[0], headers=headers, media_type=_TYPES[name])
