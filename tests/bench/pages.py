"""Uncached pages of the demo zone against a bare Starlette response and a bare Jinja2 page with one query."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

from storefront import catalog, localization
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit.settings import PREFIX, Settings
from tests.bench.client import Load, load
from tests.bench.servers import granian, uvicorn
from tests.zone import zone_settings

SECONDS = 4.0
SLUG = "seri-batik"
PATHS = {
    "home": ["/"],
    "collection": ["/collections/all"],
    "product": [],
    "search": ["/search?q=silk"],
}
TARGET_MS = 15.0
TARGET_SHARE = 0.5

Server = Callable[[str, Mapping[str, str]], AbstractContextManager[int]]


def run() -> None:
    settings = zone_settings("bench_pages")
    environment = environment_of(settings)
    print("\nPages, uncached, one worker process, client on the same cores")
    print(f"{'':34}{'1 connection':>24}{'16 connections':>34}{'size':>10}")
    print(f"{'':34}{'median first byte':>24}{'requests/s':>16}{'p95 ms':>18}")
    pages = dict(PATHS, product=_products(settings))
    _measure("bare Starlette, 5 bytes", granian, "tests.bench.servers:bare_starlette", {}, ["/"], "localhost")
    results = {}
    for name, paths in pages.items():
        host = f"{SLUG}.localhost"
        ours = _measure(f"{SLUG}: {name}", granian, "storefront.app:application", environment, paths, host)
        bare_environment = {
            "BENCH_DATABASE_URL": settings.database_url.get_secret_value(),
            "BENCH_PAGE_BYTES": str(ours[1].body_bytes),
        }
        bare = _measure(
            "  bare Jinja2 + one query", granian, "tests.bench.servers:bare_jinja", bare_environment, ["/"], "localhost"
        )
        results[name] = (ours, bare)
    _compare_servers(environment)
    _verdict(results)


def environment_of(settings: Settings) -> dict[str, str]:
    """The settings as a process gets them."""
    values = {}
    for name, value in settings:
        if value is not None:
            plain = value.get_secret_value() if hasattr(value, "get_secret_value") else str(value)
            values[PREFIX + name.upper()] = plain
    return values | {PREFIX + "LOG_LEVEL": "warning"}


def _products(settings: Settings) -> list[str]:
    """Every product's address, so that no page is asked for twice in a row."""
    database = Database(settings)
    with database.platform() as session:
        tenant = lifecycle.tenant_by_slug(session, SLUG)
    assert tenant.id is not None
    with database.tenant(tenant.id) as session:
        views = [("en", market.id) for market in localization.markets(session) if market.id is not None]
        entries = catalog.sitemap_entries(session, kind="product", views=views, limit=50_000)
    database.close()
    return [f"/products/{entry.handles['en']}" for entry in entries]


def _measure(
    title: str, server: Server, target: str, environment: Mapping[str, str], paths: list[str], host: str
) -> tuple[Load, Load]:
    with server(target, environment) as port:
        asyncio.run(load(port, host, paths, connections=2, seconds=1.0))  # warm
        one = asyncio.run(load(port, host, paths, connections=1, seconds=SECONDS))
        many = asyncio.run(load(port, host, paths, connections=16, seconds=SECONDS))
    print(
        f"{title:34}{one.median_ms:>21.1f} ms{many.requests_per_second:>16.0f}{many.p95_ms:>18.1f}"
        f"{many.body_bytes / 1024:>8.1f}K"
    )
    return one, many


def _compare_servers(environment: Mapping[str, str]) -> None:
    rates = {}
    for name, server in (("granian", granian), ("uvicorn", uvicorn)):
        with server("storefront.app:application", environment) as port:
            asyncio.run(load(port, f"{SLUG}.localhost", ["/"], connections=2, seconds=1.0))
            rates[name] = asyncio.run(load(port, f"{SLUG}.localhost", ["/"], connections=64, seconds=SECONDS))
    print("\nServers, the home page, 64 connections")
    for name, result in rates.items():
        print(f"{name:34}{result.requests_per_second:>40.0f}{result.p95_ms:>18.1f}")
    share = rates["granian"].requests_per_second / rates["uvicorn"].requests_per_second
    print(f"granian / uvicorn: {share:.2f}")


def _verdict(results: Mapping[str, tuple[tuple[Load, Load], tuple[Load, Load]]]) -> None:
    print("\nTargets")
    for name, ((one, many), (_, bare)) in results.items():
        share = many.requests_per_second / bare.requests_per_second
        print(
            f"  {_met(one.median_ms < TARGET_MS)} {name}: median first byte {one.median_ms:.1f} ms (< {TARGET_MS:.0f})"
        )
        print(f"  {_met(share >= TARGET_SHARE)} {name}: {share:.2f} of bare Jinja2 with one query (>= {TARGET_SHARE})")


def _met(is_met: bool) -> str:
    return "met   " if is_met else "MISSED"
