"""Markets in the admin: seen by everybody of the shop, switched on and off by its owners."""

import pytest
from starlette.testclient import TestClient

from storefront import localization
from tenants import identity, lifecycle
from tenants.isolation import Database
from tests.factories.catalog import AShop, a_shop
from tests.storefront.admin.conftest import PASSWORD, sign_in


@pytest.fixture
def shop(database: Database) -> AShop:
    return a_shop(database, markets=(("my", "MYR"), ("jp", "JPY")))


def signed_in(client: TestClient, database: Database, shop: AShop, role: identity.Role) -> TestClient:
    with database.platform() as session:
        person = identity.enrol_person(session, f"{role}@shop.example", name="Somebody", password=PASSWORD)
        identity.grant_membership(session, shop.tenant_id, person.id or 0, role)
    sign_in(client, person.email)
    return client


def path(shop: AShop) -> str:
    with shop.session() as session:
        return f"/shops/{lifecycle.tenant_by_id(session, shop.tenant_id).slug}/markets"


def switch(client: TestClient, shop: AShop, market: str, deed: str) -> int:
    return client.post(path(shop), data={"market": market, "do": deed}).status_code


def open_markets(shop: AShop) -> list[str]:
    with shop.session() as session:
        return [each.handle for each in localization.markets(session) if each.is_enabled]


def test_an_owner_switches_a_market_off_and_on_again(client: TestClient, database: Database, shop: AShop) -> None:
    owner = signed_in(client, database, shop, identity.Role.OWNER)
    assert "JPY" in owner.get(path(shop)).text
    for deed, left in (("off", ["my"]), ("off", ["my"]), ("on", ["my", "jp"])):
        assert switch(owner, shop, "jp", deed) == 303
        assert open_markets(shop) == left
        assert owner.get(path(shop)).text.count('value="on"') == 2 - len(left)


def test_the_first_market_stays_on_and_what_is_none_is_not_found(
    client: TestClient, database: Database, shop: AShop
) -> None:
    owner = signed_in(client, database, shop, identity.Role.OWNER)
    refused = owner.post(path(shop), data={"market": "my", "do": "off"})
    assert (refused.status_code, 'role="alert"' in refused.text) == (409, True)
    assert [switch(owner, shop, "xx", "off"), switch(owner, shop, "jp", "burn")] == [404, 404]
    assert open_markets(shop) == ["my", "jp"]


def test_staff_look_and_owners_switch(client: TestClient, database: Database, shop: AShop) -> None:
    staff = signed_in(client, database, shop, identity.Role.STAFF)
    shown = staff.get(path(shop)).text
    assert "Only an owner of the shop changes this" in shown
    assert "<form" not in shown.split("<main")[1].split("</main>")[0]
    assert switch(staff, shop, "jp", "off") == 403
    assert open_markets(shop) == ["my", "jp"]
