"""What a change of a payment means for its order and its goods. Facts may come twice, late or in any order."""

from sqlmodel import Session

from storefront import cart, inventory, orders, payments
from storefront.checkout import reads
from storefront.checkout.actions.paying import is_wanted
from storefront.inventory import OutOfStock, ReservationReleased
from storefront.money import Money
from storefront.orders import Account, Actor, NewRefund, OrderState, PlacedOrder, TakenPayment
from storefront.payments import OPEN_STATES, Payment, PaymentState, Providers, RefundState
from storefront.payments import Refund as PaymentRefund
from tenants.isolation import Database
from tenants.kit import clock

SOLD_OUT = "sold_out"
CALLED_OFF = "paid_after_cancelling"
REPLACED = "replaced"
PAID_TOO_MUCH = "paid_too_much"
_REFERENCE = "order-refund"
# Stripe's words (API, dispute.status). A warning is an enquiry by the bank, before any money is taken.
_LOST = "lost"
_ENDED = frozenset({"won", _LOST, "warning_closed"})


def payment_changed(session: Session, tenant_id: int, payment_id: int) -> None:
    """Bring the payment's order in line with it. Safe to repeat."""
    payment = payments.payment_by_id(session, payment_id)
    orders.locked_order(session, payment.order_id)
    order = orders.order_by_id(session, payment.order_id)
    if payment.state == PaymentState.PAID:
        _paid(session, tenant_id, order, payment)
        _told_of_refunds(session, tenant_id, order, payment)
        _told_of_disputes(session, tenant_id, order, payment)
    elif payment.state not in OPEN_STATES and not _is_under_way(session, order):
        orders.mark_payment_failed(session, tenant_id, order.id, reason=payment.failure or payment.state)
        is_unpaid = not orders.is_paid(order.payment_state)
        if order.state is OrderState.PLACED and is_unpaid:  # by hand, and staff wait for the money no longer
            orders.cancel_order(session, tenant_id, order.id, reason="not_paid", actor=Actor.SYSTEM)


def catch_up(
    database: Database, providers: Providers, *, tenant_id: int, order_id: int, asks_provider: bool = False
) -> None:
    """Bring an order in line with its payments now: its buyer is back before the job, or before the provider's word.

    Safe to repeat. Raises payments.PaymentUnavailable where the provider is asked and does not answer.
    """
    with database.tenant(tenant_id) as session:
        found = payments.payments_of_order(session, order_id)
    for payment in found:
        if asks_provider and payment.state in OPEN_STATES:
            payments.refresh_payment(database, providers, tenant_id=tenant_id, payment_id=payment.id or 0)
    with database.tenant(tenant_id) as session:
        for payment in found:
            payment_changed(session, tenant_id, payment.id or 0)


def lapse(database: Database, providers: Providers, *, tenant_id: int, order_id: int) -> None:
    """Let go of a draft whose time to pay is over, or that another order of the same cart has taken the place of.

    Its payment is closed first, since it may be paid meanwhile.

    Safe to repeat. Raises payments.PaymentUnavailable, to be tried again.
    """
    with database.tenant(tenant_id) as session:
        order = orders.order_by_id(session, order_id)
        found = payments.payments_of_order(session, order_id)
    if order.state is not OrderState.DRAFT:
        return
    for payment in found:
        state = payments.close_payment(database, providers, tenant_id=tenant_id, payment_id=payment.id or 0)
        if state in (PaymentState.PAID, PaymentState.PROCESSING):
            return  # the money is there or on its way: what the payment tells next decides
    with database.tenant(tenant_id) as session:
        if orders.locked_order(session, order_id).state == OrderState.DRAFT:
            is_over = order.expires_at is None or order.expires_at <= clock.now()
            reason = orders.LAPSED if is_over else REPLACED
            orders.cancel_order(session, tenant_id, order_id, reason=reason, actor=Actor.SYSTEM)


def close_payments(database: Database, providers: Providers, *, tenant_id: int, order_id: int) -> None:
    """Nobody pays for an order that was cancelled, or an amount that it does not ask for any more.

    Safe to repeat. Raises payments.PaymentUnavailable.
    """
    with database.tenant(tenant_id) as session:
        order = orders.order_by_id(session, order_id)
        found = payments.payments_of_order(session, order_id)
    is_cancelled = order.state is OrderState.CANCELLED
    for payment in found:
        if payment.state in OPEN_STATES and (is_cancelled or not is_wanted(payment, order)):
            payments.close_payment(database, providers, tenant_id=tenant_id, payment_id=payment.id or 0)


def send_refund(session: Session, tenant_id: int, refund_id: int) -> None:
    """Share a refund of an order among the payments that it was paid with. Safe to repeat."""
    order_id = orders.order_id_of_refund(session, refund_id)
    orders.locked_order(session, order_id)
    refund = orders.refund_by_id(session, order_id, refund_id)
    if refund.state != orders.RefundState.PENDING:
        return
    left = Money(refund.amount_minor, refund.currency)
    for payment in payments.payments_of_order(session, order_id):
        reference = f"{_REFERENCE}:{refund_id}:{payment.id}"
        known = next((each for each in _refunds(session, payment) if each.reference == reference), None)
        part = known.amount if known else min(left, payments.refundable_of(session, payment))
        if part.amount_minor > 0 and known is None:
            payments.refund(
                session,
                tenant_id,
                payment_id=payment.id or 0,
                amount=part,
                reference=reference,
                reason=refund.reason,
            )
        left -= part
    if left:  # more than the payments hold: staff have to see to it
        orders.fail_refund(session, tenant_id, refund_id, reason="not_with_the_provider")


