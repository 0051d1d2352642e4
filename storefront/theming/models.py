"""A shop's own theme data, apart from theme code: which theme, its settings, sections and texts, and their history.

Versions, of which the published ones never change; the pointers to the live one and the draft; and which themes of
its own a shop has installed, whose packages lie in the media store.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from tenants.isolation import columns


class ThemeVersion(SQLModel, table=True):
    """One state of a shop's look. Once `published_at` is set it is history and stays as it is.

    `settings` overrides the theme's own; `templates` maps a page kind to its sections where the shop departs from the
    theme's (the form is `themes.engine.ThemeData`).
    """

    __tablename__ = "theme_version"
    __table_args__ = (Index("theme_version_history", "tenant_id", "published_at"),)

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    theme: str = Field(max_length=63)
    settings: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    templates: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    note: str = Field(
        default="", max_length=200, description="What the merchant calls this state, such as “Raya sale”."
    )
    edited_at: datetime = columns.moment()
    publish_at: datetime | None = columns.optional_moment()
    published_at: datetime | None = columns.optional_moment()


class ShopTheme(SQLModel, table=True):
    """Which version a shop's pages are rendered from, and which one is being worked on."""

    __tablename__ = "shop_theme"
    __table_args__ = (
        columns.same_tenant("live_id", "theme_version", ondelete=None),
        columns.same_tenant("draft_id", "theme_version", ondelete=None),
    )

    tenant_id: int = columns.tenant_id()
    live_id: int = columns.reference()
    draft_id: int | None = columns.optional_reference()


class InstalledTheme(SQLModel, table=True):
    """A theme that one shop brought along. Its package is a zip in the media store, named by its digest.

    An update replaces the row, and never what the shop chose in the theme.
    """

    __tablename__ = "installed_theme"
    __table_args__ = (CheckConstraint("size > 0", name="installed_theme_has_size"),)

    tenant_id: int = columns.tenant_id()
    slug: str = Field(max_length=63, primary_key=True)
    version: str = Field(max_length=40)
    parent: str = Field(default="", max_length=63, description="The built-in theme that it builds on, if any.")
    digest: str = Field(max_length=64, description="SHA-256 of the package.")
    size: int = Field(description="Bytes of the package.")
    installed_at: datetime = columns.moment()
