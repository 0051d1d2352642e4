"""The shopper's surface: every public page of a shop. It reads the domains, makes drops, and lets the theme speak."""

from storefront.shop.preview import preview_path
from storefront.shop.request import Services
from storefront.shop.routes import ShopRoutes, create_routes
from storefront.shop.shops import Shop, SuspendedShop

__all__ = ["Services", "Shop", "ShopRoutes", "SuspendedShop", "create_routes", "preview_path"]
