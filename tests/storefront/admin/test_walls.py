"""Nobody gets in where they do not belong: every route, with another shop's owner, with nobody, from another site."""

import pytest
from starlette.testclient import TestClient

from storefront import orders
from storefront.admin.routes import ROUTES, Access, Route
from tenants.isolation import Database
from tests.storefront.admin.conftest import Shop, sign_in

of_shops = [route for route in ROUTES if route.access is Access.SHOP]
for_people = [route for route in ROUTES if route.access is not Access.ANYBODY]
forms = [route for route in ROUTES if route.method == "POST"]


def name(route: Route) -> str:
    return f"{route.method} {route.pattern}"


def address(route: Route, shop: Shop) -> str:
    pattern = route.pattern.replace("{slug}", shop.slug).replace("{number:int}", str(orders.FIRST_NUMBER))
    return pattern.replace("{action}", "cancel").replace("{secret}", "x" * 43).replace("{back:int}", "1")


def is_placed(database: Database, shop: Shop) -> bool:
    """Whether the shop's only order is as it was."""
    with database.tenant(shop.tenant_id) as session:
        return orders.order_by_number(session, orders.FIRST_NUMBER).state == orders.OrderState.PLACED


@pytest.mark.usefixtures("order")
def test_another_shops_owner_finds_nothing(
    client: TestClient, shop: Shop, other_shop: Shop, database: Database
) -> None:
    sign_in(client, other_shop.owner)
    nowhere = Shop(0, "no-such-shop", "")
    for route in of_shops:
        answer = client.request(route.method, address(route, shop), data={"reason": "mine now"})
        missing = client.request(route.method, address(route, nowhere), data={"reason": "mine now"})
        assert (answer.status_code, missing.status_code) == (404, 404), name(route)
        assert answer.text.replace(shop.slug, "") == missing.text.replace(nowhere.slug, ""), name(route)
        assert is_placed(database, shop), name(route)


def test_nobody_is_asked_to_sign_in(client: TestClient, shop: Shop) -> None:
    for route in for_people:
        answer = client.request(route.method, address(route, shop), data={"reason": "x"})
        assert answer.status_code == 303, name(route)
        assert answer.headers["location"].startswith("/sign-in"), name(route)


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "same-site"}, {"origin": "null"}]
)
@pytest.mark.usefixtures("order")
def test_no_form_of_another_site_is_taken(
    staff: TestClient, shop: Shop, database: Database, headers: dict[str, str]
) -> None:
    for route in forms:
        answer = staff.request(route.method, address(route, shop), data={"reason": "x"}, headers=headers)
        assert answer.status_code == 403, name(route)
        assert is_placed(database, shop), name(route)


@pytest.mark.parametrize("host", ["batik-house.localhost:8000", "api.localhost:8000"])
def test_the_admin_is_on_no_other_host(client: TestClient, shop: Shop, host: str) -> None:
    for path in ("/sign-in", f"/shops/{shop.slug}/orders"):
        assert client.get(f"http://{host}{path}").status_code in (404, 503)


def test_no_page_is_kept_or_framed(staff: TestClient, shop: Shop) -> None:
    for path in ("/sign-in", "/password", f"/shops/{shop.slug}/orders", "/nothing"):
        headers = staff.get(path).headers
        assert headers["cache-control"] == "private, no-store"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "script-src" not in headers["content-security-policy"]


def test_an_address_that_is_none_of_ours_is_said_so(staff: TestClient) -> None:
    assert staff.get("/nothing").status_code == 404
    answer = staff.request("DELETE", "/sign-in")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST")
