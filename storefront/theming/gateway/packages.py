"""Packages in the media store: zips under the tenant's prefix, named by their content.

Their keys are not those of pictures, so that no public address of media leads to one.
"""

import io
import zipfile
from pathlib import Path
from typing import Final

from storefront import media
from storefront.theming import rules
from storefront.theming.errors import PackageLost

_MEDIA_TYPE: Final = "application/zip"
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say


def pack(folder: Path) -> bytes:
    """A zip of the folder's files that is the same whenever and wherever the files are the same."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _LONG_AGO)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, compresslevel=9)
    return content.getvalue()


def keep_package(store: media.MediaStore, tenant_id: int, package: bytes) -> str:
    """Store a package and return its digest. What a damaged store holds under that name is replaced."""
    digest = rules.package_digest(package)
    key = rules.package_key(tenant_id, digest)
    if not store.put(key, package, media_type=_MEDIA_TYPE) and store.get(key) != package:
        store.delete(key)
        store.put(key, package, media_type=_MEDIA_TYPE)
    return digest


def fetch_package(store: media.MediaStore, tenant_id: int, digest: str) -> bytes:
    """The package. Raises PackageLost where it is gone or is not what was stored, and media.MediaUnavailable."""
    try:
        package = store.get(rules.package_key(tenant_id, digest))
    except media.NoSuchPicture as error:
        raise PackageLost("the theme's package is no longer in the media store") from error
    if rules.package_digest(package) != digest:
        raise PackageLost("the theme's package in the media store is damaged")
    return package


def discard_package(store: media.MediaStore, tenant_id: int, digest: str) -> None:
    """Remove a package; removing what is not there is no mistake."""
    store.delete(rules.package_key(tenant_id, digest))
