"""Finding what a lost message or a crash has left behind, and mending it."""

from datetime import timedelta

import structlog
from sqlmodel import Session

from storefront.payments import reads, rules
from storefront.payments.actions.records import charge_of, record_facts
from storefront.payments.actions.refunds import record_refunds
from storefront.payments.actions.start import schedule_check
from storefront.payments.errors import PaymentUnavailable, ProviderRefused
from storefront.payments.gateway import Providers
from storefront.payments.gateway.manual import told
from storefront.payments.models import Payment
from storefront.payments.rules import OPEN_STATES, Facts, PaymentState, ProviderName
from tenants.isolation import Database
from tenants.kit import clock

log = structlog.get_logger(__name__)

_QUIET = timedelta(minutes=10)
_AT_ONCE = 500


def check_payment(database: Database, providers: Providers, *, tenant_id: int, payment_id: int) -> PaymentState:
    """Ask the provider how an open payment stands, write it down, and come back later while it is open.

    A provider that does not answer changes nothing: somebody comes back.
    """
    with database.tenant(tenant_id) as session:
        payment = reads.payment_by_id(session, payment_id)
    if payment.state not in OPEN_STATES:
        return PaymentState(payment.state)
    try:
        facts = _told_of(providers, payment)
    except PaymentUnavailable as error:
        log.warning("payment.not_checked", payment_id=payment_id, reason=str(error))
        facts = None
    with database.tenant(tenant_id) as session:
        payment = reads.locked_payment(session, payment_id)
        if facts is not None:
            record_facts(session, payment, facts, source="check")
            record_refunds(session, payment, list(facts.refunds))
        _come_back(session, payment)
        return PaymentState(payment.state)


def refresh_payment(database: Database, providers: Providers, *, tenant_id: int, payment_id: int) -> None:
    """Write down how the provider sees a payment, whatever state it is in here. Raises PaymentUnavailable."""
    with database.tenant(tenant_id) as session:
        payment = reads.payment_by_id(session, payment_id)
    facts = _told_of(providers, payment)
    if facts is not None:
        with database.tenant(tenant_id) as session:
            payment = reads.locked_payment(session, payment_id)
            record_facts(session, payment, facts, source="refresh")
            record_refunds(session, payment, list(facts.refunds))


def reconcile(session: Session) -> int:
    """Have every open payment looked at of which nothing was heard for a while, and say how many there are.

    Each has its own check waiting; this is for those whose check was lost.
    """
    quiet = reads.open_payments(
        session,
        states=frozenset(state.value for state in OPEN_STATES),
        unchanged_since=clock.now() - _QUIET,
        limit=_AT_ONCE,
    )
    for payment in quiet:
        schedule_check(session, payment, clock.now())
    return len(quiet)


def _told_of(providers: Providers, payment: Payment) -> Facts | None:
    """A payment of which the provider never answered is begun again, with its key: that tells what became of it."""
    provider = providers.named(payment.provider)
    charge = charge_of(payment)
    try:
        if payment.state == PaymentState.STARTED:
            return provider.begin(charge)
        return provider.look(charge)
    except ProviderRefused as error:
        return told(charge, PaymentState.FAILED, failure=error.code)


def _come_back(session: Session, payment: Payment) -> None:
    now = clock.now()
    if payment.state not in OPEN_STATES:
        return
    is_ours_to_end = payment.provider != ProviderName.STRIPE and payment.state == PaymentState.WAITING
    if not is_ours_to_end:
        schedule_check(session, payment, rules.next_check_at(payment.started_at, now))
    elif payment.expires_at is not None:
        schedule_check(session, payment, max(payment.expires_at, now))
