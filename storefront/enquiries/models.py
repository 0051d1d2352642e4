"""Enquiries, the quotations that answer them, and what has happened to each."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from tenants.isolation import columns

Json = dict[str, Any]  # Any: JSON


class Enquiry(SQLModel, table=True):
    """What somebody asked for. `lines` are `rules.lines.AskedLine`s, frozen as they were asked for."""

    __table_args__ = (
        Index("enquiry_token", "tenant_id", "token", unique=True),
        Index("enquiry_by_state", "tenant_id", "state", "id"),
        CheckConstraint("state in ('open', 'quoted', 'ordered', 'closed')", name="enquiry_state_is_known"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    token: str = Field(max_length=64)
    market_id: int = columns.reference()
    market_handle: str = Field(max_length=20)
    language: str = Field(max_length=35)
    name: str = Field(max_length=200)
    email: str = Field(max_length=254)
    phone: str = Field(max_length=40)
    company: str = Field(max_length=200)
    country: str = Field(max_length=2)
    lines: list[Json] = Field(sa_column=Column(JSONB, nullable=False))
    message: str = Field(max_length=5000)
    state: str = Field(max_length=10)
    created_at: datetime = columns.moment()
    changed_at: datetime = columns.moment()


class Quotation(SQLModel, table=True):
    """An offer that holds to the end of a day. `paper` is all that stands on its pro-forma; it is never changed."""

    __table_args__ = (
        Index("quotation_number", "tenant_id", "number", unique=True),
        Index("quotation_token", "tenant_id", "token", unique=True),
        Index("quotation_of_enquiry", "tenant_id", "enquiry_id", "id"),
        Index("quotation_one_open", "tenant_id", "enquiry_id", unique=True, postgresql_where=text("state = 'sent'")),
        Index("quotation_lapsing", "tenant_id", "valid_until", postgresql_where=text("state = 'sent'")),
        Index(
            "quotation_of_order", "tenant_id", "order_id", unique=True, postgresql_where=text("order_id is not null")
        ),
        columns.same_tenant("enquiry_id", "enquiry"),
        CheckConstraint("state in ('sent', 'accepted', 'lapsed', 'withdrawn')", name="quotation_state_is_known"),
        CheckConstraint("(state = 'accepted') = (order_id is not null)", name="quotation_accepted_is_ordered"),
        CheckConstraint("least(delivery_minor, total_minor) >= 0", name="quotation_is_not_negative"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    enquiry_id: int = columns.reference()
    number: int = Field(sa_column=Column(BigInteger, nullable=False))
    token: str = Field(max_length=64)
    currency: str = Field(max_length=3)
    lines: list[Json] = Field(sa_column=Column(JSONB, nullable=False))
    delivery_minor: int = Field(sa_column=Column(BigInteger, nullable=False))
    total_minor: int = Field(sa_column=Column(BigInteger, nullable=False))
    note: str = Field(max_length=5000)
    valid_until: date
    paper: Json = Field(sa_column=Column(JSONB, nullable=False))
    state: str = Field(max_length=10)
    order_id: int | None = columns.optional_reference()
    created_at: datetime = columns.moment()
    changed_at: datetime = columns.moment()


class QuotationSequence(SQLModel, table=True):
    """The last number. It is raised in the transaction that makes the quotation, so none is ever left out."""

    __tablename__ = "quotation_sequence"

    tenant_id: int = columns.tenant_id()
    last_number: int = Field(sa_column=Column(BigInteger, nullable=False))


class EnquiryEvent(SQLModel, table=True):
    """Something that happened to an enquiry. Never changed, never removed."""

    __tablename__ = "enquiry_event"
    __table_args__ = (
        Index("enquiry_event_of_enquiry", "tenant_id", "enquiry_id", "id"),
        columns.same_tenant("enquiry_id", "enquiry"),
        CheckConstraint("actor in ('buyer', 'staff', 'system')", name="enquiry_event_actor_is_known"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    enquiry_id: int = columns.reference()
    quotation_id: int | None = columns.optional_reference()
    kind: str = Field(max_length=20)
    actor: str = Field(max_length=10)
    person_id: int | None = columns.optional_reference()
    happened_at: datetime = columns.moment()
