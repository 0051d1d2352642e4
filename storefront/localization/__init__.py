"""Whom a shop sells to and how it speaks to them: markets, views, languages, and every format a shopper reads.

Languages are BCP 47 tags, locales are tags too (`zh-Hans-CN`; `ar-EG-u-nu-latn` asks for Latin digits), and formats
follow Unicode CLDR 48. Amounts are `storefront.money`'s; what a thing costs is `storefront.pricing`'s.
"""

from storefront.localization.actions import (
    MarketTerms,
    open_markets,
    set_market_enabled,
    set_market_host,
    set_market_terms,
)
from storefront.localization.collation import sort_key
from storefront.localization.errors import (
    BadMarket,
    BadNumber,
    HostNotReady,
    NoSuchMarket,
    PrimaryMarket,
    UnknownLanguage,
)
from storefront.localization.figures import currency_symbol, format_number, format_percent, format_price
from storefront.localization.formats import (
    format_date,
    format_date_range,
    format_datetime,
    format_list,
    format_price_per,
    format_relative,
    format_relative_count,
    format_unit,
    format_weight,
)
from storefront.localization.hreflang import hreflang_cluster
from storefront.localization.models import Market, TranslationMark
from storefront.localization.names import autonym, language_name, territory_name
from storefront.localization.negotiation import negotiated_language
from storefront.localization.parsing import parse_decimal, parse_price
from storefront.localization.reads import find_host, market_by_handle, markets, markets_open_in, translation_marks
from storefront.localization.rules import NewMarket, countries, is_country
from storefront.localization.scripts import is_right_to_left, isolated, script_of
from storefront.localization.tags import tag
from storefront.localization.terms import Duties, MarketMode
from storefront.localization.translating import (
    Translatable,
    TranslatableText,
    mark_translated,
    mark_written,
    source_digest,
    source_language,
)
from storefront.localization.views import View, view_by_prefix, view_prefix, view_without_market, views_of
from storefront.localization.words import language_of_words, words

__all__ = [
    "BadMarket",
    "BadNumber",
    "Duties",
    "HostNotReady",
    "Market",
    "MarketMode",
    "MarketTerms",
    "NewMarket",
    "NoSuchMarket",
    "PrimaryMarket",
    "Translatable",
    "TranslatableText",
    "TranslationMark",
    "UnknownLanguage",
    "View",
    "autonym",
    "countries",
    "currency_symbol",
    "find_host",
    "format_date",
    "format_date_range",
    "format_datetime",
    "format_list",
    "format_number",
    "format_percent",
    "format_price",
    "format_price_per",
    "format_relative",
    "format_relative_count",
    "format_unit",
    "format_weight",
    "hreflang_cluster",
    "is_country",
    "is_right_to_left",
    "isolated",
    "language_name",
    "language_of_words",
    "mark_translated",
    "mark_written",
    "market_by_handle",
    "markets",
    "markets_open_in",
    "negotiated_language",
    "open_markets",
    "parse_decimal",
    "parse_price",
    "script_of",
    "set_market_enabled",
    "set_market_host",
    "set_market_terms",
    "sort_key",
    "source_digest",
    "source_language",
    "tag",
    "territory_name",
    "translation_marks",
    "view_by_prefix",
    "view_prefix",
    "view_without_market",
    "views_of",
    "words",
]
