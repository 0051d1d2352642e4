"""An order of which less is sent than was ordered, and that is not paid yet: what is left is asked for instead."""

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
    _ask_for_the_rest(session, providers, order, address)


def cancel_rest(
    session: Session, providers: Providers, tenant_id: int, order_id: int, *, reason: str, address: Address
) -> None:
    """Staff send nothing more of an order that was sent in part, and ask an unpaid one for what it comes to then.

    Raises what `orders.cancel_rest` raises.
    """
    order = orders.cancel_rest(session, tenant_id, order_id, reason=reason)
    _ask_for_the_rest(session, providers, order, address)


def _ask_for_the_rest(session: Session, providers: Providers, order: orders.Order, address: Address) -> None:
    awaits_money = order.payment_state == orders.PaymentState.PENDING or order.due_minor
    if order.state != OrderState.PLACED or not awaits_money:
        return
    order_id = order.id or 0
    found = payments.payments_of_order(session, order_id)
    if any(each.state == payments.PaymentState.PROCESSING for each in found):
        return
    with suppress(payments.MethodRefused), session.begin_nested():  # the right to withdraw depends on no way to pay
        ask_anew(session, providers, order.tenant_id, order_id, address=address)
