"""From what was reviewed to an order: exactly that, once, and all or nothing."""

from dataclasses import replace
from typing import Any

import pytest

from storefront import cart, checkout, discounts, orders, payments, pricing
from storefront.checkout import Wishes
from storefront.orders import OrderState, PaymentState
from tenants.isolation import Database
from tests.factories.catalog import a_shop
from tests.factories.checkouts import ADDRESS, WISHES, Sale, a_sale, myr
from tests.factories.stock import OnShelf, on_shelf


def shelf(sale: Sale) -> list[OnShelf]:
    with sale.session() as session:
        return on_shelf(session, sale.variant_id)


def test_what_was_reviewed_is_what_is_ordered(sale: Sale) -> None:
    basket = sale.basket(2)
    quote = sale.quote(basket)
    order = sale.order(sale.place(sale.reviewed(basket)))
    assert quote.totals.total == order.total == myr(20_00 + 8_00)
    assert (order.state, order.payment_state) == (OrderState.DRAFT, PaymentState.PENDING)
    assert (order.email, order.shipping_address["city"]) == ("aisyah@example.com", "Kuala Lumpur")
    assert (order.shipping_choice["name"], order.payment_method) == ("Courier", "test")
    assert shelf(sale) == [OnShelf(10, reserved=2)]


def test_a_quote_writes_nothing(sale: Sale) -> None:
    basket = sale.basket()
    assert sale.quote(basket).fingerprint == sale.quote(basket).fingerprint
    with sale.session() as session:
        assert orders.orders_page(session) == []
        assert checkout.open_checkout_of_cart(session, basket.id) is None
    assert shelf(sale) == [OnShelf(10)]


