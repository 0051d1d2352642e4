"""Who may see a draft, and how installed themes are named: by the merchant, and in the store."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Protocol

from storefront import media
from storefront.theming.errors import BadPreviewLink, BadThemeName
from themes import engine

MOST_INSTALLED: Final = 20
LONGEST_VERSION: Final = 40
_SIGNATURE_BYTES = 16
_PURPOSE = b"theme-preview"


class ThemeOwner(Protocol):
    """What is asked of a shop to find its themes."""

    @property
    def tenant_id(self) -> int: ...
    @property
    def installed_themes(self) -> Mapping[str, str]:
        """The digests of the packages that the shop brought along, by the themes' names."""


def theme_name(file_name: str) -> str:
    """The name under which a folder or zip is installed: its own, without a version. Raises BadThemeName."""
    return checked_theme_name(engine.upload_name(file_name))


def checked_theme_name(name: str) -> str:
    """The name itself. Raises BadThemeName."""
    if not engine.is_theme_name(name):
        raise BadThemeName(
            f"“{name[:80]}” is no name for a theme: it begins with a letter and has a-z, 0-9 and - only, at most 63"
        )
    return name


def package_digest(package: bytes) -> str:
    """What names a package."""
    return hashlib.sha256(package).hexdigest()


def package_key(tenant_id: int, digest: str) -> str:
    """Where a package lies in the media store. No picture has such a key."""
    return f"{media.tenant_prefix(tenant_id)}themes/{digest}.zip"


@dataclass(frozen=True, slots=True)
class Preview:
    """Leave to see one version of one shop's theme until a moment."""

    tenant_id: int
    version_id: int
    until: datetime


def preview_token(preview: Preview, secret: str) -> str:
    """The signed word of a preview's address. It names the version, so that a later draft needs a new link."""
    claim = f"{preview.tenant_id}.{preview.version_id}.{int(preview.until.timestamp())}"
    return f"{claim}.{_signature(claim, secret)}"


def read_preview_token(token: str, secret: str, *, tenant_id: int, now: datetime) -> Preview:
    """Raises BadPreviewLink, whatever is wrong with it."""
    claim, _, signature = token.rpartition(".")
    if not hmac.compare_digest(_signature(claim, secret).encode(), signature.encode()):
        raise BadPreviewLink("the preview link is not one of ours")
    owner, version, until = (int(part) for part in claim.split("."))
    preview = Preview(owner, version, datetime.fromtimestamp(until, UTC))
    if preview.tenant_id != tenant_id or preview.until < now:
        raise BadPreviewLink("the preview link is not for this shop, or its time is over")
    return preview


def _signature(claim: str, secret: str) -> str:
    key = hashlib.sha256(_PURPOSE + secret.encode()).digest()
    digest = hmac.digest(key, claim.encode(), "sha256")[:_SIGNATURE_BYTES]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
