"""Pages, policies and articles, in the audience's language; one statement each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from storefront.audience import Audience
from storefront.content.errors import DocumentNotFound
from storefront.content.models import DocumentKind
from storefront.content.rules import ARTICLES_PAGE_SIZE, last_page
from storefront.pictures import PICTURE_JSON, ShownPicture, shown_picture
from tenants.kit import clock


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document with everything that its page or its card shows. `handles` has one entry for each language."""

    id: int
    kind: DocumentKind
    language: str  # of the texts: the audience's, or the fallback that had one
    handle: str
    title: str
    body_html: str
    summary: str
    seo_title: str
    seo_description: str
    author: str
    image: ShownPicture | None
    published_at: datetime
    handles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One page of articles, newest first, true `until` the next one is published; None: until one is written."""

    articles: tuple[DocumentPage, ...]
    total: int
    page: int
    last_page: int
    until: datetime | None


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A published document's handle in each of its languages."""

    id: int
    handles: Mapping[str, str]
    changed_at: datetime | None


_CHOSEN = """cross join lateral (
        select * from document_text candidate
        where candidate.tenant_id = document.tenant_id and candidate.document_id = document.id
          and candidate.language = any(cast(:languages as text[]))
        order by array_position(cast(:languages as text[]), candidate.language::text) limit 1) chosen"""
_SHOWN = f"""
    select document.id, document.kind, document.author, document.published_at, chosen.language, chosen.handle,
        chosen.title, chosen.body_html, chosen.summary, chosen.seo_title, chosen.seo_description,
        (select {PICTURE_JSON.format(alts="document.image_alts")} from media_asset asset
            where asset.tenant_id = document.tenant_id and asset.id = document.image_asset_id) as image,
        (select json_object_agg(every.language, every.handle) from document_text every
            where every.tenant_id = document.tenant_id and every.document_id = document.id) as handles"""
_VISIBLE = "document.published_at <= :now"

_BY_HANDLE = text(f"""{_SHOWN}
    from document_text asked
    join document on document.tenant_id = asked.tenant_id and document.id = asked.document_id
    {_CHOSEN}
    where asked.kind = :kind and asked.handle = :handle and asked.language = any(cast(:languages as text[]))
        and asked.language = chosen.language and {_VISIBLE}
    order by array_position(cast(:languages as text[]), asked.language::text) limit 1""")
_BY_HANDLES = text(f"""{_SHOWN}
    from document_text asked
    join document on document.tenant_id = asked.tenant_id and document.id = asked.document_id
    {_CHOSEN}
    where asked.kind = :kind and asked.handle = any(cast(:handles as text[])) and asked.language = :handle_language
        and {_VISIBLE}""")
_POLICIES = text(f"""{_SHOWN}
    from document {_CHOSEN} where document.kind = 'policy' and {_VISIBLE} order by document.id""")
_ARTICLES = text(f"""
    with found as (
        {_SHOWN}, row_number() over (order by document.published_at desc, document.id desc) as place
        from document {_CHOSEN}
        where document.kind = 'article' and {_VISIBLE} order by place limit :page_size offset :skipped)
    select (select count(*) from document {_CHOSEN} where document.kind = 'article' and {_VISIBLE}) as total,
        (select json_agg(to_jsonb(found) order by place) from found) as articles,
        (select min(published_at) from document where kind = 'article' and published_at > :now) as until""")
_CURRENT = text(f"""
    with asked as (select * from unnest(cast(:kinds as text[]), cast(:handles as text[])) as pair(kind, handle)),
    candidates as (
        select document_id, language, kind, handle, 0 as age from document_text join asked using (kind, handle)
        union all
        select document_id, language, kind, handle, 1 from retired_document_handle join asked using (kind, handle))
    select distinct on (candidates.kind, candidates.handle) candidates.kind, candidates.handle as asked, chosen.handle
    from candidates
    join document on document.id = candidates.document_id and {_VISIBLE}
    {_CHOSEN}
    order by candidates.kind, candidates.handle, chosen.handle <> candidates.handle,
        array_position(cast(:languages as text[]), candidates.language::text) nulls last, age,
        candidates.document_id""")
_LISTED = f"""document.kind = :kind and {_VISIBLE} and exists (
        select from document_text shown where shown.language = any(cast(:languages as text[]))
            and shown.tenant_id = document.tenant_id and shown.document_id = document.id)"""
_COUNT = text(f"select count(*) from document where {_LISTED}")
_SITEMAP_TEXT = f"""
    select document.id, document.published_at as changed_at,
        (select json_object_agg(every.language, every.handle) from document_text every
            where every.tenant_id = document.tenant_id and every.document_id = document.id) as handles
    from (
        select * from document where {_LISTED} and document.id > :after
        order by document.id offset :skipped limit :limit) document
    order by document.id"""
