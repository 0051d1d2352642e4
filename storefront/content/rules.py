"""What a menu and a document must be like."""

import re
from urllib.parse import urlsplit

ARTICLES_PAGE_SIZE = 12
SUMMARY_LIMIT = 500
LINKS_IN_A_MENU = 200
# What of a document is translated, and how many characters each may have.
TEXT_LIMITS = {
    "title": 300,
    "body_html": 400_000,
    "summary": SUMMARY_LIMIT,
    "seo_title": 300,
    "seo_description": 500,
}
_PATH = re.compile(r"/(?![/\\])[^\s\\]*")
_MENU_HANDLE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def is_menu_handle(handle: str) -> bool:
    """Whether a menu may be called so."""
    return _MENU_HANDLE.fullmatch(handle) is not None


def is_link(url: str) -> bool:
    """Whether a menu may lead there: a path of this shop, or a web, mail or telephone address."""
    if len(url) > 2000 or any(ord(letter) < 33 for letter in url):
        return False
    if _PATH.fullmatch(url):
        return True
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        return bool(parts.hostname)
    return parts.scheme in ("mailto", "tel") and bool(parts.path)


def last_page(total: int, page_size: int) -> int:
    """The number of the last page; an empty list has one page too."""
    return max(1, -(-total // page_size))
