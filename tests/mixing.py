"""Shops in turn on kept connections: whether an answer holds a byte of another shop. Each shop has a mark."""

import asyncio
import threading
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import text

from storefront import theming
from tenants import lifecycle
from tenants.isolation import Database
from tests.bench.client import read_body
from tests.factories.catalog import a_product, a_shop
from themes.engine import ThemeData

_PUBLISH = text("""
    update product_text set title = :title
    where (product_id, language) in (select product_id, language from product_text order by product_id limit 1)""")
_PAUSE_SECONDS = 0.25
PATHS = ("/", "/collections/all", "/search?q=lamp", "/cart", "/nothing-here")
THEMES = ("aurora", "bazaar", "atelier")


@dataclass(frozen=True, slots=True)
class Marked:
    """A shop whose name and whose products' titles hold its mark, which nothing else in the zone has."""

    mark: str
    tenant_id: int
    host: str


def marked_shops(database: Database, count: int, *, products: int) -> list[Marked]:
    """Open shops in the built-in themes by turns."""
    found = []
    for number in range(count):
        shop, mark = a_shop(database), f"m{uuid.uuid4().hex[:10]}"
        with database.platform() as session:
            tenant = lifecycle.tenant_by_id(session, shop.tenant_id)
            tenant.name = mark
            session.add(tenant)
            host = f"{tenant.slug}.localhost"
        with shop.session() as session:
            theming.start_theme(session, shop.tenant_id, THEMES[number % len(THEMES)], ThemeData())
            for place in range(products):
                a_product(session, shop, f"{mark} lamp {place}")
        found.append(Marked(mark, shop.tenant_id, host))
    return found


def asked(port: int, shops: Sequence[Marked], *, requests: int, connections: int) -> Counter[str]:
    """How many answers were as they should be ("own"), held the mark of another shop ("foreign"), or failed.

    Neighbours on a connection are never of the same shop. Asked from a thread of its own, since the browser of another
    test may have left its event loop running in this one.
    """
    with ThreadPoolExecutor(1) as apart:
        asking = _ask(port, shops, requests=requests, connections=connections)
        return apart.submit(asyncio.run, asking).result()


async def _ask(port: int, shops: Sequence[Marked], *, requests: int, connections: int) -> Counter[str]:
    found = Counter[str]()
    marks = [each.mark for each in shops]

    async def visitor(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for turn in range(number, requests, connections):
            place = turn // connections + number
            shop, path = shops[place % len(shops)], PATHS[place // len(shops) % len(PATHS)]
            writer.write(f"GET {path} HTTP/1.1\r\nhost: {shop.host}\r\naccept-encoding: identity\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            found[verdict(shop.mark, marks, head, await read_body(reader, head.lower()))] += 1
        writer.close()

    await asyncio.gather(*(visitor(number) for number in range(connections)))
    return found


def verdict(mark: str, marks: Sequence[str], head: bytes, body: bytes) -> str:
    """What an answer is worth to the shop of this mark."""
    if any(other.encode() in head + body for other in marks if other != mark):
        return "foreign"
    is_own = mark.encode() in body and head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 404"))
    return "own" if is_own else "failed"


@contextmanager
def publishing(database: Database, shops: Sequence[Marked], *, writers: int) -> Iterator[None]:
    """So many who change a title of their shop again and again; each title holds the shop's mark."""
    is_over = threading.Event()

    def publish(number: int) -> None:
        shop, count = shops[number % len(shops)], 0
        while not is_over.wait(_PAUSE_SECONDS):
            count += 1
            with database.tenant(shop.tenant_id) as session:
                session.execute(_PUBLISH, {"title": f"{shop.mark} lamp {number} {count}"})

    threads = [threading.Thread(target=publish, args=(number,)) for number in range(writers)]
    for each in threads:
        each.start()
    try:
        yield
    finally:
        is_over.set()
        for each in threads:
            each.join()
