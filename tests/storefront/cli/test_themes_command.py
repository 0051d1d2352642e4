"""`storefront themes`: what there is, what is wrong with one, and installing one for a shop."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.themes import (
    BROKEN,
    ADressedShop,
    a_broken_theme,
    a_dressed_shop,
    a_theme_saying,
    installed,
    zipped,
)
from tests.storefront.cli.conftest import Said
from tests.themes.test_lint import PLANTED
from tests.themes.workshop import PLAIN, a_theme_folder
from themes.engine import ThemeLibrary
from themes.engine.lint import browser

AMONG_THE_TESTS = ("--parents", str(PLAIN.parent), "--no-browser")
OUR_THEMES = ThemeLibrary().root


@pytest.fixture
def shop(database: Database) -> ADressedShop:
    return a_dressed_shop(database)


@pytest.fixture
def themes(storefront: Callable[..., Said], settings: Settings) -> Callable[..., Said]:
    """`storefront themes …` with the variables by which it reaches the test's database and media store."""
    assert settings.platform_database_url is not None
    variables = {
        "STOREFRONT_DATABASE_URL": settings.database_url.get_secret_value(),
        "STOREFRONT_PLATFORM_DATABASE_URL": settings.platform_database_url.get_secret_value(),
        "STOREFRONT_SECRET_KEY": settings.secret_key.get_secret_value(),
        "STOREFRONT_MEDIA_URL": settings.media_url,
    }
    return lambda *arguments: storefront("themes", *map(str, arguments), variables=variables)


class TestList:
    def test_the_built_in_ones_are_listed_without_a_database(self, storefront: Callable[..., Said]) -> None:
        said = storefront("themes", "list", "--json")
        assert said.status == 0
        rows = [json.loads(line) for line in said.out.splitlines()]
        assert [row["slug"] for row in rows] == ["atelier", "aurora", "bazaar"]
        assert rows[1] == {"slug": "aurora", "version": "1.0.0", "parent": "groundwork", "shop": ""}

    def test_a_shops_own_are_listed_for_that_shop_alone(
        self, themes: Callable[..., Said], database: Database, shop: ADressedShop, tmp_path: Path
    ) -> None:
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine/theme.toml").write_text('name = "Mine"\nversion = "2.0.1"\nparent = "bazaar"\n')
        assert themes("install", shop.slug, tmp_path / "mine").status == 0
        lines = themes("list", "--shop", shop.slug).out.splitlines()
        assert lines[0].split() == ["SLUG", "VERSION", "PARENT", "SHOP"]
        assert lines[-1].split() == ["mine", "2.0.1", "bazaar", shop.slug]
        assert "mine" not in themes("list", "--shop", a_dressed_shop(database).slug).out

    def test_a_shop_that_is_not_there_is_one_line(self, themes: Callable[..., Said]) -> None:
        said = themes("list", "--shop", "nobody")
        assert (said.status, said.err.count("\n")) == (2, 1)
        assert "nobody" in said.err


