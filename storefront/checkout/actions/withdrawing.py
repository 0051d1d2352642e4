"""A buyer's withdrawal from some of an order that is not paid yet: what is left of it is asked for instead."""

from contextlib import suppress

from sqlmodel import Session

from storefront import orders, payments
from storefront.checkout.actions.paying import Address, ask_anew
from storefront.orders import OrderState, Statement
from storefront.payments import Providers


def withdraw(
    session: Session, providers: Providers, tenant_id: int, order_id: int, statement: Statement, *, address: Address
) -> None:
    """The buyer withdraws, and what an unpaid order comes to then is asked for anew, as it was to be paid before.

    A payment of the old amount is closed by the job of the event (`reacting.close_payments`). One that is on its way is
    let come, and what of it is too much goes back then. Raises what `orders.withdraw` raises.
    """
    order = orders.withdraw(session, tenant_id, order_id, statement)
    awaits_money = order.payment_state == orders.PaymentState.PENDING or order.due_minor
    if order.state != OrderState.PLACED or not awaits_money:
        return
    found = payments.payments_of_order(session, order_id)
    if any(each.state == payments.PaymentState.PROCESSING for each in found):
        return
    with suppress(payments.MethodRefused), session.begin_nested():  # the right to withdraw depends on no way to pay
        ask_anew(session, providers, tenant_id, order_id, address=address)
