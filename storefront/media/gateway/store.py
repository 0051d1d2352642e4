"""What a media store promises, and reading from it for the public."""

from dataclasses import dataclass
from typing import Protocol

from storefront.media import rules
from storefront.media.errors import NoSuchPicture


class MediaStore(Protocol):
    """Files under keys. What is once under a key stays as it is until it is deleted.

    Every method raises BadKey for a key that is not plain segments, and MediaUnavailable when the store fails us.
    """

    def put(self, key: str, content: bytes, *, media_type: str) -> bool:
        """Keep the content, whole or not at all. False if the key was taken: then nothing is rewritten."""

    def get(self, key: str) -> bytes:
        """The content. Raises NoSuchPicture."""

    def exists(self, key: str) -> bool:
        """Whether something is under the key."""

    def delete(self, key: str) -> None:
        """Remove it; removing what is not there is no mistake."""

    def delete_prefix(self, prefix: str) -> int:
        """Remove everything under a prefix of whole segments, such as `t/7/`. Returns how many were removed."""

    def check(self) -> None:
        """Raise MediaUnavailable, saying what is wrong, unless the store can be used."""

    def close(self) -> None:
        """Let go of connections."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    content: bytes
    media_type: str


def read(store: MediaStore, key: str, *, tenant_id: int) -> StoredFile:
    """The file for a public route of one shop. Raises NoSuchPicture for another shop's key as for a malformed one."""
    parsed = rules.parse_key(key)
    if parsed is None or parsed.tenant_id != tenant_id:
        raise NoSuchPicture(f"no picture of tenant {tenant_id} under {key[:200]!r}")
    return StoredFile(store.get(key), parsed.media_type)
