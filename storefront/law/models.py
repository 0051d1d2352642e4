"""Goods that countries do not let in freely, destinations that the platform has closed, permits that a shop holds.

Rows of the zone are never changed: they are withdrawn, and others recorded.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Identity, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from tenants.isolation import columns


def _number() -> Any:  # Any: as sqlmodel.Field, so that the annotation decides the type
    return Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))


class GoodsRule(SQLModel, table=True):
    """Goods by the beginning of their code, or by a tag, that a country forbids, licenses or restricts.

    `country` is a code of two letters, EU, or `**` for everywhere.
    """

    __tablename__ = "goods_rule"

    __table_args__ = (
        CheckConstraint("status in ('prohibited', 'licensed', 'restricted')", name="goods_rule_status_is_known"),
        CheckConstraint("hs_prefix <> '' or tag <> ''", name="goods_rule_names_goods"),
        Index("goods_rule_in_force", "country", postgresql_where=text("withdrawn_at is null")),
    )

    id: int | None = _number()
    key: str = Field(max_length=40)
    country: str = Field(max_length=2)
    hs_prefix: str = Field(default="", max_length=6)
    tag: str = Field(default="", max_length=60)
    status: str = Field(max_length=10)
    reason_key: str = Field(max_length=200)
    source_title: str = Field(max_length=300)
    source_url: str = Field(default="", max_length=500)
    valid_from: date
    valid_to: date | None = None
    as_of: date
    confidence: str = Field(max_length=10)
    recorded_by: str = Field(max_length=100)
    recorded_at: datetime = columns.moment()
    withdrawn_at: datetime | None = columns.optional_moment()


class SellingRule(SQLModel, table=True):
    """What a place's law asks of a sale, one kind of rule from a day on. `place` is a country, or EU."""

    __tablename__ = "selling_rule"

    __table_args__ = (
        CheckConstraint("valid_to is null or valid_to >= valid_from", name="selling_rule_ends_after_it_begins"),
        Index(
            "selling_rule_in_force",
            "place",
            "kind",
            "valid_from",
            unique=True,
            postgresql_where=text("withdrawn_at is null"),
        ),
    )

    id: int | None = _number()
    kind: str = Field(max_length=40)
    place: str = Field(max_length=2)
    value: Any = Field(sa_column=Column(JSONB, nullable=False))  # Any: each kind has its own
    valid_from: date
    valid_to: date | None = None
    source_title: str = Field(max_length=300)
    source_url: str = Field(default="", max_length=500)
    as_of: date
    confidence: str = Field(max_length=10)
    recorded_by: str = Field(max_length=100)
    recorded_at: datetime = columns.moment()
    withdrawn_at: datetime | None = columns.optional_moment()


class ClosedDestination(SQLModel, table=True):
    """A country that no shop of the zone sells to, from when until when, why, and who closed and opened it."""

    __tablename__ = "closed_destination"

    __table_args__ = (
        CheckConstraint("reason <> ''", name="closed_destination_has_a_reason"),
        Index("closed_destination_now", "country", unique=True, postgresql_where=text("opened_at is null")),
    )

    id: int | None = _number()
    country: str = Field(max_length=2)
    reason: str = Field(max_length=300)
    closed_by: str = Field(max_length=100)
    closed_at: datetime = columns.moment()
    opened_by: str = Field(default="", max_length=100)
    opened_at: datetime | None = columns.optional_moment()


class HeldPermit(SQLModel, table=True):
    """A licence or registration that lets the shop send goods that a rule licenses. `rule_key` is the rule's."""

    __tablename__ = "held_permit"

    __table_args__ = (
        CheckConstraint("number <> ''", name="held_permit_has_a_number"),
        CheckConstraint("valid_to is null or valid_to >= valid_from", name="held_permit_ends_after_it_begins"),
    )

    tenant_id: int = columns.tenant_id()
    rule_key: str = Field(primary_key=True, max_length=40)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    number: str = Field(max_length=100)
