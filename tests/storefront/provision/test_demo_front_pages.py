"""What the demo's shops choose of their themes fits the themes, and names what the shops have."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from storefront.provision.demo_files import DemoShop, demo_shops
from themes.engine import ThemeData, ThemeLibrary
from themes.engine.choices import problems
from themes.engine.package import Package

SHOPS = [files for files in demo_shops() if files.shop.theme_templates]
LIBRARY = ThemeLibrary()


def chosen(files: DemoShop, package: Package, wanted: str) -> Iterator[str]:
    """Every value of a setting type in the shop's sections and their blocks."""
    for page in files.shop.theme_templates.values():
        for section in page["sections"]:
            schema = package.sections[section["type"]]
            yield from _of_type(wanted, schema.settings, section.get("settings", {}))
            for block in section.get("blocks", []):
                yield from _of_type(wanted, schema.blocks[block["type"]].settings, block.get("settings", {}))


# Any: schemas and values of every type
def _of_type(wanted: str, schema: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[str]:
    yield from (value for name, value in values.items() if schema[name].type == wanted)


@pytest.mark.parametrize("files", SHOPS, ids=[files.shop.slug for files in SHOPS])
class TestFrontPage:
    def test_every_choice_fits_the_themes_schema(self, files: DemoShop) -> None:
        data = ThemeData(settings=files.shop.theme_settings, templates=files.shop.theme_templates)
        assert list(problems(LIBRARY.theme(files.shop.theme).package, data)) == []

    def test_pictures_are_file_names_that_become_digests(self, files: DemoShop) -> None:
        package = LIBRARY.theme(files.shop.theme).package
        assert set(chosen(files, package, "image")) <= set(files.picture_files)

    def test_collections_are_the_shops_own(self, files: DemoShop) -> None:
        package = LIBRARY.theme(files.shop.theme).package
        assert set(chosen(files, package, "collection")) <= {collection.key for collection in files.collections}

    def test_words_are_in_every_language_of_the_shop(self, files: DemoShop) -> None:
        package = LIBRARY.theme(files.shop.theme).package
        texts = [text for kind in ("text", "richtext") for text in chosen(files, package, kind)]
        assert [text for text in texts if not isinstance(text, dict) or set(text) < files.shop.languages] == []
