"""The reasons of a landed cost in the reader's language, with figures as the locale writes them."""

from collections.abc import Mapping
from fractions import Fraction

from storefront import localization
from storefront.money import Money
from storefront.tax.rules.outcome import Argument, Arguments, Day, ExplainedLine, Notice, Percentage


def explanation(told: ExplainedLine | Notice, *, language: str, locale: str) -> str:
    """Such as "Duty: 3 × €3.00, for each kind of goods by its customs code"."""
    return worded(told.text_key, told.text_args, language=language, locale=locale)


def percent_text(rate: str, locale: str) -> str:
    """A rate in percent, such as "25.5", as the locale writes it."""
    return _percent(Fraction(rate), locale)


def worded(text_key: str, arguments: Arguments, *, language: str, locale: str) -> str:
    """A text of the catalogues with its arguments. Names among them, such as VAT, are translated too."""
    text = localization.words(language).gettext(text_key)
    written: Mapping[str, str] = {name: _written(each, language, locale) for name, each in arguments.items()}
    return text % written if written else text


def _written(argument: Argument, language: str, locale: str) -> str:
    if isinstance(argument, Money):
        return localization.format_price(argument, locale)
    if isinstance(argument, Percentage):
        return _percent(Fraction(argument.figure), locale)
    if isinstance(argument, Day):
        return localization.format_date(argument.on, locale)
    if isinstance(argument, int):
        return localization.format_number(argument, locale)
    return localization.words(language).gettext(argument) if argument else ""


def _percent(figure: Fraction, locale: str) -> str:
    """With one decimal as the locale writes percentages; a finer rate in full, so that nothing is rounded away."""
    if (figure * 10).denominator == 1:
        return localization.format_percent(figure / 100, locale)
    return f"{localization.format_number(figure, locale, decimals=6)}\u00a0%"
