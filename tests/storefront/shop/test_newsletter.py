"""News by e-mail: asked for on any front page, agreed to by the mailed link, ended by a link that never expires."""

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from storefront import customers, notify
from storefront.customers import Purpose
from storefront.shop.pages.newsletter import BY_ADDRESS, BY_ADDRESS_IN_ALL_SHOPS, BY_NETWORK
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit import clock
from tenants.kit.settings import Settings
from tests.factories.catalog import AShop
from tests.storefront.shop.pages import read

SHOP = "timah-rotan"
ORIGIN = f"http://{SHOP}.localhost:8000"
SHOPS = ("seri-batik", "rempah-raya", "timah-rotan")
WORDING = "Tell me of offers and news by e-mail. I can stop this at any time."


@pytest.fixture(scope="module")
def zone_database(zone: Settings) -> Iterator[Database]:
    database = Database(zone)
    yield database
    database.close()


@pytest.fixture
def shop(zone_database: Database) -> AShop:
    with zone_database.platform() as session:
        tenant = lifecycle.tenant_by_slug(session, SHOP)
        assert tenant.id is not None
        return AShop(zone_database, tenant.id, {}, {})


def post(client: TestClient, path: str, **fields: str) -> tuple[int, str]:
    answer = client.post(f"{ORIGIN}{path}", data=fields or {"action": "yes"}, headers={"origin": ORIGIN})
    return answer.status_code, answer.text


def ask_in(client: TestClient, slug: str, *, network: str, email: str) -> int:
    """Ask one of the zone's shops for news, from a network of one's own."""
    origin = f"http://{slug}.localhost:8000"
    visitor = TestClient(client.app, base_url=origin, client=(network, 50000))
    return visitor.post("/newsletter", data={"email": email}, headers={"origin": origin}).status_code


def mails_to(zone_database: Database, email: str) -> int:
    """From all shops of the zone together."""
    found = 0
    for slug in SHOPS:
        with zone_database.platform() as session:
            tenant_id = lifecycle.tenant_by_slug(session, slug).id or 0
        with zone_database.tenant(tenant_id) as session:
            found += sum(each.to_address == email for each in notify.mails_about(session, "newsletter"))
    return found


def paths_mailed(shop: AShop, email: str) -> list[str]:
    with shop.session() as session:
        mails = [each for each in notify.mails_about(session, "newsletter") if each.to_address == email]
    return [re.search(rf"{ORIGIN}(/\S*newsletter/agree/[\w-]+)", each.text)[1] for each in mails]  # type: ignore[index]


def gets_news(shop: AShop, email: str) -> bool:
    with shop.session() as session:
        return email in {each.email for each in customers.subscribers(session)}


@pytest.mark.parametrize("slug", SHOPS)
def test_the_front_page_has_the_form_and_says_what_is_agreed_to(client: TestClient, slug: str) -> None:
    page = read(client, f"http://{slug}.localhost:8000/")
    [form] = [each for each in page.every("form") if each.get("action") == "/newsletter"]
    fields = {field.get("name"): field for field in form.iter("{http://www.w3.org/1999/xhtml}input")}
    assert form.get("method") == "post"
    assert fields["email"].get("required") is not None
    assert (fields["website"].get("tabindex"), fields["website"].get("value")) == ("-1", None)
    if slug == "seri-batik":
        assert WORDING in page.words


