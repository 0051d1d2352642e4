"""What stands beside a price on the pages of the demo's shops."""

import re

import pytest
from starlette.testclient import TestClient

from storefront.provision.demo_files import demo_shops
from tests.storefront.shop.pages import PageRead, read

BATIK, SPICES = "http://seri-batik.localhost:8000", "http://rempah-raya.localhost:8000"


@pytest.fixture(scope="module")
def reduced() -> str:
    """The handle of a product that is reduced, in the words of its title."""
    [files] = [each for each in demo_shops() if each.shop.slug == "seri-batik"]
    return next(each.key for each in files.products if each.compare_at)


def product(client: TestClient, origin: str, prefix: str, words: str) -> PageRead:
    found = read(client, f"{origin}{prefix}/search?q={words}")
    return read(client, next(url for url in sorted(found.links) if "/products/" in url))


def test_in_europe_a_reduction_names_the_lowest_price_of_thirty_days(client: TestClient, reduced: str) -> None:
    words = reduced.replace("-", " ")
    page = product(client, BATIK, "/en-eu", words)
    assert re.search(r"Lowest price in the last 30 days:\s+€\d", page.words)
    assert re.search(r"-\d+%|−\d+%", page.words)
    german = product(client, BATIK, "/de-eu", words)
    assert "Niedrigster Preis der letzten 30 Tage:" in german.words


def test_elsewhere_it_does_not(client: TestClient, reduced: str) -> None:
    page = product(client, BATIK, "", reduced.replace("-", " "))
    assert "Price before" in page.words
    assert "Lowest price" not in page.words


def test_a_spice_tells_what_a_hundred_grams_cost(client: TestClient) -> None:
    page = read(client, f"{SPICES}/en-my/products/sarawak-black-pepper")
    assert "RM\u00a015.90/100\u00a0g" in page.words or "RM\u00a015.90/100 g" in page.words
    [told] = [each for each in page.structured if each["@type"] == "Product"]
    [small, *_] = told["offers"]
    assert small["priceSpecification"] == {
        "@type": "UnitPriceSpecification",
        "price": "15.90",
        "priceCurrency": "MYR",
        "referenceQuantity": {"@type": "QuantitativeValue", "value": 100, "unitCode": "GRM"},
    }


def test_a_list_tells_the_unit_price_too(client: TestClient) -> None:
    page = read(client, f"{SPICES}/en-my/search?q=sarawak+black+pepper")
    assert re.search(r"RM\s15\.90/100\sg", page.words)


def test_cloth_is_told_by_the_metre(client: TestClient) -> None:
    page = read(client, f"{BATIK}/de-eu/products/songket-seide-je-meter")
    assert re.search(r"\d+,\d\d\s€/m", page.words)
