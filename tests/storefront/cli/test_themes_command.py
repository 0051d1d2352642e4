"""`storefront themes`: what there is, what is wrong with one, and installing one for a shop."""

import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from storefront import theming
from storefront.app import create_app
from tenants.isolation import Database
from tenants.kit import clock
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
from tests.storefront.cli.commands import environment, eventually
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
    variables = environment(settings)
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


class TestLooks:
    """A theme that was installed is worn, shown, dated and put back without a line of code."""

    def test_an_installed_theme_is_previewed_and_published_and_the_old_one_put_back(
        self, themes: Callable[..., Said], database: Database, shop: ADressedShop, settings: Settings, tmp_path: Path
    ) -> None:
        assert themes("install", shop.slug, a_theme_saying(tmp_path, "woven"), "--name", "woven").status == 0
        assert " woven  edited " in themes("switch", shop.slug, "woven").out
        link = themes("preview", shop.slug, "--hours", 2).out.strip()
        with TestClient(create_app(settings), base_url=shop.url) as visitor:
            assert link.startswith(f"{shop.url}/-/preview/")
            assert "<p>woven</p>" in visitor.get(link).text
            assert "woven" not in visitor.get("/").text
            assert f"{shop.slug}: live " in themes("publish", shop.slug).out
            eventually(lambda: "<p>woven</p>" in visitor.get("/").text)
        lines = themes("history", shop.slug, "--json").out.splitlines()
        rows = [json.loads(line) for line in lines if line.startswith("{")]  # the visits are told of, too
        assert [row["theme"] for row in rows] == ["woven", "aurora"]
        assert " aurora " in themes("restore", shop.slug, rows[1]["version"]).out
        themes("publish", shop.slug)
        assert json.loads(themes("status", shop.slug, "--json").out)["live"]["theme"] == "aurora"

    def test_choices_are_printed_and_read_again(
        self, themes: Callable[..., Said], database: Database, shop: ADressedShop, tmp_path: Path
    ) -> None:
        look = json.loads(themes("choices", shop.slug).out)
        assert look == {"theme": "aurora", "settings": {}, "templates": {}}
        file = tmp_path / "look.json"
        file.write_text(json.dumps({**look, "settings": {"logo_text": {"en": "Seri", "ar": "سيري"}}}))
        assert " Raya sale" in themes("choose", shop.slug, file, "--note", "Raya sale").out
        assert json.loads(themes("choices", shop.slug).out)["settings"]["logo_text"]["ar"] == "سيري"
        assert json.loads(themes("choices", shop.slug, "--live").out)["settings"] == {}
        assert themes("discard", shop.slug).status == 0
        assert themes("status", shop.slug).out.splitlines()[1] == "draft  none"

    def test_choices_that_do_not_fit_are_named_and_change_nothing(
        self, themes: Callable[..., Said], shop: ADressedShop, tmp_path: Path
    ) -> None:
        (tmp_path / "look.json").write_text('{"theme": "aurora", "settings": {"accent": "blue", "no_such": 1}}')
        said = themes("choose", shop.slug, tmp_path / "look.json")
        assert (said.status, said.out) == (1, "")
        assert {line.partition(":")[0] for line in said.err.splitlines()} == {"settings › accent", "settings › no_such"}
        assert "draft  none" in themes("status", shop.slug).out

    def test_a_draft_is_dated_and_published_by_the_worker_at_its_moment(
        self,
        themes: Callable[..., Said],
        database: Database,
        shop: ADressedShop,
    ) -> None:
        themes("switch", shop.slug, "bazaar")
        said = themes("schedule", shop.slug, "2999-01-31T08:00+08:00")
        assert "bazaar  to be published 2999-01-31T00:00:00+00:00" in said.out
        assert "stays a draft" in themes("schedule", shop.slug, "--cancel").out
        soon = clock.now() + timedelta(hours=1)
        themes("schedule", shop.slug, soon.isoformat())
        version = json.loads(themes("status", shop.slug, "--json").out)["draft"]["version"]
        with database.tenant(shop.tenant_id) as session:
            assert not theming.publish_if_due(session, shop.tenant_id, version)
        with database.tenant(shop.tenant_id) as session:
            session.execute(text("update theme_version set publish_at = now() where publish_at is not null"))
            assert theming.publish_if_due(session, shop.tenant_id, version)
        assert " bazaar  published " in themes("status", shop.slug).out.splitlines()[0]

    def test_a_dated_draft_whose_place_is_taken_is_named_and_brought_back(
        self, themes: Callable[..., Said], shop: ADressedShop
    ) -> None:
        themes("switch", shop.slug, "bazaar")
        themes("schedule", shop.slug, "2999-01-31T08:00+08:00")
        dated = json.loads(themes("status", shop.slug, "--json").out)["draft"]["version"]
        said = themes("switch", shop.slug, "atelier")
        assert "nothing will be published at 2999-01-31T00:00:00+00:00 any more" in said.err
        assert f"storefront themes restore {shop.slug} {dated}" in said.err
        assert "to be published" not in themes("status", shop.slug).out
        assert f"{dated}  bazaar  edited " in themes("history", shop.slug).out
        assert " bazaar  edited " in themes("restore", shop.slug, dated).out

    def test_choices_of_before_an_update_are_printed_without_what_the_theme_forgot(
        self, themes: Callable[..., Said], database: Database, shop: ADressedShop, tmp_path: Path
    ) -> None:
        words = {"heading": {"en": "News of the loom", "de": "Neues vom Webstuhl"}}
        with database.tenant(shop.tenant_id) as session:
            look = theming.live_theme(session)
            news = {"id": "news", "type": "newsletter", "settings": {**words, "email": "news@loom.example"}}
            look.templates = {"home": {"sections": [news]}}
            session.add(look)
        said = themes("choices", shop.slug)
        assert "left out: home › news › email: there is no such setting" in said.err
        file = tmp_path / "look.json"
        file.write_text(said.out)
        assert json.loads(said.out)["templates"]["home"]["sections"][0]["settings"] == words
        assert themes("choose", shop.slug, file).status == 0

    def test_choices_in_a_theme_that_is_gone_are_printed_as_they_are_stored(
        self, themes: Callable[..., Said], database: Database, shop: ADressedShop
    ) -> None:
        with database.tenant(shop.tenant_id) as session:
            look = theming.live_theme(session)
            look.theme, look.settings = "gone", {"accent": "#123456"}
            session.add(look)
        said = themes("choices", shop.slug)
        assert json.loads(said.out) == {"theme": "gone", "settings": {"accent": "#123456"}, "templates": {}}
        assert said.err.startswith("as stored: ")

    @pytest.mark.parametrize(
        ("arguments", "reason"),
        [
            (("status", "nobody"), "there is no shop 'nobody'"),
            (("switch", "{shop}", "nothing"), "there is no theme “nothing”"),
            (("switch", "{shop}", "groundwork"), "no shop wears it"),
            (("publish", "{shop}"), "nothing is being worked on"),
            (("preview", "{shop}"), "nothing is being worked on"),
            (("preview", "{shop}", "--version", "999999"), "there is no version 999999"),
            (("restore", "{shop}", "999999"), "there is no version 999999"),
            (("schedule", "{shop}"), "a moment, or --cancel"),
            (("schedule", "{shop}", "tomorrow"), "is no moment"),
            (("schedule", "{shop}", "2999-01-31T08:00"), "in which zone"),
            (("schedule", "{shop}", "2001-01-31T08:00Z"), "lies in the past"),
            (("choose", "{shop}", "noise.json"), "noise.json is not JSON"),
            (("choose", "{shop}", "list.json"), "an object with theme, settings and templates is expected"),
        ],
    )
    def test_what_can_not_be_done_is_one_line_and_changes_nothing(
        self,
        themes: Callable[..., Said],
        shop: ADressedShop,
        tmp_path: Path,
        arguments: tuple[str, ...],
        reason: str,
    ) -> None:
        (tmp_path / "noise.json").write_bytes(b"\xff{")
        (tmp_path / "list.json").write_text("[]")
        before = themes("status", shop.slug).out
        said = themes(*(each.format(shop=shop.slug) for each in arguments))
        assert (said.status, said.out, said.err.count("\n")) == (2, "", 1)
        assert reason in said.err
        assert themes("status", shop.slug).out == before
