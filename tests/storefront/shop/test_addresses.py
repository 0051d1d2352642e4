"""A page is a function of its address: what the address says, and nothing else, decides what comes back."""

import pytest
from starlette.testclient import TestClient

from tests.storefront.shop.pages import read

PRODUCT = "/products/indigo-silk-shawl"


def test_cookies_language_and_forwarding_headers_change_nothing(client: TestClient) -> None:
    plain = client.get("/collections")
    for header, value in {
        "cookie": "cart=1; session=x",
        "accept-language": "ar",
        "x-forwarded-host": "evil.example",
        "x-forwarded-prefix": "/evil",
        "x-forwarded-proto": "https",
        "x-original-url": "/evil",
        "x-preview": "1",
        "user-agent": "Googlebot",
    }.items():
        answer = client.get("/collections", headers={header: value})
        assert answer.content == plain.content, header
        assert answer.headers["etag"] == plain.headers["etag"]


def test_who_holds_the_page_is_told_that_it_has_not_changed(client: TestClient) -> None:
    first = client.get("/")
    again = client.get("/", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = client.get("/", headers={"if-none-match": '"something-else"'})
    assert other.status_code == 200


def test_a_view_decides_language_currency_and_direction(client: TestClient) -> None:
    home = read(client, "/ar-mena")
    assert (home.root.get("lang"), home.root.get("dir")) == ("ar", "rtl")
    offers = [
        each for each in read(client, _first_product(client, "/ar-mena")).structured if each["@type"] == "Product"
    ]
    listed = offers[0]["offers"]
    first = listed[0] if isinstance(listed, list) else listed
    assert first["priceCurrency"] == "AED"


def _first_product(client: TestClient, prefix: str) -> str:
    page = read(client, f"{prefix}/collections/all")
    return next(link for link in sorted(page.links) if "/products/" in link)


@pytest.mark.parametrize("path", ["/xx-zz", "/de-cn", "/en-my", "/EN-GB", "/products", "/nothing", "/products/none"])
def test_what_is_not_there_is_404_in_the_shops_own_theme(client: TestClient, path: str) -> None:
    page = read(client, path)
    assert page.status == 404
    assert "noindex" in page.text
    assert len(page.every("h1")) == 1


def test_a_slash_too_many_is_corrected_but_never_to_another_host(client: TestClient) -> None:
    assert client.get("/collections/").headers["location"] == "/collections"
    assert client.get("/en-gb/?q=1").headers["location"] == "/en-gb?q=1"
    away = client.get("http://seri-batik.localhost:8000//evil.example/")
    assert away.status_code == 404
    assert "location" not in away.headers


def test_only_reading_is_allowed(client: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = client.request(method, "/")
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD"


def test_another_shops_pictures_are_no_address_here(client: TestClient) -> None:
    page = client.get("http://rempah-raya.localhost:8000/collections/all").text
    key = page.split("/media/")[1].split('"')[0].split(" ")[0]
    assert client.get(f"http://rempah-raya.localhost:8000/media/{key}").status_code == 200
    assert client.get(f"/media/{key}").status_code == 404


def test_robots_points_to_the_sitemap_and_keeps_searches_out(client: TestClient) -> None:
    text = client.get("/robots.txt").text
    assert "Sitemap: http://seri-batik.localhost:8000/sitemap.xml" in text
    assert "Disallow: /search" in text
    assert "Disallow: /ar-mena/search" in text


def test_a_learners_shop_is_kept_out_of_search_engines(client: TestClient) -> None:
    base = "http://kelas-niaga.localhost:8000"
    assert client.get(f"{base}/robots.txt").text == "User-agent: *\nDisallow: /\n"
    page = client.get(base)
    assert "noindex" in page.headers["x-robots-tag"]
    assert 'name="robots" content="noindex"' in page.text


def test_product_data_for_machines_is_whole(client: TestClient) -> None:
    page = read(client, _first_product(client, ""))
    kinds = {each["@type"] for each in page.structured}
    assert kinds >= {"Product", "BreadcrumbList"}
    product = next(each for each in page.structured if each["@type"] == "Product")
    assert product["image"][0].startswith("http://seri-batik.localhost:8000/media/")
    assert product["brand"]["name"]
    properties = {each.get("property") for each in page.every("meta")}
    assert properties >= {"og:title", "og:type", "og:url", "og:image", "og:locale"}


def test_scripts_run_from_the_shop_alone(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "script-src 'self' '" not in policy
    assert "media-src 'self' https:;" in policy, "the film of a video section lies wherever the merchant has it"
    assert "frame-ancestors 'none'" in policy


def test_assets_may_be_kept_for_ever_and_guessed_ones_are_not_there(client: TestClient) -> None:
    home = read(client, "/")
    style = next(each.get("href", "") for each in home.every("link") if each.get("rel") == "stylesheet")
    answer = client.get(style)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert client.get("/assets/aurora/0000/theme.css").status_code == 404
    assert client.get("/assets/aurora/0000/../../../../pyproject.toml").status_code == 404


@pytest.mark.parametrize("path", ["/", "/collections", "/collections/all", "/blog", "/ar-mena/collections", "/nothing"])
def test_every_page_says_what_it_is_about(client: TestClient, path: str) -> None:
    said = [each.get("content") for each in read(client, path).every("meta") if each.get("name") == "description"]
    assert len(said) == 1
    assert said[0]
    if path == "/collections":
        assert said == ["Collections – Hand-drawn batik and songket from Kuala Terengganu"]
