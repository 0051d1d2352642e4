"""Signing in at the admin's host: cookies, refusals, throttling, and the way to a new password."""

import re

import pytest
from starlette.testclient import TestClient

from storefront import notify
from tenants.isolation import Database
from tests.storefront.admin.conftest import PASSWORD, Shop, sign_in
from tests.storefront.shop.pages import read


def test_a_page_asks_to_sign_in_and_leads_back(client: TestClient, shop: Shop) -> None:
    answer = client.get(f"/shops/{shop.slug}/orders")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next=/shops/{shop.slug}/orders")
    form = {"email": shop.owner, "password": PASSWORD, "next": f"/shops/{shop.slug}/orders"}
    answer = client.post("/sign-in", data=form)
    assert answer.headers["location"] == f"/shops/{shop.slug}/orders"
    assert client.get(f"/shops/{shop.slug}/orders").status_code == 200


def test_the_cookie_is_for_this_host_and_no_script(client: TestClient, shop: Shop) -> None:
    answer = client.post("/sign-in", data={"email": shop.owner, "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert re.match(r"staff=[\w-]{43}; httponly; max-age=1209600; path=/; samesite=lax$", cookie)


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", "/a?b"]
)
def test_signing_in_leads_to_no_other_site(client: TestClient, shop: Shop, wanted: str) -> None:
    answer = client.post("/sign-in", data={"email": shop.owner, "password": PASSWORD, "next": wanted})
    assert answer.headers["location"] == "/shops"


def test_a_wrong_password_is_said_beside_the_form_and_nothing_typed_is_lost(client: TestClient, shop: Shop) -> None:
    answer = client.post("/sign-in", data={"email": shop.owner, "password": "wrong one"})
    assert answer.status_code == 422
    assert "do not belong together" in answer.text
    assert f'value="{shop.owner}"' in answer.text
    assert "wrong one" not in answer.text
    assert "set-cookie" not in answer.headers


def test_guessing_is_slowed_for_an_address_that_exists_and_one_that_does_not(client: TestClient, shop: Shop) -> None:
    for email in (shop.owner, "nobody@example.com"):
        answers = [client.post("/sign-in", data={"email": email, "password": "wrong"}).status_code for _ in range(12)]
        assert answers == [422] * 10 + [429] * 2
    late = client.post("/sign-in", data={"email": shop.owner, "password": PASSWORD})
    assert late.status_code == 429
    assert int(late.headers["retry-after"]) > 0


def test_signing_out_ends_the_session(staff: TestClient, shop: Shop) -> None:
    cookie = staff.cookies["staff"]
    assert staff.post("/sign-out", data={"x": "1"}).headers["location"] == "/sign-in"
    staff.cookies.set("staff", cookie)
    assert staff.get(f"/shops/{shop.slug}/orders").status_code == 303


def test_a_link_by_mail_chooses_a_new_password(client: TestClient, shop: Shop, database: Database) -> None:
    assert client.post("/password", data={"email": shop.owner}).status_code == 200
    with database.tenant(shop.tenant_id) as session:
        [mail] = [each for each in notify.mails_about(session, "person/1") if each.to_address == shop.owner]
    link = re.search(r"http://admin\.localhost:8000(/password/[\w-]+)", mail.text)
    assert link is not None
    path = link[1]
    assert client.get(path).status_code == 200
    assert client.post(path, data={"password": "short", "again": "short"}).status_code == 422
    assert client.post(path, data={"password": "a new phrase", "again": "another one"}).status_code == 422
    new = {"password": "a new phrase", "again": "a new phrase"}
    assert client.post(path, data=new).headers["location"] == "/sign-in"
    assert client.post(path, data=new).status_code == 410
    assert client.post("/sign-in", data={"email": shop.owner, "password": "a new phrase"}).status_code == 303


def test_asking_for_a_link_tells_nobody_who_works_here(client: TestClient, shop: Shop) -> None:
    known = client.post("/password", data={"email": shop.owner}).text
    unknown = client.post("/password", data={"email": "nobody@example.com"}).text
    assert known == unknown == client.post("/password", data={"email": "no address"}).text


def test_the_admin_speaks_the_readers_language(client: TestClient) -> None:
    client.headers["accept-language"] = "ar-SA,ar;q=0.9,en;q=0.5"
    page = read(client, "http://admin.localhost:8000/sign-in")
    assert (page.root.get("lang"), page.root.get("dir")) == ("ar", "rtl")
    assert "تسجيل الدخول" in page.words
    assert client.post("/language", data={"language": "de", "next": "/sign-in"}).headers["location"] == "/sign-in"
    assert read(client, "http://admin.localhost:8000/sign-in").root.get("lang") == "de"


def test_somebody_of_two_shops_chooses(client: TestClient, shop: Shop, other_shop: Shop, database: Database) -> None:
    sign_in(client, shop.owner)
    assert client.get("/shops").headers["location"] == f"/shops/{shop.slug}/orders"
    assert client.get("/").headers["location"] == "/shops"
    assert other_shop.slug not in client.get(f"/shops/{shop.slug}/orders").text
