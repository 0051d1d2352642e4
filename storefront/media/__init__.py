"""Pictures: taken in safely, kept in a folder or an S3 bucket, and the sizes and addresses that pages show.

A picture is one row per distinct content and tenant; its files have content-addressed keys under the tenant's prefix
and never change, so addresses are good for ever. Which product shows which picture is elsewhere, in the catalogue.
"""

from storefront.media.actions import RENDITIONS_JOB, ingest, ingest_shipped, remove_assets
from storefront.media.errors import BadKey, MediaUnavailable, NoSuchPicture, PictureRefused, Refusal
from storefront.media.gateway import FolderStore, MediaStore, StoredFile, open_store, public_base, read
from storefront.media.jobs import make_renditions, remove_files
from storefront.media.models import MediaAsset
from storefront.media.reads import asset_by_id, assets_by_digest, assets_by_id, find_asset, newest_assets
from storefront.media.rules import (
    MAX_BYTES,
    SERVING_HEADERS,
    MediaKey,
    Picture,
    digest_of,
    fallback_url,
    parse_key,
    public_url,
    renditions_for,
    tenant_prefix,
)

__all__ = [
    "MAX_BYTES",
    "RENDITIONS_JOB",
    "SERVING_HEADERS",
    "BadKey",
    "FolderStore",
    "MediaAsset",
    "MediaKey",
    "MediaStore",
    "MediaUnavailable",
    "NoSuchPicture",
    "Picture",
    "PictureRefused",
    "Refusal",
    "StoredFile",
    "asset_by_id",
    "assets_by_digest",
    "assets_by_id",
    "digest_of",
    "fallback_url",
    "find_asset",
    "ingest",
    "ingest_shipped",
    "make_renditions",
    "newest_assets",
    "open_store",
    "parse_key",
    "public_base",
    "public_url",
    "read",
    "remove_assets",
    "remove_files",
    "renditions_for",
    "tenant_prefix",
]
