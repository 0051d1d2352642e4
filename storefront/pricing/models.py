"""What a variant costs in each market, in the market's currency."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Index
from sqlmodel import Field, SQLModel

from tenants.isolation import columns


class Price(SQLModel, table=True):
    """One variant's price in one market, in minor units. A variant without one is not for sale there."""

    __table_args__ = (
        columns.same_tenant("variant_id", "variant"),
        columns.same_tenant("market_id", "market"),
        CheckConstraint("amount_minor > 0", name="price_is_positive"),
        CheckConstraint("compare_at_minor > amount_minor", name="price_compare_at_is_higher"),
        Index("price_by_market", "tenant_id", "market_id", "amount_minor"),
    )

    tenant_id: int = columns.tenant_id()
    variant_id: int = columns.key_part()
    market_id: int = columns.key_part()
    currency: str = Field(max_length=3)
    amount_minor: int = Field(sa_column=Column(BigInteger, nullable=False))
    compare_at_minor: int | None = Field(default=None, sa_column=Column(BigInteger))
