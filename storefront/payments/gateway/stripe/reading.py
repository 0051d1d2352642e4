"""Stripe's objects as facts. They come from a call or in an event, and are read the same way.

Nothing of an object is believed to be there: what does not fit raises UnreadableEvent.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ParamSpec, TypeVar

from storefront.money import Money, NotChargeable, UnknownCurrency, from_stripe_amount
from storefront.payments.errors import UnreadableEvent
from storefront.payments.rules import (
    DisputeFacts,
    Facts,
    PaymentState,
    PayoutFacts,
    RefundFacts,
    RefundState,
)
from tenants.kit.errors import OverLimit

Tree = dict[str, Any]  # Any: an object of Stripe's as plain JSON
_Given = ParamSpec("_Given")
_Read = TypeVar("_Read")

_SESSION_STATES = {"open": PaymentState.WAITING, "expired": PaymentState.EXPIRED}
_INTENT_STATES = {
    "requires_payment_method": PaymentState.FAILED,
    "requires_confirmation": PaymentState.PROCESSING,
    "requires_action": PaymentState.PROCESSING,
    "processing": PaymentState.PROCESSING,
    "requires_capture": PaymentState.PROCESSING,
    "canceled": PaymentState.CANCELLED,
    "succeeded": PaymentState.PAID,
}
_REFUND_STATES = {
    "pending": RefundState.PENDING,
    "requires_action": RefundState.PENDING,
    "succeeded": RefundState.SUCCEEDED,
    "failed": RefundState.FAILED,
    "canceled": RefundState.FAILED,
}


def session_facts(session: Tree, account: str) -> Facts:
    """A Checkout Session, with its intent, charge and refunds where they came along."""
    return _readable(_session_facts, session, account)


def intent_facts(intent: Tree, account: str) -> Facts:
    """A PaymentIntent. One that was declined may still be paid while its page is open: that is the session's to say."""
    return _readable(_intent_facts, intent, account)


def refund_facts(refund: Tree) -> RefundFacts:
    """What Stripe says of a refund. Raises UnreadableEvent."""
    return _readable(_refund_facts, refund)


def dispute_facts(dispute: Tree) -> DisputeFacts:
    """What Stripe says of a dispute. Raises UnreadableEvent."""
    return _readable(_dispute_facts, dispute)


def payout_facts(payout: Tree) -> PayoutFacts:
    """What Stripe says of a payout. Raises UnreadableEvent."""
    return _readable(_payout_facts, payout)


def money_of(amount: object, code: object) -> Money:
    """Raises UnreadableEvent for what is no amount."""
    if type(amount) is not int or not isinstance(code, str):
        raise UnreadableEvent("an amount is none")
    try:
        return from_stripe_amount(amount, code)
    except (UnknownCurrency, NotChargeable, OverLimit):
        raise UnreadableEvent("an amount can not be") from None


def moment_of(seconds: object) -> datetime:
    """A Unix time as a moment in UTC. Raises UnreadableEvent."""
    if type(seconds) is not int or not 0 <= seconds < 2**33:
        raise UnreadableEvent("a time is none")
    return datetime.fromtimestamp(seconds, UTC)


def _readable(read: Callable[_Given, _Read], *given: _Given.args, **named: _Given.kwargs) -> _Read:
    try:
        return read(*given, **named)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise UnreadableEvent(f"an object lacks what it should have: {type(error).__name__}") from None


def _session_facts(session: Tree, account: str) -> Facts:
    intent, intent_id = _expanded(session.get("payment_intent"))
    charge, charge_id = _expanded((intent or {}).get("latest_charge"))
    state = _session_state(session, intent)
    amount = money_of(session["amount_total"], session["currency"])
    if intent is not None and state is PaymentState.PAID:
        amount = money_of(intent["amount_received"], intent["currency"])
    error = (intent or {}).get("last_payment_error") or {}
    facts = Facts(
        state,
        amount=amount,
        account_id=account,
        session_id=str(session["id"]),
        intent_id=intent_id,
        charge_id=charge_id,
        redirect_url=str(session.get("url") or ""),
        expires_at=moment_of(session["expires_at"]),
        failure=str(error.get("decline_code") or error.get("code") or "") if state is PaymentState.FAILED else "",
        fee=_fee(charge or {}),
        is_live=bool(session["livemode"]),
        refunds=_refunds(charge or {}),
    )
    return _bound(facts, session)


