"""Catalogues: words that a language lacks, placeholders that a translation lost, plural forms that are missing."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from babel.messages import extract
from jinja2.exceptions import TemplateError

from themes.engine.errors import ThemeRefused
from themes.engine.findings import Finding, refusal
from themes.engine.library import Theme
from themes.engine.words import Catalogue, read_catalogues

LANGUAGES: Final = ("ar", "de", "fr", "ms", "ru", "zh-Hans")  # in which shops speak to shoppers, besides English
_PLACEHOLDER: Final = re.compile(r"%\((\w+)\)")
_KEYWORDS: Final = frozenset(extract.DEFAULT_KEYWORDS) | {"_"}


class Message:
    """A text in a template: its context, its English (singular and plural), and where it stands."""

    def __init__(self, function: str, texts: tuple[str, ...], file: str, line: int) -> None:
        has_context = function in ("pgettext", "npgettext")
        self.context = texts[0] if has_context else ""
        self.forms = texts[1:] if has_context else texts
        self.is_plural = function in ("ngettext", "npgettext")
        self.file = file
        self.line = line


def unreadable(theme: Theme) -> Iterator[Finding]:
    """Catalogues that are not valid."""
    for name in _catalogues(theme):
        try:
            read_catalogues(theme.package, name)
        except ThemeRefused as error:
            yield refusal(error)


def missing(theme: Theme) -> Iterator[Finding]:
    """Languages without a catalogue, and in each catalogue the messages that it lacks or translates wrongly."""
    messages = list(messages_of(theme))
    names = list(_catalogues(theme))
    if messages:
        yield from _without_catalogue(names, messages)
    for name in names:
        try:
            catalogues = read_catalogues(theme.package, name)
        except ThemeRefused:
            continue
        for message in messages:
            yield from _faults(name, theme.package.source(name), catalogues, message)


def _without_catalogue(names: Sequence[str], messages: Sequence[Message]) -> Iterator[Finding]:
    have = {name.removeprefix("locales/").removesuffix(".po").replace("_", "-") for name in names}
    for language in LANGUAGES:
        if language not in have and language.partition("-")[0] not in have:
            name = f"locales/{language}.po"
            shown = f"{len(messages)} text{'s' if len(messages) > 1 else ''}"
            yield Finding(name, 0, f"there is no catalogue of “{language}”: {shown} would be English", "add the file")


def messages_of(theme: Theme) -> Iterator[Message]:
    """Every text that the theme's templates, inherited ones included, look up; each once."""
    seen = set()
    for name in sorted(theme.package.files):
        if not name.endswith(".html"):
            continue
        try:
            found = list(theme.environment.extract_translations(theme.package.source(name)))  # type: ignore[attr-defined]
        except (TemplateError, ThemeRefused):
            continue
        for line, function, texts in found:
            words = tuple(
                text for text in ((texts,) if isinstance(texts, str) else texts or ()) if isinstance(text, str)
            )
            message = Message(function, words, name, line)
            key = (message.context, message.forms[:1])
            if message.forms and function in _KEYWORDS and key not in seen:
                seen.add(key)
                yield message


def _catalogues(theme: Theme) -> Iterator[str]:
    for name in sorted(theme.package.files):
        if name.startswith("locales/") and name.endswith(".po") and not name.endswith(("/en.po", "/en_GB.po")):
            yield name


def _faults(name: str, source: str, catalogues: Sequence[Catalogue], message: Message) -> Iterator[Finding]:
    english = message.forms[0]
    known = (message.context, english)
    catalogue = next((each for each in catalogues if known in each.messages), None)
    if catalogue is None:
        where = f"{message.file}:{message.line}"
        yield Finding(name, 0, f"no translation of “{english[:80]}” ({where})", f'add msgid "{english[:80]}"')
        return
    forms = catalogue.messages[known]
    line = source.count("\n", 0, max(0, source.find(f'"{english}"'))) + 1
    wanted = set(_PLACEHOLDER.findall(" ".join(message.forms)))
    for form in forms:
        unknown = set(_PLACEHOLDER.findall(form)) - wanted
        if unknown:
            yield Finding(name, line, f"“{form[:60]}” has an unknown %({unknown.pop()})s", "use the English ones")
    lost = wanted - set(_PLACEHOLDER.findall(" ".join(forms))) - {"num"}
    if lost:
        yield Finding(name, line, f"the translation of “{english[:60]}” lost %({lost.pop()})s", "put it back")
    if message.is_plural and len(forms) < len({catalogue.plural_form(number) for number in range(201)}):
        yield Finding(name, line, f"“{english[:60]}” lacks plural forms", "write a msgstr[n] for each form")
