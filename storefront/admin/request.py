"""What a page function of the admin is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import QueryParams

from storefront.media import MediaStore
from storefront.payments import Providers
from tenants.identity import Role
from tenants.isolation import Database
from tenants.kit.forms import Form
from tenants.kit.limits import Limiter
from tenants.kit.settings import Settings


@dataclass(frozen=True, slots=True)
class AdminServices:
    """What the composition root provides to pages."""

    settings: Settings
    database: Database
    limiter: Limiter
    payments: Providers
    media: MediaStore

    @property
    def origin(self) -> str:
        return self.settings.origin(f"admin.{self.settings.platform_domain}")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person who asks."""

    id: int
    name: str
    email: str
    is_platform_admin: bool


@dataclass(frozen=True, slots=True)
class AdminShop:
    """A shop that the person works in."""

    tenant_id: int
    slug: str
    name: str
    role: Role
    email: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AdminRequest:
    """One request. `person` is there on pages for people, `shop` on pages of a shop."""

    services: AdminServices
    path: str
    parameters: Mapping[str, str]
    query: QueryParams
    language: str
    session_secret: str = ""
    network: str = ""
    form: Form = field(default_factory=Form)
    person: SignedIn | None = None
    shop: AdminShop | None = None

    @property
    def who(self) -> SignedIn:
        assert self.person is not None, "this page is for people who are signed in"
        return self.person

    @property
    def number(self) -> int:
        """The order, enquiry or product number in the address; 0, which none has, for one too long to be any."""
        written = self.parameters["number"]
        return int(written) if len(written) < 18 else 0

    @property
    def own_shop(self) -> AdminShop:
        assert self.shop is not None, "this page belongs to a shop"
        return self.shop
