"""What search engines are told: each page of a list is one of its own, who the shop is, and where a page belongs."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from storefront import localization, theming
from storefront.app import create_app
from storefront.content import DocumentKind
from storefront.localization import NewMarket
from storefront.shop.pages.blog import PAGE_SIZE
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.catalog import AShop
from tests.factories.content import a_document
from tests.factories.tenants import a_tenant
from tests.storefront.shop.pages import PageRead, read
from themes.engine import ThemeData

BASE = "http://seri-batik.localhost:8000"
BLOG = "http://penulis.localhost:8000"


@pytest.fixture
def bloggers(settings: Settings, database: Database) -> Iterator[TestClient]:
    """A shop in two languages with one article more than a page of the blog holds."""
    with database.platform() as session:
        tenant_id = a_tenant(session, slug="penulis").id or 0
    with database.tenant(tenant_id) as session:
        theming.start_theme(session, tenant_id, "aurora", ThemeData())
        home = NewMarket(handle="my", countries=("MY",), languages=("en", "ms"), currency="MYR")
        [market] = localization.open_markets(session, tenant_id, [home])
        shop = AShop(database, tenant_id, {"my": market.id or 0}, {"my": "MYR"})
        for number in range(PAGE_SIZE + 1):
            titles = {"en": f"Day {number}", "ms": f"Hari {number}"}
            a_document(session, shop, titles, kind=DocumentKind.ARTICLE, days_old=number + 1)
    with TestClient(create_app(settings), base_url=BLOG) as client:
        yield client


def og_url(page: PageRead) -> str:
    return next(each.get("content", "") for each in page.every("meta") if each.get("property") == "og:url")


def of_type(page: PageRead, kind: str) -> dict[str, object]:
    [found] = [each for each in page.structured if each["@type"] == kind]
    return found


def test_each_page_of_a_list_is_its_own_canonical(client: TestClient) -> None:
    everything = f"{BASE}/collections/all"
    for page, address in ((read(client, f"{everything}?page=1"), everything),
                          (read(client, f"{everything}?page=2"), f"{everything}?page=2"),
                          (read(client, f"{everything}?utm_source=x&page=2"), f"{everything}?page=2")):  # fmt: skip
        assert (page.canonical, og_url(page)) == (address, address)
        assert address in page.alternates.values()
    german = read(client, f"{BASE}/de-eu/collections/all?page=2")
    assert german.canonical == f"{BASE}/de-eu/collections/all?page=2"
    assert german.alternates == read(client, f"{everything}?page=2").alternates


def test_each_page_of_the_blog_is_its_own_canonical(bloggers: TestClient) -> None:
    first, second = read(bloggers, f"{BLOG}/blog"), read(bloggers, f"{BLOG}/blog?page=2")
    assert (first.canonical, second.canonical) == (f"{BLOG}/blog", f"{BLOG}/blog?page=2")
    assert og_url(second) == f"{BLOG}/blog?page=2"
    assert set(second.alternates.values()) == {f"{BLOG}{view}/blog?page=2" for view in ("", "/ms-my")}
    beyond = read(bloggers, f"{BLOG}/blog?page=3")
    assert (beyond.canonical, beyond.alternates) == ("", {})
    assert 'name="robots" content="noindex"' in beyond.text


@pytest.mark.parametrize("query", ["page=99", "sort=newest", "available=1", ".size=m&page=2"])
def test_selections_and_pages_past_the_end_are_for_no_index(client: TestClient, query: str) -> None:
    page = read(client, f"{BASE}/collections/all?{query}")
    assert (page.status, page.canonical, page.alternates) == (200, "", {})
    assert 'name="robots" content="noindex"' in page.text


def test_the_front_page_says_who_the_shop_is(client: TestClient) -> None:
    told = of_type(read(client, f"{BASE}/de-eu"), "Organization")
    assert told["@context"] == "https://schema.org"
    assert (told["name"], told["url"]) == ("Seri Batik", f"{BASE}/")
    assert "@" in str(told["email"])
    assert told["address"] == {"@type": "PostalAddress", "addressCountry": "MY"}


def test_breadcrumbs_lead_from_the_front_page_here_in_words_of_the_view(client: TestClient) -> None:
    german = f"{BASE}/de-eu"
    trail = of_type(read(client, f"{german}/collections"), "BreadcrumbList")
    assert trail["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Startseite", "item": german},
        {"@type": "ListItem", "position": 2, "name": "Kollektionen", "item": f"{german}/collections"},
    ]


def test_a_products_breadcrumbs_end_with_the_product(client: TestClient) -> None:
    listed = read(client, f"{BASE}/collections/all")
    page = read(client, next(link for link in sorted(listed.links) if "/products/" in link))
    items = of_type(page, "BreadcrumbList")["itemListElement"]
    assert isinstance(items, list)
    assert [each["position"] for each in items] == [1, 2, 3]
    assert items[0] == {"@type": "ListItem", "position": 1, "name": "Home", "item": f"{BASE}/"}
    assert items[1]["item"].startswith(f"{BASE}/collections/")
    assert items[1]["item"] in page.links, "what a search engine is told of, a reader can follow"
    assert (items[2]["item"], items[2]["name"]) == (page.canonical, of_type(page, "Product")["name"])
