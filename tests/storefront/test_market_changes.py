"""A market, a rule or a rate that changes is felt in every process: two that listen, and one that changed it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from storefront import catalog, content, localization, pricing, theming
from storefront.content import MenuTarget, NewMenuItem
from storefront.hosts import HostDirectory
from storefront.localization import MarketMode, MarketTerms, View
from storefront.pricing import MarketPricing, PriceOrigin
from storefront.shop import Shop
from tenants import lifecycle
from tenants.isolation import Database, JobContext, TenantChanges, registered_jobs
from tenants.kit.settings import Settings
from tests import event_loop
from tests.factories.catalog import AShop, a_product, a_shop, an_asset, texts
from tests.factories.content import a_document
from themes.engine import ThemeData

SAMPLE = Path(__file__).parents[1] / "data" / "ecb_sample.xml"
PATIENCE_SECONDS = 10


class Process:
    """What one process of a web server remembers, and how it learns that it should not."""

    def __init__(self, settings: Settings) -> None:
        self._database = Database(settings)
        self.directory = HostDirectory(settings, self._database)
        self._url = settings.database_url.get_secret_value()
        self.listens = asyncio.Event()

    def _forget_all(self) -> None:
        self.directory.forget_all()
        self.listens.set()

    async def run(self) -> None:
        await TenantChanges(self._url, self.directory.forget, self._forget_all).run()

    def view(self, host: str, market: str) -> View | None:
        found = self.directory.find_shop(host)
        assert isinstance(found, Shop)
        return next((view for view in found.views if view.market_handle == market), None)

    def close(self) -> None:
        self._database.close()


@asynccontextmanager
async def two_processes(settings: Settings) -> AsyncIterator[tuple[Process, Process]]:
    processes = Process(settings), Process(settings)
    running = [asyncio.create_task(each.run()) for each in processes]
    try:
        for each in processes:
            await asyncio.wait_for(each.listens.wait(), PATIENCE_SECONDS)
        yield processes
    finally:
        for task in running:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        for each in processes:
            each.close()


async def forgotten(process: Process, host: str) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while process.directory.remembered(host)[0]:
            await asyncio.sleep(0.01)


@pytest.fixture
def shop(database: Database) -> AShop:
    shop = a_shop(database, markets=(("my", "MYR"), ("us", "USD")))
    with shop.session() as session:
        theming.start_theme(session, shop.tenant_id, "aurora", ThemeData())
        a_product(session, AShop(database, shop.tenant_id, {"my": shop.markets["my"]}, {"my": "MYR"}), amounts=100_00)
    return shop


def host_of(shop: AShop) -> str:
    with shop.session() as session:
        return f"{lifecycle.tenant_by_id(session, shop.tenant_id).slug}.localhost"


def run_job(shop: AShop, name: str, **ids: int) -> None:
    [job] = [each for each in registered_jobs() if each.name == name]
    job.run(JobContext(shop.database, {}), tenant_id=shop.tenant_id, **ids)


def test_a_market_that_changes_is_another_one_in_every_process(settings: Settings, shop: AShop) -> None:
    host = host_of(shop)

    async def story() -> None:
        async with two_processes(settings) as processes:
            for each in processes:
                assert each.view(host, "us") is not None
            with shop.session() as session:
                localization.set_market_terms(session, shop.tenant_id, "us", MarketTerms(mode=MarketMode.ENQUIRY))
            for each in processes:
                await forgotten(each, host)
                view = each.view(host, "us")
                assert view is not None
                assert view.is_enquiry
            with shop.session() as session:
                localization.set_market_enabled(session, "us", False)
            for each in processes:
                await forgotten(each, host)
                assert each.view(host, "us") is None

    event_loop.run(story())


def test_rates_and_rules_reach_every_process_with_the_price_they_make(settings: Settings, shop: AShop) -> None:
    """Prices are remembered by nobody: whoever asks next is told the new one."""
    others = Database(settings), Database(settings)

    def told() -> list[int | None]:
        found = []
        for database in others:
            with database.tenant(shop.tenant_id) as session:
                cards = catalog.newest(session, shop.audience(market="us"), limit=1)
                found.append(cards[0].offer.amount_minor if cards and cards[0].offer else None)
        return found

    try:
        assert told() == [None, None]
        today = f"{datetime.now(UTC):%Y-%m-%d}'".encode()
        pricing.take_rates(shop.database, SAMPLE.read_bytes().replace(b"2026-11-23'", today))
        with shop.session() as session:
            pricing.set_market_pricing(session, shop.tenant_id, "us", MarketPricing(PriceOrigin.CONVERTED))
        run_job(shop, "pricing.reprice_market", market_id=shop.markets["us"])
        assert told() == [24_23, 24_23]  # 100 × 1.1562 / 4.7710
        with shop.session() as session:
            pricing.set_own_rate(session, shop.tenant_id, "USD", Decimal("0.3"))
        run_job(shop, "pricing.reprice_market", market_id=shop.markets["us"])
        assert told() == [30_00, 30_00]
    finally:
        for database in others:
            database.close()


MENU_CHANGES = {
    "menu": "update menu_item set position = position + 1",
    "product": "update product set status = 'draft'",
    "name of a product": "update product_text set title = 'Scarf'",
    "collection": "update collection set is_published = false",
    "name of a collection": "update collection_text set title = 'Presents'",
    "document": "update document set published_at = now() + interval '1 day'",
    "article": "insert into document (tenant_id, kind, author, image_alts, published_at, created_at)"
    " values (current_setting('app.tenant_id')::bigint, 'article', '', '{}', now(), now())",
    "picture": "delete from media_asset",
    "renditions": "update media_asset set renditions = '{}'",
    "permit": "insert into held_permit (tenant_id, rule_key, number, valid_from)"
    " values (current_setting('app.tenant_id')::bigint, 'cites', '7', now())",
    "name of a document": "update document_text set title = 'Who we are'",
}


@pytest.mark.parametrize("change", MENU_CHANGES.values(), ids=MENU_CHANGES.keys())
def test_what_a_menu_is_made_of_is_forgotten_when_it_changes(settings: Settings, shop: AShop, change: str) -> None:
    """A shop carries what its pages have read of menus, links and the theme's pictures."""
    host = host_of(shop)
    with shop.session() as session:
        gifts = catalog.create_collection(session, shop.tenant_id, catalog.NewCollection(texts({"en": "Gifts"})))
        about = a_document(session, shop, {"en": "About"})
        an_asset(session, shop.tenant_id)
        links = [NewMenuItem(MenuTarget.COLLECTION, gifts), NewMenuItem(MenuTarget.DOCUMENT, about)]
        content.create_menu(session, shop.tenant_id, "main", links)

    async def story() -> None:
        async with two_processes(settings) as processes:
            for each in processes:
                each.directory.find_shop(host)
            with shop.session() as session:
                session.execute(text(change))
            for each in processes:
                await forgotten(each, host)

    event_loop.run(story())


@pytest.mark.parametrize("table", ["goods_rule", "selling_rule"])
def test_a_rule_of_law_that_changes_is_another_one_in_every_shop(
    settings: Settings, database: Database, shop: AShop, table: str
) -> None:
    host = host_of(shop)

    async def story() -> None:
        async with two_processes(settings) as processes:
            for each in processes:
                each.directory.find_shop(host)
            with database.platform() as session:
                session.execute(text(f"update {table} set withdrawn_at = now()"))
            for each in processes:
                await forgotten(each, host)

    event_loop.run(story())
