"""In Russian, from a product's button to an order: what is asked, quoted, accepted, and what is not."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from starlette.testclient import TestClient

from storefront import enquiries, localization, orders, payments
from storefront.enquiries import NewQuotation, QuotedLine
from storefront.money import Money
from storefront.shop.pages.enquiry import BY_NETWORK
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit import clock
from tenants.kit.settings import Settings
from tests.factories.catalog import AShop
from tests.factories.enquiries import RUSSIAN_ADDRESS, STAFF
from tests.storefront.shop.pages import PageRead, read

ORIGIN = "http://rempah-raya.localhost:8000"
RUSSIA = f"{ORIGIN}/ru-ru"
WHO = {"name": "Иван Петров", "email": "ivan@example.com", "country": "RU", "company": "ООО Пряности"}


@pytest.fixture(scope="session")
def zone_database(zone: Settings) -> Iterator[Database]:
    database = Database(zone)
    yield database
    database.close()


@pytest.fixture
def shop(zone_database: Database) -> AShop:
    with zone_database.platform() as session:
        tenant = lifecycle.find_tenant_by_slug(session, "rempah-raya")
        assert tenant is not None
        assert tenant.id is not None
    with zone_database.tenant(tenant.id) as session:
        markets = localization.markets(session)
    ids = {each.handle: each.id or 0 for each in markets}
    return AShop(zone_database, tenant.id, ids, {each.handle: each.currency for each in markets})


@pytest.fixture(scope="module")
def form(client: TestClient) -> PageRead:
    """The form that a product's button leads to."""
    listed = read(client, f"{RUSSIA}/collections/all")
    product = read(client, next(url for url in sorted(listed.links) if "/products/" in url))
    return read(client, next(url for url in sorted(product.links) if "/enquiry?" in url))


def post(client: TestClient, url: str, data: dict[str, str]) -> tuple[int, str, PageRead]:
    answer = client.post(url, data=data, headers={"origin": ORIGIN})
    page = PageRead(str(answer.url), answer.status_code, dict(answer.headers), answer.text)
    return answer.status_code, answer.headers.get("location", ""), page


def ask(client: TestClient, form: PageRead) -> str:
    """The token of what was asked for."""
    hidden = {each.get("name", ""): each.get("value", "") for each in form.every("input")}
    chosen = [each.get("value", "") for each in form.every("option") if each.get("selected") is not None]
    asked = {"product": hidden["product"], "variant": hidden.get("variant") or chosen[0], "quantity": "٣"}
    status, location, _ = post(client, f"{RUSSIA}/enquiry", {**asked, **WHO, "message": "В Казань?"})
    assert status == 303
    assert location.startswith("/ru-ru/enquiries/")
    return location.rpartition("/")[2]


def quoted(shop: AShop, token: str) -> enquiries.Quotation:
    """Three at 1,250.50 roubles and a delivery of 4,000, for two weeks."""
    with shop.session() as session:
        enquiry = enquiries.enquiry_by_token(session, token)
        [line] = enquiries.asked_lines(enquiry)
        offered = QuotedLine(line.title, line.quantity, Money(1_250_50, "RUB"), line.variant_id, line.product_id)
        until = clock.now().date() + timedelta(days=14)
        new = NewQuotation(lines=(offered,), delivery=Money(4_000_00, "RUB"), valid_until=until)
        return enquiries.quote_enquiry(
            session, shop.tenant_id, payments.Providers(), enquiry.id or 0, new, person_id=STAFF
        )


def test_from_a_products_button_to_an_order_at_the_quoted_price(
    client: TestClient, shop: AShop, form: PageRead
) -> None:
    assert (form.status, form.root.get("lang")) == (200, "ru")
    token = ask(client, form)
    waiting = read(client, f"{RUSSIA}/enquiries/{token}")
    for text in ("Спасибо за запрос", "Ждёт нашего ответа", "3 ×", "В Казань?"):
        assert text in waiting.words, text
    assert waiting.headers["cache-control"] == "private, no-store"
    quotation = quoted(shop, token)
    assert f"{RUSSIA}/quotations/{quotation.token}" in read(client, f"{RUSSIA}/enquiries/{token}").links
    offer = read(client, f"{RUSSIA}/quotations/{quotation.token}")
    for text in ("Q-0", "3\xa0751,50\xa0₽", "4\xa0000,00\xa0₽", "7\xa0751,50\xa0₽", "Россия"):
        assert text in offer.words, text
    pdf = client.get(f"{RUSSIA}/quotations/{quotation.token}/quotation.pdf")
    assert (pdf.status_code, pdf.content[:5], pdf.headers["cache-control"]) == (200, b"%PDF-", "private, no-store")
    answer = {**RUSSIAN_ADDRESS, "method": "test", "action": "accept"}
    status, location, _ = post(client, f"{RUSSIA}/quotations/{quotation.token}", answer)
    assert status == 303
    assert location.startswith(f"{ORIGIN}/checkout/pay/")
    again = post(client, f"{RUSSIA}/quotations/{quotation.token}", answer)[1]
    with shop.session() as session:
        order_id = enquiries.quotation_by_token(session, quotation.token).order_id
        assert order_id is not None
        order = orders.order_by_id(session, order_id)
    assert again == f"/ru-ru/orders/{order.token}"
    assert order.total == Money(7_751_50, "RUB")
    assert "7\xa0751,50\xa0₽" in read(client, f"{RUSSIA}/orders/{order.token}").words
    accepted = read(client, f"{RUSSIA}/quotations/{quotation.token}")
    assert "Принято" in accepted.words
    assert f"{RUSSIA}/orders/{order.token}" in accepted.links


