"""Customers of a shop, their addresses, links, sessions and consents, and what they wait for or asked for."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, String
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel

from tenants.isolation import columns


class Customer(SQLModel, table=True):
    """Somebody known to a shop, by the e-mail address that they have shown to be theirs."""

    __table_args__ = (Index("customer_email", "tenant_id", "email", unique=True),)

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    email: str = Field(max_length=254)
    name: str = Field(default="", max_length=200)
    phone: str = Field(default="", max_length=40)
    language: str = Field(max_length=35)
    groups: list[str] = Field(
        default_factory=list, sa_column=Column(ARRAY(String(40)), nullable=False, server_default="{}")
    )
    created_at: datetime = columns.moment()


class CustomerAddress(SQLModel, table=True):
    """Where things are sent to a customer. `fields` are those of an `addresses.Address`."""

    __tablename__ = "customer_address"
    __table_args__ = (
        columns.same_tenant("customer_id", "customer"),
        Index("customer_address_of_customer", "tenant_id", "customer_id", "id"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    customer_id: int = columns.reference()
    fields: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))  # Any: JSON
    changed_at: datetime = columns.moment()


class SignInLink(SQLModel, table=True):
    """A link that signs its reader in once. It belongs to an address, which may not be a customer's yet."""

    __tablename__ = "sign_in_link"
    __table_args__ = (
        Index("sign_in_link_token", "tenant_id", "token_digest", unique=True),
        Index("sign_in_link_of_email", "tenant_id", "email"),
        Index("sign_in_link_ending", "tenant_id", "expires_at"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    email: str = Field(max_length=254)
    language: str = Field(max_length=35)
    token_digest: str = Field(max_length=64)
    expires_at: datetime = columns.moment()


class CustomerSession(SQLModel, table=True):
    """A browser in which a customer is signed in."""

    __tablename__ = "customer_session"
    __table_args__ = (
        columns.same_tenant("customer_id", "customer"),
        Index("customer_session_token", "tenant_id", "token_digest", unique=True),
        Index("customer_session_of_customer", "tenant_id", "customer_id"),
        Index("customer_session_ending", "tenant_id", "expires_at"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    customer_id: int = columns.reference()
    token_digest: str = Field(max_length=64)
    created_at: datetime = columns.moment()
    expires_at: datetime = columns.moment()


class CustomerPasskey(SQLModel, table=True):
    """A public key that signs a customer in on one host. What it belongs to stays in the customer's own device."""

    __tablename__ = "customer_passkey"
    __table_args__ = (
        columns.same_tenant("customer_id", "customer"),
        Index("customer_passkey_once", "tenant_id", "host", "credential_id", unique=True),
        Index("customer_passkey_of_customer", "tenant_id", "customer_id"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    customer_id: int = columns.reference()
    host: str = Field(max_length=253)
    credential_id: str = Field(max_length=1400)  # base64url of at most 1023 bytes (WebAuthn, 5.8.3)
    public_key: str = Field(max_length=4000)  # base64url of a COSE key
    sign_count: int = Field(sa_column=Column(BigInteger, nullable=False))
    name: str = Field(max_length=60)
    created_at: datetime = columns.moment()
    used_at: datetime | None = columns.optional_moment()


class PasskeyChallenge(SQLModel, table=True):
    """What a browser is to sign, once and soon: for a new passkey of a customer, or without one for signing in."""

    __tablename__ = "passkey_challenge"
    __table_args__ = (
        columns.same_tenant("customer_id", "customer"),
        Index("passkey_challenge_digest", "tenant_id", "digest", unique=True),
        Index("passkey_challenge_of_customer", "tenant_id", "customer_id"),
        Index("passkey_challenge_ending", "tenant_id", "expires_at"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    customer_id: int | None = columns.optional_reference()
    digest: str = Field(max_length=64)
    expires_at: datetime = columns.moment()


class CustomerConsent(SQLModel, table=True):
    """A yes or a no, with the words that were shown. Written once and never changed; the latest one counts.

    It belongs to the address, since one may agree before one is a customer.
    """

    __tablename__ = "customer_consent"
    __table_args__ = (
        Index("customer_consent_latest", "tenant_id", "email", "purpose", "id"),
        CheckConstraint("purpose in ('marketing', 'reminders')", name="customer_consent_purpose_is_known"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    email: str = Field(max_length=254)
    purpose: str = Field(max_length=20)
    is_given: bool
    wording: str = Field(max_length=1000)
    language: str = Field(max_length=35)
    at: datetime = columns.moment()


class StockAlert(SQLModel, table=True):
    """Somebody waits for a variant to be had again. It goes once they have been told."""

    __tablename__ = "stock_alert"
    __table_args__ = (
        columns.same_tenant("variant_id", "variant"),
        Index("stock_alert_once", "tenant_id", "email", "variant_id", unique=True),
        Index("stock_alert_of_variant", "tenant_id", "variant_id"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    email: str = Field(max_length=254)
    variant_id: int = columns.reference()
    market_handle: str = Field(max_length=20)
    language: str = Field(max_length=35)
    created_at: datetime = columns.moment()


class NewsletterRequest(SQLModel, table=True):
    """Somebody typed an address to get news at. It counts for nothing until its reader says yes by the mailed link."""

    __tablename__ = "newsletter_request"
    __table_args__ = (
        Index("newsletter_request_once", "tenant_id", "email", unique=True),
        Index("newsletter_request_token", "tenant_id", "token_digest", unique=True),
        Index("newsletter_request_ending", "tenant_id", "expires_at"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    email: str = Field(max_length=254)
    language: str = Field(max_length=35)
    wording: str = Field(max_length=1000)
    token_digest: str = Field(max_length=64)
    asked_at: datetime = columns.moment()
    expires_at: datetime = columns.moment()
