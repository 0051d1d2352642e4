"""What a process remembers of a shop between requests: the facts that every page of it needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from storefront.localization import View
from themes.engine import ThemeData


@dataclass(frozen=True, slots=True)
class Shop:
    """One live shop. `origin` is the scheme, host and port that its pages print; `views` begin with the primary one."""

    tenant_id: int
    slug: str
    name: str
    taglines: Mapping[str, str]
    email: str
    country: str
    industry: str
    is_learner: bool
    primary_language: str
    origin: str
    views: tuple[View, ...]
    market_names: Mapping[str, Mapping[str, str]]  # by handle, then language
    theme: str
    theme_data: ThemeData
    installed_themes: Mapping[str, str]  # the shop's own: package digests by name
    is_previewed: bool = False

    @property
    def primary_view(self) -> View:
        return self.views[0]


@dataclass(frozen=True, slots=True)
class SuspendedShop:
    """A shop that the platform has closed for now."""

    tenant_id: int
    slug: str
