"""A theme as read from its folder and its parents': tokens, settings, schemas, page templates and where each file lies.

Everything is read once. Compiling templates is `environment`'s work; what a shop changed is `plan`'s.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from themes.engine import schema, tables
from themes.engine.errors import ThemeNotFound, ThemeRefused
from themes.engine.schema import Placement, SectionSchema, Setting
from themes.engine.tables import Table, TomlFile

LONGEST_LINEAGE: Final = 5
TEMPLATE_NAME: Final = re.compile(r"(?:layouts|sections|snippets)/[a-z0-9][a-z0-9_-]{0,62}\.html")
_THEME_KEYS: Final = frozenset(
    {"name", "version", "description", "parent", "is_worn", "author", "license"}
    | {"tokens", "settings", "layout_sections"}
)
_COLOUR: Final = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
_TYPE_TOKEN: Final = re.compile(r"[A-Za-z0-9 ,.'\"()%+*/_-]{1,400}")
_VERSION: Final = re.compile(r"\d+\.\d+\.\d+")


@dataclass(frozen=True, slots=True)
class PageTemplate:
    layout: str
    sections: tuple[Placement, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """`files` maps each path that the theme has, own or inherited, to where it lies; `lineage` is youngest first.

    `catalogues` are all files of a path in locales, youngest first: words are inherited one by one. A theme that is
    not `is_worn` is only a parent, and no shop is offered it.
    """

    slug: str
    name: str
    version: str
    description: str
    lineage: tuple[str, ...]
    files: Mapping[str, Path]
    own_files: frozenset[str]
    catalogues: Mapping[str, tuple[Path, ...]]
    is_worn: bool
    colors: Mapping[str, str]
    colors_dark: Mapping[str, str]
    type: Mapping[str, str]
    contrast: Mapping[str, tuple[str, ...]]
    settings: Mapping[str, Setting]
    layout_sections: Mapping[str, Placement]
    sections: Mapping[str, SectionSchema]
    pages: Mapping[str, PageTemplate]
    assets_digest: str

    def source(self, path: str) -> str:
        """The text of one of the theme's files. Raises ThemeRefused when it is not UTF-8."""
        return _utf8(self.files[path], path)

    def catalogue_sources(self, path: str) -> tuple[str, ...]:
        """The texts of a catalogue and of those that it adds to, youngest first. Raises ThemeRefused."""
        return tuple(_utf8(file, path) for file in self.catalogues[path])


@dataclass(slots=True)
class _Folder:
    """One generation: a theme's own folder and its theme.toml."""

    slug: str
    path: Path
    toml: TomlFile
    files: dict[str, Path] = field(default_factory=dict)


def read_package(slug: str, folder_of: Callable[[str], Path]) -> Package:
    """Read a theme with its parents, each where `folder_of` says. Raises ThemeNotFound, ThemeRefused."""
    generations = _generations(slug, folder_of)
    files: dict[str, Path] = {}
    for generation in reversed(generations):
        files.update(generation.files)
    eldest_first = generations[::-1]
    settings: dict[str, Setting] = {}
    layout_sections: dict[str, Placement] = {}
    for generation in eldest_first:
        settings.update(tables.settings_of(generation.toml, generation.toml.table))
        layout_sections.update(_layout_sections(generation.toml))
    own = generations[0].toml
    return Package(
        slug=slug,
        name=tables.text(own, own.table, "name"),
        version=tables.text(own, own.table, "version"),
        description=tables.text(own, own.table, "description"),
        lineage=tuple(generation.slug for generation in generations),
        files=files,
        own_files=frozenset(generations[0].files),
        catalogues=_catalogues(generations),
        is_worn=own.table.get("is_worn") is not False,
        colors=_tokens(eldest_first, "colors", _COLOUR),
        colors_dark=_tokens(eldest_first, "colors_dark", _COLOUR),
        type=_tokens(eldest_first, "type", _TYPE_TOKEN),
        contrast=_contrast(eldest_first),
        settings=settings,
        layout_sections=layout_sections,
        sections=_sections(files),
        pages=_pages(files),
        assets_digest=_digest(files),
    )


def _utf8(file: Path, path: str) -> str:
    raw = file.read_bytes()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ThemeRefused(path, raw[: error.start].count(b"\n") + 1, "the file is not UTF-8") from error


def _catalogues(youngest_first: list[_Folder]) -> dict[str, tuple[Path, ...]]:
    found: dict[str, tuple[Path, ...]] = {}
    for generation in youngest_first:
        for name, path in generation.files.items():
            if name.startswith("locales/") and name.endswith(".po"):
                found[name] = (*found.get(name, ()), path)
    return found


