"""A theme that a shop brings along is stored, and worn by that shop alone."""

import os
import zipfile
from pathlib import Path

import pytest

from storefront import media, theming
from storefront.theming import gateway
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.themes import (
    ADressedShop,
    a_theme_saying,
    installed,
    wear,
    zipped,
)
from tests.storefront.theming.wearing import Install, Process, home, home_saying, owner, package_file, style_of
from tests.themes.workshop import a_theme_folder
from themes.engine import Theme, ThemeData


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_a_shop_wears_the_theme_that_it_installed(
    form: str,
    install: Install,
    process: Process,
    database: Database,
    store: media.MediaStore,
    shop: ADressedShop,
    tmp_path: Path,
) -> None:
    folder = a_theme_saying(tmp_path, "woven by us")
    theme = install(folder if form == "folder" else zipped(folder, tmp_path / "mine.zip"))
    assert (theme.slug, theme.version, theme.parent) == ("mine", "1.0.0", "")
    client = process()
    assert "woven by us" not in home(client, shop)
    wear(database, store, shop, "mine")
    page = home_saying(client, shop, "woven by us")
    style = client.get(f"{shop.url}{style_of(page)}")
    assert "/assets/mine/" in style_of(page)
    assert (style.status_code, style.headers["content-type"]) == (200, "text/css; charset=utf-8")


def test_a_theme_from_before_there_were_carts_goes_on_selling(
    install: Install, process: Process, database: Database, store: media.MediaStore, shop: ADressedShop, tmp_path: Path
) -> None:
    install(a_theme_folder(tmp_path, {"templates/cart.toml": None}))
    wear(database, store, shop, "mine")
    client = process()
    home_saying(client, shop, "/assets/mine/")
    page = client.get(f"{shop.url}/cart")
    assert page.status_code == 200
    assert "Your cart is empty" in page.text
    assert "/assets/aurora/" in style_of(page.text)


def test_a_theme_may_build_on_a_built_in_one(
    install: Install, process: Process, database: Database, store: media.MediaStore, shop: ADressedShop, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/theme.toml").write_text('name = "Mine"\nversion = "2.0.0"\nparent = "bazaar"\n')
    assert install(tmp_path / "mine").parent == "bazaar"
    wear(database, store, shop, "mine")
    client = process()
    style = style_of(home(client, shop))
    assert style.startswith("/assets/mine/")
    assert client.get(f"{shop.url}{style}").status_code == 200


def test_the_same_files_are_the_same_package_and_installing_them_again_changes_nothing(
    install: Install, tmp_path: Path
) -> None:
    folder = a_theme_saying(tmp_path, "once")
    first = install(folder)
    for path in folder.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    second = install(zipped(folder, tmp_path / "again.zip"))
    assert (second.digest, second.installed_at) == (first.digest, first.installed_at)


def test_a_shop_has_a_limited_number_of_themes(
    database: Database, store: media.MediaStore, shop: ADressedShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storefront.theming.rules.MOST_INSTALLED", 1)
    folder = a_theme_folder(tmp_path, {})
    for _ in range(2):
        theming.install_theme(database, store, tenant_id=shop.tenant_id, slug="first", source=folder)
    with pytest.raises(theming.TooManyThemes):
        theming.install_theme(database, store, tenant_id=shop.tenant_id, slug="second", source=folder)
    assert list(installed(database, shop)) == ["first"]


class TestAnotherShop:
    def test_it_can_not_wear_or_see_the_theme(
        self,
        install: Install,
        process: Process,
        database: Database,
        store: media.MediaStore,
        shop: ADressedShop,
        other: ADressedShop,
        tmp_path: Path,
    ) -> None:
        install(a_theme_saying(tmp_path, "woven by us"))
        wear(database, store, shop, "mine")
        client = process()
        style = style_of(home(client, shop))
        with database.tenant(other.tenant_id) as session:
            assert theming.installed_themes(session) == []
            theming.save_draft(session, other.tenant_id, theme=_theme(database, store, shop), data=ThemeData())
            theming.publish_draft(session, other.tenant_id)
        page = home(client, other)
        assert "woven by us" not in page
        assert "/assets/aurora/" in page
        assert client.get(f"{shop.url}{style}").status_code == 200
        assert client.get(f"{other.url}{style}").status_code == 404

    def test_two_shops_may_give_their_themes_the_same_name(
        self,
        process: Process,
        database: Database,
        store: media.MediaStore,
        shop: ADressedShop,
        other: ADressedShop,
        tmp_path: Path,
    ) -> None:
        for each, words in ((shop, "the batik house"), (other, "the spice house")):
            folder = a_theme_saying(tmp_path, words)
            theming.install_theme(database, store, tenant_id=each.tenant_id, slug="mine", source=folder)
            wear(database, store, each, "mine")
        client = process()
        assert "the batik house" in home(client, shop)
        assert "the spice house" in home(client, other)

    def test_the_package_has_no_address(
        self, install: Install, process: Process, settings: Settings, shop: ADressedShop, other: ADressedShop,
        tmp_path: Path,
    ) -> None:  # fmt: skip
        digest = install(a_theme_folder(tmp_path, {})).digest
        assert package_file(settings, shop, digest).is_file()
        client = process()
        for host in (shop.url, other.url):
            assert client.get(f"{host}/media/t/{shop.tenant_id}/themes/{digest}.zip").status_code == 404


def _theme(database: Database, store: media.MediaStore, shop: ADressedShop) -> Theme:
    return theming.ThemeShelf(store).theme_of(owner(database, shop), "mine")


def test_a_package_holds_the_files_and_nothing_of_when_or_whose(tmp_path: Path) -> None:
    folder = a_theme_folder(tmp_path, {})
    (tmp_path / "mine.zip").write_bytes(gateway.pack(folder))
    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
