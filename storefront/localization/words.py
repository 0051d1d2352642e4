"""Words from gettext catalogues: those that pages need and themes do not bring, and those of other surfaces' folders.

Adding a language is adding a catalogue to each folder.
"""

import io
from functools import lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from storefront.localization.tags import maximized, tag
from themes.engine import is_pseudo, pseudo_text

_FOLDER = Path(__file__).parent.parent / "locales"
SOURCE_LANGUAGE = "en"


@lru_cache(maxsize=256)
def words(language: str, folder: Path = _FOLDER) -> Translations:
    """`gettext` and `ngettext` in the language, else its parent, else English. Raises UnknownLanguage.

    `folder` holds the catalogues of one surface, `{language}.po`; by default those of the shop's pages.
    """
    found = language_of_words(language, folder)
    return _pseudo_catalogue(folder, found) if is_pseudo(found) else _catalogue(folder, found)


def language_of_words(language: str, folder: Path = _FOLDER) -> str:
    """The language that `words` answers in: zh-Hans for zh-CN, en for one without words. Raises UnknownLanguage."""
    own, full = tag(language), maximized(language)
    if is_pseudo(str(own)):
        return str(own)
    chain = (str(own), f"{full.language}-{full.script}", own.language if not own.script else "")
    known = catalogue_languages(folder)
    return next((each for each in chain if each in known), SOURCE_LANGUAGE)


@lru_cache(maxsize=16)
def catalogue_languages(folder: Path = _FOLDER) -> frozenset[str]:
    """The languages that have a catalogue."""
    return frozenset(path.stem for path in folder.glob("*.po"))


@lru_cache(maxsize=16)
def _pseudo_catalogue(folder: Path, language: str) -> Translations:
    """Made from the English one. Nothing is beneath it: a message that no catalogue has stays plain, and is seen."""
    catalogue = _read(folder, SOURCE_LANGUAGE)
    for message in catalogue:
        if message.id and isinstance(message.string, str):
            message.string = pseudo_text(message.string, language)
        elif message.id and message.string:
            message.string = tuple(pseudo_text(form, language) for form in message.string)
    return _compiled(catalogue)


@lru_cache(maxsize=256)
def _catalogue(folder: Path, language: str) -> Translations:
    translations = _compiled(_read(folder, language))
    if language != SOURCE_LANGUAGE:
        translations.add_fallback(_catalogue(folder, SOURCE_LANGUAGE))
    return translations


def _read(folder: Path, language: str) -> Catalog:
    with folder.joinpath(f"{language}.po").open("rb") as file:
        return read_po(file, locale=language.replace("-", "_"), abort_invalid=True)


def _compiled(catalogue: Catalog) -> Translations:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled, domain="storefront")
