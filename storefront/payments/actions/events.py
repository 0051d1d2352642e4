"""The provider's messages: kept first, acted on after, once in effect, whatever comes twice, late or out of order.

A message only says where to look. Money that arrived is believed from the signed message itself, if every fact in it is
the payment's own; anything else is looked up at the provider, so that order does not matter.
"""

from collections.abc import Callable

import structlog
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col

from storefront.money import Money
from storefront.payments import reads, rules
from storefront.payments.actions.accounts import leave_account, refresh_account
from storefront.payments.actions.checks import refresh_payment
from storefront.payments.actions.provider_desk import record_dispute, record_payout
from storefront.payments.actions.records import charge_of, id_of, note, record_facts
from storefront.payments.gateway import Providers
from storefront.payments.models import Payment, ProviderEvent
from storefront.payments.rules import Event, Facts, PaymentState, ProviderName
from tenants.isolation import Database, bind_tenant, enqueue
from tenants.kit import clock

EVENT_JOB = "payments.apply_event"
REFRESH_JOB = "payments.refresh"

log = structlog.get_logger(__name__)


def keep_event(database: Database, event: Event) -> bool:
    """Keep a message of Stripe's for the shop whose account it names, and have it acted on. Again: nothing happens.

    Says whether it is new. A message about no shop's account is nobody's, and is not kept.
    """
    with database.unbound() as session:  # one transaction for both, since Stripe waits for the answer
        tenant_id = reads.find_tenant_of_account(session, event.account_id) if event.account_id else None
        if tenant_id is None:
            log.warning("stripe.event_of_nobody", kind=event.kind, event_id=event.event_id)
            return False
        bind_tenant(session, tenant_id)
        statement = insert(ProviderEvent).values(**_row(tenant_id, event)).on_conflict_do_nothing()
        kept = session.scalar(statement.returning(col(ProviderEvent.id)))
        if kept is not None:
            enqueue(session, EVENT_JOB, tenant_id=tenant_id, event_id=int(kept))
        return kept is not None


def apply_event(database: Database, providers: Providers, *, tenant_id: int, event_id: int) -> str:
    """Act on a kept message, and say what came of it. Again: it says the same. Raises PaymentUnavailable."""
    with database.tenant(tenant_id) as session:
        event = reads.locked_event(session, event_id)
        if event is None or event.outcome:
            return event.outcome if event else "gone"
        outcome = _applied_at_once(session, event, providers)
        if outcome:
            return _done(session, event, outcome)
    look = _what_to_look_up(database, providers, event)
    outcome = look() if look else "ignored"
    with database.tenant(tenant_id) as session:
        event = reads.locked_event(session, event_id)
        assert event is not None, "kept messages are not taken away"
        return event.outcome or _done(session, event, outcome)


def _applied_at_once(session: Session, event: ProviderEvent, providers: Providers) -> str:
    """What can be done without asking anybody; empty where there is more to it."""
    if providers.stripe is not None and event.facts.get("is_live", False) != providers.stripe.is_live:
        return "refused: mode"
    if event.kind == "account.application.deauthorized":
        leave_account(session)
        return "applied"
    if event.facts.get("state") != PaymentState.PAID:
        return ""
    payment = _payment_of(session, event)
    if payment is None:
        return "unknown payment"
    payment = reads.locked_payment(session, id_of(payment))
    facts = _facts_of(event)
    if fault := rules.binding_fault(charge_of(payment), facts):
        note(session, payment, "facts_refused", source=event.kind, fault=fault, event=event.event_id)
        return f"refused: {fault}"
    record_facts(session, payment, facts, source=event.kind)
    if payment.fee_minor is None:  # what it cost is known to the provider alone
        payment_id = id_of(payment)
        enqueue(session, REFRESH_JOB, tenant_id=event.tenant_id, once=f"refresh/{payment_id}", payment_id=payment_id)
    return "applied"


def _what_to_look_up(database: Database, providers: Providers, event: ProviderEvent) -> Callable[[], str] | None:
    family = event.kind.split(".")[0]
    if event.kind.startswith("charge.dispute."):
        return lambda: record_dispute(database, providers, event)
    if family == "payout":
        return lambda: record_payout(database, providers, event)
    if event.kind in ("account.updated", "capability.updated"):
        return lambda: _refreshed_account(database, providers, event.tenant_id)
    if family in ("checkout", "payment_intent", "charge", "refund"):
        return lambda: _refreshed_payment(database, providers, event)
    return None


def _refreshed_payment(database: Database, providers: Providers, event: ProviderEvent) -> str:
    with database.tenant(event.tenant_id) as session:
        payment = _payment_of(session, event)
    if payment is None:
        return "unknown payment"
    if payment.account_id != event.account_id:
        return "refused: account"
    refresh_payment(database, providers, tenant_id=event.tenant_id, payment_id=id_of(payment))
    return "looked up"


def _refreshed_account(database: Database, providers: Providers, tenant_id: int) -> str:
    refresh_account(database, providers, tenant_id=tenant_id)
    return "looked up"


def _payment_of(session: Session, event: ProviderEvent) -> Payment | None:
    """The payment that it is about, by what the provider calls it; else, before we know that, by our own number."""
    told = event.facts
    found = reads.find_payment_at_provider(
        session,
        account_id=event.account_id,
        session_id=told.get("session_id", ""),
        intent_id=told.get("intent_id", ""),
        charge_id=told.get("charge_id", ""),
    )
    number = told.get("payment_id")
    return found or (reads.find_payment(session, number) if isinstance(number, int) else None)


def _row(tenant_id: int, event: Event) -> dict[str, object]:
    facts = event.facts
    told: dict[str, object] = {
        "intent_id": event.intent_id,
        "charge_id": event.charge_id,
        "payment_id": event.payment_id,
        "is_live": event.is_live,
    }
    if event.object_kind == "checkout.session":
        told["session_id"] = event.object_id
    if facts is not None:
        told |= {
            "state": facts.state.value,
            "session_id": facts.session_id,
            "intent_id": facts.intent_id,
            "charge_id": facts.charge_id,
            "tenant_id": facts.tenant_id,
            "order_id": facts.order_id,
            "payment_id": facts.payment_id,
            "amount": str(facts.amount) if facts.amount is not None else "",
        }
    return {
        "tenant_id": tenant_id,
        "provider": ProviderName.STRIPE.value,
        "event_id": event.event_id,
        "kind": event.kind,
        "account_id": event.account_id,
        "object_id": event.object_id,
        "facts": {name: value for name, value in told.items() if value not in ("", None)},
        "outcome": "",
        "happened_at": event.happened_at,
        "received_at": clock.now(),
    }


def _facts_of(event: ProviderEvent) -> Facts:
    told = event.facts
    amount, _, currency = str(told.get("amount", "")).partition(" ")
    return Facts(
        PaymentState(told["state"]),
        amount=Money.parse(amount, currency) if currency else None,
        account_id=event.account_id,
        session_id=told.get("session_id", ""),
        intent_id=told.get("intent_id", ""),
        charge_id=told.get("charge_id", ""),
        tenant_id=told.get("tenant_id"),
        order_id=told.get("order_id"),
        payment_id=told.get("payment_id"),
        is_live=told.get("is_live", False),
    )


def _done(session: Session, event: ProviderEvent, outcome: str) -> str:
    event.outcome = outcome
    event.processed_at = clock.now()
    session.add(event)
    return outcome
