"""The theme that a shop wears, or the one that stands in for it: better plain than closed."""

import structlog

from storefront import theming
from storefront.shop.request import ShopRequest
from themes.engine import Theme

_FALLBACK = "aurora"

log = structlog.get_logger(__name__)


def fallback_theme(request: ShopRequest) -> Theme:
    """What a shop is shown in when its own theme can not be."""
    return request.services.themes.built_in.theme(_FALLBACK)


def worn_theme(request: ShopRequest) -> Theme:
    """The shop's theme, or the fallback where it is gone or no longer in order."""
    try:
        return request.services.themes.theme_of(request.shop, request.shop.theme)
    except theming.ThemeUnusable as error:
        log.error("theme.unusable", theme=request.shop.theme, reason=str(error))
        return fallback_theme(request)
