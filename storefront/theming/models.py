"""A shop's own theme data, apart from theme code: which theme, its settings, sections and texts."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from tenants.isolation import columns


class ShopTheme(SQLModel, table=True):
    """What a shop's live pages are rendered from.

    `settings` overrides the theme's own settings; `templates` maps a page type to its list of sections where the shop
    departs from the theme's.
    """

    __tablename__ = "shop_theme"

    tenant_id: int = columns.tenant_id()
    theme: str = Field(max_length=63)
    settings: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    templates: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    published_at: datetime = columns.moment()
