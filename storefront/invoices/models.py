"""Invoices and credit notes as they were issued, and the last number given to each kind."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from tenants.isolation import columns


class InvoiceKind(StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class InvoiceSequence(SQLModel, table=True):
    """The last number of a kind. It is raised in the transaction that issues the paper, so none is ever left out."""

    __tablename__ = "invoice_sequence"

    tenant_id: int = columns.tenant_id()
    kind: str = Field(primary_key=True, max_length=20)
    last_number: int = Field(sa_column=Column(BigInteger, nullable=False))


class AddressKind(StrEnum):
    """The seat of the business, and where goods are sent back to."""

    SEAT = "seat"
    RETURNS = "returns"


class SellerAddress(SQLModel, table=True):
    """An address of the shop that its papers name, as `storefront.addresses` writes one."""

    __tablename__ = "seller_address"
    __table_args__ = (CheckConstraint("kind in ('seat', 'returns')", name="seller_address_kind_is_known"),)

    tenant_id: int = columns.tenant_id()
    kind: str = Field(primary_key=True, max_length=10)
    address: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))  # Any: JSON


class Invoice(SQLModel, table=True):
    """A numbered paper of an order. `paper` is all that stands on it; it is written once and never changed.

    `order_then` is what the order came to when it was issued, from which a further invoice tells the difference: counts
    by line id, and amounts by name in minor units. A credit note without a refund corrects an invoice of which less is
    asked for.
    """

    __table_args__ = (
        Index("invoice_number", "tenant_id", "kind", "number", unique=True),
        Index(
            "invoice_of_refund", "tenant_id", "refund_id", unique=True, postgresql_where=text("refund_id is not null")
        ),
        Index("invoice_by_order", "tenant_id", "order_id"),
        CheckConstraint("kind in ('invoice', 'credit_note')", name="invoice_kind_is_known"),
        CheckConstraint("kind = 'credit_note' or refund_id is null", name="invoice_credits_a_refund"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    kind: str = Field(max_length=20)
    number: int = Field(sa_column=Column(BigInteger, nullable=False))
    order_id: int = columns.reference()
    refund_id: int | None = columns.optional_reference()
    issued_at: datetime = columns.moment()
    paper: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))  # Any: JSON
    order_then: dict[str, Any] = Field(
        default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default="{}")
    )
