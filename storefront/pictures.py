"""Pictures as pages need them: which content, how large, and what it shows in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storefront.audience import Audience

# The columns of `asset` (media_asset) and `alts` (texts by language) as one JSON object.
PICTURE_JSON = """json_build_object(
    'tenant_id', asset.tenant_id, 'digest', asset.digest, 'format', asset.format, 'width', asset.width,
    'height', asset.height, 'placeholder', asset.placeholder, 'renditions', asset.renditions, 'alts', {alts})"""


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """Enough to compute every address of a picture, and its alternative text in the audience's language."""

    tenant_id: int
    digest: str
    format: str
    width: int
    height: int
    placeholder: str
    renditions: Mapping[str, Any]  # Any: JSON, lists of widths by format
    alt: str


def shown_picture(row: Mapping[str, Any], audience: Audience) -> ShownPicture:  # Any: decoded JSON
    """The picture of a row that PICTURE_JSON made, with its alt text in the audience's language."""
    return ShownPicture(
        tenant_id=row["tenant_id"],
        digest=row["digest"],
        format=row["format"],
        width=row["width"],
        height=row["height"],
        placeholder=row["placeholder"],
        renditions=row["renditions"],
        alt=audience.text(row["alts"]),
    )
