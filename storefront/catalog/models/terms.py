"""Words that many products share, such as what they are made of, and what they are in the shop's other languages."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from tenants.isolation import columns
from tenants.isolation.columns import Texts


class TermKind(StrEnum):
    MATERIAL = "material"
    PRODUCT_TYPE = "product_type"


class Term(SQLModel, table=True):
    """A product's type or material as products say it. In a language without a name it reads as it is."""

    __table_args__ = (
        Index("term_text", "tenant_id", "kind", "text", unique=True),
        CheckConstraint("kind in ('material', 'product_type')", name="term_kind_is_known"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    kind: str = Field(max_length=12)
    text: str = Field(max_length=200)
    names: Texts = columns.texts()