class TestCheck:
    @pytest.mark.parametrize("slug", ["aurora", "bazaar", "atelier"])
    def test_the_built_in_ones_pass(self, storefront: Callable[..., Said], slug: str) -> None:
        said = storefront("themes", "check", str(OUR_THEMES / slug), "--no-browser")
        assert (said.status, said.out) == (0, "")
        assert "nothing to mend" in said.err

    def test_each_finding_is_a_line_with_file_line_reason_and_mend(self, storefront: Callable[..., Said]) -> None:
        said = storefront("themes", "check", str(BROKEN / "left-and-right"), *AMONG_THE_TESTS)
        assert said.status == 1
        first = said.out.splitlines()[0]
        assert first.startswith("assets/theme.css:2: ")
        assert "margin-left" in first
        assert " – " in first
        assert "5 findings, none of which keep it from being installed" in said.err

    @pytest.mark.parametrize("slug", ["circle-one", "leaking-picture", "odd-choices", "pale"])
    def test_every_planted_fault_is_named(self, storefront: Callable[..., Said], slug: str) -> None:
        lines = storefront("themes", "check", str(BROKEN / slug), *AMONG_THE_TESTS).out.splitlines()
        for file, number, reason in PLANTED[slug]:
            assert any(line.startswith(f"{file}:{number}: ") and reason in line for line in lines), (file, lines)

    def test_a_zip_is_checked_like_its_folder_and_told_as_json(
        self, storefront: Callable[..., Said], tmp_path: Path
    ) -> None:
        packed = zipped(a_broken_theme(tmp_path, "sandboxed"), tmp_path / "sandboxed-1.2.0.zip")
        told = []
        for path in (tmp_path / "mine", packed):
            said = storefront("themes", "check", str(path), "--json")
            assert said.status == 1
            told.append(json.loads(said.out)["findings"])
        assert told[0] == told[1]
        assert told[0][0]["file"] == "sections/hero.html"
        assert {finding["line"] for finding in told[0] if finding["is_refusal"]} == {1, 2, 3, 4, 5, 6}

    def test_what_the_limits_refuse_is_a_finding(self, storefront: Callable[..., Said], tmp_path: Path) -> None:
        packed = tmp_path / "slip.zip"
        with zipfile.ZipFile(packed, "w") as archive:
            archive.write(PLAIN / "theme.toml", "theme.toml")
            archive.writestr("../../evil.html", "x")
        said = storefront("themes", "check", str(packed))
        assert said.status == 1
        assert said.out == "../../evil.html:0: the path leads out of the theme or is too long\n"

    @pytest.mark.parametrize("name", ["nowhere", "noise.zip"])
    def test_what_can_not_be_read_is_one_line(self, storefront: Callable[..., Said], tmp_path: Path, name: str) -> None:
        (tmp_path / "noise.zip").write_bytes(b"PK noise")
        said = storefront("themes", "check", str(tmp_path / name))
        assert (said.status, said.out, said.err.count("\n")) == (2, "", 1)
        assert name in said.err

    @pytest.mark.browser
    def test_a_browser_sees_what_is_too_wide(self, storefront: Callable[..., Said], tmp_path: Path) -> None:
        assert browser.find_browser() is not None
        css = (PLAIN / "assets/theme.css").read_text() + "h1 { inline-size: 40rem }"
        said = storefront("themes", "check", str(a_theme_folder(tmp_path, {"assets/theme.css": css})))
        assert said.status == 1
        assert "templates/search.toml:0: the search page in ar is wider than 320 pixels: h1 – " in said.out


class TestInstall:
    def test_it_says_what_is_installed_where(
        self, themes: Callable[..., Said], database: Database, shop: ADressedShop, tmp_path: Path
    ) -> None:
        packed = zipped(a_theme_saying(tmp_path, "woven"), tmp_path / "kedai-batik-1.0.0.zip")
        said = themes("install", shop.slug.upper(), packed)
        assert (said.status, said.out) == (0, f"{shop.slug}: kedai-batik 1.0.0 is installed\n")
        digest = installed(database, shop)["kedai-batik"]
        again = json.loads(themes("install", shop.slug, packed, "--json").out)
        assert (again["shop"], again["slug"], again["digest"]) == (shop.slug, "kedai-batik", digest)

    def test_a_refused_one_says_every_reason_and_changes_nothing(
        self, themes: Callable[..., Said], database: Database, shop: ADressedShop, tmp_path: Path
    ) -> None:
        said = themes("install", shop.slug, a_broken_theme(tmp_path, "sandboxed"))
        assert (said.status, said.out) == (1, "")
        lines = said.err.splitlines()
        assert [line.partition(": ")[0] for line in lines[:-1]] == [f"sections/hero.html:{n}" for n in range(1, 7)]
        assert lines[-1].endswith(f"was refused for 6 reasons; nothing has changed in {shop.slug}")
        assert installed(database, shop) == {}

    @pytest.mark.parametrize(
        ("arguments", "reason"),
        [
            (("nobody", "mine"), "nobody"),
            (("{shop}", "nowhere"), "there is no such folder or zip"),
            (("{shop}", "mine", "--name", "aurora"), "built-in"),
            (("{shop}", "mine", "--name", "My Theme"), "no name for a theme"),
            (("{shop}", "Not A Name"), "give it one with --name"),
        ],
    )
    def test_wrong_usage_is_one_line(
        self,
        themes: Callable[..., Said],
        database: Database,
        shop: ADressedShop,
        tmp_path: Path,
        arguments: tuple[str, ...],
        reason: str,
    ) -> None:
        a_theme_folder(tmp_path, {})
        a_theme_folder(tmp_path, {}, slug="Not A Name")
        said = themes("install", *(each.format(shop=shop.slug) for each in arguments))
        assert (said.status, said.out, said.err.count("\n")) == (2, "", 1)
        assert reason in said.err
        assert installed(database, shop) == {}