def test_nothing_is_agreed_to_before_the_button_behind_the_mailed_link(client: TestClient, shop: AShop) -> None:
    assert post(client, "/de-eu/newsletter", email=" Nora@Example.com ")[0] == 200
    assert not gets_news(shop, "nora@example.com")
    [path] = paths_mailed(shop, "nora@example.com")
    for _ in range(2):  # as mail scanners look
        assert client.get(f"{ORIGIN}{path}").status_code == 200
    assert not gets_news(shop, "nora@example.com")
    status, html = post(client, path)
    assert status == 200
    with shop.session() as session:
        given = customers.latest_consent(session, "nora@example.com", Purpose.MARKETING)
    assert given is not None
    assert (given.is_given, given.language) == (True, "de")
    assert given.wording in client.get(f"{ORIGIN}/de-eu").text
    assert (clock.now() - given.at).total_seconds() < 600
    assert post(client, path)[0] == 410

    stop = re.search(r'href="(/de-eu/newsletter/stop/[^"]+)"', html)
    assert stop is not None
    assert client.get(f"{ORIGIN}{stop[1]}").status_code == 200
    assert gets_news(shop, "nora@example.com")
    for _ in range(2):
        assert client.post(f"{ORIGIN}{stop[1]}", data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not gets_news(shop, "nora@example.com")
    with shop.session() as session:
        assert [each.is_given for each in customers.consents_of(session, "nora@example.com")] == [True, False]


def test_the_answer_is_the_same_for_whoever_gets_news_already(client: TestClient, shop: AShop) -> None:
    for _ in range(2):
        post(client, "/newsletter", email="omar@example.com")
        post(client, paths_mailed(shop, "omar@example.com")[-1])
    assert gets_news(shop, "omar@example.com")
    known, new = (post(client, "/newsletter", email=f"{name}@example.com") for name in ("omar", "pia"))
    assert known[0] == new[0] == 200
    assert known[1].replace("omar@", "pia@") == new[1]


def test_an_address_that_is_none_comes_back_with_a_word_beside_it(client: TestClient, shop: AShop) -> None:
    status, html = post(client, "/newsletter", email="quinn@")
    assert status == 422
    assert 'value="quinn@"' in html
    assert 'aria-describedby="email-bad"' in html


def test_a_machine_that_fills_in_everything_gets_the_same_page_and_no_mail(client: TestClient, shop: AShop) -> None:
    status, html = post(client, "/newsletter", email="rex@example.com", website="https://spam.example")
    assert (status, "rex@example.com" in html) == (200, True)
    assert paths_mailed(shop, "rex@example.com") == []


def test_one_address_is_written_to_three_times_a_day_and_an_earlier_link_ends(client: TestClient, shop: AShop) -> None:
    answers = [post(client, "/newsletter", email="sara@example.com") for _ in range(5)]
    assert {status for status, _ in answers} == {200}
    paths = paths_mailed(shop, "sara@example.com")
    assert len(paths) == 3
    assert [post(client, path)[0] for path in paths] == [410, 410, 200]


def test_whoever_asks_for_strangers_is_counted_in_all_shops_together(
    client: TestClient, zone_database: Database
) -> None:
    for number in range(BY_NETWORK.most):
        assert ask_in(client, SHOPS[0], network="198.51.100.7", email=f"victim{number}@example.com") == 200
    assert ask_in(client, SHOPS[1], network="198.51.100.7", email="wanda@example.com") == 422
    assert mails_to(zone_database, "wanda@example.com") == 0
    assert ask_in(client, SHOPS[1], network="198.51.100.8", email="wanda@example.com") == 200
    assert mails_to(zone_database, "wanda@example.com") == 1


def test_one_address_is_written_to_so_often_a_day_by_all_shops_together(
    client: TestClient, zone_database: Database
) -> None:
    for slug in SHOPS:
        for number in range(BY_ADDRESS.most):
            assert ask_in(client, slug, network=f"203.0.113.{number}", email="vera@example.com") == 200
    assert BY_ADDRESS_IN_ALL_SHOPS.most < len(SHOPS) * BY_ADDRESS.most
    assert mails_to(zone_database, "vera@example.com") == BY_ADDRESS_IN_ALL_SHOPS.most


def test_a_stop_link_that_is_not_signed_for_this_shop_stops_nothing(
    client: TestClient, shop: AShop, zone: Settings
) -> None:
    post(client, "/newsletter", email="tara@example.com")
    post(client, paths_mailed(shop, "tara@example.com")[-1])
    with shop.session() as session:
        given = customers.latest_consent(session, "tara@example.com", Purpose.MARKETING)
    assert given is not None
    assert given.id is not None
    secret = zone.secret_key.get_secret_value()
    right = customers.news_stop_token(shop.tenant_id, given.id, secret)
    other_shops = customers.news_stop_token(shop.tenant_id + 1, given.id, secret)
    for wrong in (other_shops, f"{given.id}.", f"{given.id}", "x.y", right[:-1], right.replace(".", "9.", 1)):
        assert post(client, f"/newsletter/stop/{wrong}")[0] == 410
    assert gets_news(shop, "tara@example.com")
    assert post(client, f"/newsletter/stop/{right}")[0] == 200
    assert not gets_news(shop, "tara@example.com")
