"""What lists of products are made from."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index, String
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel

from tenants.isolation import columns


class ProductOffer(SQLModel, table=True):
    """What lists of products in one market are made from: one row for each product that is to be had there.

    In a market of enquiries a product may be without a price; elsewhere it is then not listed.

    It repeats what products, texts, variants, prices and stock say, so that a list costs the same however large the
    catalogue is. Whoever changes one of those calls `refresh_offers`. An answer is an option's key and a value's key,
    such as "colour=indigo"; `available_answers` are those of variants that are to be had.
    """

    __tablename__ = "product_offer"

    __table_args__ = (
        columns.same_tenant("product_id", "product"),
        columns.same_tenant("market_id", "market"),
        Index("product_offer_newest", "tenant_id", "market_id", "published_at", "product_id"),
        Index("product_offer_cheapest", "tenant_id", "market_id", "amount_minor", "product_id"),
        Index("product_offer_by_product", "tenant_id", "product_id"),
    )

    tenant_id: int = columns.tenant_id()
    market_id: int = columns.key_part()
    product_id: int = columns.key_part()
    published_at: datetime = columns.moment()
    currency: str | None = Field(default=None, max_length=3)
    amount_minor: int | None = Field(default=None, sa_column=Column(BigInteger), description="The cheapest variant's.")
    compare_at_minor: int | None = Field(default=None, sa_column=Column(BigInteger), description="The same one's.")
    lowest_minor: int | None = Field(default=None, sa_column=Column(BigInteger), description="The same one's.")
    net_quantity: int | None = Field(default=None, description="The same one's.")
    net_unit: str | None = Field(default=None, max_length=5)
    highest_minor: int | None = Field(default=None, sa_column=Column(BigInteger))
    is_available: bool
    languages: list[str] = Field(sa_column=Column(ARRAY(String(35)), nullable=False))
    answers: list[str] = Field(sa_column=Column(ARRAY(String(81)), nullable=False))
    available_answers: list[str] = Field(sa_column=Column(ARRAY(String(81)), nullable=False))