def test_whoever_asks_in_many_shops_is_counted_in_all_of_them_together(client: TestClient) -> None:
    visitor = TestClient(client.app, client=("198.51.100.9", 50000))
    sent = {"product": "none", "variant": "1", "quantity": "2", "name": "", "email": "stranger@example.com"}
    for _ in range(BY_NETWORK.most):
        assert post(visitor, f"{RUSSIA}/enquiry", sent)[0] == 422
    other = "http://seri-batik.localhost:8000"
    assert visitor.post(f"{other}/enquiry", data=sent, headers={"origin": other}).status_code == 429


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(
    client: TestClient, shop: AShop, form: PageRead
) -> None:
    with shop.session() as session:
        before = len(enquiries.enquiries_page(session, limit=500))
    handle = next(each.get("value", "") for each in form.every("input") if each.get("name") == "product")
    sent = {"product": handle, "variant": "1", "quantity": "0", "name": "", "email": "ivan", "message": "Привет"}
    status, _, page = post(client, f"{RUSSIA}/enquiry", sent)
    assert status == 422
    assert "Укажите целое число" in page.words
    sent["quantity"] = "2"
    status, _, page = post(client, f"{RUSSIA}/enquiry", sent)
    wrong = {each.get("id") for each in page.every("input") if each.get("aria-invalid") == "true"}
    assert (status, wrong >= {"name", "email"}) == (422, True)
    assert "Привет" in [each.text for each in page.every("textarea")]
    with shop.session() as session:
        assert len(enquiries.enquiries_page(session, limit=500)) == before


def test_a_lapsed_offer_is_shown_and_not_taken(client: TestClient, shop: AShop, form: PageRead) -> None:
    quotation = quoted(shop, ask(client, form))
    with time_machine.travel(clock.now() + timedelta(days=20)):
        page = read(client, f"{RUSSIA}/quotations/{quotation.token}")
        assert "Больше не действует" in page.words
        assert page.every("form") == []
        answer = {**RUSSIAN_ADDRESS, "method": "test", "action": "accept"}
        status, _, refused = post(client, f"{RUSSIA}/quotations/{quotation.token}", answer)
    assert status == 409
    assert "Заказ не оформлен" in refused.words
    with shop.session() as session:
        assert enquiries.quotation_by_token(session, quotation.token).order_id is None


def test_an_address_that_can_not_be_is_said_beside_its_field(client: TestClient, shop: AShop, form: PageRead) -> None:
    quotation = quoted(shop, ask(client, form))
    answer = {**RUSSIAN_ADDRESS, "postcode": "42", "method": "test", "action": "accept"}
    status, _, page = post(client, f"{RUSSIA}/quotations/{quotation.token}", answer)
    wrong = [each.get("id") for each in page.every("input") if each.get("aria-invalid") == "true"]
    assert (status, wrong) == (422, ["postcode"])
    assert "ул. Баумана, 5" in [each.get("value") for each in page.every("input")]


def test_another_shops_links_open_nothing(client: TestClient, shop: AShop, form: PageRead) -> None:
    token = ask(client, form)
    quotation = quoted(shop, token)
    for path in (
        f"enquiries/{token}",
        f"quotations/{quotation.token}",
        f"quotations/{quotation.token}/quotation.pdf",
    ):
        assert client.get(f"{ORIGIN}/{path}").status_code == 200
        assert client.get(f"http://seri-batik.localhost:8000/{path}").status_code == 404
        assert client.get(f"{ORIGIN}/{path.replace(token, token[::-1])}x").status_code == 404


def test_a_view_without_anything_named_can_be_asked_in_too(client: TestClient) -> None:
    page = read(client, f"{ORIGIN}/zh-hans-cn/enquiry?product=nothing-like-it")
    assert page.status == 200
    assert not re.search(r'name="product"', page.text)
