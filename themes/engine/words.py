"""The theme's own words: gettext catalogues read from .po files, with English, the source, beneath every language."""

import gettext
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from babel.messages import pofile

from themes.engine.errors import ThemeRefused
from themes.engine.package import Package
from themes.engine.pseudo import is_pseudo, pseudo_text

_SIZE_LIMIT: Final = 1_000_000
_PLURAL_RULE: Final = re.compile(r"[n0-9 ()%!=<>&|?:+-]{1,600}")

# What a message is known by: its context ("" for none) and its English.
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language's words. A message maps to its plural forms, or to one text."""

    messages: Mapping[_Key, tuple[str, ...]]
    plural_form: Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Words:
    """Catalogues in the order in which a word is looked for."""

    catalogues: tuple[Catalogue, ...]

    def find(self, message: str, context: str = "") -> str:
        for catalogue in self.catalogues:
            forms = catalogue.messages.get((context, message))
            if forms:
                return forms[0]
        return message

    def find_plural(self, singular: str, plural: str, number: int, context: str = "") -> str:
        for catalogue in self.catalogues:
            forms = catalogue.messages.get((context, singular))
            if (forms and len(forms) > 1) or (forms and plural == singular):
                form = catalogue.plural_form(number)
                return forms[form] if form < len(forms) else forms[-1]
            if forms:
                return forms[0]
        return singular if number == 1 else plural


@dataclass(frozen=True, slots=True)
class PseudoWords(Words):
    """English, the language of the messages themselves, as a pseudo-language writes it."""

    language: str

    def find(self, message: str, context: str = "") -> str:
        return pseudo_text(message, self.language)

    def find_plural(self, singular: str, plural: str, number: int, context: str = "") -> str:
        return pseudo_text(singular if number == 1 else plural, self.language)


class WordStore:
    """Catalogues of one theme, each read when first asked for."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._catalogues: dict[str, tuple[Catalogue, ...]] = {}
        self._words: dict[tuple[str, ...], Words] = {}

    def words(self, languages: tuple[str, ...]) -> Words:
        """Words for the first language, falling back to the others up to English."""
        if languages not in self._words:
            is_made = bool(languages) and is_pseudo(languages[0])
            self._words[languages] = PseudoWords((), languages[0]) if is_made else Words(tuple(self._chain(languages)))
        return self._words[languages]

    def _chain(self, languages: tuple[str, ...]) -> list[Catalogue]:
        chain: list[Catalogue] = []
        for language in languages:
            tag = language.replace("_", "-")
            while tag:
                chain.extend(self._of_language(tag))
                tag = tag.rpartition("-")[0]
            if language.partition("-")[0] == "en":
                break
        return chain

    def _of_language(self, language: str) -> tuple[Catalogue, ...]:
        if language not in self._catalogues:
            names = (f"locales/{language}.po", f"locales/{language.replace('-', '_')}.po")
            name = next((name for name in names if name in self._package.files), None)
            self._catalogues[language] = read_catalogues(self._package, name) if name else ()
        return self._catalogues[language]


def read_catalogues(package: Package, name: str) -> tuple[Catalogue, ...]:
    """Read a theme's .po file and its parents' of that name, youngest first. Raises ThemeRefused.

    Fuzzy and empty translations count as missing.
    """
    return tuple(_read(source, name) for source in package.catalogue_sources(name))


def _read(source: str, name: str) -> Catalogue:
    if len(source) > _SIZE_LIMIT:
        raise ThemeRefused(name, 0, f"a catalogue is smaller than {_SIZE_LIMIT // 1000} KB")
    try:
        catalogue = pofile.read_po(io.StringIO(source), abort_invalid=True)
    except pofile.PoFileError as error:
        raise ThemeRefused(name, (error.lineno or 0) + 1, "not a valid gettext catalogue") from error
    except Exception as error:
        raise ThemeRefused(name, 0, f"not a valid gettext catalogue: {str(error)[:120]}") from error
    messages: dict[_Key, tuple[str, ...]] = {}
    for message in catalogue:
        forms = tuple(message.string) if isinstance(message.string, list | tuple) else (message.string,)
        english = message.id[0] if isinstance(message.id, list | tuple) else message.id
        if english and not message.fuzzy and all(forms):
            messages[message.context or "", english] = tuple(str(form) for form in forms)
    return Catalogue(messages, _plural_form(name, catalogue.plural_expr))


def _plural_form(name: str, rule: str) -> Callable[[int], int]:
    if not _PLURAL_RULE.fullmatch(rule):
        raise ThemeRefused(name, 0, "the header's plural rule is not one")
    try:
        form: Callable[[int], int] = gettext.c2py(rule)
    except (ValueError, RecursionError) as error:
        raise ThemeRefused(name, 0, "the header's plural rule is not one") from error

    def chosen(number: int) -> int:
        try:
            return max(0, form(number))
        except ArithmeticError:
            return 0

    return chosen
