"""TOML files: unreadable ones, and choices in them that do not fit their schema."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from themes.engine import choices, schema, tables
from themes.engine.choices import ThemeData
from themes.engine.errors import ThemeRefused
from themes.engine.findings import Finding, refusal
from themes.engine.package import Package
from themes.engine.schema import Placement
from themes.engine.tables import TomlFile

_READERS: Final[dict[str, Callable[[TomlFile], object]]] = {
    "sections": lambda file: tables.section_schema(file, Path(file.name).stem),
    "templates": lambda file: tables.placements(file, file.table, "sections"),
}


def unreadable_files(folder: Path) -> Iterator[Finding]:
    """Every TOML file that does not read as what it should be, and not only the first."""
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder).as_posix()
        try:
            file = tables.read_toml(path, name)
            reader = _READERS.get(name.partition("/")[0])
            if reader and name.count("/") == 1:
                reader(file)
        except ThemeRefused as error:
            yield refusal(error)


# Page types that themes of before do not know; a shop shows them in our own look.
_YOUNG: Final = frozenset({"cart"})


def misfits(package: Package) -> Iterator[Finding]:
    """Settings, blocks and section types in the theme's own pages that its schemas do not know; missing pages."""
    for problem in choices.problems(package, ThemeData()):
        page, *places = problem.where.split(" › ")
        name = "theme.toml" if page in (choices.LAYOUT, "settings") else f"templates/{page}.toml"
        near = next((place for place in reversed(places) if _line(package, name, place)), "")
        yield Finding(
            name, _line(package, name, near), f"{problem.where}: {problem.reason}",
            "write what the section's schema knows, or add it there", is_refusal=True,
        )  # fmt: skip
    for kind in schema.PAGE_KINDS:
        if kind not in package.pages:
            yield Finding(
                f"templates/{kind}.toml", 0, f"there is no {kind} page", "add the file", is_refusal=kind not in _YOUNG
            )
    yield from _presets(package)


def _presets(package: Package) -> Iterator[Finding]:
    for kind, section in package.sections.items():
        for preset in section.presets:
            placement = Placement(preset.name or "preset", kind, preset.settings, preset.blocks)
            for problem in choices.problems_of_section(package, section, placement):
                name = f"sections/{kind}.toml"
                near = problem.where.rpartition(" › ")[2]
                yield Finding(
                    name, _line(package, name, near), f"preset {problem.where}: {problem.reason}",
                    "write what the schema above it knows",
                )  # fmt: skip


def _line(package: Package, name: str, near: str) -> int:
    if name not in package.files or not near:
        return 0
    return TomlFile(name, package.source(name), {}).line_of(near)
