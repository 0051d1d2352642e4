"""Pictures as the shop keeps them: one row per distinct content, whatever number of products show it."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from tenants.isolation import columns


class MediaAsset(SQLModel, table=True):
    """A checked, stripped picture in the media store.

    `renditions` maps a format to the widths that exist in it, such as {"avif": [320, 640], "webp": [320, 640],
    "jpeg": [320, 640]}. Keys and addresses are computed from tenant, digest, width and format.
    """

    __tablename__ = "media_asset"

    __table_args__ = (
        Index("media_asset_digest", "tenant_id", "digest", unique=True),
        CheckConstraint("width > 0 and height > 0 and byte_size > 0", name="media_asset_has_size"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    digest: str = Field(max_length=64)
    format: str = Field(max_length=10)
    width: int
    height: int
    byte_size: int
    placeholder: str = Field(default="", max_length=9, description="An average colour as #rrggbb, shown while loading.")
    renditions: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))
    created_at: datetime = columns.moment()
