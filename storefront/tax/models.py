"""The zone's dated rules, which the platform keeps for all shops, and what a shop sets for itself.

Rows of the zone are never changed: one that is wrong or old is withdrawn, and another recorded, so that a calculation
can be run again by what was known on any day.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Identity, Index, Numeric, String, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel

from tenants.isolation import columns


def _number() -> Any:  # Any: as sqlmodel.Field, so that the annotation decides the type
    return Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))


def _rate(*, optional: bool = False) -> Any:
    return Field(default=None, sa_column=Column(Numeric(8, 4), nullable=optional))


class TaxRule(SQLModel, table=True):
    """What one country asks of parcels from one day on. `facts` is a `CountryRule`; other columns repeat its dates."""

    __tablename__ = "tax_rule"

    __table_args__ = (
        Index("tax_rule_in_force", "country", "valid_from", unique=True, postgresql_where=text("withdrawn_at is null")),
    )

    id: int | None = _number()
    country: str = Field(max_length=2)
    valid_from: date
    valid_to: date | None = None
    as_of: date
    confidence: str = Field(max_length=10)
    facts: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))  # Any: what JSON holds
    recorded_by: str = Field(max_length=100, description="`shipped`, or who in the platform recorded it.")
    recorded_at: datetime = columns.moment()
    withdrawn_at: datetime | None = columns.optional_moment()


class ZoneTariffRate(SQLModel, table=True):
    """The duty rate at a place (a country, or EU) for goods whose code begins so, from one origin or (empty) any."""

    __tablename__ = "tariff_rate"

    __table_args__ = (
        Index(
            "tariff_rate_in_force",
            "place",
            "hs_prefix",
            "origin",
            "valid_from",
            unique=True,
            postgresql_where=text("withdrawn_at is null"),
        ),
    )

    id: int | None = _number()
    place: str = Field(max_length=2)
    hs_prefix: str = Field(max_length=6)
    origin: str = Field(default="", max_length=2)
    rate: Decimal = _rate()
    source_title: str = Field(max_length=300)
    source_url: str = Field(default="", max_length=500)
    valid_from: date
    valid_to: date | None = None
    as_of: date
    confidence: str = Field(max_length=10)
    recorded_by: str = Field(max_length=100)
    recorded_at: datetime = columns.moment()
    withdrawn_at: datetime | None = columns.optional_moment()


class ReducedRate(SQLModel, table=True):
    """A country's reduced rate of tax for goods whose code begins so, such as food and books."""

    __tablename__ = "reduced_rate"

    __table_args__ = (
        Index(
            "reduced_rate_in_force",
            "place",
            "hs_prefix",
            "valid_from",
            unique=True,
            postgresql_where=text("withdrawn_at is null"),
        ),
    )

    id: int | None = _number()
    place: str = Field(max_length=2)
    hs_prefix: str = Field(max_length=6)
    rate: Decimal = _rate()
    source_title: str = Field(max_length=300)
    source_url: str = Field(default="", max_length=500)
    valid_from: date
    valid_to: date | None = None
    as_of: date
    confidence: str = Field(max_length=10)
    recorded_by: str = Field(max_length=100)
    recorded_at: datetime = columns.moment()
    withdrawn_at: datetime | None = columns.optional_moment()


class TaxRegistration(SQLModel, table=True):
    """A number under which the shop collects a tax. An IOSS number goes into customs data only: it is never printed."""

    __tablename__ = "tax_registration"

    __table_args__ = (
        Index("tax_registration_of_kind", "tenant_id", "kind", "country", "valid_from", unique=True),
        CheckConstraint("valid_to is null or valid_to >= valid_from", name="tax_registration_ends_after_it_begins"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    kind: str = Field(max_length=30)
    country: str = Field(max_length=2)
    number: str = Field(max_length=40)
    valid_from: date
    valid_to: date | None = None


class TaxOverride(SQLModel, table=True):
    """Figures that the shop uses for a country in place of the zone's, from one day on or for some days, and why."""

    __tablename__ = "tax_override"

    __table_args__ = (
        CheckConstraint("reason <> ''", name="tax_override_has_a_reason"),
        CheckConstraint("valid_to is null or valid_to >= valid_from", name="tax_override_ends_after_it_begins"),
    )

    tenant_id: int = columns.tenant_id()
    country: str = Field(primary_key=True, max_length=2)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    vat_rate: Decimal | None = _rate(optional=True)
    duty_rate: Decimal | None = _rate(optional=True)
    fees_on: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(String(40)), nullable=False))
    # Read by the release before this one only; the next one drops the column (see RatesAnswer).
    uses_unsure_rates: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    reason: str = Field(max_length=300)


class RatesAnswer(SQLModel, table=True):
    """The shop's word that a country's reduced rates of low confidence hold for its goods, and how it made sure."""

    __tablename__ = "tax_rates_answer"

    __table_args__ = (
        CheckConstraint("reason <> ''", name="tax_rates_answer_has_a_reason"),
        CheckConstraint("valid_to is null or valid_to >= valid_from", name="tax_rates_answer_ends_after_it_begins"),
    )

    tenant_id: int = columns.tenant_id()
    country: str = Field(primary_key=True, max_length=2)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    reason: str = Field(max_length=300)


class OwnTariffRate(SQLModel, table=True):
    """A duty rate that the shop knows for its goods at a place, in place of the zone's."""

    __tablename__ = "own_tariff_rate"

    __table_args__ = (
        CheckConstraint("reason <> ''", name="own_tariff_rate_has_a_reason"),
        CheckConstraint("valid_to is null or valid_to >= valid_from", name="own_tariff_rate_ends_after_it_begins"),
    )

    tenant_id: int = columns.tenant_id()
    place: str = Field(primary_key=True, max_length=2)
    hs_prefix: str = Field(primary_key=True, max_length=6)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    rate: Decimal = _rate()
    reason: str = Field(max_length=300)
