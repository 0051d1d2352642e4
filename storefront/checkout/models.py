"""Checkouts under way: whose cart it is, what was typed so far, and which order came of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from tenants.isolation import columns

Json = dict[str, Any]  # Any: JSON


class Checkout(SQLModel, table=True):
    """One attempt to buy what is in a cart. It becomes one order at most, however often it is sent.

    `token` is in the page from the first look on; it names the attempt, and in a link it brings the buyer back to it.
    """

    __table_args__ = (
        Index("checkout_token", "tenant_id", "token", unique=True),
        Index("checkout_of_cart", "tenant_id", "cart_id", "id"),
        Index("checkout_of_order", "tenant_id", "order_id", unique=True, postgresql_where=text("order_id is not null")),
        Index("checkout_left", "tenant_id", "changed_at", postgresql_where=text("order_id is null")),
    )
    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    token: str = Field(max_length=64)
    cart_id: int = columns.reference()
    order_id: int | None = columns.optional_reference()
    market_handle: str = Field(max_length=20)
    language: str = Field(max_length=35)
    email: str = Field(default="", max_length=254)
    wishes: Json = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    created_at: datetime = columns.moment()
    changed_at: datetime = columns.moment()
