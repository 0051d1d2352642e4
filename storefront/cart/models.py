"""What a visitor has put aside to buy, under a random token that only the visitor's browser knows."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, String, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel

from tenants.isolation import columns


class StoredCart(SQLModel, table=True):
    """One visitor's cart. Of the token only a digest is kept; `share_token` is meant to be passed on."""

    __tablename__ = "cart"

    __table_args__ = (
        columns.same_tenant("market_id", "market"),
        CheckConstraint("cardinality(discount_codes) <= 10", name="cart_has_few_codes"),
        Index("cart_token", "tenant_id", "token_digest", unique=True),
        Index("cart_shared", "tenant_id", "share_token", unique=True),
        Index("cart_of_customer", "tenant_id", "customer_id", postgresql_where=text("customer_id is not null")),
        Index("cart_touched", "tenant_id", "touched_at"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    token_digest: str = Field(max_length=64)
    share_token: str = Field(max_length=32)
    market_id: int = columns.reference()
    language: str = Field(max_length=35)
    customer_id: int | None = columns.optional_reference()
    note: str = Field(default="", max_length=500)
    is_gift: bool = False
    gift_message: str = Field(default="", max_length=300)
    discount_codes: list[str] = Field(
        default_factory=list, sa_column=Column(ARRAY(String(40)), nullable=False, server_default="{}")
    )
    created_at: datetime = columns.moment()
    touched_at: datetime = columns.moment()


class StoredLine(SQLModel, table=True):
    """So many of a variant, at the price that was seen in a market. No price: it could not be had when it came in."""

    __tablename__ = "cart_line"

    __table_args__ = (
        columns.same_tenant("cart_id", "cart"),
        columns.same_tenant("variant_id", "variant"),
        columns.same_tenant("market_id", "market"),
        CheckConstraint("quantity between 1 and 999", name="cart_line_quantity_is_sensible"),
        CheckConstraint("unit_minor > 0", name="cart_line_price_is_positive"),
        Index("cart_line_once", "tenant_id", "cart_id", "variant_id", unique=True),
        Index("cart_line_of_variant", "tenant_id", "variant_id"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    cart_id: int = columns.reference()
    variant_id: int = columns.reference()
    quantity: int
    market_id: int = columns.reference()
    currency: str = Field(max_length=3)
    unit_minor: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    priced_at: datetime = columns.moment()
