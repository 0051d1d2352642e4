"""Where rates come from: a file of this machine, or an address of the open web."""

from pathlib import Path

from storefront.pricing.errors import BadFeed
from storefront.pricing.feeds import MAX_BYTES
from tenants.kit.outgoing import Outgoing

_SECONDS = 60.0
_OK = 200


def read_feed(source: str, outgoing: Outgoing) -> bytes:
    """The bytes of a file or of an address. Raises BadFeed, and what the way out raises."""
    if not source.startswith(("http://", "https://")):
        return _read_file(Path(source))
    answer = outgoing.get(source, max_bytes=MAX_BYTES, seconds=_SECONDS)
    if answer.status != _OK:
        raise BadFeed(f"{source} answered {answer.status}")
    return answer.body


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadFeed(f"{path} is larger than {MAX_BYTES // 1024 // 1024} MB")
        return path.read_bytes()
    except OSError as error:
        raise BadFeed(f"{path} can not be read: {error.strerror}") from None
