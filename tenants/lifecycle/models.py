"""The registry of tenants. Its own rows are secured by `id`, which is the tenant's id everywhere else."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, Identity
from sqlmodel import Field, SQLModel

from tenants.isolation import columns
from tenants.isolation.columns import Texts


class TenantStatus(StrEnum):
    LIVE = "live"
    SUSPENDED = "suspended"


class TenantKind(StrEnum):
    EXPORTER = "exporter"
    LEARNER = "learner"  # test payments only, kept out of search engines, resets


class Tenant(SQLModel, table=True):
    """One small business and its shop."""

    __table_args__ = (
        CheckConstraint("slug = lower(slug)", name="tenant_slug_is_lower_case"),
        CheckConstraint("status in ('live', 'suspended')", name="tenant_status_is_known"),
        CheckConstraint("kind in ('exporter', 'learner')", name="tenant_kind_is_known"),
    )

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))
    slug: str = Field(max_length=63, unique=True)
    name: str = Field(max_length=200)
    registration_no: str | None = Field(default=None, max_length=64, unique=True)
    country: str = Field(max_length=2)
    industry: str | None = Field(default=None, max_length=40)
    plan: str = Field(max_length=40)
    kind: str = Field(default=TenantKind.EXPORTER, max_length=20)
    status: str = Field(default=TenantStatus.LIVE, max_length=20)
    taglines: Texts = columns.texts()
    contact_email: str = Field(max_length=254)
    primary_language: str = Field(max_length=35)
    currency: str = Field(max_length=3)
    opened_at: datetime = Field(sa_type=DateTime(timezone=True))
    suspended_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
