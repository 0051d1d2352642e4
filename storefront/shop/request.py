"""What a page function is given: the shop, the view, what the address says, and the means to answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import QueryParams

from storefront.localization import View
from storefront.media import MediaStore
from storefront.payments import Providers
from storefront.shop.shops import Shop
from storefront.theming import ThemeShelf
from tenants.isolation import Database
from tenants.kit.forms import Form
from tenants.kit.limits import Limiter


@dataclass(frozen=True, slots=True)
class Services:
    """What the composition root provides to pages."""

    database: Database
    themes: ThemeShelf
    media: MediaStore
    secret: str  # signs preview links
    media_base: str  # what addresses of pictures begin with
    payments: Providers  # who takes the money
    limiter: Limiter  # counts what may not be done too often


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks, for pages that are theirs alone. `network` is where from, for counting; it is stored nowhere."""

    cookies: Mapping[str, str] = field(default_factory=dict)
    form: Form | None = None  # what was posted; None where the page is only looked at
    network: str = ""
    is_secure: bool = True  # whether cookies may be kept for HTTPS only


@dataclass(frozen=True, slots=True)
class ShopRequest:
    """One request for one page. A public page is a function of its address alone, so it is told of no visit."""

    shop: Shop
    view: View
    path: str  # within the view, such as "/products/shawl"
    parameters: Mapping[str, str]
    query: QueryParams
    services: Services
    visit: Visit | None = None

    def address(self, path: str, view: View | None = None) -> str:
        """The path on the shop's host of a path within a view; by default within this one."""
        prefix = (view or self.view).prefix
        return prefix or "/" if path == "/" else prefix + path

    def absolute(self, path: str, view: View | None = None) -> str:
        return self.shop.origin + self.address(path, view)
