"""Where things moved to, and the list of everything public for search engines."""

from typing import Literal

from sqlmodel import Session

from storefront.audience import Audience
from storefront.catalog.reads.fragments import audience_values, statement
from storefront.catalog.reads.values import SitemapEntry
from tenants.kit import clock

Kind = Literal["product", "collection"]

# A live handle of another language, or of a thing that is read in a better one, leads on as a retired one does.
_MOVED = """
    with candidates as (
        select {kind}_id as id, language, 0 as age from {kind}_text where handle = :handle
        union all
        select {kind}_id, language, 1 from retired_handle where handle = :handle and {kind}_id is not null
    )
    select chosen.handle from candidates
    join {kind} target on target.id = candidates.id and {visible}
    cross join lateral (
        select handle from {kind}_text text
        where text.tenant_id = target.tenant_id and text.{kind}_id = target.id
            and text.language = any(cast(:languages as text[]))
        order by array_position(cast(:languages as text[]), text.language::text) limit 1) chosen
    where chosen.handle <> :handle
    order by array_position(cast(:languages as text[]), candidates.language::text) nulls last, age, candidates.id
    limit 1"""
_VISIBLE = {
    "product": "target.status = 'active' and target.published_at <= :now",
    "collection": "target.is_published",
}
_MOVED_BY_KIND = {kind: statement(_MOVED.format(kind=kind, visible=visible)) for kind, visible in _VISIBLE.items()}
_SITEMAPS = {
    "product": statement("""
        select target.id, json_object_agg(text.language, text.handle) as handles, target.published_at as changed_at
        from product target
        join product_text text on text.tenant_id = target.tenant_id and text.product_id = target.id
        where target.status = 'active' and target.published_at <= :now and target.id > :after
        group by target.tenant_id, target.id order by target.id limit :limit"""),
    "collection": statement("""
        select target.id, json_object_agg(text.language, text.handle) as handles, target.created_at as changed_at
        from collection target
        join collection_text text on text.tenant_id = target.tenant_id and text.collection_id = target.id
        where target.is_published and target.id > :after
        group by target.tenant_id, target.id order by target.id limit :limit"""),
}


def find_moved_handle(session: Session, audience: Audience, *, kind: Kind, handle: str) -> str | None:
    """Where this audience finds what was asked for under a retired handle, or under another language's."""
    if "\0" in handle:
        return None
    values = {**audience_values(audience), "handle": handle}
    found: str | None = session.execute(_MOVED_BY_KIND[kind], values).scalar()
    return found


def sitemap_entries(session: Session, *, kind: Kind, after: int = 0, limit: int = 50_000) -> list[SitemapEntry]:
    """What is public of a kind in the order of its ids, from the one after `after`. Each language, each market."""
    values: dict[str, object] = {"after": after, "limit": limit}
    if kind == "product":
        values["now"] = clock.now()
    rows = session.execute(_SITEMAPS[kind], values)
    return [SitemapEntry(row.id, row.handles, row.changed_at) for row in rows]
