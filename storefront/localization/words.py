"""The few words that pages need and themes do not bring, from gettext catalogues in `storefront/locales`.

Adding a language is adding a catalogue.
"""

import io
from functools import lru_cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from storefront.localization.tags import maximized, tag

_FOLDER = Path(__file__).parent.parent / "locales"
SOURCE_LANGUAGE = "en"


@lru_cache(maxsize=256)
def words(language: str) -> Translations:
    """`gettext` and `ngettext` in the language, else its parent, else English. Raises UnknownLanguage."""
    own, full = tag(language), maximized(language)
    chain = (str(own), f"{full.language}-{full.script}", own.language if not own.script else "")
    return _catalogue(next((each for each in chain if each in catalogue_languages()), SOURCE_LANGUAGE))


@lru_cache(maxsize=1)
def catalogue_languages() -> frozenset[str]:
    """The languages that have a catalogue."""
    return frozenset(path.stem for path in _FOLDER.glob("*.po"))


@lru_cache(maxsize=64)
def _catalogue(language: str) -> Translations:
    with _FOLDER.joinpath(f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language.replace("-", "_"), abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    translations = Translations(compiled, domain="storefront")
    if language != SOURCE_LANGUAGE:
        translations.add_fallback(_catalogue(SOURCE_LANGUAGE))
    return translations
