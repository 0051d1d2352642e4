"""What stands on a page: the theme's own sections and settings with the shop's choices laid over them.

Whatever of the shop's does not fit falls back to the theme's own, so that a live shop never breaks, and is reported
as a Problem. No language and no product data yet: words and pointers are chosen by `plan`.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from themes.engine import schema
from themes.engine.errors import SettingInvalid
from themes.engine.package import Package
from themes.engine.schema import BlockSchema, Placement, SectionSchema, Setting, Value

MOST_SECTIONS: Final = 60
MOST_BLOCKS: Final = 60
LAYOUT: Final = "layout"  # the key of ThemeData.templates for sections that stand on every page


@dataclass(frozen=True)
class ThemeData:
    """A shop's own choices, as kept in its database. `templates` maps a page kind, or "layout", to its sections.

    `{"home": {"sections": [{"id": …, "type": …, "settings": {…}, "blocks": [{"type": …, "settings": {…}}]}]}}`
    """

    settings: Mapping[str, object] = field(default_factory=dict)
    templates: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """Equal for equal choices."""
        text = json.dumps([self.settings, self.templates], sort_keys=True, default=str, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Problem:
    """A choice that does not fit, such as `home › hero › heading`, and why. The theme's own value is used instead."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChosenBlock:
    id: str
    schema: BlockSchema
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class ChosenSection:
    id: str
    schema: SectionSchema
    values: Mapping[str, Value]
    blocks: tuple[ChosenBlock, ...]


@dataclass(frozen=True, slots=True)
class ChosenPage:
    layout: str
    settings: Mapping[str, Value]
    sections: tuple[ChosenSection, ...]
    layout_sections: Mapping[str, ChosenSection]

    def every_section(self) -> Iterable[ChosenSection]:
        yield from self.sections
        yield from self.layout_sections.values()


