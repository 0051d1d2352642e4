"""Views: one market in one language, each with a prefix of its own in the shop's addresses.

A market may have a host of its own; on it, its first language needs no prefix.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from storefront.localization.scripts import is_right_to_left
from storefront.localization.tags import tag
from storefront.localization.terms import MarketMode

Direction = Literal["ltr", "rtl"]

# First segments of a shop's addresses. None ends in a hyphen and a word that could be a market's handle after a
# language; a test holds this list and the grammar of prefixes apart.
RESERVED_SEGMENTS = frozenset(
    {
        "-", "account", "assets", "blog", "cart", "checkout", "collections", "enquiries", "enquiry", "favicon.ico",
        "favicon.svg", "media", "orders", "pages", "policies", "products", "quotations", "robots.txt", "search",
        "sitemap.xml", "sitemaps",
    }
)  # fmt: skip
_PREFIX = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]+)*-[a-z][a-z0-9]*")


class MarketFacts(Protocol):
    """What a view needs to know of a market, whether it is stored or only planned."""

    @property
    def id(self) -> int | None: ...
    @property
    def handle(self) -> str: ...
    @property
    def countries(self) -> Sequence[str]: ...
    @property
    def languages(self) -> Sequence[str]: ...
    @property
    def currency(self) -> str: ...
    @property
    def prices_include_tax(self) -> bool: ...
    @property
    def mode(self) -> str: ...
    @property
    def position(self) -> int: ...
    @property
    def is_primary(self) -> bool: ...
    @property
    def is_enabled(self) -> bool: ...
    @property
    def host(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class View:
    """One market in one language.

    `language` is what texts are chosen and announced by, such as zh-Hans; `locale` is what numbers and dates are
    written by: the language in the market's country where it has exactly one, such as zh-Hans-CN. `fallbacks` are the
    languages to look for a text in: this one, its parent, the shop's primary one, and the shop's others. In a view of
    enquiries nothing is bought: prices are on request. `host` is the market's own, "" where it is reached at the
    shop's. `prefix` is how addresses on that host begin; `name` is how they began on the shop's, and is never anything
    else while the market has its handle.
    """

    market_id: int
    market_handle: str
    language: str
    locale: str
    currency: str
    countries: tuple[str, ...]
    prefix: str
    direction: Direction
    fallbacks: tuple[str, ...]
    prices_include_tax: bool
    is_primary: bool
    is_enquiry: bool = False
    host: str = ""
    name: str = ""

    def __hash__(self) -> int:
        return hash((self.market_id, self.language))  # enough to tell views apart, and asked for many times a page


def views_of(
    markets: Iterable[MarketFacts], *, closed: frozenset[str] = frozenset(), pseudo: Sequence[str] = ()
) -> tuple[View, ...]:
    """The views of the enabled markets, the primary one first; empty without a market that is on.

    A market all of whose countries are `closed` trades by enquiry. The primary one is also there in each of the
    `pseudo` languages, which no market speaks.
    """
    enabled = [market for market in markets if market.is_enabled]
    ordered = sorted(enabled, key=lambda market: (not market.is_primary, market.position, market.handle))
    if not ordered:
        return ()
    spoken = _each_once(str(tag(language)) for market in ordered for language in market.languages)
    return tuple(
        _view(
            market,
            language,
            spoken,
            is_primary=market is ordered[0] and place == 0,
            is_first=place == 0,
            is_closed=closed.issuperset(market.countries),
        )
        for market in ordered
        for place, language in enumerate(
            _each_once(str(tag(each)) for each in (*market.languages, *(pseudo if market is ordered[0] else ())))
        )
    )


def view_without_market(language: str, currency: str) -> View:
    """How texts and amounts are written where a shop has no market that is on: it then has no pages to lead to."""
    return View(
        market_id=0,
        market_handle="",
        language=language,
        locale=language,
        currency=currency,
        countries=(),
        prefix="",
        direction="rtl" if is_right_to_left(language) else "ltr",
        fallbacks=_each_once((language, tag(language).language)),
        prices_include_tax=True,
        is_primary=True,
    )


def view_by_prefix(views: Sequence[View], path: str, *, host: str = "") -> tuple[View, str]:
    """The view that the path on a host is in, and the path within it, which begins with "/".

    `host` is a market's own, "" for the shop's. A path that begins with the name of a view means that view on any of
    the shop's hosts, so the view found may live at another one. One without is of the host's first view, whole: there
    it will not be found.
    """
    first, slash, rest = path[1:].partition("/")
    if _PREFIX.fullmatch(first):
        name = f"/{first}"
        for view in views:
            if view.name == name:
                return view, f"{slash or '/'}{rest}"
    return next((view for view in views if view.host == host), views[0]), path


def view_prefix(language: str, market_handle: str) -> str:
    """How the addresses of a market in a language begin: `/zh-hans-cn`."""
    return f"/{str(tag(language)).lower()}-{market_handle}"


def _view(
    market: MarketFacts, language: str, spoken: Sequence[str], *, is_primary: bool, is_first: bool, is_closed: bool
) -> View:
    own = tag(language)
    host = market.host or ""
    name = "" if is_primary else view_prefix(language, market.handle)
    alone = market.countries[0] if len(market.countries) == 1 else ""
    return View(
        market_id=market.id or 0,
        market_handle=market.handle,
        language=language,
        locale=language if own.region or not alone else f"{language}-{alone}",
        currency=market.currency,
        countries=tuple(market.countries),
        prefix="" if host and is_first else name,
        direction="rtl" if is_right_to_left(language) else "ltr",
        fallbacks=_each_once((language, own.language, *spoken)),
        prices_include_tax=market.prices_include_tax,
        is_primary=is_primary,
        is_enquiry=is_closed or market.mode == MarketMode.ENQUIRY,
        host=host,
        name=name,
    )


def _each_once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
