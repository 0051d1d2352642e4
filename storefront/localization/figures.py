"""Numbers, percentages and prices as CLDR 48 writes them.

Babel brings the data; the shaping is here, because Babel 2.18 leaves out CLDR's minimum grouping (1234,50 € in
Spanish), the space between letters and digits (RM 1,234.50) and the digits of numbering systems, and because a page
writes a hundred prices. Amounts are rounded, half up, before they are shaped; shaping never changes a value.
"""

import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from babel.numbers import NumberPattern, get_currency_symbol

from storefront.localization import cldr48
from storefront.localization.tags import cldr_locale, tag
from storefront.money import Money, currency, round_half_up

_NBSP = "\u00a0"
# The code point of each system's zero (CLDR numberingSystems); the other nine digits follow it.
_ZEROS = {
    "adlm": 0x1E950,
    "arab": 0x0660,
    "arabext": 0x06F0,
    "beng": 0x09E6,
    "cakm": 0x11136,
    "deva": 0x0966,
    "mymr": 0x1040,
    "olck": 0x1C50,
    "thai": 0x0E50,
    "tibt": 0x0F20,
}


@dataclass(frozen=True, slots=True)
class NumberSigns:
    """The marks of one locale in one numbering system. `digits` translates ASCII digits, or is None for them."""

    decimal: str
    group: str
    minus: str
    percent: str
    currency_decimal: str
    currency_group: str
    digits: dict[int, str] | None
    minimum_grouping: int


@dataclass(frozen=True, slots=True)
class _Shape:
    """All that one kind of number in one locale needs, worked out once."""

    before: str
    after: str
    before_negative: str
    after_negative: str
    decimal: str
    group: str
    group_sizes: tuple[int, int]
    shortest_grouped: int
    digits: dict[int, str] | None

    def written(self, whole: str, decimals: str, is_negative: bool) -> str:
        if len(whole) >= self.shortest_grouped:
            whole = _grouped(whole, self.group, self.group_sizes)
        number = f"{whole}{self.decimal}{decimals}" if decimals else whole
        if self.digits is not None:
            number = number.translate(self.digits)
        if is_negative:
            return f"{self.before_negative}{number}{self.after_negative}"
        return f"{self.before}{number}{self.after}"


def format_price(price: Money, locale: str) -> str:
    """The price for eyes. A part of a unit that would be charged is always shown, even where it is usual not to."""
    shape, exponent, usual_digits = _price_shape(price.currency, locale)
    minor = price.amount_minor
    digits = str(minor if minor >= 0 else -minor)
    if exponent == 0:
        return shape.written(digits, "", minor < 0)
    digits = digits.rjust(exponent + 1, "0")
    decimals = digits[-exponent:]
    if usual_digits < exponent and not decimals.strip("0"):
        decimals = decimals[:usual_digits]
    return shape.written(digits[:-exponent], decimals, minor < 0)


def format_number(value: int | Decimal | Fraction, locale: str, *, decimals: int = 3) -> str:
    """At most so many decimals, half up, and no zeros at the end of them."""
    shape = _number_shape(locale)
    if isinstance(value, int):  # nothing to round: a page of facets counts dozens
        return shape.written(str(abs(value)), "", value < 0)
    return _rounded_and_written(Fraction(value), decimals, shape)


def format_percent(ratio: int | Decimal | Fraction, locale: str) -> str:
    """0.255 is 25.5 %: with one decimal where there is one, half up."""
    return _rounded_and_written(Fraction(ratio) * 100, 1, _percent_shape(locale))


@lru_cache(maxsize=4096)
def currency_symbol(code: str, locale: str) -> str:
    """As the locale writes it: RM in Malaysia and MYR elsewhere. Raises UnknownCurrency."""
    return get_currency_symbol(currency(code).code, locale=cldr_locale(locale))


@lru_cache(maxsize=8192)
def price_separators(code: str, locale: str) -> tuple[str, str]:
    """The signs before decimals and between groups in prices of this currency."""
    shape, _, _ = _price_shape(code, locale)
    return shape.decimal, shape.group


