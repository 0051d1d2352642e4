"""Assets: what a page may weigh, and files that are no assets or carry more than a picture."""

import gzip
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from themes.engine.assets import ACTIVE_SVG, MEDIA_TYPES
from themes.engine.errors import ThemeRefused
from themes.engine.findings import Finding
from themes.engine.package import Package

LARGEST_SCRIPTS: Final = 12_000  # compressed
LARGEST_STYLES: Final = 36_000  # compressed, leaving 12 KB each to a page's HTML and scripts of 60 KB in all
LARGEST_FILE: Final = 300_000


def heavy(package: Package) -> Iterator[Finding]:
    """Files under assets/ that are too large, alone or together, or do not belong there."""
    packed = {".css": 0, ".js": 0}
    for name in sorted(package.files):
        if not name.startswith("assets/"):
            continue
        suffix = PurePosixPath(name).suffix.lower()
        content = package.files[name].read_bytes()
        if suffix not in MEDIA_TYPES:
            yield Finding(name, 0, f"a {suffix or 'nameless'} file is not served", "leave it out")
        elif len(content) > LARGEST_FILE:
            yield Finding(name, 0, f"{len(content) // 1000} KB", f"at most {LARGEST_FILE // 1000} KB a file")
        if suffix in packed:
            packed[suffix] += len(gzip.compress(content, 6))
        if suffix == ".svg" and ACTIVE_SVG.search(_text(package, name)):
            yield Finding(name, 0, "an SVG with script, style or references", "keep shapes only", is_refusal=True)
    for suffix, most in ((".js", LARGEST_SCRIPTS), (".css", LARGEST_STYLES)):
        if packed[suffix] > most:
            size = f"{packed[suffix] / 1000:.1f} KB compressed"
            yield Finding(f"assets/theme{suffix}", 0, f"{size} of {suffix[1:]}", f"at most {most // 1000} KB")


def _text(package: Package, name: str) -> str:
    try:
        return package.source(name)
    except ThemeRefused:
        return "<script"  # not UTF-8: nothing to vouch for