_SITEMAP = text(_SITEMAP_TEXT)
_DIGEST = text(f"select coalesce(md5(string_agg(listed::text, '|')), '') from ({_SITEMAP_TEXT}) listed")


def document_by_handle(session: Session, audience: Audience, *, kind: DocumentKind, handle: str) -> DocumentPage:
    """The document under its handle in the language that the audience reads it in. Raises DocumentNotFound."""
    values = {**_values(audience), "kind": kind, "handle": handle}
    if "\0" in handle or (row := session.execute(_BY_HANDLE, values).mappings().first()) is None:
        raise DocumentNotFound(f"no {kind} {handle!r}")
    return _page({**row}, audience)


def documents_by_handles(
    session: Session, audience: Audience, *, kind: DocumentKind, handles: Sequence[str], handle_language: str
) -> dict[str, DocumentPage]:
    """Those of the documents that are to be read, by their handles in one language, as themes name them."""
    values = {**_values(audience), "kind": kind, "handles": list(handles), "handle_language": handle_language}
    pages = (_page({**row}, audience) for row in session.execute(_BY_HANDLES, values).mappings())
    return {page.handles[handle_language]: page for page in pages}


def policies(session: Session, audience: Audience) -> tuple[DocumentPage, ...]:
    """All of the shop's policies that are to be read, in the order in which they were written."""
    rows = session.execute(_POLICIES, _values(audience)).mappings()
    return tuple(_page({**row}, audience) for row in rows)


def articles(
    session: Session, audience: Audience, *, page: int = 1, page_size: int = ARTICLES_PAGE_SIZE
) -> ArticlePage:
    """The blog's articles, newest first. A page past the last one is empty."""
    page = min(max(page, 1), 100_000)
    values = {**_values(audience), "page_size": page_size, "skipped": (page - 1) * page_size}
    row = session.execute(_ARTICLES, values).one()
    found = tuple(_page({**each}, audience) for each in row.articles or ())
    return ArticlePage(found, row.total, page, last_page(row.total, page_size), row.until)


def current_handles(
    session: Session, audience: Audience, named: Iterable[tuple[DocumentKind, str]]
) -> dict[tuple[DocumentKind, str], str]:
    """Under which handle this audience finds the document that each kind and handle names, be the handle current,
    retired or of another language. What names nothing is left out."""
    asked = [(kind, handle) for kind, handle in named if "\0" not in handle]
    if not asked:
        return {}
    kinds, handles = zip(*asked, strict=True)
    rows = session.execute(_CURRENT, {**_values(audience), "kinds": list(kinds), "handles": list(handles)})
    return {(DocumentKind(row.kind), row.asked): row.handle for row in rows}


def find_moved_handle(session: Session, audience: Audience, *, kind: DocumentKind, handle: str) -> str | None:
    """Where this audience finds what was asked for under a retired handle, or under another language's."""
    found = current_handles(session, audience, [(kind, handle)]).get((kind, handle))
    return found if found != handle else None


def count_sitemap_entries(session: Session, *, kind: DocumentKind, languages: Sequence[str]) -> int:
    """How many published documents of a kind there are in any of the languages."""
    values = {"kind": kind, "languages": list(languages), "now": clock.now()}
    return int(session.execute(_COUNT, values).scalar_one())


def sitemap_entries(
    session: Session,
    *,
    kind: DocumentKind,
    languages: Sequence[str],
    after: int = 0,
    skipped: int = 0,
    limit: int,
) -> list[SitemapEntry]:
    """The published documents of a kind in any of the languages, in the order of their ids: those after `after` but for
    the first `skipped`, each with its handle in every language."""
    values = {"kind": kind, "languages": list(languages), "now": clock.now()}
    rows = session.execute(_SITEMAP, values | {"after": after, "skipped": skipped, "limit": limit})
    return [SitemapEntry(row.id, row.handles, row.changed_at) for row in rows]


def sitemap_digest(session: Session, *, kind: DocumentKind, languages: Sequence[str], skipped: int, limit: int) -> str:
    """Another one once any of the entries is (`sitemap_entries`), which are not sent for it; "" where there is none."""
    values = {"kind": kind, "languages": list(languages), "now": clock.now(), "after": 0}
    return str(session.execute(_DIGEST, values | {"skipped": skipped, "limit": limit}).scalar_one())


def _values(audience: Audience) -> dict[str, object]:
    return {"languages": list(audience.languages), "now": clock.now()}


def _page(row: dict[str, Any], audience: Audience) -> DocumentPage:  # Any: columns of many types, or JSON
    row.pop("place", None)
    image, published_at = row.pop("image"), row.pop("published_at")
    return DocumentPage(
        **row | {"kind": DocumentKind(row["kind"])},
        image=shown_picture(image, audience) if image else None,
        published_at=datetime.fromisoformat(published_at) if isinstance(published_at, str) else published_at,
    )