def _generations(slug: str, folder_of: Callable[[str], Path]) -> list[_Folder]:
    found: list[_Folder] = []
    wanted = slug
    while wanted:
        if wanted in [generation.slug for generation in found]:
            chain = " → ".join([*(generation.slug for generation in found), wanted])
            raise found[-1].toml.refusal(f"the parents go round in a circle: {chain}", near="parent")
        if len(found) == LONGEST_LINEAGE:
            raise found[-1].toml.refusal(f"a theme has at most {LONGEST_LINEAGE - 1} ancestors", near="parent")
        try:
            folder = folder_of(wanted)
        except ThemeNotFound as error:
            if not found:
                raise
            raise found[-1].toml.refusal(f"there is no theme “{wanted}” to be the parent", near="parent") from error
        generation = _read_folder(wanted, folder)
        found.append(generation)
        wanted = tables.text(generation.toml, generation.toml.table, "parent")
        if wanted and not schema.SLUG.fullmatch(wanted):
            raise generation.toml.refusal("“parent” is the name of a theme's folder", near="parent")
    return found


def _read_folder(slug: str, path: Path) -> _Folder:
    toml = tables.read_toml(path / "theme.toml", "theme.toml")
    for key in toml.table.keys() - _THEME_KEYS:
        raise toml.refusal(f"theme.toml has no “{key}”", near=key)
    if not tables.text(toml, toml.table, "name"):
        raise toml.refusal("a theme has a name")
    if not _VERSION.fullmatch(tables.text(toml, toml.table, "version")):
        raise toml.refusal("a version is three numbers: 1.0.0", near="version")
    return _Folder(slug, path, toml, dict(_files(path)))


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        hidden = any(part.startswith((".", "__")) for part in relative.parts)
        if path.is_file() and not path.is_symlink() and not hidden:
            yield relative.as_posix(), path


def _tokens(generations: list[_Folder], name: str, form: re.Pattern[str]) -> dict[str, str]:
    merged: dict[str, str] = {}
    for generation in generations:
        toml = generation.toml
        for key, value in tables.table_of(toml, tables.table_of(toml, toml.table, "tokens"), name).items():
            if not schema.IDENTIFIER.fullmatch(key):
                raise toml.refusal(f"a token's name is lower case letters, digits and _, not “{key}”", near=key)
            if not isinstance(value, str) or not form.fullmatch(value):
                kind = "a font stack, size or number" if name == "type" else "a colour such as #0b5d4e"
                raise toml.refusal(f"the token “{key}” is {kind}", near=key)
            merged[key] = value
    return merged


def _contrast(generations: list[_Folder]) -> dict[str, tuple[str, ...]]:
    merged: dict[str, tuple[str, ...]] = {}
    for generation in generations:
        toml = generation.toml
        for key, value in tables.table_of(toml, tables.table_of(toml, toml.table, "tokens"), "contrast").items():
            if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
                raise toml.refusal(f"the contrast of “{key}” is a list of colour tokens", near=key)
            merged[key] = tuple(value)
    return merged


def _layout_sections(toml: TomlFile) -> Iterator[tuple[str, Placement]]:
    for name, entry in tables.table_of(toml, toml.table, "layout_sections").items():
        if not isinstance(entry, Mapping) or not schema.PLACEMENT_ID.fullmatch(name):
            raise toml.refusal(f"[layout_sections.{name}] is a table named like a section", near=name)
        kind = tables.text(toml, entry, "type") or name
        settings: Table = {key: value for key, value in entry.items() if key not in ("type", "settings", "blocks")}
        settings = {**settings, **tables.table_of(toml, entry, "settings")}
        yield name, Placement(name, kind, settings, tables.placements(toml, entry, "blocks"))


def _sections(files: Mapping[str, Path]) -> dict[str, SectionSchema]:
    found = {}
    for name, path in files.items():
        folder, _, file = name.partition("/")
        if folder == "sections" and file.endswith(".toml") and file.removesuffix(".toml") + ".html" in _names(files):
            kind = file.removesuffix(".toml")
            found[kind] = tables.section_schema(tables.read_toml(path, name), kind)
        elif folder == "sections" and file.endswith(".html") and name.removesuffix(".html") + ".toml" not in files:
            kind = file.removesuffix(".html")
            found[kind] = SectionSchema(kind, kind, {}, {})
    return found


def _names(files: Mapping[str, Path]) -> frozenset[str]:
    return frozenset(name.removeprefix("sections/") for name in files if name.startswith("sections/"))


def _pages(files: Mapping[str, Path]) -> dict[str, PageTemplate]:
    found = {}
    for name, path in files.items():
        if not (name.startswith("templates/") and name.endswith(".toml")):
            continue
        kind = name.removeprefix("templates/").removesuffix(".toml")
        toml = tables.read_toml(path, name)
        if kind not in schema.PAGE_KINDS:
            raise toml.refusal(f"there is no page type “{kind}”; there are {', '.join(schema.PAGE_KINDS)}")
        for key in toml.table.keys() - {"layout", "sections"}:
            raise toml.refusal(f"a page has no “{key}”", near=key)
        layout = tables.text(toml, toml.table, "layout") or "default"
        if f"layouts/{layout}.html" not in files:
            raise toml.refusal(f"there is no layouts/{layout}.html", near="layout")
        found[kind] = PageTemplate(layout, tables.placements(toml, toml.table, "sections"))
    return found


def _digest(files: Mapping[str, Path]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        if name.startswith("assets/"):
            digest.update(name.encode() + b"\0" + hashlib.sha256(files[name].read_bytes()).digest())
    return digest.hexdigest()[:12]
