"""Of a shop's choices, those that a theme can show: each that does not fit is left out alone, and all others stay.

What is left out is what `choices` reports; both must know the same rules.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from themes.engine import choices, schema
from themes.engine.choices import LAYOUT, MOST_BLOCKS, MOST_SECTIONS, ThemeData
from themes.engine.errors import SettingInvalid
from themes.engine.package import Package
from themes.engine.schema import SectionSchema, Setting


def fitting(package: Package, data: ThemeData) -> ThemeData:
    """The choices without what this theme does not know. Those that all fit come back as they are."""
    if not choices.problems(package, data):
        return data
    pages = {kind: _page(package, kind, page) for kind, page in data.templates.items()}
    return ThemeData(_settings(package.settings, data.settings), {kind: page for kind, page in pages.items() if page})


def _page(package: Package, kind: str, page: object) -> dict[str, object]:
    """Empty where nothing is left, so that the theme's own page is shown."""
    if not isinstance(page, Mapping) or kind not in (*schema.PAGE_KINDS, LAYOUT):
        return {}
    kept = {str(name): value for name, value in page.items() if name not in ("layout", "sections")}
    layout = page.get("layout")
    if isinstance(layout, str) and (kind == LAYOUT or f"layouts/{layout}.html" in package.files):
        kept["layout"] = layout
    placed = page.get("sections")
    if isinstance(placed, list):
        sections = list(_sections(package, kind, placed))
        if sections or not placed:
            kept["sections"] = sections
    return {} if kind == LAYOUT and "sections" not in kept else kept


def _sections(package: Package, page: str, placed: list[object]) -> Iterable[dict[str, object]]:
    taken: set[object] = set()
    standing: Counter[str] = Counter()
    for entry in _entries(placed, MOST_SECTIONS):
        section = package.sections.get(str(entry["type"]))
        if section is None or not _may_stand(package, section, page, str(entry["id"])):
            continue
        is_full = section.limit is not None and standing[section.type] >= section.limit
        if not is_full and entry["id"] not in taken:
            taken.add(entry["id"])
            standing[section.type] += 1
            yield _placed(section.settings, entry) | _blocks(section, entry)


def _may_stand(package: Package, section: SectionSchema, page: str, name: str) -> bool:
    if page == LAYOUT:
        return name in package.layout_sections
    return section.pages is None or page in section.pages


def _blocks(section: SectionSchema, entry: Mapping[str, object]) -> dict[str, object]:
    blocks = entry.get("blocks")
    if not isinstance(blocks, list):
        return {}
    kept: list[dict[str, object]] = []
    standing: Counter[str] = Counter()
    for block in _entries(blocks, MOST_BLOCKS):
        known = section.blocks.get(str(block["type"]))
        if known is not None and (known.limit is None or standing[known.type] < known.limit):
            standing[known.type] += 1
            kept.append(_placed(known.settings, block))
    return {"blocks": kept}


def _entries(placed: list[object], most: int) -> Iterable[dict[str, object]]:
    """Each with the id that it goes by, for places change when others are left out."""
    for position, entry in enumerate(placed[:most], 1):
        if isinstance(entry, Mapping) and isinstance(entry.get("type"), str):
            yield {**entry, "id": choices.placement_id(entry, position)}


def _placed(settings: Mapping[str, Setting], entry: Mapping[str, object]) -> dict[str, object]:
    """The entry itself, with the settings that fit. Blocks are added by who knows them."""
    kept = {name: value for name, value in entry.items() if name not in ("settings", "blocks")}
    return kept | ({"settings": _settings(settings, entry["settings"])} if "settings" in entry else {})


def _settings(known: Mapping[str, Setting], given: object) -> dict[str, object]:
    if not isinstance(given, Mapping):
        return {}
    return {name: value for name, value in given.items() if name in known and _fits(known[name], value)}


def _fits(setting: Setting, value: object) -> bool:
    try:
        setting.accept(value)
    except SettingInvalid:
        return False
    return True
