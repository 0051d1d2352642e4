"""What a page's sections point to, so that the shop can read it all before rendering."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from themes.engine.choices import ChosenPage, ChosenSection
from themes.engine.package import Package
from themes.engine.prose import prose, sanitized
from themes.engine.schema import Need, Setting, Value

MOST_PRODUCTS: Final = 50
_USUAL_LIMIT: Final = 24
_ALWAYS_MENUS: Final = frozenset({"main", "footer"})
_MENU: Final = re.compile(r"\bmenus(?:\.([a-z][a-z0-9_]*)|\[\s*['\"]([a-z][a-z0-9_-]*)['\"]\s*\])")
_LISTED: Final = re.compile(r"collection_products\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_OPENING: Final = re.compile(r"\s*\{#(.*?)#\}", re.DOTALL)
_QUOTED_NAME: Final = re.compile(r"`([a-z][a-z0-9_]*)")
_WORD: Final = re.compile(r"\b[a-z][a-z0-9_]*\b")
_LIMIT: Final = re.compile(r"\blimit\s*=\s*(?:(\d{1,4})|(?:section|block)\.settings\.([a-z][a-z0-9_]*))")


@dataclass(frozen=True, slots=True)
class Needs:
    """Handles, by what they name. `collection_products` says how many products of each collection are listed; `links`
    are the addresses inside the shop that settings lead to, as they were written. `lists_when_empty` are read only for
    a page whose own list of products is empty."""

    products: frozenset[str] = frozenset()
    collections: frozenset[str] = frozenset()
    collection_products: Mapping[str, int] = field(default_factory=dict)
    images: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    menus: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    lists_when_empty: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the templates of a theme read by name: menus, and for each section how many products of a collection."""

    menus: frozenset[str]
    limits: Mapping[str, tuple[int | str, ...]]


def reading(package: Package) -> Reading:
    """Learn from the templates' sources. A limit is a number, or the name of the setting that holds it."""
    menus = set(_ALWAYS_MENUS)
    limits = {}
    for name in package.files:
        if not name.endswith(".html"):
            continue
        source = package.source(name)
        menus.update(dotted or quoted for dotted, quoted in _MENU.findall(source))
        if name.startswith("sections/"):
            limits[name.removeprefix("sections/").removesuffix(".html")] = tuple(_limits(source))
    return Reading(frozenset(menus), limits)


def needs_of(page: ChosenPage, schemas: Mapping[str, Setting], read: Reading) -> Needs:
    """Everything that a page points to, the layout's sections and the theme's settings included."""
    pointers: dict[str, set[str]] = {kind: set() for kind in ("product", "collection", "image", "document", "menu")}
    listed: dict[str, int] = {}
    lists: set[str] = set()
    lists_when_empty: set[str] = set()
    links = set(_links(schemas, page.settings))
    _collect(pointers, schemas, page.settings)
    for section in page.every_section():
        lists.update(need.list for need in section.schema.needs if _is_needed(need, section))
        lists_when_empty.update(section.schema.needs_when_empty)
        for settings, values in _tables(section):
            _collect(pointers, settings, values)
            links.update(_links(settings, values))
            for handle in _handles(settings, values, "collection"):
                for limit in read.limits.get(section.schema.type, ()):
                    count = _count(limit, section, values)
                    listed[handle] = max(listed.get(handle, 0), count)
    return Needs(
        products=frozenset(pointers["product"]),
        collections=frozenset(pointers["collection"]),
        collection_products=listed,
        images=frozenset(pointers["image"]),
        documents=frozenset(pointers["document"]),
        menus=frozenset(pointers["menu"]) | read.menus,
        lists=frozenset(lists),
        lists_when_empty=frozenset(lists_when_empty),
        links=frozenset(links),
    )


def _is_needed(need: Need, section: ChosenSection) -> bool:
    def holds(name: str) -> bool:
        return bool(section.blocks if name == "blocks" else section.values.get(name))

    return all(map(holds, need.when)) and not any(map(holds, need.unless))


def _limits(source: str) -> Iterator[int | str]:
    for call in _LISTED.finditer(source):
        limit = _LIMIT.search(call[1])
        yield (int(limit[1]) if limit[1] else limit[2]) if limit else _USUAL_LIMIT


def _count(limit: int | str, section: ChosenSection, values: Mapping[str, Value]) -> int:
    if isinstance(limit, str):
        held = values.get(limit, section.values.get(limit))
        limit = int(held) if isinstance(held, int) else _USUAL_LIMIT
    return max(0, min(limit, MOST_PRODUCTS))


def _tables(section: ChosenSection) -> Iterator[tuple[Mapping[str, Setting], Mapping[str, Value]]]:
    yield section.schema.settings, section.values
    for block in section.blocks:
        yield block.schema.settings, block.values


def _handles(settings: Mapping[str, Setting], values: Mapping[str, Value], kind: str) -> Iterator[str]:
    for name, setting in settings.items():
        if setting.type == kind and values.get(name):
            yield str(values[name])


def _collect(pointers: dict[str, set[str]], settings: Mapping[str, Setting], values: Mapping[str, Value]) -> None:
    for kind, handles in pointers.items():
        handles.update(_handles(settings, values, kind))


def _links(settings: Mapping[str, Setting], values: Mapping[str, Value]) -> Iterator[str]:
    """In every language: which one will be read is not known yet."""
    for name, setting in settings.items():
        value = values[name]
        for text in map(str, value.values() if isinstance(value, Mapping) else (value,)):
            if setting.type == "url" and text.startswith("/"):
                yield text
            elif setting.type == "richtext":
                yield from prose(sanitized(text)).addresses


def accepted_names(source: str) -> frozenset[str]:
    """What a snippet's opening comment says that it accepts: names in backticks, else any lower-case word in it."""
    opening = _OPENING.match(source)
    if opening is None:
        return frozenset()
    quoted = _QUOTED_NAME.findall(opening[1])
    return frozenset(quoted or _WORD.findall(opening[1]))
