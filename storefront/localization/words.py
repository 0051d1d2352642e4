"""Words from gettext catalogues: those that pages need and themes do not bring, and those of other surfaces' folders.

Adding a language is adding a catalogue to each folder.
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
def words(language: str, folder: Path = _FOLDER) -> Translations:
    """`gettext` and `ngettext` in the language, else its parent, else English. Raises UnknownLanguage.

    `folder` holds the catalogues of one surface, `{language}.po`; by default those of the shop's pages.
    """
    own, full = tag(language), maximized(language)
    chain = (str(own), f"{full.language}-{full.script}", own.language if not own.script else "")
    known = catalogue_languages(folder)
    return _catalogue(folder, next((each for each in chain if each in known), SOURCE_LANGUAGE))


@lru_cache(maxsize=16)
def catalogue_languages(folder: Path = _FOLDER) -> frozenset[str]:
    """The languages that have a catalogue."""
    return frozenset(path.stem for path in folder.glob("*.po"))


@lru_cache(maxsize=256)
def _catalogue(folder: Path, language: str) -> Translations:
    with folder.joinpath(f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language.replace("-", "_"), abort_invalid=True)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    translations = Translations(compiled, domain="storefront")
    if language != SOURCE_LANGUAGE:
        translations.add_fallback(_catalogue(folder, SOURCE_LANGUAGE))
    return translations
