"""A shop as a draft of its theme would show it, under an address that only the link's holder knows.

Every link on a previewed page stays in the preview, since the views' prefixes carry it. Nothing else of the request
decides what is shown: no cookie and no header (a preview by header once poisoned a cache, CVE-2026-53943).
"""

from dataclasses import dataclass, replace

from storefront import theming
from storefront.shop.request import Services
from storefront.shop.shops import Shop
from tenants.kit import clock
from themes.engine import ThemeData

BASE = "/-/preview/"
PRIVATE = "private, no-store"


@dataclass(frozen=True, slots=True)
class Previewed:
    """The shop in its other clothes, and the path within it."""

    shop: Shop
    path: str


def preview_path(token: str, path: str) -> str:
    """Where a page of the shop is seen under a token."""
    return f"{BASE}{token}{'' if path == '/' else path}"


def open_preview(shop: Shop, path: str, services: Services) -> Previewed:
    """Raises theming.BadPreviewLink or theming.NoSuchVersion, which answer as any page that is not there."""
    token, slash, rest = path.removeprefix(BASE).partition("/")
    preview = theming.read_preview_token(token, services.secret, tenant_id=shop.tenant_id, now=clock.now())
    with services.database.tenant(shop.tenant_id) as session:
        version = theming.theme_version(session, shop.tenant_id, preview.version_id)
        data = ThemeData(settings=version.settings, templates=version.templates)
        theme = version.theme
    # Markets with a host of their own are seen here, too, by their names.
    views = tuple(replace(view, prefix=f"{BASE}{token}{view.name}", host="") for view in shop.views)
    shown = replace(shop, views=views, market_host="", theme=theme, theme_data=data, is_previewed=True)
    return Previewed(shown, f"{slash or '/'}{rest}")
