"""Sitemaps: every public address of a host in files that no search engine refuses, each with its other languages.

Limits and form: sitemaps.org; alternates: Google's hreflang rules. Files are written as they are sent, and between two
parts of one no connection is held, however slowly somebody reads.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from xml.sax.saxutils import quoteattr

from markupsafe import escape
from sqlmodel import Session
from starlette.responses import Response, StreamingResponse

from storefront import catalog, content, localization
from storefront.content import DocumentKind
from storefront.handles import LIMIT
from storefront.localization import View
from storefront.shop.request import ShopRequest
from storefront.shop.responses import FILE_SECURITY, PUBLIC, file_response
from storefront.shop.views import frame
from tenants.kit import clock
from tenants.kit.errors import NotFound

MOST_ADDRESSES = 50_000
MOST_BYTES = 50 * 1024 * 1024
ENTRIES_PER_READ = 100
_MOST_DIGITS = 9
_BEGINNING = '<?xml version="1.0" encoding="UTF-8"?>'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_URLSET = f'{_BEGINNING}<urlset {_NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">'
_END = "</urlset>"
_XML = "application/xml; charset=utf-8"
# Handles are ASCII; one that another thing has already ends in a number.
_LONGEST_HANDLE = "x" * (LIMIT + len("-1000000"))


class NoSuchSitemap(NotFound):
    """The index names no such file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing: its path in each view that has it."""

    id: int
    paths: Mapping[View, str]
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Which of the things of a kind, in the order of their ids: those after one, but for the first few."""

    after: int
    skipped: int
    limit: int


@dataclass(frozen=True, slots=True)
class Kind:
    """Things of one kind, as many as are public at the host that is asked."""

    count: Callable[[Session, ShopRequest], int]
    read: Callable[[Session, ShopRequest, Part], list[Entry]]
    digest: Callable[[Session, ShopRequest, Part], str]  # another one once what would be read is


