"""Where the data of Babel 2.18 (CLDR 47) lack or contradict CLDR 48, in the languages of trade.

Found by comparing every locale with ICU 78; the tests compare again. When Babel catches up, rows here go away.
"""

from babel import Locale
from babel.numbers import NumberPattern, parse_pattern

from storefront.localization.tags import PARENTS

# minimumGroupingDigits: Babel leaves it out. Children inherit it, such as pt_AO pt_PT's, unless they are exempt.
_FOUR_DIGITS_UNGROUPED = frozenset(
    {"be", "bg", "es", "et", "hu", "hy", "ia", "ie", "it", "ka", "lv", "pl", "pt_PT", "ru_UA", "sl", "sq"}
)
_GROUPED_AFTER_ALL = frozenset({"es_419", "pt_AO"})
# What separates groups: (in numbers, in prices).
_GROUP_SIGNS = {
    "de_AT": ("\u00a0", "."),
    "de_CH": ("'", "'"),
    "de_LI": ("'", "'"),
    "en_CH": ("'", "'"),
    "fr_MA": (".", "."),
    "it_CH": ("'", "'"),
}
_PRICE_PATTERNS = {
    "es_AR": parse_pattern("¤\u00a0#,##0.00"),
    "es_CO": parse_pattern("¤\u00a0#,##0.00"),
    "fa": parse_pattern("\u200e¤#,##0.00"),
    "fa_IR": parse_pattern("\u200e¤#,##0.00"),
}
# A comma has come between date and time.
_DATE_COMMA_TIME = frozenset({"bn", "da", "et", "id", "pt_BR"})
# English in Europe writes the euro as Ireland does; where the euro is the country's own, so every currency.
_EURO_COUNTRIES = frozenset({"BE", "DE", "ES", "FI", "FR", "IT", "NL", "PT", "SI", "SK"})
_EUROPEAN_ENGLISH = "en_150"
_WORLD_ENGLISH = Locale.parse("en_001")


def minimum_grouping(locale: Locale) -> int:
    """How many digits must stand before the first group for there to be groups: 2 leaves four digits whole."""
    name = str(locale)
    while name:
        if name in _GROUPED_AFTER_ALL:
            return 1
        if name in _FOUR_DIGITS_UNGROUPED:
            return 2
        name = PARENTS.get(name) or name.rpartition("_")[0]
    return 1


def group_signs(locale: Locale) -> tuple[str, str] | None:
    """For numbers and for prices, where Babel's are not CLDR 48's."""
    return _GROUP_SIGNS.get(str(locale))


def datetime_pattern(locale: Locale, style: str) -> str:
    """How a date, {1}, and a time, {0}, stand together."""
    return "{1}, {0}" if str(locale) in _DATE_COMMA_TIME else str(locale.datetime_formats[style])


def price_pattern(locale: Locale, system: str) -> NumberPattern:
    """How the locale lays out a price in a numbering system."""
    pattern = _PRICE_PATTERNS.get(str(locale)) or locale.currency_formats["standard"]
    if system == "arab":
        # Babel has the pattern of Latin digits only, which puts the minus inside; with its own digits it stands first.
        return parse_pattern(pattern.pattern.partition(";")[0])
    return pattern


def price_locale(locale: Locale, code: str) -> Locale:
    """The locale whose ways with prices in this currency are followed."""
    name = str(locale)
    is_european_english = _EUROPEAN_ENGLISH in (name, PARENTS.get(name)) and locale.territory != "AT"
    if is_european_english and (code == "EUR" or locale.territory in _EURO_COUNTRIES):
        return _WORLD_ENGLISH
    return locale
