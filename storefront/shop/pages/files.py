"""Files on a shop's host: theme assets, pictures where no CDN serves them, the icon."""

from html import escape

from starlette.responses import Response

from storefront import media, theming
from storefront.shop.own_pages import own_files
from storefront.shop.request import ShopRequest
from storefront.shop.responses import file_response
from tenants.kit.errors import NotFound
from themes.engine import ThemeError

_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
    '<rect width="64" height="64" rx="14" fill="hsl({hue} 45% 32%)"/><text x="32" y="45" font-size="36" '
    'font-family="system-ui,sans-serif" font-weight="600" text-anchor="middle" fill="#fff">{letter}</text></svg>'
)
_ICON_CACHE = "public, max-age=86400"


class NoSuchFile(NotFound):
    """The theme has no such file, or not with this content any more."""


def asset(request: ShopRequest) -> Response:
    """A file of one of the shop's themes. The address carries its digest, so it may be kept for ever."""
    parameters = request.parameters
    try:
        theme = request.services.themes.theme_of(request.shop, parameters["theme"])
        found = theme.assets.asset(parameters["digest"], parameters["file"])
    except (theming.ThemeUnusable, ThemeError, OSError) as error:
        raise NoSuchFile(str(error)) from error
    return file_response(found.content, found.media_type, etag=f'"{parameters["digest"]}"')


def picture(request: ShopRequest) -> Response:
    """One of the shop's own pictures; another shop's key is no address here."""
    found = media.read(request.services.media, request.parameters["key"], tenant_id=request.shop.tenant_id)
    return file_response(found.content, found.media_type)


def own(request: ShopRequest) -> Response:
    """The style or script of our own pages. The address carries its digest, so it may be kept for ever."""
    found = own_files().get(request.parameters["file"])
    if found is None or found.address != request.path:
        raise NoSuchFile(request.path)
    return file_response(found.content, found.media_type)


def favicon(request: ShopRequest) -> Response:
    """The first letter of the shop's name on a colour of its own, until the merchant uploads an icon."""
    name = request.shop.name.strip() or "?"
    hue = sum(map(ord, request.shop.slug)) * 47 % 360
    svg = _ICON.format(hue=hue, letter=escape(name[0].upper()))
    return file_response(svg.encode(), "image/svg+xml", cache_control=_ICON_CACHE)
