"""How many of each variant are there to sell."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from tenants.isolation import columns


class StockLevel(SQLModel, table=True):
    """A variant's stock. Untracked variants are always available."""

    __tablename__ = "stock_level"

    __table_args__ = (
        columns.same_tenant("variant_id", "variant"),
        CheckConstraint("on_hand >= 0", name="stock_level_is_not_negative"),
    )
    tenant_id: int = columns.tenant_id()
    variant_id: int = columns.key_part()
    is_tracked: bool = True
    on_hand: int = Field(default=0)
