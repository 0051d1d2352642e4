"""Whoever is erased is in no row any more, but for the invoices that were issued."""

from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import text

from storefront import cart, customers, invoices, notify, orders, privacy
from storefront.customers import Answer, Customer, Purpose
from storefront.notify import Brand, Letter
from storefront.payments import TestAnswer
from storefront.shop.views.orders import address_lines
from tenants.isolation import Database, JobContext
from tests.database import TestDatabase
from tests.factories.carts import a_cart, a_view
from tests.factories.catalog import a_shop
from tests.factories.checkouts import ADDRESS, WISHES, Sale, a_sale

EMAIL = "noor.zahra@example.com"
NAME, STREET, PHONE, NOTE = "Noor Zahra", "77 Lorong Kenanga", "+60129988776", "Ring twice, says Noor Zahra"
MINE = {**ADDRESS, "name": NAME, "line1": STREET, "phone": PHONE}
TRACKING = "EE123456785MY"
TRACES = (EMAIL, NAME, STREET, PHONE, "noor.zahra")


@pytest.fixture
def sale(database: Database) -> Sale:
    return a_sale(a_shop(database), stock=50)


def a_customer(sale: Sale) -> Customer:
    """Somebody who left a trace wherever one can be left."""
    wishes = replace(WISHES, email=EMAIL.title(), address=MINE)
    placed = sale.place(sale.reviewed(sale.basket(2), wishes))
    sale.answer(placed, TestAnswer.SUCCEED)
    declined = sale.place(sale.reviewed(sale.basket(), wishes))
    sale.reviewed(sale.basket(), wishes)  # left in the checkout
    with sale.session() as session:
        tenant_id = sale.tenant_id
        orders.cancel_order(session, tenant_id, declined.order_id, reason=orders.LAPSED)
        orders.fulfil(session, tenant_id, placed.order_id, parcel=orders.NewParcel("Pos", TRACKING, ""))
        back = orders.NewReturn({orders.order_by_id(session, placed.order_id).lines[0].id: 1}, "damaged", NOTE)
        asked = orders.request_return(session, tenant_id, placed.order_id, back)
        orders.reject_return(session, tenant_id, placed.order_id, asked.id or 0, note=f"Sorry, {NAME}")
        invoices.issue_invoice(session, tenant_id, placed.order_id, invoices.seller_of(session, tenant_id))
        mine = customers.meet(session, tenant_id, EMAIL, language="en", name=NAME, phone=PHONE)
        customers.add_address(session, tenant_id, mine.id or 0, {**MINE, "country": "MY"})
        customers.issue_link(session, tenant_id, EMAIL, language="en")
        customers.ask_for_alert(session, tenant_id, EMAIL, sale.variant_id, market_handle="my", language="en")
        for purpose in Purpose:
            customers.note_consent(session, tenant_id, EMAIL, purpose, Answer(True, "Yes", "en"))
        token = a_cart(session, sale.shop, {sale.variant_id: 1})
        cart.set_note(session, tenant_id, token=token, note=NOTE)
        cart.adopt_cart(session, tenant_id, a_view(session), token=token, customer_id=mine.id or 0)
        for to, about in ((EMAIL, "sign-in"), ("shop@example.com", f"order/{placed.order_id}")):
            brand = Brand("Shop", "https://shop.example", "shop@example.com")
            facts = {"order": "#1", "name": NAME, "amount": "1", "country": "MY", "payment": "Paid"}
            letter = Letter(kind="shop-order", key=f"{to}", about=about, to=to, language="en", brand=brand, facts=facts)
            notify.write_mail(session, tenant_id, letter)
        return mine


def traces(database: TestDatabase) -> set[str]:
    """The tables in which anything of the person is found, of all there are, the queue's among them."""
    found = set()
    with psycopg.connect(database.superuser_url) as connection:
        names = connection.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
        for (name,) in names:
            rows = connection.execute(f'select lower(t::text) from "{name}" t').fetchall()
            if any(trace.lower() in row for (row,) in rows for trace in TRACES):
                found.add(name)
    return found


def erase(sale: Sale, customer: Customer) -> None:
    privacy.erase_customer(JobContext(sale.shop.database, {}), tenant_id=sale.tenant_id, customer_id=customer.id or 0)


def finish(sale: Sale) -> None:
    """Nothing of it is under way: what was sent has been paid, so the order is complete."""
    with sale.session() as session:
        assert session.execute(text("select count(*) from sales_order where state = 'completed'")).scalar_one() == 1


def test_an_erased_customer_is_in_no_row_but_in_issued_invoices(sale: Sale, test_database: TestDatabase) -> None:
    customer = a_customer(sale)
    finish(sale)
    before = traces(test_database)
    assert {
        "customer",
        "customer_address",
        "sales_order",
        "checkout",
        "mail",
        "payment",
        "order_return",
        "cart",
    } <= before
    erase(sale, customer)
    erase(sale, customer)
    assert traces(test_database) == {"invoice"}
    with sale.session() as session:
        kept = session.execute(
            text("select count(*), sum(total_minor) from sales_order where state = 'completed'")
        ).one()
        assert kept[0] == 1
        assert kept[1] > 0


