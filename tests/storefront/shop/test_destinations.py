"""What the law of a destination says of goods is said on their page, before the cart."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event, text
from starlette.testclient import TestClient

from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
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


@pytest.fixture
def made_to_measure(zone: Settings) -> Iterator[str]:
    """The address of a shop all of whose goods are made for their buyer for a while."""
    database, slug = Database(zone), "seri-batik"
    with database.platform() as session:
        tenant = lifecycle.find_tenant_by_slug(session, slug)
        assert tenant is not None
        assert tenant.id is not None
    with database.tenant(tenant.id) as session:
        session.execute(text("update product set no_withdrawal = 'custom_made'"))
    yield f"http://{slug}.localhost:8000/de-eu"
    with database.tenant(tenant.id) as session:
        session.execute(text("update product set no_withdrawal = ''"))
    database.close()


def test_the_law_of_all_countries_of_a_view_is_told_from_memory(client: TestClient, made_to_measure: str) -> None:
    product = min(link for link in read(client, f"{made_to_measure}/search?q=Batik").links if "/products/" in link)
    read(client, product)
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        page = read(client, product)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert page.words.count("Kein Widerrufsrecht: ") == 1
    assert asked
    assert [each for each in asked if "selling_rule" in each] == []
