"""The admin's stylesheet, under an address that changes with it."""

import hashlib
from functools import cache
from pathlib import Path

from starlette.responses import Response

_STYLESHEET = Path(__file__).parent / "static" / "admin.css"
_FOR_EVER = "public, max-age=31536000, immutable"


@cache
def _stylesheet() -> tuple[bytes, str]:
    content = _STYLESHEET.read_bytes()
    return content, hashlib.sha256(content).hexdigest()[:16]


def stylesheet_path() -> str:
    return f"/static/{_stylesheet()[1]}/admin.css"


def find_static(path: str) -> Response | None:
    """The stylesheet, where the path is its own."""
    if path != stylesheet_path():
        return None
    headers = {"cache-control": _FOR_EVER, "x-content-type-options": "nosniff"}
    return Response(_stylesheet()[0], headers=headers, media_type="text/css")