def test_an_order_sent_twenty_times_is_one_order(sale: Sale) -> None:
    sent = sale.reviewed(sale.basket())
    placed = [sale.place(sent) for _ in range(20)]
    assert len({each.order_id for each in placed}) == 1
    assert len({each.payment_id for each in placed}) == 1
    assert [each.is_new for each in placed] == [True] + [False] * 19
    assert shelf(sale) == [OnShelf(10, reserved=1)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": ""}, "email"),
        ({"email": "aisyah@"}, "email"),
        ({"country": ""}, "country"),
        ({"country": "DE"}, "country"),
        ({"address": {**ADDRESS, "name": ""}}, "name"),
        ({"address": {**ADDRESS, "postcode": "1"}}, "postcode"),
        ({"address": {**ADDRESS, "phone": "12"}}, "phone"),
        ({"method": "online"}, "method"),
        ({"shipping_key": "rate:999999"}, "shipping"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_ordered(sale: Sale, changes: dict[str, Any], field: str) -> None:
    basket = sale.basket()
    sent = sale.reviewed(basket, replace(WISHES, **changes))
    with pytest.raises(checkout.BadWishes) as refusal:
        sale.place(sent)
    assert field in refusal.value.errors
    with sale.session() as session:
        assert orders.orders_page(session) == []
    assert shelf(sale) == [OnShelf(10)]


def test_a_tampered_review_buys_nothing_at_its_own_price(sale: Sale) -> None:
    sent = sale.reviewed(sale.basket())
    for forged in (sent.reviewed.replace("1000", "1"), "", "0-0-0-0-0-0-0-0-ab", sent.reviewed[:-1]):
        with pytest.raises(checkout.QuoteChanged):
            sale.place(replace(sent, reviewed=forged))
    assert sale.order(sale.place(sent)).total == myr(18_00)


def test_a_price_that_changed_between_review_and_order_is_said(sale: Sale) -> None:
    sent = sale.reviewed(sale.basket())
    with sale.session() as session:
        market_id = sale.shop.markets["my"]
        pricing.set_price(session, sale.tenant_id, pricing.NewPrice(sale.variant_id, market_id, "MYR", 9_00))
    with pytest.raises(checkout.QuoteChanged) as refusal:
        sale.place(sent)
    assert refusal.value.changes == ("goods", "total")


def test_another_delivery_than_the_reviewed_one_is_said(database: Database) -> None:
    sale = a_sale(a_shop(database), rates={"Courier": 8_00, "Express": 15_00})
    basket = sale.basket()
    options = {each.name: each.key for each in sale.quote(basket).options}
    sent = sale.reviewed(basket, replace(WISHES, shipping_key=options["Courier"]))
    with pytest.raises(checkout.QuoteChanged) as refusal:
        sale.place(replace(sent, wishes=replace(sent.wishes, shipping_key=options["Express"])))
    assert refusal.value.changes == ("shipping", "total")


def test_what_was_bought_by_others_meanwhile_is_said_and_nothing_is_held(sale: Sale) -> None:
    sent = sale.reviewed(sale.basket(6))
    sale.place(sale.reviewed(sale.basket(6)))
    with pytest.raises((checkout.SoldOut, checkout.QuoteChanged)):
        sale.place(sent)
    assert shelf(sale) == [OnShelf(10, reserved=6)]
    with sale.session() as session:
        assert len(orders.orders_page(session)) == 1


def test_another_carts_attempt_is_out_of_reach(sale: Sale) -> None:
    sent = sale.reviewed(sale.basket())
    with sale.session() as session, pytest.raises(checkout.NoSuchCheckout):
        checkout.save_wishes(session, sale.tenant_id, sale.basket(), sent.token, WISHES)
    with sale.session() as session, pytest.raises(checkout.NoSuchCheckout):
        checkout.save_wishes(session, sale.tenant_id, sale.basket(), "guessable", WISHES)


def test_what_was_typed_is_kept_for_the_next_visit(sale: Sale) -> None:
    basket = sale.basket()
    half = Wishes(email="aisyah@example.com", country="MY", address={"name": "Aisyah"})
    with sale.session() as session:
        checkout.save_wishes(session, sale.tenant_id, basket, checkout.new_token(), half)
    with sale.session() as session:
        left = checkout.open_checkout_of_cart(session, basket.id)
        assert left is not None
        assert checkout.wishes_from_json(left.wishes) == half


def test_a_code_is_counted_with_the_order_and_given_back_with_it(sale: Sale) -> None:
    with sale.session() as session:
        new = discounts.NewDiscount(
            kind=discounts.DiscountKind.PERCENT, code="TEN", titles={"en": "Ten"}, percent_off=10, use_limit=1
        )
        discounts.create_discount(session, sale.tenant_id, new)
    basket = sale.basket(2, code="TEN")
    other = sale.basket(2, code="TEN")
    sent, late = sale.reviewed(basket), sale.reviewed(other)
    placed = sale.place(sent)
    assert sale.order(placed).total == myr(18_00 + 8_00)
    with pytest.raises((checkout.DiscountGone, checkout.QuoteChanged)):
        sale.place(late)
    with sale.session() as session:
        orders.cancel_order(session, sale.tenant_id, placed.order_id, reason="changed_mind")
    assert sale.order(sale.place(sale.reviewed(other))).total == myr(26_00)


def test_an_order_by_hand_stands_at_once_and_empties_the_cart(sale: Sale) -> None:
    with sale.session() as session:
        payments.set_manual_methods(
            session,
            sale.tenant_id,
            [payments.NewManualMethod(payments.ManualKind.CASH_ON_DELIVERY, myr(3_00))],
        )
    basket = sale.basket(2)
    placed = sale.place(sale.reviewed(basket, replace(WISHES, method="cash_on_delivery")))
    order = sale.order(placed)
    assert (order.state, order.payment_state) == (OrderState.PLACED, PaymentState.PENDING)
    assert (order.total, order.totals.handling) == (myr(20_00 + 8_00 + 3_00), myr(3_00))
    assert shelf(sale) == [OnShelf(8)]
    with pytest.raises(cart.CartNotFound):
        sale.now(basket)
