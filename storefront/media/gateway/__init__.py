"""The only door to where media lies: a folder or an S3 bucket, chosen by the settings, behind one protocol."""

from storefront.media.gateway.folder import FolderStore
from storefront.media.gateway.opening import open_store, public_base
from storefront.media.gateway.store import MediaStore, StoredFile, read

__all__ = ["FolderStore", "MediaStore", "StoredFile", "open_store", "public_base", "read"]
