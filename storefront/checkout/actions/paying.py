"""Having an order paid: the first time, and again where it came to nothing."""

from dataclasses import dataclass

from sqlmodel import Session

from storefront import orders, payments
from storefront.checkout.errors import NotPayable
from storefront.money import Money
from storefront.orders import OrderState, PlacedOrder
from storefront.payments import OPEN_STATES, NextStep, Payment, PaymentRequest, Providers
from tenants.isolation import Database

# In the address of an order's page where its buyer comes from the payment.
RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the order's page is, absolute and on the shop's own host: there the buyer comes back to, paid or not."""

    of_order: str


def pay_again(database: Database, providers: Providers, *, tenant_id: int, order_id: int, address: Address) -> NextStep:
    """Lead the buyer to the payment of an order that waits for it: the one under way, else a new one.

    Raises NotPayable, payments.MethodRefused, payments.PaymentUnavailable.
    """
    with database.tenant(tenant_id) as session:
        orders.locked_order(session, order_id)
        order = orders.order_by_id(session, order_id)
        if order.state not in (OrderState.DRAFT, OrderState.PLACED) or orders.is_paid(order.payment_state):
            raise NotPayable(f"order {order.number}")
        payment = _open_payment(session, order_id) or start(session, providers, tenant_id, order, address=address)
        payment_id = payment.id or 0
    return payments.continue_payment(database, providers, tenant_id=tenant_id, payment_id=payment_id)


def start(session: Session, providers: Providers, tenant_id: int, order: PlacedOrder, *, address: Address) -> Payment:
    """Write down that the order is to be paid, in the caller's transaction. Raises payments.MethodRefused."""
    attempt = len(payments.payments_of_order(session, order.id)) + 1
    fee = order.exchange.get("method_fee_minor", 0)
    payment = payments.start_payment(
        session,
        providers,
        tenant_id=tenant_id,
        request=PaymentRequest(
            order_id=order.id,
            reference=f"order-{order.number}-{attempt}",
            amount=order.total,
            method=order.payment_method,
            country=order.country,
            language=order.language,
            return_url=f"{address.of_order}?{RETURNED}=1",
            cancel_url=address.of_order,
            email=order.email,
            description=f"#{order.number}",
            method_fee=Money(fee, order.currency) if fee else None,
            expires_at=order.expires_at,
        ),
    )
    orders.mark_payment_pending(session, tenant_id, order.id, method=order.payment_method)
    return payment


def newest_payment_id(session: Session, order_id: int) -> int | None:
    found = payments.payments_of_order(session, order_id)
    return found[-1].id if found else None


def _open_payment(session: Session, order_id: int) -> Payment | None:
    found = payments.payments_of_order(session, order_id)
    return next((each for each in reversed(found) if each.state in OPEN_STATES), None)
