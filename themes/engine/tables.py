"""Reading TOML files of a theme into schemas and placements, refusing what does not fit with file, line and reason."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Final

from themes.engine import schema
from themes.engine.errors import SettingInvalid, ThemeRefused
from themes.engine.schema import BlockSchema, Need, Placement, Preset, SectionSchema, Setting

Table = Mapping[str, object]

_AT_LINE: Final = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)")
_SETTING_KEYS: Final = frozenset(
    {"id", "type", "label", "default", "options", "min", "max", "step", "info", "placeholder"}
)
_SECTION_KEYS: Final = frozenset(
    {"label", "limit", "pages", "needs", "needs_when_empty", "settings", "blocks", "presets"}
)
_SIZE_LIMIT: Final = 200_000


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A parsed file that can still say on which line something stands. `name` is relative to the theme's folder."""

    name: str
    source: str
    table: Table

    def refusal(self, reason: str, *, near: str = "") -> ThemeRefused:
        return ThemeRefused(self.name, self.line_of(near), reason)

    def line_of(self, text: str) -> int:
        """The first line on which the text stands as a value or key; 0 when nowhere."""
        if not text:
            return 0
        pattern = re.compile(rf"(?<![\w-]){re.escape(text)}(?![\w-])")
        return next((number for number, line in enumerate(self.source.split("\n"), 1) if pattern.search(line)), 0)


def read_toml(path: Path, name: str) -> TomlFile:
    """Parse one file. Raises ThemeRefused."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ThemeRefused(name, 0, f"the file can not be read ({error.strerror})") from error
    if len(raw) > _SIZE_LIMIT:
        raise ThemeRefused(name, 0, f"the file is larger than {_SIZE_LIMIT // 1000} KB")
    try:
        source = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ThemeRefused(name, raw[: error.start].count(b"\n") + 1, "the file is not UTF-8") from error
    try:
        return TomlFile(name, source, tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found and found[1] else source.count("\n") + 1
        raise ThemeRefused(name, line, f"not valid TOML: {_AT_LINE.sub('', str(error))}") from error
    except RecursionError as error:
        raise ThemeRefused(name, 0, "values are nested too deeply") from error


def settings_of(file: TomlFile, table: Table) -> dict[str, Setting]:
    """The `[[settings]]` of a theme, section or block, by id. Raises ThemeRefused."""
    found: dict[str, Setting] = {}
    for entry in rows(file, table, "settings"):
        setting = _setting(file, entry)
        if setting.id in found:
            raise file.refusal(f"the setting “{setting.id}” is there twice", near=setting.id)
        found[setting.id] = setting
    return found


def section_schema(file: TomlFile, kind: str) -> SectionSchema:
    """A section's schema. Raises ThemeRefused."""
    table = file.table
    for key in table.keys() - _SECTION_KEYS:
        raise file.refusal(f"a section has no “{key}”", near=key)
    blocks = {}
    for name, entry in _table(file, table, "blocks").items():
        if not isinstance(entry, Mapping) or not schema.SLUG.fullmatch(name.replace("_", "-")):
            raise file.refusal(f"“{name}” is not a block", near=name)
        label = text(file, entry, "label") or name
        blocks[name] = BlockSchema(name, label, settings_of(file, entry), whole_number(file, entry, "limit"))
    pages = words(file, table, "pages", schema.PAGE_KINDS) if "pages" in table else None
    settings = settings_of(file, table)
    return SectionSchema(
        type=kind,
        label=text(file, table, "label") or kind,
        settings=settings,
        blocks=blocks,
        presets=tuple(_preset(file, entry) for entry in rows(file, table, "presets")),
        limit=whole_number(file, table, "limit"),
        pages=pages,
        needs=_needs(file, table, settings.keys() | {"blocks"}),
        needs_when_empty=words(file, table, "needs_when_empty", schema.LIST_NAMES),
    )


def placements(file: TomlFile, table: Table, key: str) -> tuple[Placement, ...]:
    """The `[[sections]]` of a page or the `[[blocks]]` of a section. A missing id becomes type and position."""
    return tuple(_placement(file, entry, position) for position, entry in enumerate(rows(file, table, key), 1))


def rows(file: TomlFile, table: Table, key: str) -> Iterator[Table]:
    """The tables of a list `[[key]]`; none where it is absent. Raises ThemeRefused at the key's line."""
    entries = table.get(key, [])
    if not isinstance(entries, list):
        raise file.refusal(f"“{key}” is a list: [[{key}]]", near=key)
    for entry in entries:
        if not isinstance(entry, Mapping):
            raise file.refusal(f"“{key}” is a list of tables: [[{key}]]", near=key)
        yield entry


def text(file: TomlFile, table: Table, key: str) -> str:
    """'' where it is absent. Raises ThemeRefused for anything but a text."""
    value = table.get(key, "")
    if not isinstance(value, str):
        raise file.refusal(f"“{key}” is a text", near=key)
    return value


def whole_number(file: TomlFile, table: Table, key: str) -> int | None:
    """None where it is absent. Raises ThemeRefused for anything but a whole number above zero."""
    value = table.get(key)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        raise file.refusal(f"“{key}” is a whole number above zero", near=key)
    return value


