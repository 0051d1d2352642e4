"""Collections that gather products, and handles that things once had."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from tenants.isolation import columns
from tenants.isolation.columns import Texts


class CollectionKind(StrEnum):
    MANUAL = "manual"
    RULE = "rule"


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
