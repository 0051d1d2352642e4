"""What search looks at: one row per product and language, written when the product changes."""

from datetime import datetime

from sqlalchemy import Column, Index, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import Field, SQLModel

from tenants.isolation import columns


class SearchDocument(SQLModel, table=True):
    """A product's words in one language: weighted lexemes for matching, the folded title for typing errors."""

    __tablename__ = "search_document"

    __table_args__ = (
        columns.same_tenant("product_id", "product"),
        Index("search_document_lexemes", "tenant_id", "language", "lexemes", postgresql_using="gin"),
        Index(
            "search_document_trigrams",
            "tenant_id",
            "language",
            "folded_title",
            postgresql_using="gin",
            postgresql_ops={"folded_title": "gin_trgm_ops"},
        ),
    )
    tenant_id: int = columns.tenant_id()
    product_id: int = columns.key_part()
    language: str = Field(primary_key=True, max_length=35)
    lexemes: str = Field(sa_column=Column(TSVECTOR, nullable=False))
    folded_title: str = Field(sa_column=Column(Text, nullable=False))
    indexed_at: datetime = columns.moment()
