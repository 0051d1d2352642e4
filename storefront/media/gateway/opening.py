"""From settings to the store and to the public address of media."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from storefront.media import rules
from storefront.media.gateway.folder import FolderStore
from storefront.media.gateway.store import MediaStore
from tenants.kit.settings import Settings


def open_store(settings: Settings) -> MediaStore:
    """The store that `media_url` names. Opens no connection yet; S3 credentials come from AWS's usual places."""
    address = urlsplit(settings.media_url)
    if address.scheme == "s3":
        # Here alone: boto3 is a quarter of a second and 18 MB, which only a bucket is worth.
        from storefront.media.gateway.s3 import S3Store  # noqa: PLC0415

        return S3Store(address.netloc, prefix=address.path, endpoint_url=settings.s3_endpoint_url)
    return FolderStore(Path(unquote(address.path)))


def public_base(settings: Settings) -> str:
    """What public addresses of media begin with: the CDN's address, or the shop's own host."""
    return (settings.media_public_url or rules.LOCAL_BASE).rstrip("/")
