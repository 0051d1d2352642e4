"""What a customer gets that a guest does not: their groups' discounts, and the order among their own."""

from dataclasses import replace

import pytest

from storefront import cart, checkout, customers, discounts, orders
from storefront.checkout import GUEST, Buyer
from tenants.kit import clock
from tests.factories.checkouts import WISHES, Sale, myr


def a_member(sale: Sale, *groups: str) -> Buyer:
    with sale.session() as session:
        known = customers.meet(session, sale.tenant_id, WISHES.email, language="en")
        customers.put_in_groups(session, known, groups)
        return Buyer(known.id, frozenset(known.groups))


@pytest.fixture
def basket(sale: Sale) -> cart.Cart:
    """One thing, of which the trade pays half."""
    with sale.session() as session:
        discounts.create_discount(
            session,
            sale.tenant_id,
            discounts.NewDiscount(
                kind=discounts.DiscountKind.PERCENT,
                titles={"en": "Trade"},
                percent_off=50,
                customer_groups=("trade",),
                starts_at=clock.now(),
            ),
        )
    return sale.basket()


def test_a_group_pays_its_own_price_and_whoever_only_types_the_address_does_not(sale: Sale, basket: cart.Cart) -> None:
    buyer = a_member(sale, "trade", " ")
    goods = basket.subtotal.amount_minor
    assert sale.quote(basket, buyer=buyer).discounting.total == myr(goods // 2)
    assert sale.quote(basket, buyer=GUEST).discounting.total == myr(0)
    assert sale.quote(basket, buyer=a_member(sale, "friends")).discounting.total == myr(0)


def test_the_order_costs_what_the_group_pays_and_is_the_customers(sale: Sale, basket: cart.Cart) -> None:
    buyer = a_member(sale, "trade")
    order = sale.order(sale.place(sale.reviewed(basket, buyer=buyer)))
    assert order.totals.discount == myr(basket.subtotal.amount_minor // 2)
    assert order.customer_id == buyer.customer_id


def test_who_is_signed_out_meanwhile_is_told_of_the_price_and_nothing_is_ordered(sale: Sale, basket: cart.Cart) -> None:
    reviewed = sale.reviewed(basket, buyer=a_member(sale, "trade"))
    with pytest.raises(checkout.QuoteChanged) as refusal:
        sale.place(replace(reviewed, buyer=GUEST))
    assert "discount" in refusal.value.changes
    with sale.session() as session:
        assert orders.orders_page(session, limit=10) == []


def test_wishes_of_a_newer_version_can_be_read(sale: Sale) -> None:
    kept = replace(WISHES, keeps_address=True).as_json()
    assert checkout.wishes_from_json({**kept, "not_known_yet": 1}) == replace(WISHES, keeps_address=True)
    assert "keeps_address" not in WISHES.as_json()
