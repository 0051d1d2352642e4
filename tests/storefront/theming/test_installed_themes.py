"""A theme that a shop brings along: tried, stored, worn by that shop alone, and never a danger to a page."""

import gc
import os
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from storefront import media, theming
from storefront.app import create_app
from storefront.theming import gateway
from storefront.theming.gateway import shelf as shelf_module
from tenants import lifecycle
from tenants.isolation import Database, JobContext
from tenants.kit.settings import Settings
from tests.factories.themes import (
    BROKEN,
    ADressedShop,
    a_broken_theme,
    a_dressed_shop,
    a_theme_saying,
    installed,
    wear,
    zipped,
)
from tests.themes.test_intake import BAD_FILES, a_zip
from tests.themes.workshop import a_theme_folder
from themes.engine import Theme, ThemeData

Files = Mapping[str, str | bytes | None]


@pytest.fixture
def store(settings: Settings) -> media.MediaStore:
    return media.open_store(settings)


@pytest.fixture
def shop(database: Database) -> ADressedShop:
    return a_dressed_shop(database)


@pytest.fixture
def other(database: Database) -> ADressedShop:
    return a_dressed_shop(database)


@pytest.fixture
def process(settings: Settings) -> Iterator[Callable[[], TestClient]]:
    """Starts web processes: each has a memory of its own."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(TestClient(create_app(settings), follow_redirects=False))


@pytest.fixture
def install(
    database: Database, store: media.MediaStore, shop: ADressedShop
) -> Callable[[Path], theming.InstalledTheme]:
    return lambda source: theming.install_theme(database, store, tenant_id=shop.tenant_id, slug="mine", source=source)


Install = Callable[[Path], theming.InstalledTheme]
Process = Callable[[], TestClient]


def owner(database: Database, shop: ADressedShop) -> ADressedShop:
    return ADressedShop(shop.tenant_id, shop.slug, installed(database, shop))


def package_file(settings: Settings, shop: ADressedShop, digest: str) -> Path:
    return Path(settings.media_url.removeprefix("file://")) / f"t/{shop.tenant_id}/themes/{digest}.zip"


def home(client: TestClient, shop: ADressedShop) -> str:
    answer = client.get(shop.url)
    assert answer.status_code == 200
    return answer.text


def home_saying(client: TestClient, shop: ADressedShop, words: str) -> str:
    """The home page as soon as it says something; another process's notice takes a moment."""
    until = time.monotonic() + 10
    while words not in (page := home(client, shop)) and time.monotonic() < until:
        time.sleep(0.02)
    assert words in page
    return page


def style_of(page: str) -> str:
    return page.partition('<link rel="stylesheet" href="')[2].partition('"')[0]


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


def refused(install: Install, source: Path) -> str:
    with pytest.raises(theming.ThemePackageRefused) as refusal:
        install(source)
    assert refusal.value.findings
    return "\n".join(map(str, refusal.value.findings))


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


def test_a_package_holds_the_files_and_nothing_of_when_or_whose(tmp_path: Path) -> None:
    folder = a_theme_folder(tmp_path, {})
    (tmp_path / "mine.zip").write_bytes(gateway.pack(folder))
    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
