"""A theme's assets: their immutable addresses, their bytes and types, and icons made ready to stand inside a page."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from markupsafe import Markup

from themes.engine.errors import AssetNotFound, ThemeRefused
from themes.engine.package import Package

MEDIA_TYPES: Final = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".ico": "image/vnd.microsoft.icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
# What makes an SVG more than a picture: scripts, handlers, foreign markup, references out of the file.
ACTIVE_SVG: Final = re.compile(
    r"<\s*(?:script|foreignobject|iframe|use\s[^>]{0,400}href\s*=\s*[\"']?\s*[^#\"'\s]|a[\s>]|image|style)"
    r"|\son\w+\s*=|javascript:|<!doctype|<!entity|<\?xml-stylesheet",
    re.IGNORECASE,
)
_PROLOGUE: Final = re.compile(r"^\s*(?:<\?xml[^>]*\?>)?\s*(?:<!--.*?-->\s*)*", re.DOTALL)
_ROOT: Final = re.compile(r"<svg\b([^>]*)>")
_HIDING: Final = re.compile(r"\s(?:aria-hidden|focusable)\s*=\s*[\"'][^\"']*[\"']")


@dataclass(frozen=True, slots=True)
class Asset:
    content: bytes
    media_type: str


class AssetStore:
    """The assets of one theme, inherited ones included."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._icons: dict[str, Markup] = {}

    def url(self, path: str) -> str:
        return f"/assets/{self._package.slug}/{self._package.assets_digest}/{path}"

    def has(self, path: str) -> bool:
        return f"assets/{path}" in self._package.files

    def asset(self, digest: str, path: str) -> Asset:
        """The bytes at an address. Raises AssetNotFound."""
        file = self._package.files.get(f"assets/{path}")
        media_type = MEDIA_TYPES.get(PurePosixPath(path).suffix.lower())
        if digest != self._package.assets_digest or file is None or media_type is None:
            raise AssetNotFound(f"{path} is not among the assets of {self._package.slug}")
        return Asset(file.read_bytes(), media_type)

    def icon(self, name: str) -> Markup:
        """An icon's SVG, hidden from assistive technology. Raises ThemeRefused when it is missing or more than a
        picture."""
        if name not in self._icons:
            self._icons[name] = self._read_icon(f"assets/icons/{name}.svg")
        return self._icons[name]

    def _read_icon(self, path: str) -> Markup:
        if path not in self._package.files:
            raise ThemeRefused(path, 0, "there is no such icon")
        source = _PROLOGUE.sub("", self._package.source(path), count=1).strip()
        if ACTIVE_SVG.search(source):
            raise ThemeRefused(path, 0, "an icon holds shapes only: no script, style, link or reference")
        root = _ROOT.match(source)
        if root is None:
            raise ThemeRefused(path, 0, "an icon begins with <svg>")
        attributes = _HIDING.sub("", root[1])
        return Markup(f'<svg aria-hidden="true" focusable="false"{attributes}>{source[root.end() :]}')
