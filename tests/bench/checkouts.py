"""Checkouts a second, and the processor time of each: from a reviewed cart to an order with its stock held and its
payment written down.
"""

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tenants.isolation import Database
from tests.bench.processor import server_seconds
from tests.database import clone_database, settings_for, superuser_url
from tests.factories.catalog import a_shop
from tests.factories.checkouts import Sale, a_sale

CHECKOUTS = 400
THREADS = (1, 8)
SHOPS = 8


def run() -> None:
    print("\nCheckouts, PostgreSQL with fsync, clients on the same cores")
    with tempfile.TemporaryDirectory(prefix="storefront-bench-") as folder:
        database = Database(settings_for(clone_database("bench_checkouts"), Path(folder)))
        shops = [a_sale(a_shop(database), stock=100_000) for _ in range(SHOPS)]
        _measure("one shop, one buyer at a time", shops[:1], threads=THREADS[0])
        _measure("one shop, eight at once", shops[:1], threads=THREADS[1])
        _measure("eight shops, eight at once", shops, threads=THREADS[1])
        database.close()


def _measure(title: str, sales: list[Sale], *, threads: int) -> None:
    sent = [(sale, sale.reviewed(sale.basket())) for place in range(CHECKOUTS) for sale in [sales[place % len(sales)]]]
    began, here, there = time.perf_counter(), time.process_time(), server_seconds(superuser_url())
    with ThreadPoolExecutor(max_workers=threads) as pool:
        placed = list(pool.map(lambda each: each[0].place(each[1]), sent))
    seconds, here, there = (
        time.perf_counter() - began,
        time.process_time() - here,
        server_seconds(superuser_url()) - there,
    )
    assert len({each.order_token for each in placed}) == CHECKOUTS
    application, database = (1000 * used / CHECKOUTS for used in (here, there))
    print(
        f"{title:34}{CHECKOUTS / seconds:>21.0f} a second"
        f"; processor for each: application {application:.1f} ms, database {database:.1f} ms"
    )
