"""The page of the one person who looks after the zone."""

import pytest
from starlette.testclient import TestClient

from tenants import identity
from tenants.isolation import Database
from tests.storefront.admin.conftest import ORIGIN, PASSWORD, Shop, sign_in
from tests.storefront.shop.pages import read


@pytest.fixture
def keeper(client: TestClient, database: Database) -> TestClient:
    """The client, signed in as the platform's admin."""
    with database.platform() as session:
        person = identity.enrol_person(session, "admin@example.com", name="Admin", password=PASSWORD)
        person.is_platform_admin = True
        session.add(person)
    sign_in(client, "admin@example.com")
    return client


def test_the_keeper_is_led_to_the_zones_shops(keeper: TestClient, shop: Shop, other_shop: Shop) -> None:
    assert keeper.get("/shops").headers["location"] == "/platform"
    page = read(keeper, f"{ORIGIN}/platform")
    assert shop.slug in page.words
    assert other_shop.slug in page.words
    found = read(keeper, f"{ORIGIN}/platform?q={shop.slug[:5].upper()}")
    assert shop.slug in found.words
    assert other_shop.slug not in found.words
    for nonsense in ("%25", "'", "x" * 100, "_"):
        assert read(keeper, f"{ORIGIN}/platform?q={nonsense}&after={nonsense}").status == 200


def test_a_shop_is_suspended_and_opened_again(keeper: TestClient, shop: Shop, database: Database) -> None:
    for action, word in (("suspend", "Suspended"), ("suspend", "Suspended"), ("resume", "Open")):
        assert keeper.post(f"/platform/shops/{shop.slug}/{action}", data={"x": "x"}).status_code == 303
        assert word in read(keeper, f"{ORIGIN}/platform?q={shop.slug}").words
    assert keeper.post(f"/platform/shops/{shop.slug}/erase", data={"x": "x"}).status_code == 404
    assert keeper.post("/platform/shops/nobody/suspend", data={"x": "x"}).status_code == 404


def test_the_keeper_does_not_see_into_shops(keeper: TestClient, shop: Shop) -> None:
    assert keeper.get(f"/shops/{shop.slug}/orders").status_code == 404


def test_an_owner_finds_no_platform(staff: TestClient, shop: Shop) -> None:
    assert staff.get("/platform").status_code == 404
    assert staff.post(f"/platform/shops/{shop.slug}/suspend", data={"x": "x"}).status_code == 404
