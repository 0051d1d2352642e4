"""Numbers and prices as people of a locale type them: local separators and digits, full-width forms, stray spaces."""

import re
import unicodedata
from decimal import Decimal

from storefront.localization.errors import BadNumber
from storefront.localization.figures import currency_symbol, number_signs, price_separators
from storefront.localization.scripts import without_direction_marks
from storefront.money import Money, currency

_LONGEST = 60
_MINUS_SIGNS = str.maketrans({"−": "-", "‐": "-", "‒": "-", "–": "-"})
_DECIMAL_OF_ARABIC = "٫"


def parse_decimal(written: str, locale: str) -> Decimal:
    """The number that a person of the locale means: "1.234,5" is 1234.5 in German. Raises BadNumber.

    Groups have to be whole, so that a separator of another locale is refused rather than taken for this one's.
    """
    if len(written) > _LONGEST:
        raise BadNumber(written, locale)
    signs = number_signs(locale)
    return _decimal(_folded(written), (signs.decimal, signs.group), written, locale)


def parse_price(written: str, locale: str, code: str) -> Money:
    """An amount of the currency, with or without its symbol or code. Raises BadNumber, BadAmount, AmountTooLarge."""
    if len(written) > _LONGEST:
        raise BadNumber(written, locale)
    text = _folded(written)
    for name in (currency_symbol(code, locale), currency(code).code):
        text = text.replace(_folded(name), "")
    return Money.exactly(_decimal(text, price_separators(code, locale), written, locale), code)


def _decimal(text: str, separators: tuple[str, str], written: str, locale: str) -> Decimal:
    decimal, group = (_folded(each) or " " for each in separators)
    if decimal != _DECIMAL_OF_ARABIC:
        text = text.replace(_DECIMAL_OF_ARABIC, decimal)
    match = re.fullmatch(
        rf"(-?)([0-9]+|[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{2,3}})*{re.escape(group)}[0-9]{{3}})"
        rf"(?:{re.escape(decimal)}([0-9]+))?",
        text,
    )
    if match is None:
        raise BadNumber(written, locale)
    sign, whole, decimals = match.groups()
    return Decimal(f"{sign}{whole.replace(group, '')}.{decimals or '0'}")


def _folded(text: str) -> str:
    """Without spaces and direction marks, in ASCII digits, one kind of minus and of apostrophe."""
    flat = without_direction_marks(unicodedata.normalize("NFKC", text)).translate(_MINUS_SIGNS).replace("’", "'")
    return "".join(str(unicodedata.digit(each)) if each.isdecimal() else each for each in flat if not each.isspace())
