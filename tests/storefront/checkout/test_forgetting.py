"""What was typed in a checkout that became no order is kept as long as its cart, and no longer."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import text

from storefront import cart, checkout
from tenants.isolation import JobContext
from tenants.kit import clock
from tests.factories.checkouts import Sale


def test_a_left_checkout_goes_when_its_cart_does_and_an_orders_stays(sale: Sale) -> None:
    context, tenant_id = JobContext(sale.shop.database, {}), sale.tenant_id
    left, ordered = sale.reviewed(sale.basket()), sale.reviewed(sale.basket())
    sale.place(ordered)
    with time_machine.travel(clock.now() + cart.KEPT_FOR - timedelta(minutes=5), tick=False):
        checkout.forget_left(context, tenant_id=tenant_id)
        recent = sale.reviewed(sale.basket())
        with sale.session() as session:
            assert checkout.find_checkout(session, left.token) is not None
    with time_machine.travel(clock.now() + cart.KEPT_FOR + timedelta(minutes=5), tick=False):
        checkout.forget_left(context, tenant_id=tenant_id)
        checkout.forget_left(context, tenant_id=tenant_id)
    with sale.session() as session:
        with pytest.raises(checkout.NoSuchCheckout):
            checkout.checkout_by_token(session, left.token)
        for kept in (recent, ordered):
            assert checkout.checkout_by_token(session, kept.token).email


def test_what_was_typed_stays_while_its_cart_is_touched(sale: Sale) -> None:
    """A reminder's links lead to both: they live and go together."""
    context, tenant_id, basket = JobContext(sale.shop.database, {}), sale.tenant_id, sale.basket()
    kept, gone = sale.reviewed(basket), sale.reviewed(sale.basket())
    with time_machine.travel(clock.now() + timedelta(days=7), tick=False), sale.session() as session:
        session.execute(text("update cart set touched_at = :now where id = :id"), {"now": clock.now(), "id": basket.id})
    for days, are_left in ((31, [True, False]), (38, [False, False])):
        with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
            checkout.forget_left(context, tenant_id=tenant_id)
        with sale.session() as session:
            assert [checkout.find_checkout(session, each.token) is not None for each in (kept, gone)] == are_left
