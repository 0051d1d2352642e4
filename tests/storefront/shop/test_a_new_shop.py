"""A row of an onboarding file is a working shop at once: every page of it, in each of its views, in each theme."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from storefront.app import create_app
from storefront.onboarding import Onboarding, open_table
from tenants import domains, lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.onboarding import a_row, csv_text
from tests.factories.tenants import ZONE
from tests.storefront.shop.pages import read

LANGUAGES = "en;ms;zh-Hans;ru;ar;de;fr"
THEMES = ("aurora", "bazaar", "atelier")


@pytest.fixture
def client(settings: Settings, database: Database, tmp_path: Path) -> Iterator[TestClient]:
    rows = [
        a_row(slug=f"shop-{theme}", theme=theme, languages=LANGUAGES, markets="my;mena;cn;eu;us", custom_domain=domain)
        for theme, domain in zip(THEMES, ("www.batik.example", "", ""), strict=True)
    ]
    file = tmp_path / "launch.csv"
    file.write_text(csv_text(rows), encoding="utf-8")
    onboarding = Onboarding(database, open_table(file), zone=ZONE, platform_domain=settings.platform_domain)
    assert len(list(onboarding.run())) == len(rows)
    with TestClient(create_app(settings), follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("theme", THEMES)
def test_it_answers_on_every_page_in_every_view(client: TestClient, theme: str) -> None:
    base = f"http://shop-{theme}.localhost:8000"
    prefixes = ["", *sorted({f"/{line.split('/')[3]}" for line in _views(client, base)})]
    assert len(prefixes) > 10
    for prefix in prefixes:
        start = f"{base}{prefix or '/'}"
        waiting, seen = [start], {start}
        while waiting:
            page = read(client, waiting.pop())
            assert page.status == 200, page.url
            assert len(page.every("h1")) == 1, page.url
            inside = {link for link in page.links if link == start or link.startswith(f"{base}{prefix}/")}
            fresh = {link for link in inside - seen if prefix or not _is_other_view(link, base, prefixes)}
            seen |= fresh
            waiting += sorted(fresh)
        assert len(seen) >= 8, f"{start} leads to {sorted(seen)}"


def _views(client: TestClient, base: str) -> set[str]:
    alternates = read(client, f"{base}/").alternates.values()
    return {url for url in alternates if url.rstrip("/") != base}


def _is_other_view(link: str, base: str, prefixes: list[str]) -> bool:
    return f"/{link.removeprefix(base).split('/')[1]}" in prefixes[1:]


def test_its_own_domain_serves_it_once_it_is_verified(client: TestClient, database: Database) -> None:
    own = "http://www.batik.example/"
    assert client.get(own).status_code == 404
    with database.platform() as session:
        tenant = lifecycle.tenant_by_slug(session, "shop-aurora")
        assert tenant.id is not None
        domains.verify_domain(session, tenant.id, "www.batik.example")
    _until(lambda: client.get(own).status_code == 200)
    _until(lambda: read(client, "http://shop-aurora.localhost:8000/").canonical.startswith("http://www.batik.example"))
    assert client.get("http://www.batik.example/products/none").status_code == 404


def test_a_suspended_shop_is_closed_and_opens_again(client: TestClient, database: Database) -> None:
    address = "http://shop-bazaar.localhost:8000/"
    assert client.get(address).status_code == 200
    with database.platform() as session:
        lifecycle.suspend_tenant(session, "shop-bazaar")
    _until(lambda: client.get(address).status_code == 503)
    closed = client.get(address)
    assert closed.headers["cache-control"] == "no-store"
    assert int(closed.headers["retry-after"]) > 0
    assert "/products/" not in closed.text
    with database.platform() as session:
        lifecycle.resume_tenant(session, "shop-bazaar")
    _until(lambda: client.get(address).status_code == 200)


def _until(is_so: Callable[[], bool]) -> None:
    """Wait for a change notice; the promise is a second, a test allows a busy machine some more."""
    deadline = time.monotonic() + 5
    while not is_so():
        assert time.monotonic() < deadline, "the change was not seen"
        time.sleep(0.05)
