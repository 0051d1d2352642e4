"""A page ready to be filled: the chosen sections with their words in the view's language, and what they point to.

A plan is made once for a page kind, a shop's choices and its languages, and kept; binding it to a request's
resources is all that is left to do for each page.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from themes.engine import schema
from themes.engine.choices import ChosenPage, ChosenSection
from themes.engine.drops import Moment, Resources
from themes.engine.prose import Prose, prose, sanitized
from themes.engine.schema import Setting, Value
from themes.engine.styles import TokenStyle


class Fields(dict[str, object]):
    """Settings as a template reads them: `fields.heading`. Its own methods are not to be reached from a template."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A block as a template sees it."""

    id: str
    type: str
    settings: Fields


@dataclass(frozen=True, slots=True)
class Section:
    """A section as a template sees it."""

    id: str
    type: str
    settings: Fields
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PlannedFields:
    """Values that are ready, and those that wait for the request: handles with their type, addresses, linked texts."""

    ready: Fields
    pointers: tuple[tuple[str, str, str], ...] = ()
    addresses: tuple[tuple[str, str], ...] = ()
    prose: tuple[tuple[str, Prose], ...] = ()
    dates: tuple[tuple[str, Moment], ...] = ()

    def bind(self, resources: Resources, home: str) -> Fields:
        if not (self.pointers or self.addresses or self.prose or self.dates):
            return self.ready

        def address(written: str) -> str:
            return resources.links.get(written) or (home + written).rstrip("/") or "/"

        fields = Fields(self.ready)
        for name, kind, pointer in self.pointers:
            fields[name] = _FINDERS[kind](resources, pointer)
        for name, written in self.addresses:
            fields[name] = address(written)
        for name, text in self.prose:
            fields[name] = text.linked(address)
        for name, moment in self.dates:
            fields[name] = replace(moment, is_past=_is_past(moment, resources.today))
        return fields


@dataclass(frozen=True, slots=True)
class PlannedSection:
    id: str
    type: str
    fields: PlannedFields
    blocks: tuple[tuple[str, str, PlannedFields], ...]

    def bind(self, resources: Resources, home: str) -> Section:
        blocks = tuple(Block(name, kind, fields.bind(resources, home)) for name, kind, fields in self.blocks)
        return Section(self.id, self.type, self.fields.bind(resources, home), blocks)


@dataclass(frozen=True, slots=True)
class Plan:
    layout: str
    settings: PlannedFields
    sections: tuple[PlannedSection, ...]
    layout_sections: Mapping[str, PlannedSection]
    style: TokenStyle


_FINDERS: Final[Mapping[str, Callable[[Resources, str], object]]] = {
    "image": lambda resources, handle: resources.images.get(handle),
    "product": lambda resources, handle: resources.products.get(handle),
    "collection": lambda resources, handle: resources.collections.get(handle),
    "document": lambda resources, handle: resources.documents.get(handle),
    "menu": lambda resources, handle: resources.menus.get(handle, ()),
}


def plan_page(page: ChosenPage, schemas: Mapping[str, Setting], style: TokenStyle, languages: tuple[str, ...]) -> Plan:
    """Choose the words of a page. `languages` begins with the view's."""
    return Plan(
        layout=page.layout,
        settings=_fields(schemas, page.settings, languages),
        sections=tuple(_section(section, languages) for section in page.sections),
        layout_sections={name: _section(section, languages) for name, section in page.layout_sections.items()},
        style=style,
    )


def in_language(value: Value, languages: tuple[str, ...]) -> object:
    """A text from its table by language: the first language that has it, else any."""
    if not isinstance(value, Mapping):
        return value
    for language in languages:
        if value.get(language):
            return value[language]
        base = language.partition("-")[0]
        if value.get(base):
            return value[base]
    return next((text for text in value.values() if text), "")


def _section(section: ChosenSection, languages: tuple[str, ...]) -> PlannedSection:
    blocks = tuple(
        (block.id, block.schema.type, _fields(block.schema.settings, block.values, languages))
        for block in section.blocks
    )
    fields = _fields(section.schema.settings, section.values, languages)
    return PlannedSection(section.id, section.schema.type, fields, blocks)


def _fields(settings: Mapping[str, Setting], values: Mapping[str, Value], languages: tuple[str, ...]) -> PlannedFields:
    ready = Fields()
    pointers, addresses, texts, dates = [], [], [], []
    for name, setting in settings.items():
        value = in_language(values[name], languages)
        if setting.type in schema.POINTERS:
            if value:
                pointers.append((name, setting.type, str(value)))
            else:
                ready[name] = () if setting.type == "menu" else None
        elif setting.type == "url" and str(value).startswith("/"):
            addresses.append((name, str(value)))
        elif setting.type == "richtext":
            clean = sanitized(str(value))
            text = prose(clean)
            if text.addresses:
                texts.append((name, text))
            else:
                ready[name] = clean
        elif setting.type == "date":
            if moment := _moment(str(value), languages):
                dates.append((name, moment))
            else:
                ready[name] = None
        else:
            ready[name] = value
    return PlannedFields(ready, tuple(pointers), tuple(addresses), tuple(texts), tuple(dates))


def _is_past(moment: Moment, today: dt.date | None) -> bool:
    return today is not None and dt.date.fromisoformat(moment.iso) < today


def _moment(iso: str, languages: tuple[str, ...]) -> Moment | None:
    if not iso:
        return None
    for language in languages:
        try:
            locale = Locale.parse(language, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        return Moment(iso, format_date(dt.date.fromisoformat(iso), format="long", locale=locale))
    return Moment(iso, iso)
