"""Groups of customers in the admin: who is in them, and what they pay less."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from storefront import customers, discounts
from storefront.checkout import Buyer
from tenants import identity, lifecycle
from tenants.isolation import Database
from tests.factories.catalog import a_shop
from tests.factories.checkouts import WISHES, Sale, a_sale
from tests.storefront.admin.conftest import PASSWORD, Shop, sign_in

GROUP = "Wholesale & friends"


@pytest.fixture
def sale(database: Database, client: TestClient) -> Sale:
    """A shop that sells, with its owner signed in."""
    made = a_sale(a_shop(database))
    with database.platform() as session:
        owner = identity.enrol_person(session, "owner@shop.example", name="Owner", password=PASSWORD)
        identity.grant_membership(session, made.tenant_id, owner.id or 0, identity.Role.OWNER)
    sign_in(client, owner.email)
    return made


def page(sale: Sale) -> str:
    with sale.session() as session:
        return f"/shops/{lifecycle.tenant_by_id(session, sale.tenant_id).slug}/groups"


def do(client: TestClient, sale: Sale, deed: str, **fields: str) -> int:
    return client.post(page(sale), data={"do": deed, "group": GROUP, **fields}).status_code


def members(sale: Sale) -> list[str]:
    with sale.session() as session:
        return [each.email for each in customers.customers_in_group(session, GROUP)]


def test_a_group_is_made_of_addresses_and_its_members_alone_pay_less(client: TestClient, sale: Sale) -> None:
    assert do(client, sale, "create", emails="Mei@Example.com, ali@example.com\nali@example.com") == 303
    assert members(sale) == ["mei@example.com", "ali@example.com"]
    assert "Wholesale &amp; friends" in client.get(page(sale)).text
    assert do(client, sale, "new-discount", title="Wholesale", percent="20") == 303
    basket = sale.basket(1)
    guest = sale.quote(basket)
    member = sale.quote(basket, replace(WISHES, email="mei@example.com"), buyer=Buyer(1, frozenset({GROUP})))
    assert (guest.discounting.total, member.discounting.total * 5) == (
        guest.discounting.total * 0,
        member.cart.subtotal,
    )
    assert do(client, sale, "remove", email="mei@example.com") == 303
    assert members(sale) == ["ali@example.com"]


def test_a_discount_that_is_taken_from_its_only_group_is_nobodys_and_not_everybodys(
    client: TestClient, sale: Sale
) -> None:
    do(client, sale, "create", emails="mei@example.com")
    do(client, sale, "new-discount", title="Wholesale", percent="20")
    with sale.session() as session:
        [made] = discounts.discounts(session)
    assert do(client, sale, "take", discount=str(made.id)) == 303
    assert not sale.quote(sale.basket(1)).discounting.total
    assert ">off<" in client.get(page(sale), params={"group": GROUP}).text


@pytest.mark.parametrize(
    ("deed", "fields", "words"),
    [
        ("create", {"emails": "mei@example.com nobody"}, "These are no e-mail addresses"),
        ("create", {"emails": " "}, "Please give at least one e-mail address"),
        ("create", {"emails": "mei@example.com", "group": " "}, "has 1 to 40 characters"),
        ("create", {"emails": "mei@example.com", "group": "x" * 41}, "has 1 to 40 characters"),
        ("new-discount", {"title": "Less", "percent": "101"}, "from 1 to 100 per cent"),
        ("new-discount", {"title": "", "percent": "10"}, "A discount needs a name"),
    ],
)
def test_what_can_not_be_is_said_and_nothing_is_done(
    client: TestClient, sale: Sale, deed: str, fields: dict[str, str], words: str
) -> None:
    answer = client.post(page(sale), data={"do": deed, "group": GROUP, **fields})
    assert (answer.status_code, words in answer.text) == (422, True)
    with sale.session() as session:
        assert (customers.groups(session), discounts.discounts(session)) == ({}, [])
    if "mei@example.com nobody" in fields.values():
        assert "mei@example.com nobody</textarea>" in answer.text  # nothing that was typed is lost


def test_staff_say_who_is_in_a_group_and_the_owner_what_it_pays_less(
    client: TestClient, sale: Sale, database: Database
) -> None:
    do(client, sale, "create", emails="mei@example.com")
    do(client, sale, "new-discount", title="Wholesale", percent="20")
    with sale.session() as session:
        number = str(discounts.discounts(session)[0].id)
    with database.platform() as session:
        person = identity.enrol_person(session, "staff@shop.example", name="Staff", password=PASSWORD)
        identity.grant_membership(session, sale.tenant_id, person.id or 0, identity.Role.STAFF)
    sign_in(client, "staff@shop.example")
    assert do(client, sale, "add", emails="ali@example.com") == 303
    for deed, fields in (("take", {"discount": number}), ("new-discount", {"title": "All", "percent": "100"})):
        assert do(client, sale, deed, **fields) == 403, deed
    with sale.session() as session:
        assert [(each.percent_off, each.is_enabled) for each in discounts.discounts(session)] == [(20, True)]


def test_groups_of_another_shop_are_not_there(
    client: TestClient, sale: Sale, database: Database, other_shop: Shop
) -> None:
    with database.tenant(other_shop.tenant_id) as session:
        customers.join_group(session, other_shop.tenant_id, "theirs@example.com", GROUP, language="en")
    assert "theirs@example.com" not in client.get(page(sale), params={"group": GROUP}).text
    assert client.get(f"/shops/{other_shop.slug}/groups").status_code == 404
