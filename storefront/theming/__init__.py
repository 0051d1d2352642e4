"""A shop's own theme data: which theme its pages are rendered with, and what the shop chose in it."""

from storefront.theming.actions import publish_theme
from storefront.theming.models import ShopTheme
from storefront.theming.reads import live_theme

__all__ = ["ShopTheme", "live_theme", "publish_theme"]
