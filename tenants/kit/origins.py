"""Whether a request that changes something was sent by a page of ours, and not by another site in somebody's name."""

from collections.abc import Iterable


def is_cross_site(headers: Iterable[tuple[bytes, bytes]], origin: str) -> bool:
    """Whether the browser says that another origin than `origin` sent it. `headers` are an ASGI scope's.

    `Sec-Fetch-Site` decides where it is sent (W3C Fetch Metadata), else `Origin` (RFC 6454). Browsers send one of them
    with every form; a program that sends neither carries nobody's cookies.
    """
    given = {name: value for name, value in headers if name in (b"sec-fetch-site", b"origin")}
    site = given.get(b"sec-fetch-site")
    if site is not None:
        return site not in (b"same-origin", b"none")
    sender = given.get(b"origin")
    return sender is not None and sender.decode("latin-1") != origin
