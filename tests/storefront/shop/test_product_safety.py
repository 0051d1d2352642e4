"""Who answers for a product's safety is named on its page where the law of the market asks for it, and only there."""

import pytest
from starlette.testclient import TestClient

from tests.storefront.shop.pages import PageRead, read

BATIK, PEWTER = "http://seri-batik.localhost:8000", "http://timah-rotan.localhost:8000"


def page_of(client: TestClient, shop: str, view: str, words: str) -> PageRead:
    found = read(client, f"{shop}{view}/search?q={words}")
    return read(client, next(url for url in sorted(found.links) if "/products/" in url))


@pytest.mark.parametrize(
    ("shop", "view", "words", "said"),
    [
        (BATIK, "/en-eu", "hibiscus silk shawl", "Manufacturer: Seri Batik, 12 Jalan Sultan Zainal Abidin,"),
        (
            BATIK,
            "/de-eu",
            "Hibiskus",
            "Verantwortlich in der Europäischen Union: Seri Batik Europe GmbH, ",
        ),
        (PEWTER, "/de-eu", "Kerzenleuchter", "Sicherheit: Brennende Kerzen nie unbeaufsichtigt lassen."),
        (PEWTER, "/fr-eu", "Bougeoir haut", "Sécurité : Ne laissez jamais une bougie allumée sans surveillance."),
    ],
)
def test_in_the_union_it_is_said_in_the_views_language(
    client: TestClient, shop: str, view: str, words: str, said: str
) -> None:
    assert said in page_of(client, shop, view, words).words


@pytest.mark.parametrize("view", ["", "/en-gb", "/en-us"])
def test_elsewhere_nobody_is_named(client: TestClient, view: str) -> None:
    page = page_of(client, PEWTER, view, "candlestick")
    assert "Tiang" in page.words
    assert "Manufacturer:" not in page.words
    assert "Safety:" not in page.words
