"""What people say of payments themselves: staff of a bank transfer, a learner of a test."""

from datetime import timedelta
from enum import StrEnum

from sqlmodel import Session

from storefront.payments import reads
from storefront.payments.actions.records import charge_of, id_of, note, record_facts
from storefront.payments.errors import NoSuchPayment, NotInThisState
from storefront.payments.gateway.manual import told
from storefront.payments.models import Payment
from storefront.payments.rules import PaymentState, ProviderName
from tenants.isolation import enqueue
from tenants.kit import clock

SETTLE_JOB = "payments.settle_test"
_ON_ITS_WAY = timedelta(seconds=20)


class TestAnswer(StrEnum):
    """What can be tried on the test payment's page."""

    __test__ = False

    SUCCEED = "succeed"
    DECLINE = "decline"
    CONFIRM = "confirm"
    LATER = "later"


_OUTCOMES = {
    TestAnswer.SUCCEED: PaymentState.PAID,
    TestAnswer.CONFIRM: PaymentState.PAID,
    TestAnswer.DECLINE: PaymentState.FAILED,
    TestAnswer.LATER: PaymentState.PROCESSING,
}


def confirm_manual(session: Session, *, payment_id: int, person_id: int, note_text: str = "") -> Payment:
    """Staff have seen the money. Safe to call twice. Raises NoSuchPayment for one that a provider answers for."""
    payment = _by_hand(session, payment_id)
    _record_by_hand(session, payment, PaymentState.PAID, person_id=person_id, note_text=note_text)
    return payment


def cancel_manual(session: Session, *, payment_id: int, person_id: int) -> Payment:
    """Staff wait for the money no longer. Raises NoSuchPayment, NotInThisState where it has arrived."""
    payment = _by_hand(session, payment_id)
    if payment.state == PaymentState.PAID:
        raise NotInThisState(payment.state)
    _record_by_hand(session, payment, PaymentState.CANCELLED, person_id=person_id, note_text="")
    return payment


def test_payment_by_token(session: Session, token: str) -> Payment:
    """The payment that the page stands for. Raises NoSuchPayment, also for a payment of any other provider."""
    payment = reads.payment_by_token(session, token)
    if payment.provider != ProviderName.TEST:
        raise NoSuchPayment("there is no such test payment")
    return payment


def answer_test_payment(session: Session, token: str, answer: TestAnswer) -> Payment:
    """Let the payment end as was asked for. Whoever comes second finds it ended. Raises NoSuchPayment.

    A payment that is to come later is on its way for a while, and then arrives.
    """
    payment = reads.locked_payment(session, id_of(test_payment_by_token(session, token)))
    if payment.state not in (PaymentState.STARTED, PaymentState.WAITING):
        return payment
    failure = "declined" if answer is TestAnswer.DECLINE else ""
    facts = told(charge_of(payment), _OUTCOMES[answer], failure=failure)
    record_facts(session, payment, facts, source="test")
    if answer is TestAnswer.LATER:
        payment_id = id_of(payment)
        at = clock.now() + _ON_ITS_WAY
        enqueue(session, SETTLE_JOB, tenant_id=payment.tenant_id, at=at, payment_id=payment_id)
    return payment


def settle_test_payment(session: Session, payment_id: int) -> None:
    """The money of a test payment that was on its way arrives. Safe to call twice."""
    payment = reads.locked_payment(session, payment_id)
    if payment.provider == ProviderName.TEST and payment.state == PaymentState.PROCESSING:
        record_facts(session, payment, told(charge_of(payment), PaymentState.PAID), source="test")


def _by_hand(session: Session, payment_id: int) -> Payment:
    payment = reads.locked_payment(session, payment_id)
    if payment.provider != ProviderName.MANUAL:
        raise NoSuchPayment(f"payment {payment_id} is not one that staff confirm")
    return payment


def _record_by_hand(session: Session, payment: Payment, state: PaymentState, *, person_id: int, note_text: str) -> None:
    if record_facts(session, payment, told(charge_of(payment), state), source="staff"):
        note(session, payment, "by_hand", person_id=person_id, note=note_text[:500])
