"""The theme's tokens as CSS custom properties, and the hash that lets a content security policy allow them inline."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from themes.engine.package import Package


@dataclass(frozen=True, slots=True)
class TokenStyle:
    """The inline style's text, and its SHA-256 in base64 as a content security policy writes it."""

    css: str
    sha256: str


def token_style(package: Package, settings: Mapping[str, object]) -> TokenStyle:
    """Tokens as custom properties. A colour setting named like a token replaces it; `_` in a name becomes `-`."""
    chosen = {
        name: value
        for name, setting in package.settings.items()
        if setting.type == "color" and name in package.colors and isinstance(value := settings.get(name), str) and value
    }
    light = _properties("color", {**package.colors, **chosen}) + _properties("type", package.type)
    css = f":root{{{light}}}"
    if package.colors_dark:
        css = f":root{{color-scheme:light dark;{light}}}"
        css += f"@media (prefers-color-scheme:dark){{:root{{{_properties('color', package.colors_dark)}}}}}"
    return TokenStyle(css, base64.b64encode(hashlib.sha256(css.encode()).digest()).decode())


def _properties(family: str, tokens: Mapping[str, str]) -> str:
    return "".join(f"--{family}-{name.replace('_', '-')}:{value};" for name, value in tokens.items())
