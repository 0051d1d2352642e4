"""Themes as processes keep them open: little, whole, fetched once, and never a danger to a page."""

import gc
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from storefront import media, theming
from storefront.theming import gateway
from storefront.theming.gateway import shelf as shelf_module
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.themes import (
    ADressedShop,
    a_theme_saying,
    wear,
)
from tests.storefront.theming.wearing import Install, Process, home, owner, package_file
from tests.themes.workshop import a_theme_folder


class TestWhenSomethingFails:
    def test_a_lost_package_shows_the_shop_in_the_fallback_theme(
        self, install: Install, process: Process, settings: Settings, database: Database, store: media.MediaStore,
        shop: ADressedShop, tmp_path: Path,
    ) -> None:  # fmt: skip
        digest = install(a_theme_saying(tmp_path, "woven by us")).digest
        wear(database, store, shop, "mine")
        package_file(settings, shop, digest).unlink()
        with capture_logs() as logs:
            page = home(process(), shop)
        assert "woven by us" not in page
        assert "/assets/aurora/" in page
        assert {"theme.not_opened", "theme.unusable"} <= {each["event"] for each in logs}

    def test_a_process_that_had_a_good_version_goes_on_with_it(
        self, install: Install, process: Process, settings: Settings, database: Database, store: media.MediaStore,
        shop: ADressedShop, tmp_path: Path,
    ) -> None:  # fmt: skip
        install(a_theme_saying(tmp_path, "the first cut"))
        wear(database, store, shop, "mine")
        shelf = theming.ThemeShelf(store)
        first = shelf.theme_of(owner(database, shop), "mine")
        digest = install(a_theme_saying(tmp_path, "the second cut")).digest
        package_file(settings, shop, digest).write_bytes(b"PK damaged")
        assert shelf.theme_of(owner(database, shop), "mine") is first
        shelf.close()

    def test_installing_again_mends_a_damaged_package(
        self, install: Install, settings: Settings, database: Database, store: media.MediaStore, shop: ADressedShop,
        tmp_path: Path,
    ) -> None:  # fmt: skip
        folder = a_theme_saying(tmp_path, "woven by us")
        digest = install(folder).digest
        package_file(settings, shop, digest).write_bytes(b"PK damaged")
        shelf = theming.ThemeShelf(store)
        with pytest.raises(theming.ThemeUnusable, match="damaged"):
            shelf.theme_of(owner(database, shop), "mine")
        install(folder)
        assert theming.ThemeShelf(store).theme_of(owner(database, shop), "mine").slug == "mine"

    def test_a_page_that_burns_only_with_this_shops_data_is_shown_in_the_fallback_theme(
        self, install: Install, process: Process, database: Database, store: media.MediaStore, shop: ADressedShop,
        tmp_path: Path,
    ) -> None:  # fmt: skip
        with database.platform() as session:
            name = lifecycle.tenant_by_id(session, shop.tenant_id).name
        burning = (
            f"<h1>x</h1>{{% if shop.name == '{name}' %}}"
            "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}{% endif %}"
        )
        install(a_theme_folder(tmp_path, {"sections/hero.html": burning}))
        wear(database, store, shop, "mine")
        with capture_logs() as logs:
            page = home(process(), shop)
        assert "/assets/aurora/" in page
        assert name in page
        assert "theme.page_refused" in {each["event"] for each in logs}


class TestOpenThemes:
    """What one process keeps unpacked: little, whole, fetched once."""

    @pytest.fixture
    def shelf(self, store: media.MediaStore) -> Iterator[theming.ThemeShelf]:
        shelf = theming.ThemeShelf(store)
        yield shelf
        shelf.close()

    def test_many_threads_fetch_a_package_once(
        self, install: Install, shelf: theming.ThemeShelf, database: Database, store: media.MediaStore,
        shop: ADressedShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        install(a_theme_folder(tmp_path, {}))
        me, fetched, got = owner(database, shop), [], []
        original = gateway.fetch_package

        def slowly(*arguments: object) -> bytes:
            fetched.append(arguments)
            time.sleep(0.05)
            return original(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(shelf_module, "fetch_package", slowly)
        threads = [threading.Thread(target=lambda: got.append(shelf.theme_of(me, "mine"))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(fetched) == 1
        assert len(got) == 8
        assert all(theme is got[0] for theme in got)

    def test_touched_files_are_fetched_anew(
        self, install: Install, shelf: theming.ThemeShelf, database: Database, shop: ADressedShop, tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        monkeypatch.setattr(shelf_module, "_LOOK_AGAIN_SECONDS", -1.0)
        install(a_theme_folder(tmp_path, {}))
        me = owner(database, shop)
        first = shelf.theme_of(me, "mine")
        assert shelf.theme_of(me, "mine") is first
        first.package.files["assets/theme.css"].write_text("/* not what was installed */")
        second = shelf.theme_of(me, "mine")
        assert "not what was installed" not in second.package.files["assets/theme.css"].read_text()
        for path in second.package.files.values():
            path.unlink()
        assert shelf.theme_of(me, "mine").package.files["assets/theme.css"].is_file()

    def test_what_was_not_asked_for_lately_is_closed_and_its_files_go(
        self, shelf: theming.ThemeShelf, database: Database, store: media.MediaStore, shop: ADressedShop,
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        monkeypatch.setattr(shelf_module, "MOST_OPEN", 2)
        folder = a_theme_folder(tmp_path, {})
        for slug in ("one", "two", "three"):
            theming.install_theme(database, store, tenant_id=shop.tenant_id, slug=slug, source=folder)
        me = owner(database, shop)
        first = shelf.theme_of(me, "one")
        lies_in = first.package.files["theme.toml"]
        shelf.theme_of(me, "two")
        shelf.theme_of(me, "three")
        gc.collect()
        assert lies_in.is_file()  # somebody still makes a page with it
        del first
        gc.collect()
        assert not lies_in.exists()
        assert shelf.theme_of(me, "one").slug == "one"

    def test_closing_leaves_no_file(
        self, install: Install, shelf: theming.ThemeShelf, database: Database, shop: ADressedShop, tmp_path: Path
    ) -> None:
        install(a_theme_folder(tmp_path, {}))
        place = shelf.theme_of(owner(database, shop), "mine").package.files["theme.toml"]
        assert place.stat().st_uid == os.getuid()
        assert place.parents[3].stat().st_mode & 0o077 == 0
        shelf.close()
        assert not place.parents[3].exists()
