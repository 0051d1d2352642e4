"""Discounts, and who has used them in which order."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, String, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel

from tenants.isolation import columns
from tenants.isolation.columns import Texts


class DiscountKind(StrEnum):
    PERCENT = "percent"
    AMOUNT = "amount"
    SHIPPING = "shipping"
    GIFT = "gift"


class DiscountState(StrEnum):
    """Whether a discount can be had, and if not, why."""

    STOPPED = "stopped"
    USED_UP = "used_up"
    ENDED = "ended"
    PLANNED = "planned"
    RUNNING = "running"


class Discount(SQLModel, table=True):
    """One way to pay less. Without a code it applies by itself.

    Empty lists of products, collections, markets or groups mean all of them. Amounts are minor units by currency:
    where a basket's currency is not named, the discount does not apply. A gift is "buy so many, get so many at
    `percent_off` less"; what is got may be limited to `gift_product_ids`.
    """

    __table_args__ = (
        Index("discount_code", "tenant_id", "code", unique=True, postgresql_where=text("code is not null")),
        CheckConstraint("kind in ('percent', 'amount', 'shipping', 'gift')", name="discount_kind_is_known"),
        CheckConstraint("percent_off between 0 and 100", name="discount_percent_is_possible"),
        CheckConstraint("used >= 0 and (use_limit is null or used <= use_limit)", name="discount_limit_holds"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    kind: str = Field(max_length=10)
    code: str | None = Field(default=None, max_length=40)
    titles: Texts = columns.texts()
    is_enabled: bool = True
    is_exclusive: bool = False
    starts_at: datetime = columns.moment()
    ends_at: datetime | None = columns.optional_moment()
    percent_off: int = 0
    amounts_off: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    minimums: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    minimum_quantity: int = 0
    product_ids: list[int] = Field(default_factory=list, sa_column=Column(ARRAY(BigInteger), nullable=False))
    collection_ids: list[int] = Field(default_factory=list, sa_column=Column(ARRAY(BigInteger), nullable=False))
    market_ids: list[int] = Field(default_factory=list, sa_column=Column(ARRAY(BigInteger), nullable=False))
    customer_groups: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(String(40)), nullable=False))
    buy_quantity: int = 0
    gift_quantity: int = 0
    gift_product_ids: list[int] = Field(default_factory=list, sa_column=Column(ARRAY(BigInteger), nullable=False))
    use_limit: int | None = None
    use_limit_per_customer: int | None = None
    used: int = 0
    created_at: datetime = columns.moment()

    def state(self, at: datetime) -> DiscountState:
        """Of several reasons why it can not be had, the one that takes most to mend."""
        if not self.is_enabled:
            return DiscountState.STOPPED
        if self.ends_at is not None and at >= self.ends_at:
            return DiscountState.ENDED
        if self.use_limit is not None and self.used >= self.use_limit:
            return DiscountState.USED_UP
        return DiscountState.PLANNED if at < self.starts_at else DiscountState.RUNNING


class DiscountUse(SQLModel, table=True):
    """A discount used in an order. `customer_key` is a digest: who used it can be counted, not read."""

    __tablename__ = "discount_use"

    __table_args__ = (
        columns.same_tenant("discount_id", "discount"),
        Index("discount_use_by_order", "tenant_id", "order_id"),
        Index("discount_use_by_customer", "tenant_id", "discount_id", "customer_key"),
    )

    tenant_id: int = columns.tenant_id()
    discount_id: int = columns.key_part()
    order_id: int = columns.key_part()
    customer_key: str = Field(max_length=64)
    used_at: datetime = columns.moment()
