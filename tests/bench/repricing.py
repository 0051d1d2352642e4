"""20,000 variants in a market of converted prices when its rate moves: seconds, beside a bare copy of as many rows.

The copy is what the machine does at the least: as many rows by COPY into a table with the same two indexes. The ratio
says how much the rest costs: reading, rounding, keeping the past, and bringing the lists up to date.
"""

import time
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path

import psycopg

from storefront import catalog, pricing
from storefront.pricing import MarketPricing, NewPrice, PriceOrigin, RoundingRule
from tenants.isolation import Database
from tests.database import TestDatabase, clone_database, settings_for
from tests.factories.catalog import AShop, a_shop, an_option, texts

PRODUCTS, VARIANTS_EACH = 1_000, 20
COUNT = PRODUCTS * VARIANTS_EACH
TARGET_SECONDS = 10.0
_CHARM = MarketPricing(
    PriceOrigin.CONVERTED, margin_hundredths=5_00, rounding=RoundingRule.of("EUR", Decimal(1), Decimal("-0.10"))
)


def run() -> None:
    made = clone_database("bench_repricing")
    database = Database(settings_for(made, Path("/nonexistent")))
    try:
        shop = _a_large_shop(database)
        print(f"\nRepricing of {COUNT:,} variants in a market that converts")
        bare = _timed(lambda: _bare_copy(made))
        print(f"  bare copy of {COUNT:,} rows: {bare:.2f} s")
        for what, rate in (("all made", "0.2096"), ("all made anew", "0.2004"), ("nothing to do", None)):
            seconds = _timed(lambda rate=rate: _reprice(shop, rate))  # type: ignore[misc]
            verdict = "met   " if seconds < TARGET_SECONDS else "MISSED"
            print(f"  {verdict} {what}: {seconds:.2f} s (< {TARGET_SECONDS:.0f}), {seconds / bare:.1f} × the bare copy")
    finally:
        database.close()


def _a_large_shop(database: Database) -> AShop:
    shop = a_shop(database, markets=(("my", "MYR"), ("eu", "EUR")))
    sizes = [f"s{number}" for number in range(VARIANTS_EACH)]
    option, variants_of = an_option("size", *sizes), tuple(catalog.NewVariant({"size": each}) for each in sizes)
    with shop.session() as session:
        pricing.set_market_pricing(session, shop.tenant_id, "eu", _CHARM)
        drafts = (texts(f"Shawl {number}") for number in range(PRODUCTS))
        news = [catalog.NewProduct(each, options=(option,), variants=variants_of) for each in drafts]
        created = catalog.create_products(session, shop.tenant_id, news)
        variants = [each for made in created for each in made.variant_ids]
        assert len(variants) == COUNT
        home = shop.markets["my"]
        base = [NewPrice(each, home, "MYR", 10_00 + each % 500_00) for each in variants]
        pricing.set_prices(session, shop.tenant_id, base)
    return shop


def _reprice(shop: AShop, rate: str | None) -> None:
    with shop.session() as session:
        if rate is not None:
            pricing.set_own_rate(session, shop.tenant_id, "EUR", Decimal(rate))
        [made] = pricing.reprice(session, shop.tenant_id, is_forced=rate is not None)
        assert made.changed == (COUNT if rate is not None else 0), made


def _bare_copy(made: TestDatabase) -> None:
    rows = StringIO("".join(f"1\t{number}\t2\tEUR\t{number}\t0.2096\n" for number in range(COUNT)))
    with psycopg.connect(made.superuser_url) as connection:
        connection.execute(
            "create table bare (tenant_id bigint, variant_id bigint, market_id bigint, currency text,"
            " amount_minor bigint, rate numeric, primary key (tenant_id, variant_id, market_id))"
        )
        connection.execute("create unique index on bare (tenant_id, market_id, variant_id)")
        with connection.cursor().copy("copy bare from stdin") as copy:
            copy.write(rows.getvalue())


def _timed(deed: Callable[[], None]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began
