"""Each demo shop is walked link by link in each of its views: everything that it offers is there and in order."""

import html
import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

from storefront.localization import is_right_to_left
from storefront.provision.demo_files import DemoShop, demo_shops
from storefront.shop.routes import PRIVATE_ROUTES
from tests.storefront.shop.pages import PageRead, read

SHOPS = demo_shops()
VIEWS = [
    (shop.shop.slug, "" if (market, language) == (0, 0) else f"/{spoken.lower()}-{sold.handle}", spoken)
    for shop in SHOPS
    for market, sold in enumerate(shop.shop.markets)
    for language, spoken in enumerate(sold.languages)
]
# A visitor's own pages, such as the cart, are tried elsewhere.
PRIVATE = {route.pattern.split("/")[1] for route in PRIVATE_ROUTES}
# Filters and orders multiply without end: a few of each list are walked, not all combinations.
MOST_QUERIES = 12
# Of each kind of page so many are parsed by the letter of the standard, which takes longer than to make them.
MOST_PARSED = 10
_ANCHOR = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')


def origin(slug: str) -> str:
    return f"http://{slug}.localhost:8000"


def is_in_view(url: str, prefix: str, prefixes: set[str]) -> bool:
    first = "/" + urlsplit(url).path.split("/")[1]
    return first == prefix if prefix else first not in prefixes


def is_public(url: str, prefix: str) -> bool:
    return urlsplit(url).path.removeprefix(prefix).strip("/").split("/")[0] not in PRIVATE


@pytest.mark.parametrize(("slug", "prefix", "language"), VIEWS, ids=[f"{slug}{prefix}" for slug, prefix, _ in VIEWS])
def test_every_link_of_a_view_leads_to_a_page_in_order(
    client: TestClient, slug: str, prefix: str, language: str
) -> None:
    prefixes = {other for shop, other, _ in VIEWS if shop == slug and other}
    start = f"{origin(slug)}{prefix or '/'}"
    waiting, seen, kinds = [start], {start}, Counter[str]()
    queries = 0
    while waiting:
        url = waiting.pop()
        page = read(client, url)
        assert page.status == 200, url
        kind = urlsplit(url).path.removeprefix(prefix).split("/")[1] if urlsplit(url).path != prefix else ""
        kinds[kind] += 1
        check_answer(page, language)
        if kinds[kind] <= MOST_PARSED:
            check_markup(page, language)
        for link in sorted(links(page) - seen):
            if not is_in_view(link, prefix, prefixes) or not is_public(link, prefix):
                continue
            if urlsplit(link).query:
                queries += 1
                if queries > MOST_QUERIES:
                    continue
            seen.add(link)
            waiting.append(link)
    assert set(kinds) >= {"", "collections", "products", "pages", "policies", "blog"}


def links(page: PageRead) -> set[str]:
    """Addresses of this same shop that the page leads to, without fragments."""
    found = (urlsplit(urljoin(page.url, html.unescape(each))) for each in _ANCHOR.findall(page.text))
    return {
        each._replace(fragment="").geturl()
        for each in found
        if each.scheme in ("http", "https") and each.netloc == urlsplit(page.url).netloc
    }


def check_answer(page: PageRead, language: str) -> None:
    assert f'<html lang="{language}" dir="{"rtl" if is_right_to_left(language) else "ltr"}"' in page.text, page.url
    assert page.text.rstrip().endswith("</html>"), page.url
    assert page.headers["content-language"] == language
    assert "set-cookie" not in page.headers
    assert page.headers["cache-control"].startswith("public")
    assert "s-maxage" in page.headers["cache-control"]
    assert "stale-while-revalidate" in page.headers["cache-control"]
    assert page.headers["etag"]


def check_markup(page: PageRead, language: str) -> None:
    root = page.root
    assert page.links == links(page), page.url
    assert root.get("lang") == language, page.url
    assert root.get("dir") == ("rtl" if is_right_to_left(language) else "ltr"), page.url
    assert len(page.every("h1")) == 1, page.url
    assert len(page.every("title")) == 1
    for image in page.every("img"):
        assert image.get("alt") is not None, page.url
        assert image.get("width"), page.url
        assert image.get("height"), page.url
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), f"{page.url}: {[each for each in ids if ids.count(each) > 1]}"


@pytest.mark.parametrize("shop", SHOPS, ids=[shop.shop.slug for shop in SHOPS])
def test_every_address_of_the_sitemap_is_canonical_and_its_cluster_is_mutual(
    client: TestClient, shop: DemoShop
) -> None:
    listed = _sitemap(client, shop.shop.slug)
    assert len(listed) == len(set(listed))
    if shop.shop.kind == "learner":
        return
    clusters = {}
    for url in listed[:: max(1, len(listed) // 60)]:
        page = read(client, url)
        assert page.status == 200, url
        assert page.canonical == url
        clusters[url] = page.alternates
    for url, alternates in clusters.items():
        assert url in alternates.values(), url
        for other in set(alternates.values()) & clusters.keys():
            assert clusters[other] == alternates, f"{url} and {other} name different clusters"


def _sitemap(client: TestClient, slug: str) -> list[str]:
    files = _locations(client, f"{origin(slug)}/sitemap.xml")
    return [page for file in files for page in _locations(client, file)]


def _locations(client: TestClient, url: str) -> list[str]:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return [part.partition("</loc>")[0] for part in answer.text.split("<loc>")[1:]]
