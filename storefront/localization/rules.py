"""What makes a market that can be sold in. Pure checks; nothing is stored here."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from storefront.localization.errors import BadMarket, UnknownLanguage
from storefront.localization.tags import cldr_locale, tag
from storefront.localization.terms import Duties, MarketMode
from storefront.money import UnknownCurrency, currency
from themes.engine import is_pseudo

# The last part of a view's prefix, so without a hyphen of its own.
_HANDLE = re.compile(r"[a-z][a-z0-9]{1,19}")
_COUNTRY = re.compile(r"[A-Z]{2}")
# Two-letter codes that CLDR names but ISO 3166-1 has not assigned to a country; XK (Kosovo) is in general use.
_NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMarket:
    """A market as a shop opens it. The first language is the market's own default."""

    handle: str
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    currency: str
    names: dict[str, str] = field(default_factory=dict)
    prices_include_tax: bool = True
    mode: MarketMode = MarketMode.SALE
    duties: Duties = Duties.DAP
    is_enabled: bool = True


def check_markets(markets: Sequence[NewMarket]) -> None:
    """Raises BadMarket for the first thing that is wrong."""
    _each_once("handle", [market.handle for market in markets])
    for market in markets:
        if _HANDLE.fullmatch(market.handle) is None:
            raise BadMarket("handle", f"{market.handle[:40]!r} is not 2 to 20 small letters and digits")
        try:
            currency(market.currency)
        except UnknownCurrency as error:
            raise BadMarket("currency", str(error)) from error
        _check_countries(market)
        _check_languages(market)


def is_country(code: str) -> bool:
    """Whether ISO 3166-1 has the two capital letters for a country."""
    return bool(_COUNTRY.fullmatch(code)) and code not in _NOT_COUNTRIES and code in cldr_locale("en").territories


@lru_cache(maxsize=1)
def countries() -> tuple[str, ...]:
    """Every country's code, in the order of the codes."""
    return tuple(sorted(code for code in map(str, cldr_locale("en").territories) if is_country(code)))


def _check_countries(market: NewMarket) -> None:
    if not market.countries:
        raise BadMarket("countries", f"{market.handle} has none")
    _each_once("countries", market.countries)
    for country in market.countries:
        if not is_country(country):
            raise BadMarket("countries", f"{country[:40]!r} is not a country")


def _check_languages(market: NewMarket) -> None:
    if not market.languages:
        raise BadMarket("languages", f"{market.handle} has none")
    _each_once("languages", market.languages)
    for language in market.languages:
        try:
            cldr_locale(language)
        except UnknownLanguage as error:
            raise BadMarket("languages", str(error)) from error
        if is_pseudo(language):
            raise BadMarket("languages", f"{language!r} is spoken by nobody")
        if str(tag(language)) != language:
            raise BadMarket("languages", f"{language!r} is written {str(tag(language))!r}")


def _each_once(what: str, values: Sequence[str]) -> None:
    for value, times in Counter(values).items():
        if times > 1:
            raise BadMarket(what, f"{value[:40]!r} is there twice")
