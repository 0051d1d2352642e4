"""What a process remembers of what pages have read of a shop, from one request to the next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from storefront.content import ArticlePage, Menus
from storefront.law import StandingRules
from storefront.localization import View
from themes.engine.drops import Image


@dataclass(frozen=True, slots=True)
class ShopMemory:
    """Small things that every page needs. It lives in a `Shop` and ends with it, whenever one of them changes.

    Each holds as many entries as the shop has views and the theme kinds of pages.
    """

    menus: dict[tuple[frozenset[str], tuple[str, ...]], Menus] = field(default_factory=dict)  # by handles, languages
    links: dict[tuple[View, frozenset[str]], Mapping[str, str]] = field(default_factory=dict)  # by addresses as written
    rules: dict[tuple[tuple[str, ...], date], StandingRules] = field(default_factory=dict)  # by countries and day
    names_lowest: dict[tuple[tuple[str, ...], date], bool] = field(default_factory=dict)  # by countries and day
    needs_safety: dict[tuple[tuple[str, ...], date], bool] = field(default_factory=dict)  # by countries and day
    images: dict[frozenset[str], Mapping[str, Image]] = field(default_factory=dict)  # by digests
    articles: dict[tuple[str, ...], ArticlePage] = field(default_factory=dict)  # the newest ones, by languages
