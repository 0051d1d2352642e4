"""A new version of an installed theme: the shop's choices stay, every process follows, old files go."""

from pathlib import Path

from storefront import media, theming
from tenants.isolation import Database, JobContext
from tenants.kit.settings import Settings
from tests.factories.themes import (
    ADressedShop,
    a_theme_saying,
    installed,
    wear,
)
from tests.storefront.theming.wearing import Install, Process, home, home_saying, package_file, refused
from tests.themes.workshop import a_theme_folder
from themes.engine import ThemeData


class TestUpdate:
    CHOICES = ThemeData(
        settings={"accent": "#123456"},
        templates={
            "home": {"sections": [{"id": "hero", "type": "hero", "settings": {"heading": {"en": "As we chose"}}}]}
        },
    )

    def test_it_is_there_in_every_process_and_never_touches_what_the_shop_chose(
        self,
        install: Install,
        process: Process,
        database: Database,
        store: media.MediaStore,
        shop: ADressedShop,
        tmp_path: Path,
    ) -> None:
        install(a_theme_saying(tmp_path, "the first cut"))
        wear(database, store, shop, "mine", self.CHOICES)
        processes = [process(), process()]
        for each in processes:
            assert "the first cut" in home(each, shop)
        assert install(a_theme_saying(tmp_path, "the second cut", version="1.1.0")).version == "1.1.0"
        for each in processes:
            page = home_saying(each, shop, "the second cut")
            assert "As we chose" in page
            assert "#123456" in page
        with database.tenant(shop.tenant_id) as session:
            live = theming.live_theme(session)
            assert ThemeData(live.settings, live.templates) == self.CHOICES

    def test_a_refused_one_leaves_the_last_good_version_on_the_air(
        self,
        install: Install,
        process: Process,
        database: Database,
        store: media.MediaStore,
        shop: ADressedShop,
        tmp_path: Path,
    ) -> None:
        good = install(a_theme_saying(tmp_path, "the first cut"))
        wear(database, store, shop, "mine")
        client = process()
        before = home(client, shop)
        said = refused(install, a_theme_folder(tmp_path, {"sections/hero.html": "<h1>x</h1>\n{{ shop.name|safe }}"}))
        assert said.startswith("sections/hero.html:2: ")
        assert installed(database, shop) == {"mine": good.digest}
        assert home(client, shop) == before
        assert home(process(), shop) == before

    def test_the_package_before_it_is_kept_for_slower_processes_and_then_removed(
        self,
        install: Install,
        settings: Settings,
        database: Database,
        store: media.MediaStore,
        shop: ADressedShop,
        tmp_path: Path,
    ) -> None:
        context = JobContext(database, {"media_store": store})
        old = install(a_theme_saying(tmp_path, "the first cut"))
        new = install(a_theme_saying(tmp_path, "the second cut"))
        assert package_file(settings, shop, old.digest).is_file()
        for digest in (old.digest, new.digest):
            theming.discard_package(context, tenant_id=shop.tenant_id, digest=digest)
        assert not package_file(settings, shop, old.digest).exists()
        assert package_file(settings, shop, new.digest).is_file()
