"""Pages are never mixed (target T3): shops take turns on the same connections, quietly and while all publish."""

import tempfile
from collections import Counter
from pathlib import Path

from tenants.isolation import Database
from tests.bench.pages import environment_of
from tests.bench.servers import granian
from tests.database import clone_database, settings_for
from tests.mixing import asked, marked_shops, publishing

REQUESTS = 4_000
CONNECTIONS = 16
SHOPS = 16


def run() -> None:
    print(f"\nPages of {SHOPS} shops in turn on {CONNECTIONS} kept connections, {REQUESTS:,} requests each time")
    with tempfile.TemporaryDirectory(prefix="storefront-bench-") as folder:
        settings = settings_for(clone_database("bench_mixing"), Path(folder))
        database = Database(settings)
        shops = marked_shops(database, SHOPS, products=12)
        with granian("storefront.app:application", environment_of(settings)) as port:
            _tell("nobody publishes", asked(port, shops, requests=REQUESTS, connections=CONNECTIONS))
            with publishing(database, shops, writers=SHOPS):
                found = asked(port, shops, requests=REQUESTS, connections=CONNECTIONS)
            _tell(f"all {SHOPS} publish at once", found)
        database.close()


def _tell(when: str, found: Counter[str]) -> None:
    is_met = found["own"] == REQUESTS
    told = f"{found['foreign']} with a byte of another shop, {found['failed']} failed"
    print(f"  {'met   ' if is_met else 'MISSED'} {when}: {told} of {found.total():,}", flush=True)
