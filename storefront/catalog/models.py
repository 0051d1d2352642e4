"""Products, their options and variants, pictures, and the collections that gather them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, String, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel

from tenants.isolation import columns
from tenants.isolation.columns import Texts


class ProductStatus(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    ARCHIVED = "archived"


class CollectionKind(StrEnum):
    MANUAL = "manual"
    RULE = "rule"


class Product(SQLModel, table=True):
    """Something a shop sells. What shoppers read is in ProductText, one row a language."""

    __table_args__ = (
        CheckConstraint("status in ('draft', 'active', 'archived')", name="product_status_is_known"),
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
    created_at: datetime = columns.moment()
    published_at: datetime | None = columns.optional_moment()


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
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    product_id: int = columns.reference()
    sku: str = Field(default="", max_length=64)
    barcode: str = Field(default="", max_length=14)
    weight_grams: int = 0
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


class Collection(SQLModel, table=True):
    """Products gathered by hand or by rule.

    `rules` is {"match": "all"|"any", "conditions": [{field, operator, value}]}.
    """

    __table_args__ = (
        columns.same_tenant("image_asset_id", "media_asset", ondelete=None),
        CheckConstraint("kind in ('manual', 'rule')", name="collection_kind_is_known"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    kind: str = Field(default=CollectionKind.MANUAL, max_length=10)
    rules: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    sort: str = Field(default="manual", max_length=20)
    image_asset_id: int | None = columns.optional_reference()
    image_alts: Texts = columns.texts()
    position: int = 0
    is_published: bool = True
    created_at: datetime = columns.moment()


class CollectionText(SQLModel, table=True):
    """A collection in one language."""

    __tablename__ = "collection_text"

    __table_args__ = (
        columns.same_tenant("collection_id", "collection"),
        Index("collection_text_handle", "tenant_id", "language", "handle", unique=True),
    )
    tenant_id: int = columns.tenant_id()
    collection_id: int = columns.key_part()
    language: str = Field(primary_key=True, max_length=35)
    handle: str = Field(max_length=200)
    title: str = Field(max_length=300)
    description_html: str = ""
    seo_title: str = Field(default="", max_length=300)
    seo_description: str = Field(default="", max_length=500)


class CollectionProduct(SQLModel, table=True):
    """A product's place in a manual collection."""

    __tablename__ = "collection_product"

    __table_args__ = (
        columns.same_tenant("collection_id", "collection"),
        columns.same_tenant("product_id", "product"),
        Index("collection_product_by_product", "tenant_id", "product_id"),
        Index("collection_product_in_order", "tenant_id", "collection_id", "position", "product_id"),
    )
    tenant_id: int = columns.tenant_id()
    collection_id: int = columns.key_part()
    product_id: int = columns.key_part()
    position: int = 0


class RetiredHandle(SQLModel, table=True):
    """A handle that a product or collection once had: its address answers with the way to the new one."""

    __tablename__ = "retired_handle"

    __table_args__ = (
        columns.same_tenant("product_id", "product"),
        columns.same_tenant("collection_id", "collection"),
        CheckConstraint("num_nonnulls(product_id, collection_id) = 1", name="retired_handle_has_one_target"),
        Index(
            "retired_product_handle",
            "tenant_id",
            "language",
            "handle",
            unique=True,
            postgresql_where=text("product_id is not null"),
        ),
        Index(
            "retired_collection_handle",
            "tenant_id",
            "language",
            "handle",
            unique=True,
            postgresql_where=text("collection_id is not null"),
        ),
    )
    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    language: str = Field(max_length=35)
    handle: str = Field(max_length=200)
    product_id: int | None = columns.optional_reference()
    collection_id: int | None = columns.optional_reference()


class ProductOffer(SQLModel, table=True):
    """What lists of products in one market are made from: one row for each product that is for sale there.

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
    currency: str = Field(max_length=3)
    amount_minor: int = Field(sa_column=Column(BigInteger, nullable=False), description="The cheapest variant's price.")
    compare_at_minor: int | None = Field(default=None, sa_column=Column(BigInteger))
    highest_minor: int = Field(sa_column=Column(BigInteger, nullable=False))
    is_available: bool
    languages: list[str] = Field(sa_column=Column(ARRAY(String(35)), nullable=False))
    answers: list[str] = Field(sa_column=Column(ARRAY(String(81)), nullable=False))
    available_answers: list[str] = Field(sa_column=Column(ARRAY(String(81)), nullable=False))
