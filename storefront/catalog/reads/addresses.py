"""Where things moved to, and the list of everything public for search engines."""

from collections.abc import Iterable, Sequence
from typing import Literal

from sqlmodel import Session

from storefront.audience import Audience
from storefront.catalog.reads.fragments import ABSENT, IN_SCOPE, audience_values, statement
from storefront.catalog.reads.values import SitemapEntry
from tenants.kit import clock

AddressedKind = Literal["product", "collection"]

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
# What has a text of its own in the language of one of the views and is meant for that view's market.
_LISTED = {
    "product": f"""target.status = 'active' and target.published_at <= :now and exists (
        select from unnest(cast(:languages as text[]), cast(:market_ids as bigint[])) as view(language, market_id)
        join product_text shown on shown.language = view.language
            and shown.tenant_id = target.tenant_id and shown.product_id = target.id
        where {IN_SCOPE.format(product="target", market_id="view.market_id")})""",
    "collection": """target.is_published and exists (
        select from collection_text shown where shown.language = any(cast(:languages as text[]))
            and shown.tenant_id = target.tenant_id and shown.collection_id = target.id)""",
}
_CHANGED = {"product": "target.published_at", "collection": "target.created_at"}
_ABSENT_FROM = {"product": ABSENT.format(product="target"), "collection": "null"}
_COUNTS = {kind: statement(f"select count(*) from {kind} target where {listed}") for kind, listed in _LISTED.items()}
_SITEMAP_TEXTS = {
    kind: f"""
        select target.id, target.changed_at, {_ABSENT_FROM[kind]} as absent,
            (select json_object_agg(every.language, every.handle order by every.language) from {kind}_text every
                where every.tenant_id = target.tenant_id and every.{kind}_id = target.id) as handles
        from (
            select target.*, {_CHANGED[kind]} as changed_at from {kind} target
            where {listed} and target.id > :after order by target.id offset :skipped limit :limit) target
        order by target.id"""
    for kind, listed in _LISTED.items()
}
_SITEMAPS = {kind: statement(words) for kind, words in _SITEMAP_TEXTS.items()}

# Everything that a file of the sitemap is written from, in one row.
_DIGESTS = {
    kind: statement(f"select coalesce(md5(string_agg(listed::text, '|')), '') from ({sitemap}) listed")
    for kind, sitemap in _SITEMAP_TEXTS.items()
}


def current_handles(
    session: Session, audience: Audience, *, kind: AddressedKind, handles: Iterable[str]
) -> dict[str, str]:
    """Under which handle this audience finds what each of the handles names, be it current, retired or of another
    language. A handle that names nothing is left out."""
    asked = [handle for handle in handles if "\0" not in handle]
    if not asked:
        return {}
    rows = session.execute(_CURRENT_BY_KIND[kind], {**audience_values(audience), "handles": asked})
    return {row.asked: row.handle for row in rows}


def find_moved_handle(session: Session, audience: Audience, *, kind: AddressedKind, handle: str) -> str | None:
    """Where this audience finds what was asked for under a retired handle, or under another language's."""
    found = current_handles(session, audience, kind=kind, handles=[handle]).get(handle)
    return found if found != handle else None


def count_sitemap_entries(session: Session, *, kind: AddressedKind, views: Sequence[tuple[str, int]]) -> int:
    """How many things of a kind are public in any of the views, each of which is a language and a market's id."""
    return int(session.execute(_COUNTS[kind], _views(kind, views)).scalar_one())


def sitemap_entries(
    session: Session,
    *,
    kind: AddressedKind,
    views: Sequence[tuple[str, int]],
    after: int = 0,
    skipped: int = 0,
    limit: int,
) -> list[SitemapEntry]:
    """What is public of a kind in any of the views, in the order of its ids: those after `after` but for the first
    `skipped`. Each is told with its handle in every language, and the markets that it is kept out of."""
    values = {**_views(kind, views), "after": after, "skipped": skipped, "limit": limit}
    rows = session.execute(_SITEMAPS[kind], values)
    return [SitemapEntry(row.id, row.handles, row.changed_at, frozenset(row.absent or ())) for row in rows]


def sitemap_digest(
    session: Session, *, kind: AddressedKind, views: Sequence[tuple[str, int]], skipped: int, limit: int
) -> str:
    """Another one once any of the entries is (`sitemap_entries`), which are not sent for it; "" where there is none."""
    values = {**_views(kind, views), "after": 0, "skipped": skipped, "limit": limit}
    return str(session.execute(_DIGESTS[kind], values).scalar_one())


def _views(kind: AddressedKind, views: Sequence[tuple[str, int]]) -> dict[str, object]:
    languages = [language for language, _ in views]
    if kind == "collection":
        return {"languages": languages}
    return {"languages": languages, "market_ids": [market_id for _, market_id in views], "now": clock.now()}
