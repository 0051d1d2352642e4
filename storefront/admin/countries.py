"""Countries as the admin's pages offer them, and those that a shop sells to."""

from collections.abc import Iterable

from sqlmodel import Session

from storefront import localization


def country_choices(language: str) -> list[tuple[str, str]]:
    """Every country's code and name, in the order of the reader's alphabet."""
    return named(localization.countries(), language)


def named(countries: Iterable[str], language: str) -> list[tuple[str, str]]:
    """The countries' codes and names, in the order of the reader's alphabet."""
    names = [(code, localization.territory_name(code, language)) for code in countries]
    return sorted(names, key=lambda each: localization.sort_key(each[1], language))


def sold_to(session: Session) -> tuple[str, ...]:
    """The countries of the shop's markets, each once, also of markets that are off."""
    return tuple(dict.fromkeys(code for market in localization.markets(session) for code in market.countries))
