"""A market of enquiries, Rempah Raya's Russian one: the whole catalogue, no price anywhere, and a way to ask."""

import re

import pytest
from starlette.testclient import TestClient

from tests.storefront.shop.pages import PageRead, read

RUSSIA = "http://rempah-raya.localhost:8000/ru-ru"
HOME = "http://rempah-raya.localhost:8000"
MONEY = re.compile(r"\d\s?(?:₽|RUB|руб)|(?:RM|MYR)\s?\d")


@pytest.fixture(scope="module")
def listed(client: TestClient) -> PageRead:
    return read(client, f"{RUSSIA}/collections/all")


@pytest.fixture(scope="module")
def product(client: TestClient, listed: PageRead) -> PageRead:
    return read(client, next(url for url in sorted(listed.links) if "/products/" in url))


def products_of(page: PageRead) -> int:
    return len({url.partition("?")[0] for url in page.links if "/products/" in url})


def test_everything_is_shown_that_is_shown_at_home(client: TestClient, listed: PageRead) -> None:
    at_home = read(client, f"{HOME}/collections/all")
    assert products_of(listed) == products_of(at_home) > 0


def test_no_page_of_the_view_tells_a_price(client: TestClient, listed: PageRead, product: PageRead) -> None:
    pages = [read(client, RUSSIA), listed, product, read(client, f"{RUSSIA}/search?q=перец")]
    for page in pages:
        assert page.status == 200
        assert not MONEY.search(page.words), page.url
        assert "RUB" not in page.words, page.url
    assert "Цена по запросу" in listed.words
    assert "Цена по запросу" in product.words
    assert "Не продаётся" not in listed.words


def test_the_way_on_is_a_form_that_knows_the_product(client: TestClient, product: PageRead) -> None:
    asks = [each for each in product.every("a") if "Запросить цену" in "".join(each.itertext())]
    assert len(asks) == 1
    address = asks[0].get("href", "")
    assert address.startswith("/ru-ru/enquiry?product=")
    form = read(client, f"{HOME}{address}")
    assert (form.status, form.headers["cache-control"]) == (200, "private, no-store")
    title = product.every("h1")[0].text
    assert title is not None
    assert title in form.words


def test_search_engines_are_told_of_a_product_without_an_offer(product: PageRead) -> None:
    [told] = [each for each in product.structured if each["@type"] == "Product"]
    assert "offers" not in told
    assert "price" not in product.text.partition("</head>")[0].lower()


def test_nothing_is_narrowed_or_put_in_order_by_price(client: TestClient, listed: PageRead) -> None:
    orders = {url.partition("sort=")[2].partition("&")[0] for url in listed.links if "sort=" in url}
    assert orders.isdisjoint({"price-ascending", "price-descending"})
    assert [each for each in listed.every("input") if each.get("name") in ("price_min", "price_max")] == []
    asked_all_the_same = read(client, f"{RUSSIA}/collections/all?sort=price-ascending&price_min=1&price_max=2")
    assert asked_all_the_same.status == 200
    assert products_of(asked_all_the_same) == products_of(listed)


def test_the_same_shop_sells_elsewhere(client: TestClient) -> None:
    page = read(client, f"{HOME}/collections/all?sort=price-ascending")
    assert "Harga atas permintaan" not in page.words
    assert re.search(r"RM\s?\d", page.words)