class Chooser:
    """Lays a shop's choices over a theme and keeps what did not fit in `problems`."""

    def __init__(self, package: Package) -> None:
        self.problems: list[Problem] = []
        self._package = package

    def page(self, kind: str, data: ThemeData) -> ChosenPage:
        own = self._package.pages.get(kind)
        layout, placements = (own.layout, own.sections) if own else ("default", ())
        override = data.templates.get(kind)
        if override is not None:
            layout, placements = self._override(kind, override, layout, placements)
        return ChosenPage(
            layout=layout,
            settings=self.values("settings", self._package.settings, data.settings),
            sections=tuple(self._sections(kind, placements)),
            layout_sections=self._layout_sections(data),
        )

    def values(self, where: str, settings: Mapping[str, Setting], raw: object) -> dict[str, Value]:
        """A value for every setting: the given one where it fits, else the default."""
        given = raw if isinstance(raw, Mapping) else {}
        if given is not raw:
            self._report(where, "settings are a table")
        chosen = {}
        for name, setting in settings.items():
            chosen[name] = setting.default
            if name in given:
                try:
                    chosen[name] = setting.accept(given[name])
                except SettingInvalid as error:
                    self._report(f"{where} › {name}", str(error))
        for name in given:
            if name not in settings:
                self._report(f"{where} › {str(name)[:60]}", "there is no such setting")
        return chosen

    def _override(
        self, kind: str, override: object, layout: str, placements: tuple[Placement, ...]
    ) -> tuple[str, tuple[Placement, ...]]:
        if not isinstance(override, Mapping):
            self._report(kind, "a page is a table with its sections")
            return layout, placements
        wanted = override.get("layout", layout)
        if isinstance(wanted, str) and f"layouts/{wanted}.html" in self._package.files:
            layout = wanted
        else:
            self._report(kind, "there is no such layout")
        if "sections" in override:
            if isinstance(override["sections"], list):
                placements = tuple(self._placements(kind, override["sections"], MOST_SECTIONS))
            else:
                self._report(kind, "sections are a list")
        return layout, placements

    def _placements(self, where: str, entries: list[object], most: int) -> Iterable[Placement]:
        if len(entries) > most:
            self._report(where, f"at most {most} fit here")
        for position, entry in enumerate(entries[:most], 1):
            kind = entry.get("type") if isinstance(entry, Mapping) else None
            if not isinstance(entry, Mapping) or not isinstance(kind, str):
                self._report(f"{where} › {position}", "an entry is a table with its type")
                continue
            name = placement_id(entry, position)
            blocks = entry.get("blocks", [])
            if not isinstance(blocks, list):
                self._report(f"{where} › {name}", "blocks are a list")
                blocks = []
            settings = entry.get("settings", {})
            inner = tuple(self._placements(f"{where} › {name}", blocks, MOST_BLOCKS)) if most else ()
            yield Placement(name, kind, settings if isinstance(settings, Mapping) else {}, inner)

    def _sections(self, page: str, placements: Iterable[Placement]) -> Iterable[ChosenSection]:
        taken: set[str] = set()
        standing: Counter[str] = Counter()
        for placement in placements:
            where = f"{page} › {placement.id}"
            section = self._package.sections.get(placement.type)
            if section is None:
                self._report(where, f"there is no section type “{placement.type[:60]}”")
            elif placement.id in taken:
                self._report(where, "the id is there twice")
            elif section.pages is not None and page not in section.pages and page != LAYOUT:
                self._report(where, f"a {section.type} section does not stand on a {page} page")
            elif section.limit is not None and standing[section.type] >= section.limit:
                self._report(where, f"at most {section.limit} of {section.type} on a page")
            else:
                taken.add(placement.id)
                standing[section.type] += 1
                yield self.section(where, section, placement)

    def section(self, where: str, section: SectionSchema, placement: Placement) -> ChosenSection:
        blocks = []
        standing: Counter[str] = Counter()
        for block in placement.blocks:
            known = section.blocks.get(block.type)
            if known is None:
                self._report(where, f"a {section.type} section has no block “{block.type[:60]}”")
            elif known.limit is not None and standing[block.type] >= known.limit:
                self._report(where, f"at most {known.limit} of block {block.type}")
            else:
                standing[block.type] += 1
                values = self.values(f"{where} › {block.id}", known.settings, block.settings)
                blocks.append(ChosenBlock(block.id, known, values))
        values = self.values(where, section.settings, placement.settings)
        return ChosenSection(placement.id, section, values, tuple(blocks))

    def _layout_sections(self, data: ThemeData) -> dict[str, ChosenSection]:
        placements = dict(self._package.layout_sections)
        override = data.templates.get(LAYOUT)
        if isinstance(override, Mapping) and isinstance(override.get("sections"), list):
            for placement in self._placements(LAYOUT, override["sections"], MOST_SECTIONS):
                if placement.id in placements:
                    placements[placement.id] = placement
                else:
                    self._report(f"{LAYOUT} › {placement.id}", "the theme's layout has no such place")
        elif override is not None:
            self._report(LAYOUT, "the layout is a table with its sections")
        return {section.id: section for section in self._sections(LAYOUT, placements.values())}

    def _report(self, where: str, reason: str) -> None:
        self.problems.append(Problem(where, reason))


def placement_id(entry: Mapping[str, object], position: int) -> str:
    """What a section or block is called on its page: its id, or else its type and its place, counted from 1."""
    name = entry.get("id")
    if isinstance(name, str) and schema.PLACEMENT_ID.fullmatch(name):
        return name
    return f"{str(entry['type'])[:50]}-{position}"


def problems(package: Package, data: ThemeData) -> tuple[Problem, ...]:
    """Everything in a shop's choices that does not fit this theme."""
    chooser = Chooser(package)
    for kind in data.templates:
        if kind not in schema.PAGE_KINDS and kind != LAYOUT:
            chooser.problems.append(Problem(str(kind)[:60], "there is no such page type"))
    for kind in schema.PAGE_KINDS:
        chooser.page(kind, data)
    return tuple(dict.fromkeys(chooser.problems))


def problems_of_section(package: Package, section: SectionSchema, placement: Placement) -> tuple[Problem, ...]:
    """Everything in one placement, such as a preset, that does not fit its section."""
    chooser = Chooser(package)
    chooser.section(placement.id, section, placement)
    return tuple(chooser.problems)
