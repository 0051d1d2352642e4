"""What a shop says: pages, policies, blog articles, menus."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from tenants.isolation import columns
from tenants.isolation.columns import Texts


class DocumentKind(StrEnum):
    PAGE = "page"
    POLICY = "policy"
    ARTICLE = "article"


class MenuTarget(StrEnum):
    HOME = "home"
    COLLECTIONS = "collections"
    BLOG = "blog"
    SEARCH = "search"
    COLLECTION = "collection"
    PRODUCT = "product"
    DOCUMENT = "document"
    URL = "url"


class Document(SQLModel, table=True):
    """A page, policy or article. What shoppers read is in DocumentText, one row a language."""

    __table_args__ = (
        columns.same_tenant("image_asset_id", "media_asset", ondelete=None),
        CheckConstraint("kind in ('page', 'policy', 'article')", name="document_kind_is_known"),
        Index("document_by_kind", "tenant_id", "kind", "published_at"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    kind: str = Field(max_length=10)
    author: str = Field(default="", max_length=200)
    image_asset_id: int | None = columns.optional_reference()
    image_alts: Texts = columns.texts()
    created_at: datetime = columns.moment()
    published_at: datetime | None = columns.optional_moment()


class DocumentText(SQLModel, table=True):
    """A document in one language. `kind` repeats the document's, so that handles are unique within it."""

    __tablename__ = "document_text"

    __table_args__ = (
        columns.same_tenant("document_id", "document"),
        Index("document_text_handle", "tenant_id", "kind", "language", "handle", unique=True),
    )
    tenant_id: int = columns.tenant_id()
    document_id: int = columns.key_part()
    language: str = Field(primary_key=True, max_length=35)
    kind: str = Field(max_length=10)
    handle: str = Field(max_length=200)
    title: str = Field(max_length=300)
    body_html: str = ""
    summary: str = Field(default="", max_length=500)
    seo_title: str = Field(default="", max_length=300)
    seo_description: str = Field(default="", max_length=500)


class RetiredDocumentHandle(SQLModel, table=True):
    """A handle that a document once had."""

    __tablename__ = "retired_document_handle"

    __table_args__ = (
        columns.same_tenant("document_id", "document"),
        Index("retired_document_handle_once", "tenant_id", "kind", "language", "handle", unique=True),
    )
    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    kind: str = Field(max_length=10)
    language: str = Field(max_length=35)
    handle: str = Field(max_length=200)
    document_id: int = columns.reference()


class Menu(SQLModel, table=True):
    """A list of links that themes place, by handle: `main`, `footer`."""

    __table_args__ = (Index("menu_handle", "tenant_id", "handle", unique=True),)

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    handle: str = Field(max_length=40)


class MenuItem(SQLModel, table=True):
    """A link in a menu. An item with a target and no title of its own in a language shows the target's."""

    __tablename__ = "menu_item"

    __table_args__ = (
        columns.same_tenant("menu_id", "menu"),
        columns.same_tenant("parent_id", "menu_item"),
        CheckConstraint(
            "target in ('home', 'collections', 'blog', 'search', 'collection', 'product', 'document', 'url')",
            name="menu_item_target_is_known",
        ),
        Index("menu_item_of_menu", "tenant_id", "menu_id", "position"),
    )
    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    menu_id: int = columns.reference()
    parent_id: int | None = columns.optional_reference()
    titles: Texts = columns.texts()
    target: str = Field(max_length=12)
    target_id: int | None = columns.optional_reference()
    url: str = Field(default="", max_length=2000)
    position: int = 0