def words(file: TomlFile, table: Table, key: str, known: tuple[str, ...]) -> frozenset[str]:
    """A list of known words; none where it is absent. Raises ThemeRefused at one that is unknown."""
    value = table.get(key, [])
    if not isinstance(value, list):
        raise file.refusal(f"“{key}” is a list of: {', '.join(known)}", near=key)
    for entry in value:
        if entry not in known:
            raise file.refusal(f"“{key}” does not know “{entry}”; it knows {', '.join(known)}", near=str(entry))
    return frozenset(value)


def _needs(file: TomlFile, table: Table, settings: Collection[str]) -> tuple[Need, ...]:
    """The lists that a section reads, such as “newest_products when use_newest unless image”."""
    value = table.get("needs", [])
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise file.refusal("“needs” is a list of texts", near="needs")
    return tuple(_need(file, entry, settings) for entry in value)


def _need(file: TomlFile, entry: str, settings: Collection[str]) -> Need:
    name, *rest = entry.split()[:20] or [""]
    if name not in schema.LIST_NAMES:
        raise file.refusal(
            f"“needs” does not know “{name}”; it knows {', '.join(schema.LIST_NAMES)}", near=entry or "needs"
        )
    conditions: dict[str, set[str]] = {"when": set(), "unless": set()}
    for word, setting in zip_longest(rest[::2], rest[1::2], fillvalue=""):
        if word not in conditions or setting not in settings:
            wanted = "after the list come “when” or “unless”, each with a setting of the section, or with “blocks”"
            raise file.refusal(f"“{entry}”: {wanted}", near=entry)
        conditions[word].add(setting)
    return Need(name, frozenset(conditions["when"]), frozenset(conditions["unless"]))


def table_of(file: TomlFile, table: Table, key: str) -> Table:
    """The table `[key]`; empty where it is absent. Raises ThemeRefused for anything but a table."""
    return _table(file, table, key)


def _table(file: TomlFile, table: Table, key: str) -> Table:
    value = table.get(key, {})
    if not isinstance(value, Mapping):
        raise file.refusal(f"“{key}” is a table: [{key}]", near=key)
    return value


def _setting(file: TomlFile, entry: Table) -> Setting:
    name = text(file, entry, "id")
    if not schema.IDENTIFIER.fullmatch(name):
        raise file.refusal(f"a setting's id is lower case letters, digits and _, not “{name}”", near=name or "settings")
    for key in entry.keys() - _SETTING_KEYS:
        raise file.refusal(f"the setting “{name}” has no “{key}”", near=key)
    kind = text(file, entry, "type")
    if kind not in schema.SETTING_TYPES:
        known = ", ".join(schema.SETTING_TYPES)
        raise file.refusal(f"the setting “{name}” has no known type “{kind}”; types are {known}", near=name)
    options = _options(file, entry, name)
    if kind == "select" and not options:
        raise file.refusal(f"the setting “{name}” is a select without options", near=name)
    minimum, maximum, step = (_decimal(file, entry, key) for key in ("min", "max", "step"))
    if kind == "range" and (minimum is None or maximum is None or minimum > maximum):
        raise file.refusal(f"the setting “{name}” is a range and says min and max", near=name)
    empty = schema.empty_value(kind, options, minimum)
    label = text(file, entry, "label") or name
    info = text(file, entry, "info")
    setting = Setting(name, kind, label, empty, options, minimum, maximum, step, info)
    if "default" not in entry:
        return setting
    try:
        default = setting.accept(entry["default"])
    except SettingInvalid as error:
        raise file.refusal(f"the default does not fit: {error}", near=name) from error
    return Setting(name, kind, label, default, options, minimum, maximum, step, info)


def _options(file: TomlFile, entry: Table, name: str) -> tuple[tuple[str, str], ...]:
    listed = entry.get("options", [])
    if not isinstance(listed, list):
        raise file.refusal(f"the options of “{name}” are a list", near=name)
    found = []
    for option in listed:
        if isinstance(option, Mapping):
            option_value, option_label = option.get("value"), option.get("label", option.get("value"))
        else:
            option_value = option_label = option
        if not isinstance(option_value, str) or not isinstance(option_label, str):
            raise file.refusal(f"an option of “{name}” is a text or {{ value, label }}", near=name)
        found.append((option_value, option_label))
    return tuple(found)


def _decimal(file: TomlFile, entry: Table, key: str) -> Decimal | None:
    value = entry.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise file.refusal(f"“{key}” is a number", near=key)
    return Decimal(str(value))


def _preset(file: TomlFile, entry: Table) -> Preset:
    return Preset(text(file, entry, "name"), _table(file, entry, "settings"), placements(file, entry, "blocks"))


def _placement(file: TomlFile, entry: Table, position: int) -> Placement:
    kind = text(file, entry, "type")
    if not kind:
        raise file.refusal("a section or block says its type", near="type")
    name = text(file, entry, "id") or f"{kind}-{position}"
    if not schema.PLACEMENT_ID.fullmatch(name):
        raise file.refusal(f"an id is letters, digits, - and _, not “{name}”", near=name)
    return Placement(name, kind, _table(file, entry, "settings"), placements(file, entry, "blocks"))
