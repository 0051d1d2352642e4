"""A customer's account, as a browser uses it."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from storefront import catalog, customers, localization, notify
from storefront.audience import Audience
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.catalog import AShop
from tests.factories.orders import a_new_order, a_paid_order
from tests.storefront.shop.pages import PageRead, read

SHOP = "timah-rotan"
ORIGIN = f"http://{SHOP}.localhost:8000"


@pytest.fixture(scope="session")
def zone_database(zone: Settings) -> Iterator[Database]:
    database = Database(zone)
    yield database
    database.close()


@pytest.fixture
def shop(zone_database: Database) -> AShop:
    with zone_database.platform() as session:
        tenant = lifecycle.find_tenant_by_slug(session, SHOP)
        assert tenant is not None
        assert tenant.id is not None
    with zone_database.tenant(tenant.id) as session:
        markets = localization.markets(session)
    ids = {each.handle: each.id or 0 for each in markets}
    return AShop(zone_database, tenant.id, ids, {each.handle: each.currency for each in markets})


@pytest.fixture(autouse=True)
def _nobody_signed_in(client: TestClient) -> Iterator[None]:
    client.cookies.clear()
    yield
    client.cookies.clear()


def post(client: TestClient, path: str, **fields: str) -> tuple[int, str, str]:
    answer = client.post(f"{ORIGIN}{path}", data=fields, headers={"origin": ORIGIN})
    return answer.status_code, answer.headers.get("location", ""), answer.text


def links_mailed(shop: AShop, email: str) -> list[str]:
    """The paths of the links in the mails to an address, oldest first."""
    with shop.session() as session:
        mails = [each for each in notify.mails_about(session, "sign-in") if each.to_address == email]
    return [re.search(rf"{ORIGIN}(/\S*/sign-in/[\w-]+)", each.text)[1] for each in mails]  # type: ignore[index]


def sign_in(client: TestClient, shop: AShop, email: str) -> None:
    status, _, _ = post(client, "/account", action="ask", email=email)
    assert status == 200
    status, location, _ = post(client, links_mailed(shop, email)[-1], action="sign-in")
    assert (status, location) == (303, "/account")


def look(client: TestClient, path: str = "/account") -> PageRead:
    return read(client, f"{ORIGIN}{path}")


def test_looking_at_a_link_uses_nothing_up_and_pressing_its_button_signs_in_once(
    client: TestClient, shop: AShop
) -> None:
    post(client, "/account", action="ask", email=" Lina@Example.com ")
    [path] = links_mailed(shop, "lina@example.com")
    for _ in range(2):
        page = look(client, path)
        assert (page.status, "set-cookie" in page.headers) == (200, False)
    answer = client.post(f"{ORIGIN}{path}", data={"action": "sign-in"}, headers={"origin": ORIGIN})
    cookie = answer.headers["set-cookie"].lower()
    for part in ("customer=", "httponly", "samesite=lax", "path=/", "max-age=7776000"):
        assert part in cookie, part
    assert "domain" not in cookie
    assert "lina@example.com" in look(client).words
    client.cookies.clear()
    status, location, _ = post(client, path, action="sign-in")
    assert (status, location) == (410, "")
    assert "lina@example.com" not in look(client).words


def test_the_answer_is_the_same_for_known_and_unknown_addresses_and_mails_are_few(
    client: TestClient, shop: AShop
) -> None:
    sign_in(client, shop, "known@example.com")
    client.cookies.clear()
    known = post(client, "/account", action="ask", email="known@example.com")[2]
    unknown = post(client, "/account", action="ask", email="stranger@example.com")[2]
    assert known.replace("known@", "x@") == unknown.replace("stranger@", "x@")
    for _ in range(5):
        assert post(client, "/account", action="ask", email="stranger@example.com")[2] == unknown
    assert len(links_mailed(shop, "stranger@example.com")) == 3


def test_what_is_no_address_is_said_beside_its_field(client: TestClient) -> None:
    status, _, text = post(client, "/account", action="ask", email="lina")
    assert status == 422
    assert 'aria-describedby="email-bad"' in text
    assert 'value="lina"' in text


def test_orders_under_a_verified_address_are_there_and_nobody_elses(client: TestClient, shop: AShop) -> None:
    market = next(iter(shop.markets))
    with shop.session() as session:
        mine, theirs = (
            a_paid_order(session, shop, a_new_order(email=email, market_handle=market, currency="MYR"))
            for email in ("Mei@Example.com", "other@example.com")
        )
    sign_in(client, shop, "mei@example.com")
    page = look(client)
    assert f"{ORIGIN}/orders/{mine.token}" in page.links
    assert f"{ORIGIN}/orders/{theirs.token}" not in page.links


def test_an_address_is_checked_kept_changed_and_removed(client: TestClient, shop: AShop) -> None:
    sign_in(client, shop, "siti@example.com")
    typed = {"country": "MY", "name": "Siti Aminah", "line1": "3 Jalan Besar", "city": "Ipoh", "phone": "+60123456789"}
    status, _, text = post(client, "/account/addresses/new", action="save", **typed, postcode="x")
    assert status == 422
    assert 'aria-describedby="postcode-bad"' in text
    good = {**typed, "postcode": "30000", "region": "08"}
    assert post(client, "/account/addresses/new", action="save", **good)[:2] == (303, "/account")
    assert "3 Jalan Besar" in look(client).words
    [path] = {each.removeprefix(ORIGIN) for each in look(client).links if re.search(r"/addresses/\d+$", each)}
    post(client, path, action="save", **{**good, "line1": "4 Jalan Kecil"})
    assert "4 Jalan Kecil" in look(client).words
    client.cookies.clear()
    sign_in(client, shop, "budi@example.com")
    assert look(client, path).status == 404
    assert post(client, path, action="remove")[0] == 404
    client.cookies.clear()
    sign_in(client, shop, "siti@example.com")
    assert post(client, path, action="remove")[:2] == (303, "/account")
    assert "4 Jalan Kecil" not in look(client).words


def test_consents_are_switched_and_kept_with_their_words(client: TestClient, shop: AShop) -> None:
    sign_in(client, shop, "hana@example.com")
    post(client, "/account", action="consents", marketing="yes")
    post(client, "/account", action="consents")
    with shop.session() as session:
        said = customers.consents_of(session, "hana@example.com")
    assert [(each.purpose, each.is_given) for each in said] == [("marketing", True), ("marketing", False)]
    assert said[0].wording.startswith("Tell me of offers")


def test_the_page_of_an_order_leads_to_the_account(client: TestClient, shop: AShop) -> None:
    with shop.session() as session:
        order = a_paid_order(session, shop)
    assert f"{ORIGIN}/de-eu/account" in look(client, f"/de-eu/orders/{order.token}").links


def test_signing_out_everywhere_ends_the_other_browser_too(client: TestClient, shop: AShop) -> None:
    sign_in(client, shop, "rosa@example.com")
    first = client.cookies["customer"]
    client.cookies.clear()
    sign_in(client, shop, "rosa@example.com")
    post(client, "/account", action="sign-out-everywhere")
    client.cookies.clear()
    client.cookies.set("customer", first, domain=f"{SHOP}.localhost")
    assert "rosa@example.com" not in look(client).words


def test_data_is_taken_along_and_erasure_asks_first(client: TestClient, shop: AShop) -> None:
    sign_in(client, shop, "omar@example.com")
    answer = client.get(f"{ORIGIN}/account/data.json")
    assert json.loads(answer.text)["customer"]["email"] == "omar@example.com"
    assert answer.headers["content-disposition"] == f'attachment; filename="{SHOP}.json"'
    assert post(client, "/account/erase", action="erase")[0] == 422
    assert "omar@example.com" in look(client).words
    assert post(client, "/account/erase", action="erase", confirm="yes")[0] == 200
    assert "omar@example.com" not in look(client).words


def test_without_an_account_nothing_of_it_is_shown_or_done(client: TestClient) -> None:
    for path in ("/account/data.json", "/account/addresses/new", "/account/erase"):
        answer = client.get(f"{ORIGIN}{path}")
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/account")
    foreign = client.post(f"{ORIGIN}/account", data={"action": "ask"}, headers={"origin": "https://evil.example"})
    assert foreign.status_code == 403


@pytest.mark.parametrize(("prefix", "direction"), [("/de-eu", "ltr"), ("", "ltr")])
def test_the_page_is_valid_in_each_language(client: TestClient, shop: AShop, prefix: str, direction: str) -> None:
    page = look(client, f"{prefix}/account")
    assert page.status == 200
    assert page.tree.get("dir") == direction
    assert page.headers["cache-control"] == "private, no-store"


def test_who_asks_is_told_when_a_thing_is_back(client: TestClient, shop: AShop) -> None:
    with shop.session() as session:
        variant_id = session.connection().exec_driver_sql("select min(id) from variant").scalar_one()
    page = look(client, f"/account/tell-me?variant={variant_id}")
    assert page.status == 200
    assert post(client, "/account/tell-me", variant=str(variant_id), email="x")[0] == 422
    assert post(client, "/account/tell-me", variant=str(variant_id), email="Wan@Example.com")[0] == 200
    assert look(client, "/account/tell-me?variant=x").status == 404
    with shop.session() as session:
        assert [each.variant_id for each in customers.alerts_of(session, "wan@example.com")] == [variant_id]


@pytest.mark.parametrize("slug", ["seri-batik", "rempah-raya", "timah-rotan"])
def test_every_theme_leads_to_the_account_and_from_what_is_sold_out_to_its_alert(
    client: TestClient, zone_database: Database, slug: str
) -> None:
    origin = f"http://{slug}.localhost:8000"
    path, variant_id, other = _sold_out(zone_database, slug)
    page = read(client, f"{origin}/en-us{path}")
    assert f"{origin}/en-us/account" in page.links
    assert f"{origin}/en-us/account/tell-me?variant={variant_id}" in page.links
    assert "/account/tell-me" not in read(client, f"{origin}/en-us{other}").text


def _sold_out(database: Database, slug: str) -> tuple[str, int, str]:
    """The page of a sold-out variant as Americans see it, its id, and the page of one that is to be had."""
    with database.platform() as session:
        tenant = lifecycle.find_tenant_by_slug(session, slug)
        assert tenant is not None
    with database.tenant(tenant.id or 0) as session:
        view = next(each for each in localization.views_of(localization.markets(session)) if each.prefix == "/en-us")
        audience = Audience(view.fallbacks, view.market_id, view.is_enquiry)
        named = session.connection().exec_driver_sql("select handle from product_text where language = 'en'")
        products = [catalog.product_by_handle(session, audience, handle=each) for each in named.scalars()]
    pages = {
        (each.id, each.is_available): f"/products/{product.handle}?{urlencode(each.answers)}"
        for product in products
        for each in product.variants
        if each.offer is not None
    }
    gone = next(key for key in pages if not key[1])
    return pages[gone], gone[0], next(address for key, address in pages.items() if key[1])


def test_whoever_signs_in_from_the_checkout_comes_back_to_it(client: TestClient, shop: AShop) -> None:
    asked = client.get(f"{ORIGIN}/account?next=/checkout").text
    assert 'name="next" value="/checkout"' in asked
    post(client, "/account", action="ask", email="back@example.com", next="/checkout")
    [path] = links_mailed(shop, "back@example.com")
    with shop.session() as session:
        [mail] = [each for each in notify.mails_about(session, "sign-in") if each.to_address == "back@example.com"]
    assert f"{path}?next=%2Fcheckout" in mail.text
    assert f'action="{path}?next=%2Fcheckout"' in client.get(f"{ORIGIN}{path}?next=%2Fcheckout").text
    status, location, _ = post(client, f"{path}?next=%2Fcheckout", action="sign-in")
    assert (status, location) == (303, "/checkout")


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example", "/\\evil.example", "/checkout@evil.example", "javascript:alert(1)",
     "/%2F/evil.example", "/checkout/../../evil", "", "/products/x", "/checkout\r\nset-cookie: a=b"],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(client: TestClient, shop: AShop, elsewhere: str) -> None:
    email = f"{abs(hash(elsewhere))}@example.com"
    with shop.session() as session:
        secret = customers.issue_link(session, shop.tenant_id, email, language="en")
    path = f"/account/sign-in/{secret}?{urlencode({'next': elsewhere})}"
    status, location, _ = post(client, path, action="sign-in", next=elsewhere)
    assert (status, location) == (303, "/account")
