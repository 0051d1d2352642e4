"""What a price was: kept for every change, and the lowest of thirty days beside a reduction."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import text

from storefront import catalog, pricing
from storefront.money import Money
from storefront.pricing import NewPrice
from tenants.isolation import Database
from tests.factories.catalog import AShop, a_shop, texts

START = datetime(2026, 9, 1, tzinfo=UTC)


class Shelf:
    """A shop with one variant, whose price is set on days counted from the start."""

    def __init__(self, shop: AShop) -> None:
        self.shop = shop
        with shop.session() as session:
            made = catalog.create_product(session, shop.tenant_id, catalog.NewProduct(texts("Shawl")))
        [self.variant] = made.variant_ids
        self.market = shop.markets["my"]

    def on(self, day: int, amount: int, before: int | None = None) -> None:
        with self.shop.session() as session:
            new = NewPrice(self.variant, self.market, "MYR", amount, before)
            pricing.set_prices(session, self.shop.tenant_id, [new], at=START + timedelta(days=day))

    @property
    def lowest(self) -> int | None:
        with self.shop.session() as session:
            [card] = catalog.newest(session, self.shop.audience(), limit=1)
        assert card.offer is not None
        return card.offer.lowest_minor

    @property
    def past(self) -> list[tuple[int, int, int | None]]:
        query = text("select amount_minor, from_at, until_at from price_history order by id")
        with self.shop.session() as session:
            rows = list(session.execute(query))
        return [
            (row[0], (row[1] - START).days, None if row[2] is None else (row[2] - START).days)
            for row in sorted(rows, key=lambda row: row[1])
        ]


@pytest.fixture
def shelf(database: Database) -> Shelf:
    return Shelf(a_shop(database))


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(START + timedelta(days=100), tick=False):
        yield


def test_every_price_has_its_time(shelf: Shelf) -> None:
    shelf.on(0, 20_00)
    shelf.on(10, 20_00)
    shelf.on(40, 15_00, 20_00)
    shelf.on(50, 20_00)
    assert shelf.past == [(20_00, 0, 40), (15_00, 40, 50), (20_00, 50, None)]
    with shelf.shop.session() as session:
        pricing.clear_prices(session, shelf.shop.tenant_id, [(shelf.variant, shelf.market)])
    assert shelf.past[-1] == (20_00, 50, 100)


def test_the_lowest_price_is_of_the_thirty_days_before_the_reduction(shelf: Shelf) -> None:
    shelf.on(0, 10_00)
    shelf.on(5, 18_00)
    shelf.on(20, 20_00)
    shelf.on(40, 15_00, 20_00)
    assert shelf.lowest == 18_00  # 10.00 ended on the fifth day, and the tenth is the first that counts
    shelf.on(60, 15_00, 20_00)
    assert shelf.lowest == 18_00  # nothing changed, so the reduction is still the same one


def test_a_price_raised_before_a_sale_deceives_nobody(shelf: Shelf) -> None:
    shelf.on(0, 15_00)
    shelf.on(38, 30_00)
    shelf.on(40, 15_00, 30_00)
    assert shelf.lowest == 15_00


def test_a_reduction_announced_without_one_is_compared_with_the_price_itself(shelf: Shelf) -> None:
    shelf.on(0, 15_00)
    shelf.on(40, 15_00, 30_00)
    assert shelf.lowest == 15_00


def test_a_new_thing_has_no_lowest_price(shelf: Shelf) -> None:
    shelf.on(40, 15_00, 20_00)
    assert shelf.lowest is None


def test_the_lowest_price_can_be_asked_for_at_any_moment(shelf: Shelf) -> None:
    for day, amount in ((0, 10_00), (5, 18_00), (20, 20_00)):
        shelf.on(day, amount)
    found = {}
    with shelf.shop.session() as session:
        for day in (0, 1, 35, 36, 50, 51):
            moment = START + timedelta(days=day)
            lowest = pricing.lowest_30_days(session, [shelf.variant], shelf.market, at=moment)
            found[day] = lowest.get(shelf.variant)
    assert found == {
        0: None,
        1: Money(10_00, "MYR"),
        35: Money(18_00, "MYR"),
        36: Money(18_00, "MYR"),
        50: Money(20_00, "MYR"),
        51: Money(20_00, "MYR"),
    }


def test_a_refused_price_leaves_no_trace_in_the_past(shelf: Shelf) -> None:
    shelf.on(0, 20_00)
    with pytest.raises(pricing.BadPrice):
        shelf.on(10, 20_00, 10_00)
    assert shelf.past == [(20_00, 0, None)]
