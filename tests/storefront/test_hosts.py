"""Who lives at a host: remembered exactly until something of it changes."""

from collections.abc import Iterator

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from storefront import hosts, theming
from storefront.hosts import HostDirectory
from storefront.shop import Shop, SuspendedShop
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.catalog import AShop, a_shop
from tests.factories.tenants import a_tenant
from themes.engine import ThemeData


@pytest.fixture
def directory(settings: Settings, database: Database) -> HostDirectory:
    return HostDirectory(settings, database)


@pytest.fixture
def shop(database: Database) -> AShop:
    shop = a_shop(database)
    with shop.session() as session:
        theming.start_theme(session, shop.tenant_id, "aurora", ThemeData())
    return shop


@pytest.fixture
def questions() -> Iterator[list[str]]:
    """The statements that any engine is asked."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield asked
    event.remove(Engine, "before_cursor_execute", note)


def host_of(shop: AShop) -> str:
    with shop.session() as session:
        return f"{lifecycle.tenant_by_id(session, shop.tenant_id).slug}.localhost"


def test_a_shop_and_nobody_are_remembered(directory: HostDirectory, shop: AShop, questions: list[str]) -> None:
    host = host_of(shop)
    found = directory.find_shop(host)
    assert isinstance(found, Shop)
    assert found.tenant_id == shop.tenant_id
    assert directory.find_shop("nobody.localhost") is None
    questions.clear()
    assert directory.find_shop(host) is found
    assert directory.find_shop("nobody.localhost") is None
    assert directory.remembered(host) == (True, found)
    assert directory.remembered("nobody.localhost") == (True, None)
    assert questions == []


def test_a_notice_forgets_its_tenant_and_every_host_where_nobody_lived(
    directory: HostDirectory, database: Database, shop: AShop
) -> None:
    other = a_shop(database)
    for host in (host_of(shop), host_of(other), "nobody.localhost"):
        directory.find_shop(host)
    directory.forget(shop.tenant_id)
    assert not directory.remembered(host_of(shop))[0]
    assert not directory.remembered("nobody.localhost")[0]
    assert directory.remembered(host_of(other))[0]
    directory.forget_all()
    assert not directory.remembered(host_of(other))[0]


def test_what_was_read_before_a_notice_is_not_remembered_after_it(
    directory: HostDirectory, shop: AShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, read = host_of(shop), directory._read

    def read_while_it_changes(host: str) -> hosts.Found:
        found = read(host)
        directory.forget(shop.tenant_id)
        return found

    monkeypatch.setattr(directory, "_read", read_while_it_changes)
    assert directory.find_shop(host) is not None
    assert not directory.remembered(host)[0]


def test_memory_ends_with_its_age(directory: HostDirectory, shop: AShop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts, "MAX_AGE_SECONDS", -1.0)
    directory.find_shop(host_of(shop))
    assert not directory.remembered(host_of(shop))[0]


def test_a_flood_of_invented_hosts_drives_no_shop_out_of_memory(
    settings: Settings, database: Database, shop: AShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "CAPACITY", 10)
    directory = HostDirectory(settings, database)
    directory.find_shop(host_of(shop))
    for number in range(30):
        assert directory.find_shop(f"invented-{number}.localhost") is None
    assert directory.remembered(host_of(shop))[0]
    assert not directory.remembered("invented-0.localhost")[0]
    assert directory.remembered("invented-29.localhost")[0]


def test_a_shop_that_is_suspended_or_still_being_set_up_takes_a_break(
    directory: HostDirectory, database: Database, shop: AShop
) -> None:
    with database.platform() as session:
        empty = a_tenant(session, slug="just-opened", name="Just Opened")
    without_theme = a_shop(database)
    assert directory.find_shop("just-opened.localhost") == SuspendedShop(
        empty.id or 0, "just-opened", "Just Opened", ("en",)
    )
    assert isinstance(directory.find_shop(host_of(without_theme)), SuspendedShop)
    with database.platform() as session:
        lifecycle.suspend_tenant(session, host_of(shop).partition(".")[0])
    assert isinstance(directory.find_shop(host_of(shop)), SuspendedShop)
