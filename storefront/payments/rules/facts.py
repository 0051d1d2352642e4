"""What a provider is asked and what it answers, in our own terms; and whether an answer is about the payment at all."""

from dataclasses import dataclass
from datetime import datetime

from storefront.money import Money
from storefront.payments.rules.states import PaymentState, RefundState


@dataclass(frozen=True, slots=True)
class Charge:
    """A payment as its provider is told of it. The same charge is always told in the same words."""

    tenant_id: int
    payment_id: int
    order_id: int
    reference: str
    amount: Money
    application_fee: Money
    account_id: str
    country: str
    language: str
    email: str | None
    description: str
    return_url: str
    cancel_url: str
    token: str
    idempotency_key: str
    session_id: str
    intent_id: str
    charge_id: str
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """So much of a charge is to go back."""

    charge: Charge
    refund_id: int
    reference: str
    amount: Money
    idempotency_key: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class RefundFacts:
    """A refund as the provider tells of it. `own_id` is ours, where it was asked for by us."""

    provider_id: str
    state: RefundState
    amount: Money
    own_id: int | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """A payment as the provider tells of it. What it does not say is empty or None."""

    state: PaymentState
    amount: Money | None = None
    account_id: str = ""
    session_id: str = ""
    intent_id: str = ""
    charge_id: str = ""
    tenant_id: int | None = None
    order_id: int | None = None
    payment_id: int | None = None
    redirect_url: str = ""
    expires_at: datetime | None = None
    failure: str = ""
    fee: Money | None = None
    is_live: bool = False
    refunds: tuple[RefundFacts, ...] = ()


def binding_fault(charge: Charge, facts: Facts) -> str:
    """Which fact of the answer is not this payment's; empty when each one is. Nothing may be left unsaid but ids."""
    if facts.account_id != charge.account_id:
        return "account"
    if facts.tenant_id != charge.tenant_id:
        return "tenant"
    if facts.order_id != charge.order_id:
        return "order"
    if facts.payment_id != charge.payment_id:
        return "payment"
    if facts.amount is None or facts.amount.currency != charge.amount.currency:
        return "currency"
    if facts.amount != charge.amount:
        return "amount"
    if charge.session_id and facts.session_id and facts.session_id != charge.session_id:
        return "session"
    if charge.intent_id and facts.intent_id and facts.intent_id != charge.intent_id:
        return "intent"
    return ""


@dataclass(frozen=True, slots=True)
class DisputeFacts:
    """A dispute as the provider tells of it."""

    dispute_id: str
    intent_id: str
    charge_id: str
    amount: Money
    reason: str
    state: str
    due_at: datetime | None
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class PayoutFacts:
    """A payout as the provider tells of it."""

    payout_id: str
    amount: Money
    state: str
    arrives_at: datetime
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """A shop's account as the provider tells of it."""

    account_id: str
    country: str
    currency: str
    is_submitted: bool
    takes_charges: bool
    pays_out: bool
    requirements: tuple[str, ...]
    disabled_reason: str
    methods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A message of the provider, with what it says of a payment where it says all that is needed to believe it.

    `payment_id` is our own number of the payment, where we wrote it on what the message is about.
    """

    event_id: str
    kind: str
    account_id: str
    is_live: bool
    happened_at: datetime
    object_kind: str
    object_id: str
    intent_id: str
    charge_id: str
    payment_id: int | None
    facts: Facts | None
