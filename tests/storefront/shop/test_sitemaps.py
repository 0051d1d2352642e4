"""Sitemaps keep to the limits of sitemaps.org and leave nothing out, however much there is and wherever it is sold."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from storefront import catalog, localization, theming
from storefront.app import create_app
from storefront.catalog import MarketScope
from storefront.localization import NewMarket
from storefront.shop.pages import sitemaps
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.catalog import AShop, a_product, texts
from tests.factories.content import a_document
from tests.factories.tenants import a_tenant
from themes.engine import ThemeData

BASE = "http://banyak.localhost:8000"
VIEWS = ("", "/ms-my", "/de-eu")
PRODUCTS = 23


@pytest.fixture
def shop(database: Database) -> AShop:
    """Twenty-three products in English, every other one in German, one that is not sold in Europe."""
    with database.platform() as session:
        tenant_id = a_tenant(session, slug="banyak").id or 0
    with database.tenant(tenant_id) as session:
        theming.start_theme(session, tenant_id, "aurora", ThemeData())
        markets = localization.open_markets(
            session,
            tenant_id,
            [
                NewMarket(handle="my", countries=("MY",), languages=("en", "ms"), currency="MYR"),
                NewMarket(handle="eu", countries=("DE", "FR"), languages=("de",), currency="EUR"),
            ],
        )
        ids = {each.handle: each.id or 0 for each in markets}
        shop = AShop(database, tenant_id, ids, {each.handle: each.currency for each in markets})
        for number in range(PRODUCTS):
            german = {} if number % 2 else {"de": f"Ware {number}"}
            made = a_product(session, shop, {"en": f"Thing {number}", **german})
        catalog.set_product_markets(
            session, tenant_id, product_id=made.id, scope=MarketScope.EXCEPT, market_ids=[ids["eu"]]
        )
        a_product(session, shop, "Tomorrow", days_old=-1)
        catalog.create_product(session, tenant_id, catalog.NewProduct(texts({"fr": "Sans lecteur"})))
        a_document(session, shop, {"en": "About", "ms": "Tentang"})
    return shop


@pytest.fixture
def client(settings: Settings, shop: AShop) -> Iterator[TestClient]:
    with TestClient(create_app(settings), base_url=BASE, follow_redirects=False) as client:
        yield client


def files(client: TestClient) -> dict[str, str]:
    """What the index names, by its path."""
    index = client.get("/sitemap.xml")
    assert (index.status_code, index.headers["content-type"]) == (200, "application/xml; charset=utf-8")
    found = {}
    for path in re.findall(rf"<loc>{BASE}([^<]+)</loc>", index.text):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/xml; charset=utf-8")
        assert "s-maxage" in answer.headers["cache-control"]
        found[path] = answer.text
    return found


def addresses(text: str) -> list[str]:
    return re.findall(rf"<url><loc>{BASE}([^<]*)</loc>", text)


def expected() -> set[str]:
    english = {f"/products/thing-{number}" for number in range(PRODUCTS)}
    german = {f"/de-eu/products/ware-{number}" for number in range(0, PRODUCTS - 1, 2)}
    fixed = {(view + path).rstrip("/") or "/" for view in VIEWS for path in ("/", "/collections", "/blog")}
    return english | german | fixed | {"/pages/about", "/ms-my/pages/tentang"}


def test_every_address_is_in_one_file_and_no_file_has_more_than_the_limit(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for most_addresses, per_read in ((6, 1), (6, 2), (15, 2), (15, 100), (50_000, 7)):
        monkeypatch.setattr(sitemaps, "MOST_ADDRESSES", most_addresses)
        monkeypatch.setattr(sitemaps, "ENTRIES_PER_READ", per_read)
        found = files(client)
        listed = Counter(address for text in found.values() for address in addresses(text))
        assert set(listed) == expected()
        assert set(listed.values()) == {1}
        assert all(0 < len(addresses(text)) <= most_addresses for text in found.values())
        products = [path for path in found if path.startswith("/sitemaps/products-")]
        assert len(products) == -(-PRODUCTS // (most_addresses // len(VIEWS)))
        assert client.get(f"/sitemaps/products-{len(products) + 1}.xml").status_code == 404


def test_no_file_has_more_bytes_than_the_limit(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "MOST_BYTES", 12_000)
    found = files(client)
    assert {address for text in found.values() for address in addresses(text)} == expected()
    assert len([path for path in found if path.startswith("/sitemaps/products-")]) > 1
    assert all(len(text.encode()) <= 12_000 for text in found.values())


def test_what_no_sitemap_is_called_is_not_there(client: TestClient) -> None:
    names = ["products-0", "products-99", "customers-1", "articles-1", "products-x"]
    for kind in ("main", "products", "collections", "pages"):
        names += [f"{kind}-{'9' * digits}" for digits in (9, 10, 18, 19, 20, 40)]
    for name in names:
        assert client.get(f"/sitemaps/{name}.xml").status_code == 404, name


def test_what_is_counted_is_what_is_listed(shop: AShop) -> None:
    my, eu = shop.markets["my"], shop.markets["eu"]
    wanted = {(): 0, (("de", eu),): 11, (("de", my),): 12, (("en", eu),): 22, (("en", my), ("de", eu)): 23}
    with shop.session() as session:
        for views, number in wanted.items():
            listed = catalog.sitemap_entries(session, kind="product", views=views, limit=100)
            counted = catalog.count_sitemap_entries(session, kind="product", views=views)
            assert (len(listed), counted) == (number, number), views


def test_where_rows_lie_changes_no_tag(shop: AShop) -> None:
    """A row that is written anew lies after those that were written since, and without an index is read after them."""

    def digest() -> str:
        views = [("en", shop.markets["my"])]
        with shop.session() as session:
            for way in ("indexscan", "bitmapscan"):
                session.execute(text(f"set local enable_{way} = off"))
            return catalog.sitemap_digest(session, kind="product", views=views, skipped=0, limit=100)

    before = digest()
    with shop.session() as session:
        session.execute(text("update product_text set title = title where language = 'en'"))
    assert digest() == before


def test_a_file_is_sent_again_only_once_something_in_it_has_changed(client: TestClient, shop: AShop) -> None:
    def tags() -> dict[str, str]:
        return {path: client.get(path).headers["etag"] for path in files(client)}

    first = tags()
    assert len(set(first.values())) == len(first)
    for path, tag in first.items():
        again = client.get(path, headers={"if-none-match": tag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["cache-control"] == client.get(path).headers["cache-control"]
    products, pages = "/sitemaps/products-1.xml", "/sitemaps/pages-1.xml"

    with shop.session() as session:  # neither the count nor any date changes
        number = catalog.product_by_handle(session, shop.audience(), handle="thing-1").id
        catalog.rename_product_handle(session, shop.tenant_id, product_id=number, language="en", handle="renamed")
    renamed = tags()
    assert {path for path in first if renamed[path] != first[path]} == {products}
    assert "/products/renamed" in client.get(products, headers={"if-none-match": first[products]}).text

    with shop.session() as session:
        scope, markets = MarketScope.EXCEPT, [shop.markets["eu"]]
        catalog.set_product_markets(session, shop.tenant_id, product_id=number, scope=scope, market_ids=markets)
        a_document(session, shop, {"en": "News"})
    moved = tags()
    assert moved[pages] != renamed[pages]
    assert moved["/sitemaps/main-1.xml"] == first["/sitemaps/main-1.xml"]