def _paid(session: Session, tenant_id: int, order: PlacedOrder, payment: Payment) -> None:
    """The goods first: where they are gone, or nobody wants them any more, the money goes back."""
    is_sold_out = order.state in (OrderState.DRAFT, OrderState.CANCELLED) and not _take_goods(session, tenant_id, order)
    if is_sold_out and order.state is OrderState.DRAFT:
        orders.cancel_order(session, tenant_id, order.id, reason=SOLD_OUT, actor=Actor.SYSTEM)
    taken = TakenPayment(f"payment:{payment.id}", payment.amount, method=payment.method)
    before = order.books.charged
    orders.mark_paid(session, tenant_id, order.id, taken)
    fee = payment.fee
    if fee is not None and fee.currency == order.currency:
        orders.book_fee(session, tenant_id, order.id, reference=taken.reference, fee=fee)
    now = orders.order_by_id(session, order.id)
    if now.books.charged == before:
        return
    bought = reads.find_checkout_of_order(session, order.id)
    if bought is not None:
        cart.remove_cart(session, bought.cart_id)
    if order.state is OrderState.CANCELLED and not is_sold_out:
        orders.revive_order(session, tenant_id, order.id)
    elif now.state is OrderState.CANCELLED and now.refundable:
        is_called_off = order.state is OrderState.CANCELLED and order.cancel_reason not in (orders.LAPSED, SOLD_OUT)
        refund = NewRefund(now.refundable, CALLED_OFF if is_called_off else SOLD_OUT)
        orders.refund_order(session, tenant_id, order.id, refund, actor=Actor.SYSTEM)
    over = min(payment.amount - order.to_pay, now.refundable)
    if now.state is not OrderState.CANCELLED and over.amount_minor > 0:  # as of two payments, or an old amount
        refund = NewRefund(over, PAID_TOO_MUCH, {Account.OVERPAID: over})
        orders.refund_order(session, tenant_id, order.id, refund, actor=Actor.SYSTEM)


def _take_goods(session: Session, tenant_id: int, order: PlacedOrder) -> bool:
    """Whether the order has its goods: those that it holds, or, where its time was over, the same ones anew."""
    if order.state is OrderState.CANCELLED and order.cancel_reason != orders.LAPSED:
        return False
    try:
        with session.begin_nested():
            inventory.claim(session, tenant_id, order_id=order.id)
    except (OutOfStock, ReservationReleased):
        return False
    return True


def _is_under_way(session: Session, order: PlacedOrder) -> bool:
    """Whether another payment of the order is still open or has been paid."""
    going = OPEN_STATES | {PaymentState.PAID}
    return any(each.state in going for each in payments.payments_of_order(session, order.id))


def _refunds(session: Session, payment: Payment) -> list[PaymentRefund]:
    return payments.refunds_of_payment(session, payment.id or 0)


def _told_of_refunds(session: Session, tenant_id: int, order: PlacedOrder, payment: Payment) -> None:
    """Our own refunds by their reference; others were made at the provider's desk."""
    asked: dict[int, list[PaymentRefund]] = {}
    for each in payments.payments_of_order(session, order.id):
        for refund in _refunds(session, each):
            kind, _, rest = refund.reference.partition(":")
            number = rest.partition(":")[0]
            if kind == _REFERENCE and number.isdigit():
                asked.setdefault(int(number), []).append(refund)
            elif refund.state == RefundState.SUCCEEDED and each.id == payment.id:
                orders.record_refund(
                    session, tenant_id, order.id, reference=f"payment-refund:{refund.id}", amount=refund.amount
                )
    for refund_id, parts in asked.items():
        states = {part.state for part in parts}
        if states == {RefundState.SUCCEEDED}:
            orders.settle_refund(session, tenant_id, refund_id)
        elif RefundState.FAILED in states and not states & {RefundState.STARTED, RefundState.PENDING}:
            failure = next((part.failure for part in parts if part.failure), "failed")
            orders.fail_refund(session, tenant_id, refund_id, reason=failure)
            for part in parts:
                if part.state == RefundState.SUCCEEDED:
                    reference = f"payment-refund:{part.id}"
                    orders.record_refund(session, tenant_id, order.id, reference=reference, amount=part.amount)


def _told_of_disputes(session: Session, tenant_id: int, order: PlacedOrder, payment: Payment) -> None:
    for dispute in payments.disputes_of_payment(session, payment.id or 0):
        if dispute.state not in _ENDED:
            orders.mark_disputed(session, tenant_id, order.id, reason=dispute.reason)
        else:
            lost = dispute.amount if dispute.state == _LOST else None
            orders.end_dispute(session, tenant_id, order.id, reference=f"dispute:{dispute.id}", lost=lost)
