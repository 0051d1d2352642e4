"""Pages of samples for a designer's eyes, saved so that each opens by itself: styles, fonts and pictures are inside."""

import base64
import re
from typing import Final

from themes.engine import samples
from themes.engine.choices import ThemeData
from themes.engine.errors import AssetNotFound, ThemeError
from themes.engine.library import Theme, ThemeLibrary

_STYLESHEET: Final = re.compile(r'<link rel="stylesheet" href="(/assets/[^"]+)">')
_SCRIPT: Final = re.compile(r'<script src="(/assets/[^"]+)"[^>]*></script>')
_ATTRIBUTE: Final = re.compile(r'(?<=")(/assets/[^"\s]+)(?=")')
_CSS_URL: Final = re.compile(r"url\(\s*[\"']?(?!data:)([^\"')]+)[\"']?\s*\)")


def preview(
    theme: Theme, kind: str, language: str, *, filled: bool = True, bare: bool = False
) -> tuple[str, tuple[ThemeError, ...]]:
    """A page of samples, and what failed in it."""
    data = samples.sample_choices(theme.package, kind) if filled else ThemeData()
    needs = theme.needs(kind, data)
    context = samples.sample_context(kind, language, with_files=bare)
    resources = samples.sample_resources(language, needs, with_files=bare)
    page = theme.render(kind, context, resources, data, (language, "en"))
    return page.html, page.faults


def self_contained(html: str, library: ThemeLibrary) -> str:
    """The page with its styles, scripts, fonts and pictures inside."""

    def style(found: re.Match[str]) -> str:
        base = found[1].rpartition("/")[0]
        css = _CSS_URL.sub(lambda url: f"url({_data_url(library, f'{base}/{url[1]}')})", _text(library, found[1]))
        return f"<style>{css}</style>"

    html = _STYLESHEET.sub(style, html)
    html = _SCRIPT.sub(lambda found: f'<script type="module">{_text(library, found[1])}</script>', html)
    return _ATTRIBUTE.sub(lambda found: _data_url(library, found[1]), html)


def _text(library: ThemeLibrary, address: str) -> str:
    try:
        _, _, slug, digest, path = address.split("/", 4)
        return library.asset(slug, digest, path).content.decode("utf-8")
    except AssetNotFound:
        return ""


def _data_url(library: ThemeLibrary, address: str) -> str:
    try:
        _, _, slug, digest, path = address.split("/", 4)
        asset = library.asset(slug, digest, path)
    except (AssetNotFound, ValueError):
        return address
    return f"data:{asset.media_type.replace(' ', '')};base64,{base64.b64encode(asset.content).decode()}"
