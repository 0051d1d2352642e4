"""Custom hosts. A shop's subdomain is its slug and needs no row."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, ForeignKey, Identity, Index, text
from sqlmodel import Field, SQLModel


class Domain(SQLModel, table=True):
    """A host that a shop claims. It serves the shop once `verified_at` is set, which only the platform can do.

    `seen` is what its names said at `checked_at`, in plain English; one that was never looked at is due at once.
    `proved_at` is when its token was last seen, None where an operator vouches for it. Where the token was missed
    since, the shop is served there until `lapses_at`.
    """

    __table_args__ = (
        CheckConstraint("host = lower(host)", name="domain_host_is_lower_case"),
        Index("domain_verified_host", "host", unique=True, postgresql_where=text("verified_at is not null")),
        Index("domain_tenant_host", "tenant_id", "host", unique=True),
        Index("domain_waiting", "next_check_at", postgresql_where=text("verified_at is null")),
        Index(
            "domain_proved", "next_check_at", postgresql_where=text("verified_at is not null and proved_at is not null")
        ),
    )

    tenant_id: int = Field(sa_column=Column(BigInteger, ForeignKey("tenant.id", ondelete="cascade"), primary_key=True))
    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))
    host: str = Field(max_length=253)
    is_primary: bool = False
    verification_token: str = Field(max_length=64)
    verified_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    proved_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    lapses_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    checked_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    next_check_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    seen: str | None = Field(default=None, max_length=500)
    created_at: datetime = Field(sa_type=DateTime(timezone=True))
