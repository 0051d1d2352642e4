"""What a page function is given: the shop, the view, what the address says, and the means to answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import QueryParams

from storefront.localization import View
from storefront.media import MediaStore
from storefront.payments import Providers
from storefront.shop.shops import Shop
from storefront.tax import VatCheck
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
    vat_check: VatCheck  # whether a business's number is one


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks, for pages that are theirs alone. `network` is where from, for counting; it is stored nowhere."""

    cookies: Mapping[str, str] = field(default_factory=dict)
    form: Form | None = None  # what was posted; None where the page is only looked at
    network: str = ""
    accept_language: str = ""  # the header, as it came
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
        """Where a path within a view is, by default within this one: a path on this host, or whole on another one."""
        there = view or self.view
        return _path(path, there) if there.host == self.view.host else self.absolute(path, there)

    def absolute(self, path: str, view: View | None = None) -> str:
        there = view or self.view
        return self.shop.origin_of(there) + _path(path, there)

    def new_address(self, path: str) -> str:
        """Where this page has moved to within the view, asked for with the same query."""
        address = self.address(path)
        return f"{address}?{self.query}" if self.query else address

    @property
    def origin(self) -> str:
        """The scheme, host and port of the pages of this view."""
        return self.shop.origin_of(self.view)


def _path(path: str, view: View) -> str:
    return view.prefix or "/" if path == "/" else view.prefix + path
