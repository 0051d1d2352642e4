"""What a page function is given: the shop, the view, what the address says, and the means to answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from storefront.localization import View
from storefront.media import MediaStore
from storefront.payments import Providers
from storefront.shop.shops import Shop
from storefront.theming import ThemeShelf
from tenants.isolation import Database


@dataclass(frozen=True, slots=True)
class Services:
    """What the composition root provides to pages."""

    database: Database
    themes: ThemeShelf
    media: MediaStore
    secret: str  # signs preview links
    media_base: str  # what addresses of pictures begin with
    payments: Providers  # who takes the money


@dataclass(frozen=True, slots=True)
class ShopRequest:
    """One request for one page, and nothing of who asks: a public page is a function of its address alone."""

    shop: Shop
    view: View
    path: str  # within the view, such as "/products/shawl"
    parameters: Mapping[str, str]
    query: QueryParams
    services: Services

    def address(self, path: str, view: View | None = None) -> str:
        """The path on the shop's host of a path within a view; by default within this one."""
        prefix = (view or self.view).prefix
        return prefix or "/" if path == "/" else prefix + path

    def absolute(self, path: str, view: View | None = None) -> str:
        return self.shop.origin + self.address(path, view)
