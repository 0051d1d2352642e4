"""The columns and constraints that every tenant table shares: tenant first in each key and in each reference."""

from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, ForeignKeyConstraint, Identity
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

# Texts by language tag, such as {"en": "Size", "ms": "Saiz"}.
Texts = dict[str, str]


def tenant_id() -> Any:  # Any: as sqlmodel.Field, so that the annotation decides the type
    """Whose row it is, as the first part of the primary key."""
    return Field(
        sa_column=Column(BigInteger, ForeignKey("tenant.id", ondelete="cascade"), primary_key=True, nullable=False)
    )


def own_id() -> Any:
    """The second half of the key, given by the database."""
    return Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))


def key_part() -> Any:
    """A part of the primary key that refers to another row of the same tenant."""
    return Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))


def reference() -> Any:
    """The id of another row of the same tenant."""
    return Field(sa_column=Column(BigInteger, nullable=False))


def optional_reference() -> Any:
    """The id of another row, or none."""
    return Field(default=None, sa_column=Column(BigInteger, nullable=True))


def texts() -> Any:
    """A text in each of several languages, by tag."""
    return Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))


def moment() -> Any:
    """A moment, kept in UTC."""
    return Field(sa_type=DateTime(timezone=True))


def optional_moment() -> Any:
    """A moment, kept in UTC, or none yet."""
    return Field(default=None, sa_type=DateTime(timezone=True))


def same_tenant(column: str, target: str, *, ondelete: str | None = "cascade") -> ForeignKeyConstraint:
    """A foreign key to `target.id` that carries the tenant, so that it can not be used to probe another's rows."""
    return ForeignKeyConstraint(["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"], ondelete=ondelete)
