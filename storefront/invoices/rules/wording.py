"""The papers' own words."""

from pathlib import Path

from babel.support import Translations

from storefront import localization

CATALOGUES = Path(__file__).parent.parent / "locales"


def words(language: str) -> Translations:
    """The papers' catalogue in a language."""
    return localization.words(language, CATALOGUES)