def test_an_order_whose_buyer_is_forgotten_can_still_be_looked_at(sale: Sale) -> None:
    customer = a_customer(sale)
    erase(sale, customer)
    with sale.session() as session:
        [summary] = orders.orders_page(session, orders.OrderFilter(state=orders.OrderState.COMPLETED))
        order = orders.order_by_id(session, summary.id)
    assert (summary.name, summary.email, summary.country) == ("", "", "MY")
    assert address_lines(order.shipping_address, "en") == ("Malaysia",)


def test_nobody_else_is_touched(sale: Sale) -> None:
    customer = a_customer(sale)
    other = sale.buy()
    sale.answer(other, TestAnswer.SUCCEED)
    erase(sale, customer)
    assert sale.order(other).email == WISHES.email
    assert sale.order(other).shipping_address["name"] == ADDRESS["name"]


def test_a_cart_of_anothers_account_is_neither_erased_nor_told_of_where_the_address_was_typed(sale: Sale) -> None:
    with sale.session() as session:
        other = customers.meet(session, sale.tenant_id, "bilal@example.com", language="en")
        token = a_cart(session, sale.shop, {sale.variant_id: 3})
        basket = cart.find_cart(session, a_view(session), token=token)
    assert basket is not None
    sale.reviewed(basket, replace(WISHES, email=EMAIL, address=MINE))
    sale.reviewed(sale.basket(2), replace(WISHES, email=EMAIL, address=MINE))
    with sale.session() as session:
        cart.adopt_cart(session, sale.tenant_id, a_view(session), token=token, customer_id=other.id or 0)
    with sale.session() as session:
        guest = privacy.buyer_by_email(session, sale.tenant_id, EMAIL)
        told = privacy.data_of(session, guest)["carts"]
        privacy.erase(session, guest)
    assert [line["quantity"] for each in told for line in each["lines"]] == [2]
    with sale.session() as session:
        left = session.execute(text("select cart_id, quantity from cart_line")).all()
        assert left == [(basket.id, 3)]
        assert cart.find_cart(session, a_view(session), token=token) is not None


def test_who_waits_for_goods_or_money_is_not_erased_yet(sale: Sale, test_database: TestDatabase) -> None:
    customer = a_customer(sale)
    placed = sale.place(sale.reviewed(sale.basket(), replace(WISHES, email=EMAIL, address=MINE)))
    sale.answer(placed, TestAnswer.SUCCEED)
    number = sale.order(placed).number
    before = traces(test_database)
    with sale.session() as session:
        assert privacy.orders_under_way(session, customer) == [number]
        with pytest.raises(privacy.OrdersUnderWay) as refused:
            privacy.ask_for_erasure(session, sale.tenant_id, customer)
    assert refused.value.numbers == (number,)
    erase(sale, customer)
    assert traces(test_database) == before


def test_a_guest_who_only_left_a_checkout_or_got_a_mail_is_known_and_erased(
    sale: Sale, test_database: TestDatabase
) -> None:
    sale.reviewed(sale.basket(), replace(WISHES, email=EMAIL.title(), address=MINE))
    with sale.session() as session:
        privacy.erase(session, privacy.buyer_by_email(session, sale.tenant_id, EMAIL))
    assert traces(test_database) == set()
    with sale.session() as session:
        brand = Brand("Shop", "https://shop.example", "shop@example.com")
        letter = Letter(
            kind="sign-in", key="1", about="sign-in", to=EMAIL, language="en", brand=brand, facts={"minutes": "20"}
        )
        notify.write_mail(session, sale.tenant_id, letter)
    with sale.session() as session:
        guest = privacy.buyer_by_email(session, sale.tenant_id, EMAIL)
        assert [each["to"] for each in privacy.data_of(session, guest)["mails"]] == [EMAIL]
        privacy.erase(session, guest)
    assert traces(test_database) == set()


def test_the_data_to_take_along_has_every_part(sale: Sale) -> None:
    customer = a_customer(sale)
    with sale.session() as session:
        found = privacy.data_of(session, customer)
    assert found["customer"]["email"] == EMAIL
    assert found["customer"]["name"] == NAME
    assert [each["line1"] for each in found["addresses"]] == [STREET]
    assert [each["purpose"] for each in found["consents"]] == ["marketing", "reminders"]
    assert [each["state"] for each in found["orders"]] == ["completed", "cancelled"]
    assert found["orders"][0]["shipping_address"]["line1"] == STREET
    assert found["waiting_for"] == [sale.variant_id]
