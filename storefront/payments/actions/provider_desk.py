"""What the provider does with the shop's money by itself: disputes that banks open, and payouts."""

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session

from storefront.payments import reads
from storefront.payments.actions.records import id_of, note, tell_of_change
from storefront.payments.errors import PaymentUnavailable
from storefront.payments.gateway import Providers, StripeProvider
from storefront.payments.models import Dispute, Payment, Payout, ProviderEvent
from storefront.payments.rules import DisputeFacts
from tenants.isolation import Database
from tenants.kit import clock


def record_dispute(database: Database, providers: Providers, event: ProviderEvent) -> str:
    """Look a dispute up and write it down with its payment. Raises PaymentUnavailable."""
    facts = _stripe(providers).dispute(event.object_id, account=event.account_id)
    with database.tenant(event.tenant_id) as session:
        payment = reads.find_payment_at_provider(
            session, account_id=event.account_id, intent_id=facts.intent_id, charge_id=facts.charge_id
        )
        if payment is None:
            return "unknown payment"
        payment = reads.locked_payment(session, id_of(payment))
        _write_dispute(session, payment, facts)
        return "looked up"


def record_payout(database: Database, providers: Providers, event: ProviderEvent) -> str:
    """Look a payout up and write it down. Raises PaymentUnavailable."""
    facts = _stripe(providers).payout(event.object_id, account=event.account_id)
    values = {
        "amount_minor": facts.amount.amount_minor,
        "currency": facts.amount.currency,
        "state": facts.state[:40],
        "arrives_at": facts.arrives_at,
        "changed_at": clock.now(),
    }
    with database.tenant(event.tenant_id) as session:
        new = {"tenant_id": event.tenant_id, "payout_id": facts.payout_id, "created_at": facts.created_at}
        statement = insert(Payout).values(**new, **values)
        session.execute(statement.on_conflict_do_update(index_elements=["tenant_id", "payout_id"], set_=values))
    return "looked up"


def _write_dispute(session: Session, payment: Payment, facts: DisputeFacts) -> None:
    known = reads.find_dispute(session, facts.dispute_id)
    if known is not None and (known.state, known.amount) == (facts.state, facts.amount):
        return
    row = known or Dispute(
        tenant_id=payment.tenant_id,
        payment_id=id_of(payment),
        dispute_id=facts.dispute_id,
        amount_minor=facts.amount.amount_minor,
        currency=facts.amount.currency,
        reason=facts.reason[:100],
        state=facts.state[:40],
        opened_at=facts.opened_at,
        changed_at=clock.now(),
    )
    row.amount_minor, row.state, row.due_at = facts.amount.amount_minor, facts.state[:40], facts.due_at
    row.changed_at = clock.now()
    session.add(row)
    note(session, payment, "dispute", dispute=facts.dispute_id, state=facts.state)
    tell_of_change(session, payment)


def _stripe(providers: Providers) -> StripeProvider:
    if providers.stripe is None:
        raise PaymentUnavailable("there is no key for stripe")
    return providers.stripe
