"""For machines: robots.txt and sitemaps, with each page's other languages (sitemaps.org; Google's hreflang rules)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from xml.sax.saxutils import quoteattr

from markupsafe import escape
from sqlmodel import Session
from starlette.responses import Response

from storefront import catalog, content, localization
from storefront.content import DocumentKind
from storefront.localization import View
from storefront.shop.request import ShopRequest
from storefront.shop.responses import PUBLIC, file_response
from storefront.shop.views import frame
from tenants.kit.errors import NotFound

# Google reads 50,000 addresses a file; one entry is listed once for each view.
ENTRIES_PER_FILE = 1_000
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

Entry = tuple[Mapping[View, str], datetime | None]


class NoSuchSitemap(NotFound):
    """The index names no such file."""


def robots(request: ShopRequest) -> Response:
    """What crawlers may ask for. A learner's shop is kept out of search engines."""
    if request.shop.is_learner:
        text = "User-agent: *\nDisallow: /\n"
    else:
        paths, views = ("/search", "/cart", "/account"), request.shop.views_here
        closed = "".join(f"Disallow: {request.address(path, view)}\n" for view in views for path in paths)
        text = f"User-agent: *\n{closed}Sitemap: {request.origin}/sitemap.xml\n"
    return file_response(text.encode(), "text/plain; charset=utf-8", cache_control=PUBLIC)


def sitemap_index(request: ShopRequest) -> Response:
    with request.services.database.tenant(request.shop.tenant_id) as session:
        files = [
            f"<sitemap><loc>{request.origin}/sitemaps/{kind}-{number}.xml</loc></sitemap>"
            for kind in _KINDS
            for number in range(1, _files_of(len(_entries(kind, session, request))) + 1)
        ]
    return _xml(f"<sitemapindex {_SITEMAP}>{''.join(files)}</sitemapindex>")


def sitemap(request: ShopRequest) -> Response:
    kind, number = request.parameters["kind"], int(request.parameters["number"])
    if kind not in _KINDS:
        raise NoSuchSitemap(f"no sitemap of {kind!r}")
    with request.services.database.tenant(request.shop.tenant_id) as session:
        entries = _entries(kind, session, request)
    part = entries[(number - 1) * ENTRIES_PER_FILE : number * ENTRIES_PER_FILE]
    if not part:
        raise NoSuchSitemap(f"{kind} fill fewer than {number} sitemaps")
    urls = "".join(url for entry in part for url in _urls(request, entry))
    return _xml(f'<urlset {_SITEMAP} xmlns:xhtml="http://www.w3.org/1999/xhtml">{urls}</urlset>')


def _urls(request: ShopRequest, entry: Entry) -> Iterator[str]:
    addresses, changed_at = entry
    pages = [(view, request.absolute(path, view)) for view, path in addresses.items()]
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(code)} href={quoteattr(url)}/>'
        for code, url in localization.hreflang_cluster(pages)
    )
    changed = f"<lastmod>{changed_at.date().isoformat()}</lastmod>" if changed_at else ""
    for url in (url for view, url in pages if view in request.shop.views_here):
        yield f"<url><loc>{escape(url)}</loc>{changed}{links}</url>"


def _entries(kind: str, session: Session, request: ShopRequest) -> list[Entry]:
    """Those that are to be had at this host: a sitemap lists no page of another one."""
    here = set(request.shop.views_here)
    return [entry for entry in _KINDS[kind](session, request) if here.intersection(entry[0])]


def _fixed(_session: Session, request: ShopRequest) -> list[Entry]:
    return [(dict.fromkeys(request.shop.views, path), None) for path in ("/", "/collections", "/blog")]


def _products(session: Session, request: ShopRequest) -> list[Entry]:
    found = catalog.sitemap_entries(session, kind="product")
    return [
        (frame.localized_paths(request, "/products", each.handles, absent_from=each.absent_from), each.changed_at)
        for each in found
    ]


def _collections(session: Session, request: ShopRequest) -> list[Entry]:
    found = catalog.sitemap_entries(session, kind="collection")
    return [(frame.localized_paths(request, "/collections", each.handles), each.changed_at) for each in found]


def _documents(base: str, kind: DocumentKind) -> Callable[[Session, ShopRequest], list[Entry]]:
    def read(session: Session, request: ShopRequest) -> list[Entry]:
        found = content.sitemap_entries(session)
        return [
            (frame.localized_paths(request, base, each.handles), each.changed_at) for each in found if each.kind is kind
        ]

    return read


_KINDS: dict[str, Callable[[Session, ShopRequest], list[Entry]]] = {
    "main": _fixed,
    "products": _products,
    "collections": _collections,
    "pages": _documents("/pages", DocumentKind.PAGE),
    "policies": _documents("/policies", DocumentKind.POLICY),
    "articles": _documents("/blog", DocumentKind.ARTICLE),
}


def _files_of(entries: int) -> int:
    return -(-entries // ENTRIES_PER_FILE)


def _xml(body: str) -> Response:
    document = f'<?xml version="1.0" encoding="UTF-8"?>{body}'
    return file_response(document.encode(), "application/xml; charset=utf-8", cache_control=PUBLIC)
