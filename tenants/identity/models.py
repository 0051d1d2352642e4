"""People, what they may do in which shop, and tokens for programs."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, ForeignKey, Identity, Index
from sqlmodel import Field, SQLModel


class Role(StrEnum):
    OWNER = "owner"
    STAFF = "staff"


class Person(SQLModel, table=True):
    """Someone who signs in: a merchant, their staff or the platform's admin. One person may have many shops."""

    __table_args__ = (Index("person_email", "email", unique=True),)

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))
    email: str = Field(max_length=254)
    name: str = Field(max_length=200)
    password_hash: str | None = Field(default=None, max_length=200)
    is_platform_admin: bool = False
    created_at: datetime = Field(sa_type=DateTime(timezone=True))


class Membership(SQLModel, table=True):
    """A person's role in one shop."""

    __table_args__ = (CheckConstraint("role in ('owner', 'staff')", name="membership_role_is_known"),)

    tenant_id: int = Field(sa_column=Column(BigInteger, ForeignKey("tenant.id", ondelete="cascade"), primary_key=True))
    person_id: int = Field(sa_column=Column(BigInteger, ForeignKey("person.id", ondelete="cascade"), primary_key=True))
    role: str = Field(max_length=20)
    created_at: datetime = Field(sa_type=DateTime(timezone=True))


class ApiToken(SQLModel, table=True):
    """A program's key to one shop. Only its SHA-256 is kept."""

    __tablename__ = "api_token"

    tenant_id: int = Field(sa_column=Column(BigInteger, ForeignKey("tenant.id", ondelete="cascade"), primary_key=True))
    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))
    name: str = Field(max_length=100)
    token_sha256: str = Field(max_length=64)
    created_at: datetime = Field(sa_type=DateTime(timezone=True))
    revoked_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))


class PersonSession(SQLModel, table=True):
    """A browser in which somebody is signed in. Only the SHA-256 of its token is kept; deleting the row signs out."""

    __tablename__ = "person_session"

    __table_args__ = (
        Index("person_session_token", "token_sha256", unique=True),
        Index("person_session_of_person", "person_id"),
    )

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))
    person_id: int = Field(sa_column=Column(BigInteger, ForeignKey("person.id", ondelete="cascade"), nullable=False))
    token_sha256: str = Field(max_length=64)
    created_at: datetime = Field(sa_type=DateTime(timezone=True))
    seen_at: datetime = Field(sa_type=DateTime(timezone=True))


class PasswordLink(SQLModel, table=True):
    """A link by which somebody chooses a password, once. Only its token's SHA-256 is kept; a new one ends the old."""

    __tablename__ = "password_link"

    person_id: int = Field(sa_column=Column(BigInteger, ForeignKey("person.id", ondelete="cascade"), primary_key=True))
    token_sha256: str = Field(max_length=64)
    expires_at: datetime = Field(sa_type=DateTime(timezone=True))
