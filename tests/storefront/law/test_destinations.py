"""One action closes a destination for every shop, and every process hears of it."""

import asyncio
from collections.abc import Callable

import pytest

from storefront import law, localization, theming
from storefront.hosts import HostDirectory
from storefront.localization import NewMarket
from storefront.shop import Shop
from tenants import lifecycle
from tenants.isolation import Database, TenantChanges
from tenants.kit.settings import Settings
from tests import event_loop
from tests.database import TestDatabase
from tests.factories.catalog import AShop, a_shop
from themes.engine import ThemeData


def closed(database: Database, country: str = "RU") -> None:
    with database.platform() as session:
        law.close_destination(session, country, reason="Cards can not be charged", by="test")


def test_a_closed_destination_is_closed_for_each_shop_until_it_is_opened(database: Database) -> None:
    shop = a_shop(database)
    closed(database)
    with shop.session() as session:
        assert law.closed_countries(session) == {"RU"}
        law.require_open(session, "KZ")
        with pytest.raises(law.DestinationClosed) as refusal:
            law.require_open(session, "RU")
    assert (refusal.value.country, refusal.value.reason) == ("RU", "Cards can not be charged")
    with database.platform() as session:
        law.open_destination(session, "RU", by="test")
    with shop.session() as session:
        law.require_open(session, "RU")
        assert law.closed_countries(session) == frozenset()


def test_closing_twice_and_opening_what_is_open_change_nothing(database: Database) -> None:
    closed(database)
    with pytest.raises(law.AlreadyClosed):
        closed(database)
    with pytest.raises(law.NotClosed), database.platform() as session:
        law.open_destination(session, "KZ", by="test")
    with database.platform() as session:
        assert [each.country for each in law.closed_destinations(session)] == ["RU"]


@pytest.mark.parametrize(("country", "reason"), [("Russia", "x"), ("ru", "x"), ("RU", " "), ("RU", "x" * 301)])
def test_a_country_and_a_reason_are_needed(database: Database, country: str, reason: str) -> None:
    with pytest.raises(law.BadDestination), database.platform() as session:
        law.close_destination(session, country, reason=reason, by="test")
    with database.platform() as session:
        assert law.closed_destinations(session) == []


def test_a_market_whose_countries_are_all_closed_trades_by_enquiry(settings: Settings, database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        theming.start_theme(session, shop.tenant_id, "aurora", ThemeData())
        markets = [
            NewMarket(handle="ru", countries=("RU",), languages=("en",), currency="USD"),
            NewMarket(handle="cis", countries=("RU", "KZ"), languages=("en",), currency="USD"),
        ]
        localization.open_markets(session, shop.tenant_id, markets)
    directory = HostDirectory(settings, database)
    closed(database)
    assert _enquiry_markets(directory, database, shop) == {"ru"}


def test_every_process_forgets_every_shop_when_a_destination_closes(
    database: Database, test_database: TestDatabase
) -> None:
    forgotten: list[str] = []

    async def until(condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not condition():
                await asyncio.sleep(0.01)

    async def story() -> None:
        listener = TenantChanges(
            test_database.serving_url, lambda _: forgotten.append("one"), lambda: forgotten.append("all")
        )
        task = asyncio.create_task(listener.run())
        try:
            await until(lambda: forgotten == ["all"])
            await asyncio.to_thread(closed, database)
            await until(lambda: forgotten == ["all", "all"])
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    event_loop.run(story())


def _enquiry_markets(directory: HostDirectory, database: Database, shop: AShop) -> set[str]:
    with database.platform() as session:
        slug = lifecycle.tenant_by_id(session, shop.tenant_id).slug
    found = directory.find_shop(f"{slug}.localhost")
    assert isinstance(found, Shop)
    return {view.market_handle for view in found.views if view.is_enquiry}
