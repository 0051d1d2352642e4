"""Prices that follow from base prices: made, kept, made anew, and left alone when a rate can not be relied on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import text
from sqlmodel import Session

from storefront import catalog, pricing
from storefront.money import UnknownCurrency
from storefront.pricing import BadPriceRule, MarketPricing, NewPrice, PriceOrigin, RateState, RoundingRule
from tenants.isolation import Database, JobContext, registered_jobs
from tests.factories.catalog import AShop, a_product, a_shop, texts
from tests.storefront.pricing.test_feeds import SAMPLE, a_feed

MONDAY = datetime(2026, 11, 23, 18, tzinfo=UTC)
CHARM = MarketPricing(
    PriceOrigin.CONVERTED, margin_hundredths=5_00, rounding=RoundingRule.of("EUR", Decimal(1), Decimal("-0.10"))
)
RUBLES = MarketPricing(PriceOrigin.CONVERTED)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def shop(database: Database) -> AShop:
    """Its prices are in ringgit; those in euro and roubles follow from them. A euro is 4.771 ringgit."""
    pricing.take_rates(database, SAMPLE)
    shop = a_shop(database, markets=(("my", "MYR"), ("eu", "EUR"), ("ru", "RUB")))
    with shop.session() as session:
        pricing.set_market_pricing(session, shop.tenant_id, "eu", CHARM)
        pricing.set_market_pricing(session, shop.tenant_id, "ru", RUBLES)
    return shop


def a_variant(shop: AShop, amount: int = 99_00, compare_at: int | None = None) -> int:
    with shop.session() as session:
        [variant] = catalog.create_product(session, shop.tenant_id, catalog.NewProduct(texts("Shawl"))).variant_ids
    set_base(shop, variant, amount, compare_at)
    return variant


def set_base(shop: AShop, variant: int, amount: int, compare_at: int | None = None) -> None:
    with shop.session() as session:
        new = NewPrice(variant, shop.markets["my"], "MYR", amount, compare_at)
        pricing.set_price(session, shop.tenant_id, new)


def offer(shop: AShop, market: str = "eu") -> tuple[int, int | None] | None:
    """Price and price before, as lists tell them."""
    with shop.session() as session:
        cards = catalog.newest(session, shop.audience(market=market), limit=1)
    return (cards[0].offer.amount_minor, cards[0].offer.compare_at_minor) if cards and cards[0].offer else None


def stored(session: Session, variant: int, market: int) -> tuple[object, ...]:
    query = text(
        "select amount_minor, origin, base_minor, rate, rate_source, cast(rate_on as text) from price"
        " where variant_id = :variant and market_id = :market"
    )
    return tuple(session.execute(query, {"variant": variant, "market": market}).one())


def run_job(shop: AShop, name: str, **ids: int) -> None:
    [job] = [each for each in registered_jobs() if each.name == name]
    job.run(JobContext(shop.database, {}), tenant_id=shop.tenant_id, **ids)


def take_rates(shop: AShop, day: datetime, ringgit: str) -> None:
    with time_machine.travel(day, tick=False):
        content = SAMPLE.replace(b"4.7710", ringgit.encode())
        pricing.take_rates(shop.database, content.replace(b"2026-11-23'", f"{day:%Y-%m-%d}'".encode()))
        run_job(shop, "pricing.reprice")


def test_a_base_price_makes_the_others_at_once_and_each_tells_how(shop: AShop) -> None:
    """99 / 4.771 × 1.05 is 21.788, and 129 is 28.390: the nearest that end in .90 are these."""
    variant = a_variant(shop, 99_00, 129_00)
    assert offer(shop) == (21_90, 27_90)
    with shop.session() as session:
        found = stored(session, variant, shop.markets["eu"])
    assert found == (21_90, "converted", 99_00, Decimal("0.209599664641"), "ECB", "2026-11-23")


def test_a_new_base_price_is_followed_and_a_fixed_one_is_left(shop: AShop) -> None:
    variant = a_variant(shop)
    set_base(shop, variant, 199_00)
    assert offer(shop) == (43_90, None)
    with shop.session() as session:
        pricing.set_price(session, shop.tenant_id, NewPrice(variant, shop.markets["eu"], "EUR", 40_00))
    set_base(shop, variant, 299_00)
    assert offer(shop) == (40_00, None)
    with shop.session() as session:
        pricing.clear_prices(session, shop.tenant_id, [(variant, shop.markets["eu"])])
    assert offer(shop) == (65_90, None)


def test_without_a_base_price_nothing_is_converted(shop: AShop) -> None:
    variant = a_variant(shop)
    with shop.session() as session:
        pricing.clear_prices(session, shop.tenant_id, [(variant, shop.markets["my"])])
    assert (offer(shop, "my"), offer(shop)) == (None, None)


def test_a_market_without_a_rate_sells_nothing_new_and_says_so(shop: AShop) -> None:
    a_variant(shop)
    assert offer(shop, "ru") is None
    with shop.session() as session:
        states = pricing.reprice(session, shop.tenant_id)
        waiting = pricing.unpriced_count(session, market_id=shop.markets["ru"], base_market_id=shop.markets["my"])
    assert [(each.market_handle, each.state) for each in states] == [("eu", RateState.FRESH), ("ru", RateState.MISSING)]
    assert waiting == 1


def test_the_merchants_own_rate_makes_prices_where_there_were_none(shop: AShop) -> None:
    variant = a_variant(shop)
    with shop.session() as session:
        pricing.set_own_rate(session, shop.tenant_id, "RUB", Decimal("19.5"))
    run_job(shop, "pricing.reprice_market", market_id=shop.markets["ru"])
    with shop.session() as session:
        assert stored(session, variant, shop.markets["ru"])[:5] == (1930_50, "converted", 99_00, Decimal("19.5"), "own")
        pricing.drop_own_rate(session, shop.tenant_id, "RUB")
    run_job(shop, "pricing.reprice_market", market_id=shop.markets["ru"])
    assert offer(shop, "ru") == (1930_50, None)  # the last price stays


@pytest.mark.parametrize(
    ("ringgit", "price"),
    [("4.8187", 21_90), ("4.7240", 21_90), ("4.5000", 22_90), ("5.0000", 20_90)],
)
def test_prices_follow_a_rate_that_moves_by_more_than_a_hundredth(shop: AShop, ringgit: str, price: int) -> None:
    variant = a_variant(shop)
    take_rates(shop, MONDAY + timedelta(days=1), ringgit)
    assert offer(shop) == (price, None)
    with shop.session() as session:
        is_new = stored(session, variant, shop.markets["eu"])[5] == "2026-11-24"
    assert is_new is (price != 21_90)


def test_a_small_move_that_adds_up_is_followed_in_the_end(shop: AShop) -> None:
    a_variant(shop)
    take_rates(shop, MONDAY + timedelta(days=1), "4.7400")
    assert offer(shop) == (21_90, None)
    take_rates(shop, MONDAY + timedelta(days=2), "4.5500")
    assert offer(shop) == (22_90, None)


def test_a_rate_corrected_within_its_day_does_not_move_prices_twice(shop: AShop) -> None:
    a_variant(shop)
    take_rates(shop, MONDAY, "4.5000")
    assert offer(shop) == (21_90, None)


def test_a_stale_rate_keeps_the_last_price_and_makes_no_new_one(shop: AShop, clock: time_machine.Traveller) -> None:
    variant = a_variant(shop)
    clock.move_to(MONDAY + timedelta(days=10))
    set_base(shop, variant, 199_00)
    assert offer(shop) == (21_90, None)
    with shop.session() as session:
        assert stored(session, variant, shop.markets["eu"])[5] == "2026-11-23"
        states = pricing.reprice(session, shop.tenant_id, is_forced=True)
    assert states[0].state is RateState.STALE
    take_rates(shop, MONDAY + timedelta(days=10), "4.7710")
    assert offer(shop) == (43_90, None)


def test_a_new_rule_makes_every_price_anew(shop: AShop) -> None:
    a_variant(shop)
    with shop.session() as session:
        plain = MarketPricing(PriceOrigin.CONVERTED, rounding=RoundingRule.of("EUR", Decimal("0.05")))
        pricing.set_market_pricing(session, shop.tenant_id, "eu", plain)
        assert pricing.pricing_of_market(session, shop.markets["eu"]) == plain
    run_job(shop, "pricing.reprice_market", market_id=shop.markets["eu"])
    assert offer(shop) == (20_75, None)


def test_a_market_that_turns_to_fixed_prices_keeps_those_it_has(shop: AShop) -> None:
    variant = a_variant(shop)
    with shop.session() as session:
        pricing.set_market_pricing(session, shop.tenant_id, "eu", MarketPricing())
    set_base(shop, variant, 199_00)
    assert offer(shop) == (21_90, None)
    with shop.session() as session:
        assert stored(session, variant, shop.markets["eu"]) == (21_90, "fixed", None, None, None, None)


def test_the_primary_markets_prices_follow_nobody(shop: AShop) -> None:
    with shop.session() as session, pytest.raises(BadPriceRule):
        pricing.set_market_pricing(session, shop.tenant_id, "my", CHARM)


def test_a_price_in_another_currency_than_the_markets_is_refused(shop: AShop) -> None:
    variant = a_variant(shop)
    with shop.session() as session, pytest.raises(pricing.BadPrice):
        pricing.set_price(session, shop.tenant_id, NewPrice(variant, shop.markets["eu"], "MYR", 10_00))
    assert offer(shop) == (21_90, None)


@pytest.mark.parametrize("content", [SAMPLE[:900], a_feed(("2026-11-23", {"USD": "9"})), b""])
def test_rates_that_are_not_believed_leave_everything_as_it_was(shop: AShop, content: bytes) -> None:
    a_variant(shop)
    with pytest.raises(pricing.BadFeed):
        pricing.take_rates(shop.database, content)
    with shop.database.unbound() as session:
        known = pricing.known_rates(session, today=MONDAY.date())
    assert len(known.quotes) == 29
    assert known.quotes["USD"].value == Decimal("1.1562")


def test_the_platform_sets_what_the_bank_does_not_publish(shop: AShop) -> None:
    pricing.set_zone_rate(shop.database, "RUB", Decimal("95.42"))
    a_variant(shop)
    assert offer(shop, "ru") == (1980_00, None)  # 99 × 95.42 / 4.771
    with pytest.raises(UnknownCurrency):
        pricing.set_zone_rate(shop.database, "RUR", Decimal(1))


def test_a_day_of_rates_is_taken_from_a_file_by_the_clock(shop: AShop, tmp_path: Path) -> None:
    feed = tmp_path / "rates.xml"
    feed.write_bytes(a_feed(("2026-11-23", {"USD": "1.2", "MYR": "5.0"})))
    a_variant(shop)
    [job] = [each for each in registered_jobs() if each.name == "pricing.update_rates"]
    services = {"rates_url": str(feed), "outgoing": None}
    with pytest.raises(pricing.BadFeed, match="missing"):
        job.run(JobContext(shop.database, services))
    feed.write_bytes(SAMPLE)
    job.run(JobContext(shop.database, services))
    with shop.session() as session:
        waiting = session.execute(text("select count(*) from procrastinate_jobs where task_name = 'pricing.reprice'"))
        assert waiting.scalar_one() == 1  # for each shop that there is


def test_many_products_are_converted_in_one_go(shop: AShop) -> None:
    at_home = AShop(shop.database, shop.tenant_id, {"my": shop.markets["my"]}, {"my": "MYR"})
    with shop.session() as session:
        for number in range(3):
            a_product(session, at_home, f"P{number}")
        [eu, _] = pricing.reprice(session, shop.tenant_id, is_forced=True)
    assert (eu.market_handle, eu.changed) == ("eu", 3)
