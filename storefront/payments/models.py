"""What is kept of payments: what was asked for, what the provider said, and the shop's own settings.

A payment knows its order by number and reference only. Nothing here is a card's: those never reach us.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, String
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel

from storefront.money import Money
from tenants.isolation import columns
from tenants.isolation.columns import Texts


def _amount() -> Any:  # Any: as sqlmodel.Field, so that the annotation decides the type
    return Field(sa_column=Column(BigInteger, nullable=False))


def _optional_amount() -> Any:
    return Field(default=None, sa_column=Column(BigInteger, nullable=True))


def _codes(length: int) -> Any:
    return Field(default_factory=list, sa_column=Column(ARRAY(String(length)), nullable=False))


class Payment(SQLModel, table=True):
    """One attempt to have an order paid. `state` is a `PaymentState`.

    `idempotency_key` is stored before the provider is asked for the first time, and every repetition carries it.
    `email` is what the provider writes a receipt to; it goes when the buyer is forgotten.
    """

    __table_args__ = (
        Index("payment_reference", "tenant_id", "reference", unique=True),
        Index("payment_token", "tenant_id", "token", unique=True),
        Index("payment_of_order", "tenant_id", "order_id"),
        Index("payment_session", "tenant_id", "session_id"),
        Index("payment_intent", "tenant_id", "intent_id"),
        Index("payment_open", "tenant_id", "state", "changed_at"),
        CheckConstraint("amount_minor > 0", name="payment_is_of_something"),
        CheckConstraint(
            "state in ('started', 'waiting', 'processing', 'paid', 'failed', 'cancelled', 'expired')",
            name="payment_state_is_known",
        ),
        CheckConstraint("provider in ('stripe', 'manual', 'test')", name="payment_provider_is_known"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    order_id: int = columns.reference()
    reference: str = Field(max_length=64)
    provider: str = Field(max_length=20)
    method: str = Field(max_length=40)
    amount_minor: int = _amount()
    currency: str = Field(max_length=3)
    application_fee_minor: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    country: str = Field(max_length=2)
    language: str = Field(max_length=35)
    email: str | None = Field(default=None, max_length=254)
    description: str = Field(default="", max_length=200)
    return_url: str = Field(max_length=2048)
    cancel_url: str = Field(max_length=2048)
    token: str = Field(max_length=64, description="Names the payment's page on the shop's host.")
    idempotency_key: str = Field(max_length=64)
    state: str = Field(max_length=20)
    account_id: str = Field(default="", max_length=100)
    session_id: str = Field(default="", max_length=255)
    intent_id: str = Field(default="", max_length=100)
    charge_id: str = Field(default="", max_length=100)
    redirect_url: str = Field(default="", max_length=4096)
    failure: str = Field(default="", max_length=100, description="The provider's word for why it failed.")
    fee_minor: int | None = _optional_amount()
    fee_currency: str = Field(default="", max_length=3)
    is_live: bool = Field(default=False, description="Whether real money moves.")
    started_at: datetime = columns.moment()
    changed_at: datetime = columns.moment()
    expires_at: datetime | None = columns.optional_moment()
    paid_at: datetime | None = columns.optional_moment()

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def fee(self) -> Money | None:
        """What the provider and the platform kept of it, in the currency it was settled in, once that is known."""
        return None if self.fee_minor is None else Money(self.fee_minor, self.fee_currency)


class PaymentEvent(SQLModel, table=True):
    """Something that happened to a payment, in order: the trail that staff read."""

    __tablename__ = "payment_event"
    __table_args__ = (
        columns.same_tenant("payment_id", "payment"),
        Index("payment_event_of_payment", "tenant_id", "payment_id"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    payment_id: int = columns.reference()
    kind: str = Field(max_length=40)
    detail: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    at: datetime = columns.moment()


class Refund(SQLModel, table=True):
    """Money on its way back, or arrived. `state` is a `RefundState`. Those made at the provider's own desk too."""

    __tablename__ = "payment_refund"
    __table_args__ = (
        columns.same_tenant("payment_id", "payment"),
        Index("payment_refund_reference", "tenant_id", "reference", unique=True),
        Index("payment_refund_of_payment", "tenant_id", "payment_id"),
        CheckConstraint("amount_minor > 0", name="payment_refund_is_of_something"),
        CheckConstraint("state in ('started', 'pending', 'succeeded', 'failed')", name="payment_refund_state_is_known"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    payment_id: int = columns.reference()
    reference: str = Field(max_length=100)
    amount_minor: int = _amount()
    currency: str = Field(max_length=3)
    reason: str = Field(default="", max_length=200)
    state: str = Field(max_length=20)
    refund_id: str = Field(default="", max_length=100, description="The provider's.")
    idempotency_key: str = Field(max_length=64)
    failure: str = Field(default="", max_length=100)
    started_at: datetime = columns.moment()
    changed_at: datetime = columns.moment()

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class PaymentAccount(SQLModel, table=True):
    """The shop's own account at a provider, as the provider last described it."""

    __tablename__ = "payment_account"
    __table_args__ = (CheckConstraint("provider in ('stripe')", name="payment_account_provider_is_known"),)

    tenant_id: int = columns.tenant_id()
    provider: str = Field(max_length=20, primary_key=True)
    account_id: str = Field(default="", max_length=100, description="Empty until the provider has answered.")
    country: str = Field(max_length=2)
    currency: str = Field(default="", max_length=3, description="What it is settled in by default.")
    idempotency_key: str = Field(max_length=64)
    is_submitted: bool = False
    takes_charges: bool = False
    pays_out: bool = False
    requirements: list[str] = _codes(200)
    disabled_reason: str = Field(default="", max_length=100)
    methods: list[str] = _codes(60)
    connected_at: datetime = columns.moment()
    changed_at: datetime = columns.moment()


class ManualMethod(SQLModel, table=True):
    """A way to pay that needs no provider: how, where and within which limits. `kind` is a `ManualKind`."""

    __tablename__ = "manual_method"
    __table_args__ = (
        Index("manual_method_kind", "tenant_id", "kind", "currency", unique=True),
        CheckConstraint("kind in ('bank_transfer', 'cash_on_delivery')", name="manual_method_kind_is_known"),
        CheckConstraint("fee_minor >= 0", name="manual_method_fee_is_not_negative"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    kind: str = Field(max_length=20)
    currency: str = Field(max_length=3)
    is_enabled: bool = True
    instructions: Texts = columns.texts()
    countries: list[str] = _codes(2)
    fee_minor: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    least_minor: int | None = _optional_amount()
    most_minor: int | None = _optional_amount()


class ProviderEvent(SQLModel, table=True):
    """A message from the provider, kept before anything is done about it; the same message again changes nothing.

    Kept are the facts that are acted on, and nothing of the buyer. `outcome` is empty until it was seen to.
    """

    __tablename__ = "provider_event"
    __table_args__ = (
        Index("provider_event_once", "tenant_id", "provider", "event_id", unique=True),
        Index("provider_event_of_object", "tenant_id", "object_id"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    provider: str = Field(max_length=20)
    event_id: str = Field(max_length=100)
    kind: str = Field(max_length=100)
    account_id: str = Field(default="", max_length=100)
    object_id: str = Field(default="", max_length=255)
    facts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    outcome: str = Field(default="", max_length=40)
    happened_at: datetime = columns.moment()
    received_at: datetime = columns.moment()
    processed_at: datetime | None = columns.optional_moment()


class Dispute(SQLModel, table=True):
    """A buyer asks their bank for the money back. `state` is the provider's word."""

    __tablename__ = "payment_dispute"
    __table_args__ = (
        columns.same_tenant("payment_id", "payment"),
        Index("payment_dispute_once", "tenant_id", "dispute_id", unique=True),
        Index("payment_dispute_of_payment", "tenant_id", "payment_id"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    payment_id: int = columns.reference()
    dispute_id: str = Field(max_length=100)
    amount_minor: int = _amount()
    currency: str = Field(max_length=3)
    reason: str = Field(max_length=100)
    state: str = Field(max_length=40)
    due_at: datetime | None = columns.optional_moment()
    opened_at: datetime = columns.moment()
    changed_at: datetime = columns.moment()

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class Payout(SQLModel, table=True):
    """What the provider pays into the shop's bank account. `state` is the provider's word."""

    __tablename__ = "payment_payout"
    __table_args__ = (Index("payment_payout_once", "tenant_id", "payout_id", unique=True),)

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    payout_id: str = Field(max_length=100)
    amount_minor: int = _amount()
    currency: str = Field(max_length=3)
    state: str = Field(max_length=40)
    arrives_at: datetime | None = columns.optional_moment()
    created_at: datetime = columns.moment()
    changed_at: datetime = columns.moment()

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)