def _expanded(value: object) -> tuple[Tree | None, str]:
    """An object that came along whole, or not, and its id."""
    if isinstance(value, dict):
        return value, str(value["id"])
    return None, value if isinstance(value, str) else ""


def _session_state(session: Tree, intent: Tree | None) -> PaymentState:
    if session.get("payment_status") == "paid" or (intent is not None and intent["status"] == "succeeded"):
        return PaymentState.PAID
    status = session["status"]
    if status in _SESSION_STATES:
        return _SESSION_STATES[status]
    if status != "complete":
        raise UnreadableEvent("a session's status is unknown")
    return PaymentState.PROCESSING if intent is None else _INTENT_STATES[intent["status"]]


def _intent_facts(intent: Tree, account: str) -> Facts:
    state = _INTENT_STATES[intent["status"]]
    amount = intent["amount_received"] if state is PaymentState.PAID else intent["amount"]
    charge = intent.get("latest_charge")
    facts = Facts(
        state,
        amount=money_of(amount, intent["currency"]),
        account_id=account,
        intent_id=str(intent["id"]),
        charge_id=charge if isinstance(charge, str) else "",
        is_live=bool(intent["livemode"]),
    )
    return _bound(facts, intent)


def _bound(facts: Facts, tree: Tree) -> Facts:
    """With whose it is, as we wrote it there ourselves."""
    written = tree.get("metadata") or {}
    tenant, order, payment = (_number(written.get(name)) for name in ("tenant", "order", "payment"))
    return replace(facts, tenant_id=tenant, order_id=order, payment_id=payment)


def payment_number(tree: Tree) -> int | None:
    """Our own number of the payment. What is written on an intent Stripe copies to its charges (API, Metadata)."""
    written = tree.get("metadata")
    return _number(written.get("payment")) if isinstance(written, dict) else None


def _number(written: object) -> int | None:
    text = written if isinstance(written, str) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _fee(charge: Tree) -> Money | None:
    entry = charge.get("balance_transaction")
    return money_of(entry["fee"], entry["currency"]) if isinstance(entry, dict) else None


def _refunds(charge: Tree) -> tuple[RefundFacts, ...]:
    listed = charge.get("refunds")
    return tuple(_refund_facts(each) for each in listed["data"]) if isinstance(listed, dict) else ()


def _refund_facts(refund: Tree) -> RefundFacts:
    return RefundFacts(
        provider_id=str(refund["id"]),
        state=_REFUND_STATES[refund["status"] or "succeeded"],
        amount=money_of(refund["amount"], refund["currency"]),
        own_id=_number((refund.get("metadata") or {}).get("refund")),
        failure=str(refund.get("failure_reason") or ""),
    )


def _dispute_facts(dispute: Tree) -> DisputeFacts:
    due = (dispute.get("evidence_details") or {}).get("due_by")
    return DisputeFacts(
        dispute_id=str(dispute["id"]),
        intent_id=str(dispute.get("payment_intent") or ""),
        charge_id=str(dispute.get("charge") or ""),
        amount=money_of(dispute["amount"], dispute["currency"]),
        reason=str(dispute["reason"]),
        state=str(dispute["status"]),
        due_at=None if due is None else moment_of(due),
        opened_at=moment_of(dispute["created"]),
    )


def _payout_facts(payout: Tree) -> PayoutFacts:
    return PayoutFacts(
        payout_id=str(payout["id"]),
        amount=money_of(payout["amount"], payout["currency"]),
        state=str(payout["status"]),
        arrives_at=moment_of(payout["arrival_date"]),
        created_at=moment_of(payout["created"]),
    )
