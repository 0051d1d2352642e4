"""Sending money back, whole or in part."""

import secrets

from sqlmodel import Session

from storefront.money import Money
from storefront.payments import reads, rules
from storefront.payments.actions.records import charge_of, id_of, note, tell_of_change
from storefront.payments.errors import NotInThisState, ProviderRefused, ReferenceTaken, RefundExceedsPayment
from storefront.payments.gateway import Providers
from storefront.payments.models import Payment, Refund
from storefront.payments.rules import PaymentState, RefundFacts, RefundOrder, RefundState
from tenants.isolation import Database, enqueue
from tenants.kit import clock

REFUND_JOB = "payments.send_refund"


def refund(
    session: Session, tenant_id: int, *, payment_id: int, amount: Money, reference: str, reason: str = ""
) -> Refund:
    """Decide that so much goes back; a job tells the provider. The same reference again is the same refund.

    Raises NotInThisState for a payment that was not paid, RefundExceedsPayment, NegativeAmount, MixedCurrencies, and
    ReferenceTaken where the reference names a refund of something else.
    """
    payment = reads.locked_payment(session, payment_id)
    known = reads.find_refund(session, reference)
    if known is not None:
        if (known.payment_id, known.amount) != (payment_id, amount):
            raise ReferenceTaken(f"{reference} is another refund's")
        return known
    if payment.state != PaymentState.PAID:
        raise NotInThisState(payment.state)
    left = refundable_of(session, payment)
    if not amount.not_negative() or amount > left:
        raise RefundExceedsPayment(left)
    made = _new_refund(payment, amount, reference, reason=reason)
    session.add(made)
    session.flush()
    note(session, payment, "refund_started", refund_id=made.id, amount_minor=amount.amount_minor)
    enqueue(session, REFUND_JOB, tenant_id=tenant_id, once=f"{REFUND_JOB}/{made.id}", refund_id=_refund_id(made))
    return made


def refundable_of(session: Session, payment: Payment) -> Money:
    """What is left of a payment to send back."""
    if payment.state != PaymentState.PAID:
        return Money(0, payment.currency)
    refunds = reads.refunds_of_payment(session, id_of(payment))
    return rules.refundable(payment.amount, [(each.state, each.amount) for each in refunds])


def send_refund(database: Database, providers: Providers, *, tenant_id: int, refund_id: int) -> None:
    """Tell the provider of a refund. Safe to repeat: it carries the refund's key. Raises PaymentUnavailable."""
    with database.tenant(tenant_id) as session:
        row = reads.refund_by_id(session, refund_id)
        payment = reads.payment_by_id(session, row.payment_id)
    if row.state != RefundState.STARTED:
        return
    order = RefundOrder(charge_of(payment), refund_id, row.reference, row.amount, row.idempotency_key, row.started_at)
    try:
        facts = providers.named(payment.provider).refund(order)
    except ProviderRefused as error:
        facts = RefundFacts("", RefundState.FAILED, row.amount, own_id=refund_id, failure=error.code)
    with database.tenant(tenant_id) as session:
        payment = reads.locked_payment(session, row.payment_id)
        record_refunds(session, payment, [facts])


def record_refunds(session: Session, payment: Payment, told: list[RefundFacts]) -> None:
    """Write what the provider tells of the locked payment's refunds, also of those that were made at its own desk."""
    known = reads.refunds_of_payment(session, id_of(payment))
    for facts in told:
        row = next((each for each in known if _is_same(each, facts)), None)
        if row is None:
            row = _new_refund(payment, facts.amount, facts.provider_id, reason="")
            known.append(row)
            session.add(row)
        elif row.amount != facts.amount:
            note(session, payment, "facts_refused", source="refund", fault="amount", refund_id=row.id)
            continue
        row.refund_id = row.refund_id or facts.provider_id
        state = rules.next_refund_state(row.state, facts.state)
        if state != row.state:
            row.state, row.failure, row.changed_at = state, facts.failure[:100], clock.now()
            session.add(row)
            session.flush()
            note(session, payment, f"refund_{state.value}", refund_id=row.id, amount_minor=row.amount_minor)
            tell_of_change(session, payment)


def _is_same(row: Refund, facts: RefundFacts) -> bool:
    if facts.own_id is not None:
        return row.id == facts.own_id
    return bool(facts.provider_id) and row.refund_id == facts.provider_id


def _new_refund(payment: Payment, amount: Money, reference: str, *, reason: str) -> Refund:
    now = clock.now()
    return Refund(
        tenant_id=payment.tenant_id,
        payment_id=id_of(payment),
        reference=reference,
        amount_minor=amount.amount_minor,
        currency=amount.currency,
        reason=reason[:200],
        state=RefundState.STARTED,
        idempotency_key=f"refund-{secrets.token_urlsafe(24)}",
        started_at=now,
        changed_at=now,
    )


def _refund_id(made: Refund) -> int:
    assert made.id is not None, "a flushed row has its id"
    return made.id
