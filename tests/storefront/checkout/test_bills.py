"""Who the bill is made out to: a business with its VAT number, or another address than the goods'."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from storefront import checkout, orders
from storefront.checkout import BadWishes, Wishes
from tenants.isolation import Database
from tests.factories.catalog import a_shop
from tests.factories.checkouts import WISHES, Sale, a_sale
from tests.factories.orders import GERMAN_ADDRESS

NUMBER = "GB980780684"
BRITISH = {"name": "Emma Clarke", "line1": "5 High Street", "city": "London", "postcode": "SW1A 1AA"}
AT_HOME = replace(WISHES, country="GB", address={**BRITISH, "phone": "+447400123456"})


@pytest.fixture
def british(database: Database) -> Sale:
    """A shop that sells to Britain, in pounds."""
    shop = a_shop(database, markets=(("my", "GBP"),))
    with shop.session() as session:
        session.execute(text("update market set countries = '{GB}'"))
    return a_sale(shop, country="GB")


def test_only_a_number_that_was_confirmed_frees_from_tax(british: Sale) -> None:
    basket = british.basket(2)
    plain = british.quote(basket, AT_HOME)
    typed = replace(AT_HOME, company="Clarke Ltd", vat_number=NUMBER)
    assert british.quote(basket, typed).totals == plain.totals
    answer = {"number": NUMBER, "is_confirmed": True, "source": "register"}
    found = british.quote(basket, replace(typed, vat_answer=answer))
    assert found.cost is not None
    assert found.cost.collection == "reverse_charge"
    assert found.fingerprint != plain.fingerprint
    elsewhere = replace(typed, vat_answer=answer, billing={**GERMAN_ADDRESS})
    assert british.quote(basket, elsewhere).totals == plain.totals


def test_an_order_keeps_the_business_its_number_and_what_was_said_of_it(sale: Sale) -> None:
    answer = {"number": "DE136695976", "is_confirmed": False, "source": "form"}
    placed = sale.buy(company="Vogel GmbH", vat_number="de 136695976", billing={**GERMAN_ADDRESS}, vat_answer=answer)
    order = sale.order(placed)
    bill = order.billing_address
    assert (bill["company"], bill["vat_number"], bill["vat_answer"]) == ("Vogel GmbH", "DE136695976", answer)
    assert (bill["city"], order.shipping_address["city"]) == ("Hamburg", "Kuala Lumpur")


def test_without_a_word_of_it_the_bill_goes_where_the_goods_go(sale: Sale) -> None:
    order = sale.order(sale.buy())
    assert order.billing_address == order.shipping_address


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"billing": {**GERMAN_ADDRESS, "city": ""}}, "bill_city"),
        ({"billing": {**GERMAN_ADDRESS, "postcode": "1"}}, "bill_postcode"),
        ({"billing": {**GERMAN_ADDRESS}, "vat_number": "DE136695978"}, "vat_number"),
    ],
)
def test_what_is_wrong_with_a_bill_is_said_and_nothing_is_ordered(sale: Sale, said: dict[str, Any], field: str) -> None:
    sent = sale.reviewed(sale.basket(), replace(WISHES, **said))
    with pytest.raises(BadWishes) as refusal:
        sale.place(sent)
    assert field in refusal.value.errors
    with sale.session() as session:
        assert orders.orders_page(session) == []


def test_a_number_of_a_country_whose_form_nobody_knows_is_taken_as_typed(sale: Sale) -> None:
    order = sale.order(sale.buy(vat_number="C 2584563222"))
    assert order.billing_address["vat_number"] == "C 2584563222"


def test_wishes_are_read_back_as_they_were_kept() -> None:
    wishes = Wishes(
        company="Vogel GmbH", vat_number="DE1", billing={"country": "DE"}, vat_answer={"is_confirmed": True}
    )
    assert checkout.wishes_from_json(wishes.as_json()) == wishes
    assert "company" not in Wishes().as_json()