@lru_cache(maxsize=1024)
def number_signs(locale: str) -> NumberSigns:
    """Raises UnknownLanguage."""
    data = cldr_locale(locale)
    system = numbering_system(locale)
    symbols = {**data.number_symbols["latn"], **data.number_symbols.get(system, {})}
    zero = _ZEROS.get(system)
    decimal = symbols["decimal"]
    group, currency_group = cldr48.group_signs(data) or (
        symbols["group"],
        symbols.get("currencyGroup", symbols["group"]),
    )
    return NumberSigns(
        decimal=decimal,
        group=group,
        minus=symbols["minusSign"],
        percent=symbols["percentSign"],
        currency_decimal=symbols.get("currencyDecimal", decimal),
        currency_group=currency_group,
        digits=None if zero is None else {ord("0") + digit: chr(zero + digit) for digit in range(10)},
        minimum_grouping=cldr48.minimum_grouping(data),
    )


@lru_cache(maxsize=1024)
def numbering_system(locale: str) -> str:
    """The digits to write: those asked for by -u-nu-, else the locale's own. One whose digits are not known is latn."""
    system = tag(locale).numbering or cldr_locale(locale).default_numbering_system
    return system if system in _ZEROS else "latn"


def with_local_digits(text: str, locale: str) -> str:
    """ASCII digits turned into the locale's, so that no page mixes two kinds."""
    digits = number_signs(locale).digits
    return text if digits is None else text.translate(digits)


def _rounded_and_written(value: Fraction, most_decimals: int, shape: _Shape) -> str:
    scaled = round_half_up(value * 10**most_decimals)
    digits = str(abs(scaled)).rjust(most_decimals + 1, "0")
    cut = len(digits) - most_decimals
    return shape.written(digits[:cut], digits[cut:].rstrip("0"), scaled < 0)


def _grouped(whole: str, separator: str, sizes: tuple[int, int]) -> str:
    """`sizes` are those of the last group and of the ones before it: (3, 2) is 12,34,567."""
    last, others = sizes
    head, groups = whole[:-last], [whole[-last:]]
    while head:
        groups.append(head[-others:])
        head = head[:-others]
    return separator.join(reversed(groups))


@lru_cache(maxsize=8192)
def _price_shape(code: str, locale: str) -> tuple[_Shape, int, int]:
    facts = currency(code)
    data = cldr48.price_locale(cldr_locale(locale), code)
    signs = number_signs(locale if data is cldr_locale(locale) else str(data))
    pattern = cldr48.price_pattern(data, numbering_system(locale))
    symbol = currency_symbol(code, locale)
    shape = _shape(pattern, signs, decimal=signs.currency_decimal, group=signs.currency_group, symbol=symbol)
    return shape, facts.exponent, facts.display_digits


@lru_cache(maxsize=1024)
def _number_shape(locale: str) -> _Shape:
    signs = number_signs(locale)
    return _shape(cldr_locale(locale).decimal_formats[None], signs, decimal=signs.decimal, group=signs.group)


@lru_cache(maxsize=1024)
def _percent_shape(locale: str) -> _Shape:
    signs = number_signs(locale)
    return _shape(cldr_locale(locale).percent_formats[None], signs, decimal=signs.decimal, group=signs.group)


def _shape(pattern: NumberPattern, signs: NumberSigns, *, decimal: str, group: str, symbol: str = "") -> _Shape:
    def filled(affix: str) -> str:
        return affix.replace("-", signs.minus).replace("%", signs.percent).replace("¤", symbol)

    def before(affix: str) -> str:
        return filled(affix) + (_NBSP if affix.endswith("¤") and _is_letter_like(symbol[-1:]) else "")

    def after(affix: str) -> str:
        return (_NBSP if affix.startswith("¤") and _is_letter_like(symbol[:1]) else "") + filled(affix)

    return _Shape(
        before=before(pattern.prefix[0]),
        after=after(pattern.suffix[0]),
        before_negative=before(pattern.prefix[1]),
        after_negative=after(pattern.suffix[1]),
        decimal=decimal,
        group=group,
        group_sizes=pattern.grouping,
        shortest_grouped=pattern.grouping[0] + signs.minimum_grouping,
        digits=signs.digits,
    )


def _is_letter_like(character: str) -> bool:
    """Neither a symbol such as € nor a space: next to a digit CLDR asks for a space (UTS #35, currencySpacing)."""
    return unicodedata.category(character)[0] not in "SZ"
