"""What was typed in a checkout that became no order is kept as long as its cart, and no longer."""

from datetime import timedelta

import pytest
import time_machine

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
