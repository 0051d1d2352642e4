"""Staff change the goods of an order over HTTP: what it comes to is shown before anything is done."""

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from storefront import orders, search
from storefront.app import create_app
from storefront.payments import TestAnswer
from tenants import identity, lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.catalog import AShop, a_product, a_shop
from tests.factories.checkouts import Sale, a_sale, myr
from tests.storefront.admin.conftest import ORIGIN, PASSWORD, sign_in
from tests.storefront.shop.pages import read

REVIEWED = re.compile(r'name="reviewed" value="([^"]+)"')


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings), base_url=ORIGIN, follow_redirects=False) as client:
        yield client


@pytest.fixture
def sale(database: Database, client: TestClient) -> Sale:
    """A shop that sells, with its owner signed in."""
    made = a_sale(a_shop(database))
    with database.platform() as session:
        owner = identity.enrol_person(session, "owner@shop.example", name="Owner", password=PASSWORD)
        identity.grant_membership(session, made.tenant_id, owner.id or 0, identity.Role.OWNER)
    sign_in(client, owner.email)
    return made


@pytest.fixture
def order(sale: Sale) -> orders.PlacedOrder:
    placed = sale.buy(1)
    sale.answer(placed, TestAnswer.SUCCEED)
    return sale.order(placed)


def order_path(sale: Sale, order: orders.PlacedOrder) -> str:
    with sale.session() as session:
        return f"/shops/{lifecycle.tenant_by_id(session, sale.tenant_id).slug}/orders/{order.number}"


def goods_page(sale: Sale, order: orders.PlacedOrder) -> str:
    return f"{order_path(sale, order)}/goods"


def a_scarf(shop: AShop) -> int:
    with shop.session() as session:
        made = a_product(session, shop, "Songket scarf", stock=5)
        search.index_product(session, shop.tenant_id, made.id)
        return made.variant_ids[0]


def test_goods_are_found_looked_at_and_added_once(client: TestClient, sale: Sale, order: orders.PlacedOrder) -> None:
    scarf, page = a_scarf(sale.shop), goods_page(sale, order)
    line = f"line-{order.lines[0].id}"
    assert "Change the goods" in read(client, f"{ORIGIN}{order_path(sale, order)}").words
    found = client.post(page, data={"do": "search", "q": "songket", line: "2"}).text
    assert f'name="add-{scarf}"' in found
    assert 'value="2"' in found  # what was typed stays
    typed = {line: "2", f"add-{scarf}": "1"}
    looked = client.post(page, data={"do": "review", **typed}).text
    assert "more, by mail" in looked
    assert sale_order(sale, order) == order
    [reviewed] = REVIEWED.findall(looked)
    sent = {"do": "confirm", "reviewed": reviewed, **typed}
    assert client.post(page, data=sent).status_code == 303
    amended = sale_order(sale, order)
    assert [each.quantity for each in amended.lines] == [2, 1]
    assert amended.due == amended.total - order.total > myr(0)
    assert client.post(page, data=sent).status_code == 409  # a second click
    assert sale_order(sale, order) == amended
    told = client.get(order_path(sale, order)).text
    assert "Still to be paid since the order was changed" in told
    assert f'/orders/{order.token}">' in told


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ({"line": "1"}, 422, "Nothing has been changed yet."),
        ({"line": "0"}, 422, "An order of nothing is a cancelled one."),
        ({"line": "x"}, 422, "A quantity is a whole number from 0 to 999."),
        ({"line": "11"}, 409, "only 9 left."),
        ({"add-999999": "1"}, 409, "is not for sale in this market."),
    ],
)
def test_what_can_not_be_is_said_and_nothing_is_lost(
    client: TestClient, sale: Sale, order: orders.PlacedOrder, typed: dict[str, str], status: int, words: str
) -> None:
    named = {name.replace("line", f"line-{order.lines[0].id}"): value for name, value in typed.items()}
    answer = client.post(goods_page(sale, order), data={"do": "review", **named})
    assert (answer.status_code, words in answer.text) == (status, True)
    assert sale_order(sale, order) == order


def test_an_order_that_asks_for_more_is_to_be_paid_and_not_to_be_sent(
    client: TestClient, sale: Sale, order: orders.PlacedOrder
) -> None:
    path, line = order_path(sale, order), f"line-{order.lines[0].id}"
    lists = {name: f"{ORIGIN}{path.rpartition('/')[0]}?list={name}" for name in ("to-send", "to-pay")}
    link = f"{ORIGIN}{path}"
    assert {name: link in read(client, url).links for name, url in lists.items()} == {"to-send": True, "to-pay": False}
    [reviewed] = REVIEWED.findall(client.post(f"{path}/goods", data={"do": "review", line: "2"}).text)
    client.post(f"{path}/goods", data={"do": "confirm", "reviewed": reviewed, line: "2"})
    assert {name: link in read(client, url).links for name, url in lists.items()} == {"to-send": False, "to-pay": True}
    shown = read(client, link).words
    assert ("It can be sent once that is paid." in shown, "Mark as sent" in shown) == (True, False)
    sent = client.post(f"{path}/send", data={line: "1"})
    assert (sent.status_code, "of this order is still to be paid." in sent.text) == (409, True)
    assert sale_order(sale, order).fulfilments == ()


def test_contact_is_corrected(client: TestClient, sale: Sale, order: orders.PlacedOrder) -> None:
    address = f"{order_path(sale, order)}/correct"
    assert client.post(address, data={"email": "no address", "phone": ""}).status_code == 422
    assert client.post(address, data={"email": "new@example.com", "phone": "+60 3 1234"}).status_code == 303
    corrected = sale_order(sale, order)
    assert (corrected.email, corrected.phone) == ("new@example.com", "+60 3 1234")


def sale_order(sale: Sale, order: orders.PlacedOrder) -> orders.PlacedOrder:
    with sale.session() as session:
        return orders.order_by_id(session, order.id)
