"""Pages of our own beside the theme's: checkout and order. They wear the shop's name, logo, colours and type.

No script of a theme runs here, so nothing that a merchant puts on a page can touch an address or a payment.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlmodel import Session
from starlette.responses import Response

from storefront import localization, media
from storefront.pictures import ShownPicture
from storefront.shop.request import ShopRequest
from storefront.shop.responses import PRIVATE, SECURITY, origin_of
from storefront.shop.views.pictures import image
from storefront.shop.worn_theme import worn_theme
from themes.engine import Theme
from themes.engine.drops import Image

BASE = "/-/own"
_HERE = Path(__file__).parent
_TYPES = {".css": "text/css", ".js": "text/javascript"}


@dataclass(frozen=True, slots=True)
class OwnFile:
    content: bytes
    media_type: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """What a page of our own is made from. `goes_to` are origins that its forms may lead to beside the shop's own."""

    template: str
    title: str
    facts: Mapping[str, object]
    status: HTTPStatus = HTTPStatus.OK
    goes_to: tuple[str, ...] = ()


def own_page(session: Session, request: ShopRequest, page: OwnPage) -> Response:
    """The page in the view's language and direction, never to be kept by anybody."""
    theme = worn_theme(request)
    style = theme.style(request.shop.theme_data)
    words = localization.words(request.view.language)
    html = (
        _environment()
        .get_template(page.template)
        .render(
            **page.facts,
            _=words.gettext,
            ngettext=words.ngettext,
            title=page.title,
            shop=request.shop,
            view=request.view,
            home_url=request.address("/"),
            account_url=request.address("/account"),
            logo=_logo(session, request, theme),
            tokens=style.css,
            css_url=own_files()["own.css"].address,
            js_url=own_files()["own.js"].address,
        )
    )
    headers = {
        **SECURITY,
        "cache-control": PRIVATE,
        "referrer-policy": "same-origin",
        "content-language": request.view.language,
        "content-security-policy": _policy(style.sha256, request, page.goes_to),
    }
    return Response(html, page.status, headers, media_type="text/html")


@lru_cache(maxsize=1)
def own_files() -> Mapping[str, OwnFile]:
    """The style and the script of our own pages, under addresses that carry their digest."""
    files = {}
    for path in sorted((_HERE / "static").iterdir()):
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()[:16]
        files[path.name] = OwnFile(content, _TYPES[path.suffix], f"{BASE}/{digest}/{path.name}")
    return files


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _logo(session: Session, request: ShopRequest, theme: Theme) -> Image | None:
    digest = theme.settings(request.shop.theme_data).get("logo_image")
    if not isinstance(digest, str) or not digest:
        return None
    asset = media.assets_by_digest(session, {digest}).get(digest)
    if asset is None:
        return None
    shown = ShownPicture(
        tenant_id=asset.tenant_id,
        digest=asset.digest,
        format=asset.format,
        width=asset.width,
        height=asset.height,
        placeholder=asset.placeholder,
        renditions=asset.renditions,
        alt=request.shop.name,
    )
    return image(request, shown)


def _policy(style_sha256: str, request: ShopRequest, goes_to: tuple[str, ...]) -> str:
    pictures = f"'self' {origin_of(request.services.media_base)}".strip()
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self' 'sha256-{style_sha256}'",
            f"img-src {pictures} data:",
            "font-src 'self'",
            "connect-src 'self'",
            " ".join(("form-action 'self'", *goes_to)),
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )
