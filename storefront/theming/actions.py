"""What people do with their shop's theme."""

from collections.abc import Mapping

from sqlmodel import Session

from storefront.theming.models import ShopTheme
from tenants.kit import clock


def publish_theme(
    session: Session,
    tenant_id: int,
    *,
    theme: str,
    settings: Mapping[str, object],
    templates: Mapping[str, object],
) -> ShopTheme:
    """Make this what the shop's pages are rendered from. Every process follows within a second."""
    live = session.get(ShopTheme, tenant_id) or ShopTheme(tenant_id=tenant_id, theme=theme, published_at=clock.now())
    live.theme = theme
    live.settings = dict(settings)
    live.templates = dict(templates)
    live.published_at = clock.now()
    session.add(live)
    return live
