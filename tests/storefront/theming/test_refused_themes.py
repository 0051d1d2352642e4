"""A theme that breaks a rule is refused with the place of each fault, and nothing changes."""

import os
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from storefront import media, theming
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.themes import (
    BROKEN,
    ADressedShop,
    a_broken_theme,
    installed,
)
from tests.storefront.theming.wearing import Install, package_file, refused
from tests.themes.test_intake import BAD_FILES, a_zip
from tests.themes.workshop import a_theme_folder

Files = Mapping[str, str | bytes | None]


# What is put over a theme in order → words of the refusal, with its place.
REFUSED: dict[str, tuple[Files, str]] = {
    "an endless loop": (
        {"sections/hero.html": "\n{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}"},
        "sections/hero.html:2: ",
    ),
    "a snippet that includes itself": (
        {
            "sections/hero.html": "{% include 'snippets/again.html' %}",
            "snippets/again.html": "{% include 'snippets/again.html' %}",
        },
        "levels deep",
    ),
    "a macro that calls itself": (
        {"sections/hero.html": "{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}"},
        "sections/hero.html:",
    ),
    "a giant text by multiplying": ({"sections/hero.html": "\n{{ 'a' * 1000000000 }}"}, "sections/hero.html:2: "),
    "a giant text by doubling": (
        {
            "sections/hero.html": "{% set n = namespace(t='aaaaaaaa') %}"
            "{% for i in range(60) %}{% set n.t = n.t ~ n.t %}{% endfor %}"
        },
        "sections/hero.html:1: ",
    ),
    "a giant number": ({"sections/hero.html": "{{ 9 ** 9 ** 9 ** 9 }}"}, "sections/hero.html:1: "),
    "deep brackets": ({"sections/hero.html": "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}"}, "sections/hero.html:"),
    "a giant template": ({"sections/hero.html": "x" * 100_001}, "sections/hero.html: "),
    "no parent": (
        {"theme.toml": 'name = "M"\nversion = "1.0.0"\nparent = "nobody"\n'},
        "theme.toml:3: there is no theme “nobody”",
    ),
    "its own parent": (
        {"theme.toml": 'name = "M"\nversion = "1.0.0"\nparent = "mine"\n'},
        "theme.toml:3: the parents go round in a circle",
    ),
    "an unknown section type": (
        {"templates/home.toml": '[[sections]]\nid = "a"\ntype = "carousel"\n'},
        "templates/home.toml:2: home › a: there is no section type “carousel”",
    ),
    "a setting of the wrong type": (
        {"templates/home.toml": '[[sections]]\nid = "a"\ntype = "hero"\n[sections.settings]\nheading = 7\n'},
        "templates/home.toml:5: home › a › heading: “heading” is a text, not 7",
    ),
    "a wrong encoding": ({"sections/hero.html": "<p>caf\xe9</p>".encode("latin-1")}, "sections/hero.html:1: "),
    "a version without an end": (
        {"theme.toml": f'name = "M"\nversion = "1.0.{"9" * 60}"\n'},
        "theme.toml: the version is too long",
    ),
}
# Planted fault → words of the refusal.
BROKEN_THEMES = {
    "bad-syntax": "sections/hero.html:3: ",
    "burning": "sections/hero.html:2: ",
    "leaking-picture": "assets/",
    "not-toml": "sections/hero.toml:3: ",
    "odd-choices": "templates/home.toml:2: ",
    "odd-schema": "sections/hero.toml:4: ",
    "sandboxed": "sections/hero.html:1: the filter “safe” is refused",
    "wrong-encoding": "sections/hero.html:2: ",
}


class TestRefused:
    """Whatever is wrong, the reason names its place, and the shop goes on with the theme that it has."""

    @pytest.fixture(autouse=True)
    def _nothing_changes(
        self,
        request: pytest.FixtureRequest,
        settings: Settings,
        database: Database,
        shop: ADressedShop,
    ) -> Iterator[None]:
        yield
        assert installed(database, shop) == {}
        assert not package_file(settings, shop, "x").parent.exists()
        with database.tenant(shop.tenant_id) as session:
            assert theming.live_theme(session).theme == "aurora"

    @pytest.mark.parametrize(("files", "reason"), REFUSED.values(), ids=REFUSED)
    def test_what_costs_too_much_or_does_not_fit(
        self, install: Install, tmp_path: Path, files: Files, reason: str
    ) -> None:
        assert reason in refused(install, a_theme_folder(tmp_path, files))

    @pytest.mark.parametrize(("slug", "reason"), BROKEN_THEMES.items(), ids=BROKEN_THEMES)
    def test_the_planted_faults(self, install: Install, tmp_path: Path, slug: str, reason: str) -> None:
        assert reason in refused(install, a_broken_theme(tmp_path, slug))

    @pytest.mark.parametrize("slug", ["orphan", "circle-one", "circle-two"])
    def test_parents_that_no_shop_has(self, install: Install, slug: str) -> None:
        assert "theme.toml:3: there is no theme " in refused(install, BROKEN / slug)

    @pytest.mark.parametrize(("files", "reason"), BAD_FILES.values(), ids=BAD_FILES)
    def test_a_zip_that_is_no_plain_theme(
        self, install: Install, tmp_path: Path, files: dict[str, bytes | zipfile.ZipInfo], reason: str
    ) -> None:
        assert reason in refused(install, a_zip(tmp_path / "mine.zip", files))

    def test_what_is_no_zip(self, install: Install, tmp_path: Path) -> None:
        (tmp_path / "mine.zip").write_bytes(os.urandom(2_000))
        assert "not a zip that can be read" in refused(install, tmp_path / "mine.zip")

    def test_a_link_in_a_folder(self, install: Install, tmp_path: Path) -> None:
        folder = a_theme_folder(tmp_path, {})
        (folder / "assets/passwd.txt").symlink_to("/etc/passwd")
        assert "assets/passwd.txt: a theme has no links" in refused(install, folder)

    @pytest.mark.parametrize("slug", ["aurora", "bazaar", "atelier"])
    def test_the_name_of_a_built_in_theme(
        self, database: Database, store: media.MediaStore, shop: ADressedShop, tmp_path: Path, slug: str
    ) -> None:
        with pytest.raises(theming.BuiltInTheme):
            theming.install_theme(
                database, store, tenant_id=shop.tenant_id, slug=slug, source=a_theme_folder(tmp_path, {})
            )

    @pytest.mark.parametrize("slug", ["", "..", "../mine", "Mine", "1st", "mine/../..", "x" * 64, "mine\n", "mïne"])
    def test_a_name_that_is_none(
        self, database: Database, store: media.MediaStore, shop: ADressedShop, tmp_path: Path, slug: str
    ) -> None:
        with pytest.raises(theming.BadThemeName):
            theming.install_theme(
                database, store, tenant_id=shop.tenant_id, slug=slug, source=a_theme_folder(tmp_path, {})
            )
