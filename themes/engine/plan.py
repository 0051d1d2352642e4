"""A page ready to be filled: the chosen sections with their words in the view's language, and what they point to.

A plan is made once for a page kind, a shop's choices and its languages, and kept; binding it to a request's
resources is all that is left to do for each page.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import nh3
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from markupsafe import Markup

from themes.engine import schema
from themes.engine.choices import ChosenPage, ChosenSection
from themes.engine.drops import Moment, Resources
from themes.engine.schema import Setting, Value
from themes.engine.styles import TokenStyle

RICH_TEXT_TAGS: Final = frozenset(
    {"a", "abbr", "b", "bdi", "blockquote", "br", "cite", "code", "dd", "del", "dl", "dt", "em", "h2", "h3", "h4", "hr"}
    | {"i", "ins", "li", "ol", "p", "q", "s", "small", "strong", "sub", "sup", "u", "ul"}
)
_RICH_TEXT_ATTRIBUTES: Final = {"a": {"href", "title", "lang", "dir"}, "*": {"lang", "dir"}}
_RICH_TEXT_SCHEMES: Final = {"http", "https", "mailto", "tel"}


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
    """Values that are ready, and those that wait for the request: (setting, type, handle or address)."""

    ready: Fields
    waiting: tuple[tuple[str, str, str], ...]

    def bind(self, resources: Resources, home: str) -> Fields:
        if not self.waiting:
            return self.ready
        fields = Fields(self.ready)
        for name, kind, pointer in self.waiting:
            fields[name] = home + pointer if kind == "url" else _FINDERS[kind](resources, pointer)
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


def sanitized(html: str) -> Markup:
    """Rich text that a merchant wrote, with only harmless markup left."""
    return Markup(
        nh3.clean(
            html,
            tags=set(RICH_TEXT_TAGS),
            attributes=_RICH_TEXT_ATTRIBUTES,
            url_schemes=_RICH_TEXT_SCHEMES,
            link_rel="noopener",
        )
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
    waiting = []
    for name, setting in settings.items():
        value = in_language(values[name], languages)
        if setting.type in schema.POINTERS:
            if value:
                waiting.append((name, setting.type, str(value)))
            else:
                ready[name] = () if setting.type == "menu" else None
        elif setting.type == "url" and str(value).startswith("/"):
            waiting.append((name, "url", str(value)))
        elif setting.type == "richtext":
            ready[name] = sanitized(str(value))
        elif setting.type == "date":
            ready[name] = _moment(str(value), languages)
        else:
            ready[name] = value
    return PlannedFields(ready, tuple(waiting))


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
