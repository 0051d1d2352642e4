"""What an operator can set stands in the documents, each key as its schema has it."""

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from tenants import zones
from tenants.kit.settings import PREFIX, Settings
from tenants.zones import Defaults, Plan, Zone, ZoneDelivery, ZoneMarket

DOCS = Path(__file__).parents[2] / "docs"
ZONE_PAGE = (DOCS / "zone-file.md").read_text(encoding="utf-8")
SETTINGS_PAGE = (DOCS / "settings.md").read_text(encoding="utf-8")
TABLES: dict[str, type[BaseModel]] = {
    "The zone": Zone,
    "`[defaults]`": Defaults,
    "`[plans.WORD]`": Plan,
    "`[[markets]]`": ZoneMarket,
    "`deliveries` of a market": ZoneDelivery,
}
_ROW = re.compile(r"^\| (`.*) \|$", re.MULTILINE)


def default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True, validated_data={})
    assert value is not PydanticUndefined
    return f"`{str(value).lower() if isinstance(value, bool) else value}`" if value not in (None, (), {}) else ""


def rows(model: type[BaseModel], prefix: str = "") -> list[str]:
    """The lines that a table of the documents is to have."""
    names = {name: prefix + (name.upper() if prefix else name) for name in model.model_fields}
    return [f"`{names[name]}` | {default(field)} | {field.description}" for name, field in model.model_fields.items()]


def test_every_setting_is_documented_with_its_default_and_meaning() -> None:
    assert _ROW.findall(SETTINGS_PAGE) == rows(Settings, PREFIX)


@pytest.mark.parametrize("heading", TABLES)
def test_every_key_of_a_zones_file_is_documented_with_its_default_and_meaning(heading: str) -> None:
    section = ZONE_PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    assert _ROW.findall(section) == rows(TABLES[heading])


@pytest.mark.parametrize("model", [Settings, *TABLES.values()], ids=lambda model: model.__name__)
def test_nothing_that_can_be_set_is_without_a_description(model: type[BaseModel]) -> None:
    assert [name for name, field in model.model_fields.items() if not field.description] == []


def test_every_table_of_a_zones_file_has_a_section() -> None:
    named: set[type[BaseModel]] = {Zone}
    waiting: list[type[BaseModel]] = [Zone]
    while waiting:
        fields = waiting.pop().model_fields.values()
        inner = {each for field in fields for each in _models(field.annotation)} - named
        named |= inner
        waiting += inner
    assert named == set(TABLES.values())
    assert [line[3:] for line in ZONE_PAGE.splitlines() if line.startswith("## ")][: len(TABLES)] == list(TABLES)


def test_the_example_of_a_zones_file_is_one(tmp_path: Path) -> None:
    example = ZONE_PAGE.partition("```toml\n")[2].partition("```")[0]
    file = tmp_path / "zone.toml"
    file.write_text(example, encoding="utf-8")
    assert zones.load_zone(file).home_market == "pt"


def _models(annotation: object) -> set[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {found for each in get_args(annotation) for found in _models(each)}
