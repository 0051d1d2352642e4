"""Having an order paid: the first time, and again where it came to nothing."""

from dataclasses import dataclass

from sqlmodel import Session

from storefront import orders, payments
from storefront.checkout.errors import NotPayable
from storefront.money import Money
from storefront.orders import OrderState, PlacedOrder
from storefront.payments import OPEN_STATES, NextStep, Payment, PaymentMethod, PaymentRequest, Providers
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
        if order.state not in (OrderState.DRAFT, OrderState.PLACED) or not _is_to_pay(order):
            raise NotPayable(f"order {order.number}")
        payment = _open_payment(session, order)
        if payment is None:
            payment = start(session, providers, tenant_id, order, address=address)
        payment_id = payment.id or 0
    return payments.continue_payment(database, providers, tenant_id=tenant_id, payment_id=payment_id)


def start(session: Session, providers: Providers, tenant_id: int, order: PlacedOrder, *, address: Address) -> Payment:
    """Write down that the order is to be paid, in the caller's transaction, or what was added to a paid one.

    Raises payments.MethodRefused.
    """
    attempt = len(payments.payments_of_order(session, order.id)) + 1
    is_added = orders.is_paid(order.payment_state)
    fee = 0 if is_added else order.exchange.get("method_fee_minor", 0)
    method = _way_to_pay(session, providers, tenant_id, order).method if is_added else order.payment_method
    payment = payments.start_payment(
        session,
        providers,
        tenant_id=tenant_id,
        request=PaymentRequest(
            order_id=order.id,
            reference=f"order-{order.number}-{attempt}",
            amount=order.to_pay,
            method=method,
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
    orders.mark_payment_pending(session, tenant_id, order.id, method=method)
    return payment


def ask_anew(session: Session, providers: Providers, tenant_id: int, order_id: int, *, address: Address) -> None:
    """After the order was amended: have what it comes to now paid, as it was to be paid before.

    What is paid on a page is begun there by its buyer, who is written to; payments of the old amount are closed by the
    job of the event (`reacting.close_payments`). Raises payments.MethodRefused.
    """
    order = orders.order_by_id(session, order_id)
    if not _is_to_pay(order) or _open_payment(session, order) is not None:
        return
    if not order.to_pay:
        orders.mark_paid(session, tenant_id, order_id, orders.TakenPayment("nothing", order.total))
        return
    is_added = orders.is_paid(order.payment_state)
    if not is_added or not _way_to_pay(session, providers, tenant_id, order).leaves:
        start(session, providers, tenant_id, order, address=address)


def newest_payment_id(session: Session, order_id: int) -> int | None:
    """The payment that was begun last for an order."""
    found = payments.payments_of_order(session, order_id)
    return found[-1].id if found else None


def is_wanted(payment: Payment, order: PlacedOrder) -> bool:
    """Whether an open payment is of what the order asks for now."""
    return _is_to_pay(order) and payment.amount == order.to_pay


def _is_to_pay(order: PlacedOrder) -> bool:
    return bool(order.due) or not orders.is_paid(order.payment_state)


def _open_payment(session: Session, order: PlacedOrder) -> Payment | None:
    found = payments.payments_of_order(session, order.id)
    return next((each for each in reversed(found) if each.state in OPEN_STATES and is_wanted(each, order)), None)


def _way_to_pay(session: Session, providers: Providers, tenant_id: int, order: PlacedOrder) -> PaymentMethod:
    """The one that the order was paid in, where it takes the amount; else the first that does."""
    offered = payments.methods_for(session, providers, tenant_id=tenant_id, amount=order.to_pay, country=order.country)
    if not offered:
        raise payments.MethodRefused(order.payment_method, payments.Refusal.NOT_OFFERED)
    return next((each for each in offered if each.method == order.payment_method), offered[0])
