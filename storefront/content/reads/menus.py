"""Menus with every link's title and handle found, in one statement for all menus of a page.

Titles and handles of collections and products are read by the names of their tables, since the catalogue is a sibling.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from storefront.audience import Audience
from storefront.content.models import DocumentKind, MenuTarget
from tenants.kit import clock


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A link that leads somewhere. `handle` is set for collections, products and documents, `url` for plain addresses.

    The title is empty where neither the shop nor the target gives one (home, collections, blog, search): the theme has
    words for these. `document_kind` is set for documents.
    """

    target: MenuTarget
    title: str
    handle: str
    url: str
    document_kind: DocumentKind | None
    children: tuple["MenuLink", ...] = ()


@dataclass(frozen=True, slots=True)
class Menus:
    """The menus by handle, true `until` what a link leads to is published; None: until somebody changes something."""

    links: Mapping[str, tuple[MenuLink, ...]]
    until: datetime | None


_TEXTS = """(select json_build_object('titles', json_object_agg(language, title),
        'handles', json_object_agg(language, handle)) from {table} written
    where written.tenant_id = item.tenant_id and written.{reference} = item.target_id)"""
_MENUS = text(f"""
    select menu.handle as menu, item.id, item.parent_id, item.titles, item.target, item.url, document.kind,
        case item.target
            when 'collection' then (select {_TEXTS.format(table="collection_text", reference="collection_id")}
                from collection where collection.tenant_id = item.tenant_id and collection.id = item.target_id
                    and collection.is_published)
            when 'product' then (select {_TEXTS.format(table="product_text", reference="product_id")}
                from product where product.tenant_id = item.tenant_id and product.id = item.target_id
                    and product.status = 'active' and product.published_at <= :now)
            when 'document' then (select {_TEXTS.format(table="document_text", reference="document_id")}
                where document.published_at <= :now)
        end as texts,
        case item.target
            when 'product' then (select product.published_at from product where product.tenant_id = item.tenant_id
                and product.id = item.target_id and product.status = 'active' and product.published_at > :now)
            when 'document' then (select document.published_at where document.published_at > :now)
        end as published_later_at
    from menu
    join menu_item item on item.tenant_id = menu.tenant_id and item.menu_id = menu.id
    left join document on item.target = 'document' and document.tenant_id = item.tenant_id
        and document.id = item.target_id
    where menu.handle = any(cast(:handles as text[]))
    order by menu.handle, item.position, item.id""")
_ROWS = (MenuTarget.COLLECTION, MenuTarget.PRODUCT, MenuTarget.DOCUMENT)


def menus(session: Session, audience: Audience, handles: Sequence[str]) -> Menus:
    """The menus with these handles. A link to what this audience can not read is left out, and what is below it too."""
    rows = [{**row} for row in session.execute(_MENUS, {"handles": list(handles), "now": clock.now()}).mappings()]
    below: dict[int | None, list[dict[str, Any]]] = {}  # Any: columns of many types
    for row in rows:
        below.setdefault(row["parent_id"], []).append(row)
    found: dict[str, list[MenuLink]] = {}
    for row in below.get(None, ()):
        link = _link(row, audience, tuple(_links(below.get(row["id"], ()), audience)))
        if link is not None:
            found.setdefault(row["menu"], []).append(link)
    return Menus(
        links={handle: tuple(links) for handle, links in found.items()},
        until=min((row["published_later_at"] for row in rows if row["published_later_at"]), default=None),
    )


def _links(rows: Sequence[Mapping[str, Any]], audience: Audience) -> list[MenuLink]:  # Any: columns of many types
    return [link for row in rows if (link := _link(row, audience, ())) is not None]


def _link(row: Mapping[str, Any], audience: Audience, children: tuple[MenuLink, ...]) -> MenuLink | None:
    target, texts = MenuTarget(row["target"]), row["texts"] or {}
    handle = audience.text(texts.get("handles") or {})
    if target in _ROWS and not handle:
        return None
    return MenuLink(
        target=target,
        title=audience.text(row["titles"]) or audience.text(texts.get("titles") or {}),
        handle=handle,
        url=row["url"],
        document_kind=DocumentKind(row["kind"]) if row["kind"] else None,
        children=children,
    )
