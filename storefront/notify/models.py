"""Mails that were written, and the words that shops put in place of the product's own."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from tenants.isolation import columns


class MailStatus(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"


class Mail(SQLModel, table=True):
    """One mail as it was written. `key` names what it tells of, so that nothing is told twice.

    Its text is what the facts were at that moment; a later try sends the same words.
    """

    __table_args__ = (
        Index("mail_key", "tenant_id", "key", unique=True),
        Index("mail_about", "tenant_id", "about", "id"),
        CheckConstraint("status in ('waiting', 'sent', 'refused')", name="mail_status_is_known"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    kind: str = Field(max_length=40)
    key: str = Field(max_length=200)
    about: str = Field(max_length=100, description="What a person would look it up by, such as order/1042.")
    language: str = Field(max_length=35)
    to_address: str = Field(max_length=254)
    sender_name: str = Field(max_length=200)
    reply_to: str = Field(max_length=254)
    subject: str = Field(max_length=300)
    text: str
    html: str
    status: str = Field(default=MailStatus.WAITING, max_length=10)
    refusal: str = Field(default="", max_length=300)
    created_at: datetime = columns.moment()
    sent_at: datetime | None = columns.optional_moment()


class MailWording(SQLModel, table=True):
    """A shop's own subject and body of one kind of mail in one language. Facts stand in braces: {order}."""

    __tablename__ = "mail_wording"

    tenant_id: int = columns.tenant_id()
    kind: str = Field(primary_key=True, max_length=40)
    language: str = Field(primary_key=True, max_length=35)
    subject: str = Field(max_length=200)
    body: str = Field(max_length=5000)
    changed_at: datetime = columns.moment()