def sitemap_index(request: ShopRequest) -> Response:
    """Every file of addresses, cut so that none is larger than sitemaps.org allows."""
    per_file = entries_per_file(request)
    with request.services.database.tenant(request.shop.tenant_id) as session:
        counts = {name: kind.count(session, request) for name, kind in _KINDS.items()}
    files = [
        f"<sitemap><loc>{request.origin}/sitemaps/{name}-{number}.xml</loc></sitemap>"
        for name, entries in counts.items()
        for number in range(1, -(-entries // per_file) + 1)
    ]
    index = f"{_BEGINNING}<sitemapindex {_NAMESPACE}>{''.join(files)}</sitemapindex>"
    return file_response(index.encode(), _XML, cache_control=PUBLIC)


def sitemap(request: ShopRequest) -> Response:
    """One of the files that the index names. Raises NoSuchSitemap."""
    name, number = request.parameters["kind"], _file_number(request.parameters["number"])
    if name not in _KINDS or number < 1:
        raise NoSuchSitemap(f"no sitemap {name[:40]}")
    etag = _etag(request, _KINDS[name], number)
    parts = _parts(request, _KINDS[name], number)
    first = next(parts, None)
    if first is None:
        raise NoSuchSitemap(f"{name} fill fewer than {number} sitemaps")
    document = chain((_URLSET,), (_urls(request, part) for part in chain((first,), parts)), (_END,))
    headers = FILE_SECURITY | {"cache-control": PUBLIC, "etag": etag}
    return StreamingResponse(document, headers=headers, media_type=_XML)


def entries_per_file(request: ShopRequest) -> int:
    """How many things fit into a file, each listed once for every view here, were all of their names the longest."""
    longest = Entry(0, dict.fromkeys(request.shop.views, f"/collections/{_LONGEST_HANDLE}"), clock.now())
    bytes_each = len(_urls(request, [longest]).encode())
    free = MOST_BYTES - len(_URLSET + _END)
    return max(1, min(MOST_ADDRESSES // len(request.shop.views_here), free // bytes_each))


def _file_number(written: str) -> int:
    """0, which no file has, for one that is too long to be any: the database could not count so far."""
    return int(written) if len(written) <= _MOST_DIGITS else 0


def _etag(request: ShopRequest, kind: Kind, number: int) -> str:
    """Without writing the file: of what it is made from, and of how one thing is written."""
    in_file = entries_per_file(request)
    with request.services.database.tenant(request.shop.tenant_id) as session:
        entries = kind.digest(session, request, Part(0, (number - 1) * in_file, in_file))
    form = _urls(request, [Entry(0, dict.fromkeys(request.shop.views, "/"), datetime(2000, 1, 1, tzinfo=UTC))])
    return f'W/"{hashlib.sha256((entries + form).encode()).hexdigest()[:32]}"'


def _parts(request: ShopRequest, kind: Kind, number: int) -> Iterator[list[Entry]]:
    left = entries_per_file(request)
    after, skipped = 0, (number - 1) * left
    while left:
        wanted = min(left, ENTRIES_PER_READ)
        with request.services.database.tenant(request.shop.tenant_id) as session:
            part = kind.read(session, request, Part(after, skipped, wanted))
        if part:
            yield part
        if len(part) < wanted:
            return
        after, skipped, left = part[-1].id, 0, left - len(part)


def _urls(request: ShopRequest, entries: list[Entry]) -> str:
    return "".join(url for entry in entries for url in _urls_of(request, entry))


def _urls_of(request: ShopRequest, entry: Entry) -> Iterator[str]:
    pages = [(view, request.absolute(path, view)) for view, path in entry.paths.items()]
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(code)} href={quoteattr(url)}/>'
        for code, url in localization.hreflang_cluster(pages)
    )
    changed = f"<lastmod>{entry.changed_at.date().isoformat()}</lastmod>" if entry.changed_at else ""
    for url in (url for view, url in pages if view in request.shop.views_here):
        yield f"<url><loc>{escape(url)}</loc>{changed}{links}</url>"


def _fixed(*paths: str) -> Kind:
    def read(_session: Session, request: ShopRequest, part: Part) -> list[Entry]:
        entries = [Entry(place, dict.fromkeys(request.shop.views, path)) for place, path in enumerate(paths, start=1)]
        return entries[part.after + part.skipped :][: part.limit]

    return Kind(lambda _session, _request: len(paths), read, lambda _session, _request, _part: " ".join(paths))


def _of_catalog(base: str, kind: catalog.AddressedKind) -> Kind:
    def count(session: Session, request: ShopRequest) -> int:
        return catalog.count_sitemap_entries(session, kind=kind, views=_views_here(request))

    def read(session: Session, request: ShopRequest, part: Part) -> list[Entry]:
        found = catalog.sitemap_entries(
            session,
            kind=kind,
            views=_views_here(request),
            after=part.after,
            skipped=part.skipped,
            limit=part.limit,
        )
        return [
            Entry(
                each.id,
                frame.localized_paths(request, base, each.handles, absent_from=each.absent_from),
                each.changed_at,
            )
            for each in found
        ]

    def digest(session: Session, request: ShopRequest, part: Part) -> str:
        return catalog.sitemap_digest(
            session, kind=kind, views=_views_here(request), skipped=part.skipped, limit=part.limit
        )

    return Kind(count, read, digest)


def _of_content(base: str, kind: DocumentKind) -> Kind:
    def count(session: Session, request: ShopRequest) -> int:
        return content.count_sitemap_entries(session, kind=kind, languages=_languages_here(request))

    def read(session: Session, request: ShopRequest, part: Part) -> list[Entry]:
        found = content.sitemap_entries(
            session,
            kind=kind,
            languages=_languages_here(request),
            after=part.after,
            skipped=part.skipped,
            limit=part.limit,
        )
        return [Entry(each.id, frame.localized_paths(request, base, each.handles), each.changed_at) for each in found]

    def digest(session: Session, request: ShopRequest, part: Part) -> str:
        return content.sitemap_digest(
            session, kind=kind, languages=_languages_here(request), skipped=part.skipped, limit=part.limit
        )

    return Kind(count, read, digest)


def _views_here(request: ShopRequest) -> list[tuple[str, int]]:
    return [(view.language, view.market_id) for view in request.shop.views_here]


def _languages_here(request: ShopRequest) -> list[str]:
    return [view.language for view in request.shop.views_here]


_KINDS: Mapping[str, Kind] = {
    "main": _fixed("/", "/collections", "/blog"),
    "products": _of_catalog("/products", "product"),
    "collections": _of_catalog("/collections", "collection"),
    "pages": _of_content("/pages", DocumentKind.PAGE),
    "policies": _of_content("/policies", DocumentKind.POLICY),
    "articles": _of_content("/blog", DocumentKind.ARTICLE),
}
