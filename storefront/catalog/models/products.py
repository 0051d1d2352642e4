"""Products, their options and variants, and pictures."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, String, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel

from storefront.withdrawal import NoWithdrawal
from tenants.isolation import columns
from tenants.isolation.columns import Texts


class ProductStatus(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    ARCHIVED = "archived"


class MarketScope(StrEnum):
    """Where a product is to be had: in every market, in those named for it, or in all but those."""

    ALL = "all"
    ONLY = "only"
    EXCEPT = "except"


class Product(SQLModel, table=True):
    """Something a shop sells. What shoppers read is in ProductText, one row a language."""

    __table_args__ = (
        CheckConstraint("status in ('draft', 'active', 'archived')", name="product_status_is_known"),
        CheckConstraint("market_scope in ('all', 'only', 'except')", name="product_market_scope_is_known"),
        CheckConstraint(
            f"no_withdrawal in {('', *(each.value for each in NoWithdrawal))}", name="product_no_withdrawal_is_known"
        ),
        Index("product_tags", "tenant_id", "tags", postgresql_using="gin"),
        Index("product_newest", "tenant_id", "published_at", "id"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    status: str = Field(default=ProductStatus.DRAFT, max_length=10)
    vendor: str = Field(default="", max_length=200)
    product_type: str = Field(default="", max_length=100)
    tags: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(String(60)), nullable=False))
    hs_code: str | None = Field(default=None, max_length=12)
    origin_country: str | None = Field(default=None, max_length=2)
    material: str = Field(default="", max_length=200)
    no_withdrawal: str = Field(
        default="", sa_column=Column(String(20), nullable=False, server_default="")
    )  # why buyers may not withdraw; empty: they may
    safety: dict[str, Any] = Field(
        default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default="{}")
    )  # Any: JSON, as storefront.safety writes it
    market_scope: str = Field(default=MarketScope.ALL, max_length=6)
    created_at: datetime = columns.moment()
    published_at: datetime | None = columns.optional_moment()


class ProductMarket(SQLModel, table=True):
    """A market that a product's scope names."""

    __tablename__ = "product_market"

    __table_args__ = (
        columns.same_tenant("product_id", "product"),
        columns.same_tenant("market_id", "market"),
    )
    tenant_id: int = columns.tenant_id()
    product_id: int = columns.key_part()
    market_id: int = columns.key_part()


class ProductText(SQLModel, table=True):
    """A product in one language."""

    __tablename__ = "product_text"

    __table_args__ = (
        columns.same_tenant("product_id", "product"),
        Index("product_text_handle", "tenant_id", "language", "handle", unique=True),
        Index("product_text_sorted", "tenant_id", "language", "sort_title", "product_id"),
    )

    tenant_id: int = columns.tenant_id()
    product_id: int = columns.key_part()
    language: str = Field(primary_key=True, max_length=35)
    handle: str = Field(max_length=200)
    title: str = Field(max_length=300)
    sort_title: str = Field(default="", max_length=80, description="The title as lists by title put it in order.")
    description_html: str = ""
    seo_title: str = Field(default="", max_length=300)
    seo_description: str = Field(default="", max_length=500)


class ProductOption(SQLModel, table=True):
    """A choice that a product offers, such as size. `key` is the same across products, so that facets can gather it."""

    __tablename__ = "product_option"

    __table_args__ = (
        columns.same_tenant("product_id", "product"),
        Index("product_option_key", "tenant_id", "product_id", "key", unique=True),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    product_id: int = columns.reference()
    key: str = Field(max_length=40)
    names: Texts = columns.texts()
    position: int = 0


class ProductOptionValue(SQLModel, table=True):
    """One answer to an option, such as M."""

    __tablename__ = "product_option_value"

    __table_args__ = (
        columns.same_tenant("option_id", "product_option"),
        Index("product_option_value_key", "tenant_id", "option_id", "key", unique=True),
    )
    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    option_id: int = columns.reference()
    key: str = Field(max_length=40)
    names: Texts = columns.texts()
    swatch: str = Field(default="", max_length=9, description="A colour as #rrggbb, for options that are colours.")
    position: int = 0


class Variant(SQLModel, table=True):
    """What is put in a cart: a product with one answer to each of its options."""

    __table_args__ = (
        columns.same_tenant("product_id", "product"),
        columns.same_tenant("image_id", "product_image", ondelete=None),
        Index("variant_of_product", "tenant_id", "product_id", "position"),
        Index("variant_sku", "tenant_id", "sku", unique=True, postgresql_where=text("sku <> ''")),
        CheckConstraint("weight_grams >= 0", name="variant_weight_is_not_negative"),
        CheckConstraint(
            "net_quantity is null and net_unit is null or net_quantity > 0 and net_unit in ('g', 'ml', 'mm', 'piece')",
            name="variant_net_quantity_has_a_unit",
        ),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    product_id: int = columns.reference()
    sku: str = Field(default="", max_length=64)
    barcode: str = Field(default="", max_length=14)
    weight_grams: int = 0
    net_quantity: int | None = Field(default=None, description="What is in it, for the price of a unit of it.")
    net_unit: str | None = Field(default=None, max_length=5)
    image_id: int | None = columns.optional_reference()
    position: int = 0


class VariantOptionValue(SQLModel, table=True):
    """A variant's answer to one option."""

    __tablename__ = "variant_option_value"

    __table_args__ = (
        columns.same_tenant("variant_id", "variant"),
        columns.same_tenant("option_id", "product_option"),
        columns.same_tenant("option_value_id", "product_option_value"),
        Index("variant_option_value_by_value", "tenant_id", "option_value_id"),
    )
    tenant_id: int = columns.tenant_id()
    variant_id: int = columns.key_part()
    option_id: int = columns.key_part()
    option_value_id: int = columns.reference()


class ProductImage(SQLModel, table=True):
    """A picture of a product, with what it shows in words."""

    __tablename__ = "product_image"

    __table_args__ = (
        columns.same_tenant("product_id", "product"),
        columns.same_tenant("asset_id", "media_asset"),
        Index("product_image_of_product", "tenant_id", "product_id", "position"),
    )
    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    product_id: int = columns.reference()
    asset_id: int = columns.reference()
    alts: Texts = columns.texts()
    position: int = 0
