"""What a process remembers of a shop between requests: the facts that every page of it needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from storefront.law import LawRule
from storefront.localization import View
from storefront.shop.memory import ShopMemory
from themes.engine import ThemeData


@dataclass(frozen=True, slots=True)
class Shop:
    """One live shop, as it is at one of its hosts. `views` begin with the primary one.

    `origin` is the scheme, host and port that its pages print, and `market_origins` those of the hosts that markets
    have of their own. `market_host` is the one of them that is asked, "" where the shop's own host is.
    """

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
    market_host: str
    market_origins: Mapping[str, str]
    views: tuple[View, ...]
    closed_countries: frozenset[str]  # to which the platform lets no shop sell
    selling_rules: tuple[LawRule, ...]  # what places' law asks of a sale
    market_names: Mapping[str, Mapping[str, str]]  # by handle, then language
    theme: str
    theme_data: ThemeData
    installed_themes: Mapping[str, str]  # the shop's own: package digests by name
    is_previewed: bool = False
    memory: ShopMemory = field(default_factory=ShopMemory, init=False, compare=False, repr=False)

    @property
    def languages(self) -> tuple[str, ...]:
        """What the shop speaks in any of its markets, the primary one first."""
        return tuple(dict.fromkeys((self.primary_language, *(view.language for view in self.views))))

    @property
    def views_here(self) -> tuple[View, ...]:
        """The views that live at the host that is asked."""
        return tuple(view for view in self.views if view.host == self.market_host)

    def origin_of(self, view: View) -> str:
        return self.market_origins.get(view.host, self.origin)


@dataclass(frozen=True, slots=True)
class SuspendedShop:
    """A shop that the platform has closed for now, or that is still being set up.

    Its `languages` begin with the primary one, as a visitor without a wish reads it.
    """

    tenant_id: int
    slug: str
    name: str
    languages: tuple[str, ...]
