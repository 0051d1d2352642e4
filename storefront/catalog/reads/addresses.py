"""Where things moved to, and the list of everything public for search engines."""

from collections.abc import Iterable
from typing import Literal

from sqlmodel import Session

from storefront.audience import Audience
from storefront.catalog.reads.fragments import ABSENT, IN_SCOPE, audience_values, statement
from storefront.catalog.reads.values import SitemapEntry
from tenants.kit import clock

Kind = Literal["product", "collection"]

# What an address would show here as it stands comes first; a live handle of another language, or of a thing that is
# read in a better one, leads on as a retired one does.
_CURRENT = """
    with candidates as (
        select {kind}_id as id, language, handle, 0 as age from {kind}_text where handle = any(cast(:handles as text[]))
        union all
        select {kind}_id, language, handle, 1 from retired_handle
        where handle = any(cast(:handles as text[])) and {kind}_id is not null
    )
    select distinct on (candidates.handle) candidates.handle as asked, chosen.handle
    from candidates
    join {kind} target on target.id = candidates.id and {visible}
    cross join lateral (
        select handle from {kind}_text text
        where text.tenant_id = target.tenant_id and text.{kind}_id = target.id
            and text.language = any(cast(:languages as text[]))
        order by array_position(cast(:languages as text[]), text.language::text) limit 1) chosen
    order by candidates.handle, chosen.handle <> candidates.handle,
        array_position(cast(:languages as text[]), candidates.language::text) nulls last, age, candidates.id"""
_VISIBLE = {
    "product": "target.status = 'active' and target.published_at <= :now and "
    + IN_SCOPE.format(product="target", market_id=":market_id"),
    "collection": "target.is_published",
}
_CURRENT_BY_KIND = {kind: statement(_CURRENT.format(kind=kind, visible=visible)) for kind, visible in _VISIBLE.items()}
_SITEMAPS = {
    "product": statement(f"""
        select target.id, json_object_agg(text.language, text.handle) as handles, target.published_at as changed_at,
            {ABSENT.format(product="target")} as absent
        from product target
        join product_text text on text.tenant_id = target.tenant_id and text.product_id = target.id
        where target.status = 'active' and target.published_at <= :now and target.id > :after
        group by target.tenant_id, target.id order by target.id limit :limit"""),
    "collection": statement("""
        select target.id, json_object_agg(text.language, text.handle) as handles, target.created_at as changed_at,
            null as absent
        from collection target
        join collection_text text on text.tenant_id = target.tenant_id and text.collection_id = target.id
        where target.is_published and target.id > :after
        group by target.tenant_id, target.id order by target.id limit :limit"""),
}


def current_handles(session: Session, audience: Audience, *, kind: Kind, handles: Iterable[str]) -> dict[str, str]:
    """Under which handle this audience finds what each of the handles names, be it current, retired or of another
    language. A handle that names nothing is left out."""
    asked = [handle for handle in handles if "\0" not in handle]
    if not asked:
        return {}
    rows = session.execute(_CURRENT_BY_KIND[kind], {**audience_values(audience), "handles": asked})
    return {row.asked: row.handle for row in rows}


def find_moved_handle(session: Session, audience: Audience, *, kind: Kind, handle: str) -> str | None:
    """Where this audience finds what was asked for under a retired handle, or under another language's."""
    found = current_handles(session, audience, kind=kind, handles=[handle]).get(handle)
    return found if found != handle else None


def sitemap_entries(session: Session, *, kind: Kind, after: int = 0, limit: int = 50_000) -> list[SitemapEntry]:
    """What is public of a kind in the order of its ids, from the one after `after`. Each language, each market."""
    values: dict[str, object] = {"after": after, "limit": limit}
    if kind == "product":
        values["now"] = clock.now()
    rows = session.execute(_SITEMAPS[kind], values)
    return [SitemapEntry(row.id, row.handles, row.changed_at, frozenset(row.absent or ())) for row in rows]
