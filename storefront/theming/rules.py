"""What follows from a shop's choices without asking the database: which survive a switch, and who may see a draft."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime

from storefront.theming.errors import BadPreviewLink
from themes.engine import Theme, ThemeData

_SIGNATURE_BYTES = 16
_PURPOSE = b"theme-preview"


def settings_kept(data: ThemeData, theme: Theme) -> dict[str, object]:
    """Of the shop's settings, those that another theme has too and that fit its types."""
    return {name: value for name, value in data.settings.items() if not theme.problems(ThemeData({name: value}, {}))}


def templates_kept(data: ThemeData, theme: Theme) -> dict[str, object]:
    """Of the shop's pages, those whose every section the other theme can show just so."""
    kept: dict[str, object] = {}
    for kind, template in data.templates.items():
        alone = ThemeData(settings={}, templates={kind: template})
        if not theme.problems(alone):
            kept[kind] = template
    return kept


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
