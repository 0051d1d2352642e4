"""What the payment's facts do to an order. Facts come twice, late or out of order; the order is right each time."""

from sqlmodel import Session

from storefront.money import MixedCurrencies, Money
from storefront.orders.actions.drafts import TakenPayment
from storefront.orders.actions.fulfilling import complete_if_done
from storefront.orders.actions.journal import even_out, have_papers_issued, move_payment, payment_state_of, post, record
from storefront.orders.actions.placing import put_in_place
from storefront.orders.models import Order
from storefront.orders.reads import rows
from storefront.orders.reads.orders import totals_of
from storefront.orders.rules.ledger import charge_postings, fee_postings, refund_postings, refund_shares
from storefront.orders.rules.states import Actor, OrderState, PaymentState, is_paid
from tenants.kit import clock


def mark_payment_pending(session: Session, tenant_id: int, order_id: int, *, method: str) -> Order:
    """A payment has begun. One of what a paid order still asks for leaves it paid.

    Raises RefusedTransition for a paid order that asks for nothing.
    """
    order = rows.locked_order(session, order_id)
    if not order.due_minor:
        move_payment(order, PaymentState.PENDING)
        order.payment_method = method
    record(session, order, "payment_started", actor=Actor.SHOPPER, is_public=False, method=method)
    return order


def mark_paid(session: Session, tenant_id: int, order_id: int, payment: TakenPayment) -> Order:
    """Book the payment and put a draft in place. Safe to repeat: the same reference is booked once.

    Money is booked whatever state the order is in, since it was taken. A cancelled order stays cancelled, for the
    caller to bring back (`revive_order`) or to refund. Raises MixedCurrencies.
    """
    order = rows.locked_order(session, order_id)
    if payment.amount.currency != order.currency:
        raise MixedCurrencies(order.currency, payment.amount.currency)
    if rows.is_booked(session, order_id, payment.reference):
        return order
    before, totals = rows.books_of(session, order), totals_of(order)
    asked = order.due_minor if is_paid(PaymentState(order.payment_state)) else order.total_minor
    order.due_minor = max(asked - payment.amount.amount_minor, 0)
    post(
        session,
        order,
        payment.reference,
        charge_postings(payment.amount, totals.owed, min(totals.discount, totals.goods), before),
    )
    even_out(session, order, payment.reference)
    order.payment_method = payment.method or order.payment_method
    order.paid_at = order.paid_at or clock.now()
    if order.payment_state != PaymentState.DISPUTED:
        move_payment(order, payment_state_of(rows.books_of(session, order)))
    record(session, order, "paid", amount_minor=payment.amount.amount_minor, reference=payment.reference)
    if payment.fee is not None:
        book_fee(session, tenant_id, order_id, reference=payment.reference, fee=payment.fee)
    if order.state == OrderState.DRAFT:
        put_in_place(session, order, Actor.SYSTEM)
    complete_if_done(session, order)
    have_papers_issued(session, order)
    return order


def book_fee(session: Session, tenant_id: int, order_id: int, *, reference: str, fee: Money) -> None:
    """What the provider keeps of a payment, which may be known later than the payment. Safe to repeat."""
    order = rows.locked_order(session, order_id)
    booked = f"fee:{reference}"
    if not rows.is_booked(session, order_id, booked):
        post(session, order, booked, fee_postings(fee))


def mark_payment_failed(session: Session, tenant_id: int, order_id: int, *, reason: str) -> Order:
    """A payment came to nothing. Safe to repeat.

    An order that is paid stays so: the failure was of another attempt, or comes late.
    """
    order = rows.locked_order(session, order_id)
    if order.payment_state == PaymentState.FAILED or is_paid(PaymentState(order.payment_state)):
        return order
    move_payment(order, PaymentState.FAILED)
    record(session, order, "payment_failed", reason=reason)
    return order


def mark_disputed(session: Session, tenant_id: int, order_id: int, *, reason: str) -> Order:
    """The buyer's bank asks for the money back. Safe to repeat. Raises RefusedTransition for an unpaid order."""
    order = rows.locked_order(session, order_id)
    if order.payment_state != PaymentState.DISPUTED:
        move_payment(order, PaymentState.DISPUTED)
        record(session, order, "disputed", is_public=False, reason=reason)
    return order


def end_dispute(session: Session, tenant_id: int, order_id: int, *, reference: str, lost: Money | None) -> Order:
    """The dispute is over: won, or so much of the payment lost, which is booked as given back. Safe to repeat."""
    order = rows.locked_order(session, order_id)
    if rows.is_booked(session, order_id, reference):
        return order
    before = rows.books_of(session, order)
    if lost:
        post(session, order, reference, refund_postings(refund_shares(lost, before, {}), before))
    if order.payment_state == PaymentState.DISPUTED:
        move_payment(order, payment_state_of(rows.books_of(session, order)))
        record(session, order, "dispute_ended", is_public=False, lost_minor=lost.amount_minor if lost else 0)
        have_papers_issued(session, order)
    return order
