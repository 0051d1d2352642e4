"""What the law of a destination says of goods is said on their page, before the cart."""

from starlette.testclient import TestClient

from tests.storefront.shop.pages import PageRead, read

SHOP = "http://rempah-raya.localhost:8000"


def page_of(client: TestClient, view: str, title: str) -> PageRead:
    """The page of the product of exactly this title."""
    found = read(client, f"{SHOP}{view}/search?q={title}")
    pages = (read(client, url) for url in sorted(found.links) if "/products/" in url)
    return next(page for page in pages if page.structured[0]["name"] == title)


def test_licensed_goods_say_so_in_the_views_language_where_a_permit_is_missing(client: TestClient) -> None:
    assert "不寄往此处：生产企业须在中国海关注册。" in page_of(client, "/zh-hans-cn", "干燕窝").words


def test_a_condition_is_said_where_it_holds_and_nowhere_else(client: TestClient) -> None:
    said = "Food must be announced to the authority before it arrives."
    assert said in page_of(client, "/en-us", "Sarawak Black Pepper").words
    assert said not in page_of(client, "/en-gb", "Sarawak Black Pepper").words
