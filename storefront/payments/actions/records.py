"""Writing down what is known of a payment: the one place where its state changes."""

from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col

from storefront.money import Money
from storefront.payments import reads, rules
from storefront.payments.models import Payment, PaymentEvent, Refund
from storefront.payments.rules import Charge, Facts, PaymentState
from tenants.isolation import enqueue
from tenants.kit import clock

# Answered by the checkout, which knows what an order makes of it.
CHANGED_JOB = "checkout.payment_changed"


def charge_of(payment: Payment) -> Charge:
    """The payment as its provider is told of it."""
    return Charge(
        tenant_id=payment.tenant_id,
        payment_id=id_of(payment),
        order_id=payment.order_id,
        reference=payment.reference,
        amount=payment.amount,
        application_fee=Money(payment.application_fee_minor, payment.currency),
        account_id=payment.account_id,
        country=payment.country,
        language=payment.language,
        email=payment.email,
        description=payment.description,
        return_url=payment.return_url,
        cancel_url=payment.cancel_url,
        token=payment.token,
        idempotency_key=payment.idempotency_key,
        session_id=payment.session_id,
        intent_id=payment.intent_id,
        charge_id=payment.charge_id,
        expires_at=payment.expires_at,
    )


def record_facts(session: Session, payment: Payment, facts: Facts, *, source: str) -> bool:
    """Write what the provider told into the locked payment, and say whether its state changed.

    Facts of another account, order, amount or currency change nothing but the trail. Safe to repeat, in any order.
    """
    if fault := rules.binding_fault(charge_of(payment), facts):
        note(session, payment, "facts_refused", source=source, fault=fault)
        return False
    _fill_in(payment, facts)
    before = PaymentState(payment.state)
    after = rules.next_state(before, facts.state)
    if after is not before:
        payment.state = after
        payment.changed_at = clock.now()
        if after is PaymentState.PAID:
            payment.paid_at = payment.changed_at
            payment.failure = ""
        elif facts.failure:
            payment.failure = facts.failure[:100]
        note(session, payment, after.value, source=source, **({"failure": facts.failure} if facts.failure else {}))
        tell_of_change(session, payment)
    session.add(payment)
    return after is not before


def note(session: Session, payment: Payment, kind: str, **detail: Any) -> None:  # Any: what JSON holds
    """Add to the payment's trail."""
    event = PaymentEvent(
        tenant_id=payment.tenant_id, payment_id=id_of(payment), kind=kind, detail=detail, at=clock.now()
    )
    session.add(event)


def tell_of_change(session: Session, payment: Payment) -> None:
    """Let the checkout look at the payment, in the same transaction as what changed."""
    enqueue(
        session,
        CHANGED_JOB,
        tenant_id=payment.tenant_id,
        once=f"{CHANGED_JOB}/{payment.id}",
        payment_id=id_of(payment),
    )


def forget_buyer(session: Session, *, order_id: int) -> None:
    """Take the buyer out of the order's payments, with what staff wrote. What was paid stays, as the law asks."""
    for payment in reads.payments_of_order(session, order_id):
        payment.email = None
        session.add(payment)
        trail = update(PaymentEvent).where(col(PaymentEvent.payment_id) == payment.id)
        session.execute(trail.values(detail=col(PaymentEvent.detail).op("-")("note")))
        session.execute(update(Refund).where(col(Refund.payment_id) == payment.id).values(reason=""))


def id_of(payment: Payment) -> int:
    """The id of a payment that is stored."""
    assert payment.id is not None, "a flushed row has its id"
    return payment.id


def _fill_in(payment: Payment, facts: Facts) -> None:
    """Names and addresses that were not known yet. None that is known is ever replaced by another."""
    for name in ("session_id", "intent_id", "charge_id"):
        if not getattr(payment, name):
            setattr(payment, name, getattr(facts, name))
    payment.redirect_url = facts.redirect_url or payment.redirect_url
    if facts.expires_at is not None:
        payment.expires_at = facts.expires_at
    if facts.fee is not None:
        payment.fee_minor, payment.fee_currency = facts.fee.amount_minor, facts.fee.currency
