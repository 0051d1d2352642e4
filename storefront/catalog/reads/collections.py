"""Collections with their own pages, and the short lists of products that sections of pages show."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from storefront.audience import Audience
from storefront.catalog.errors import CollectionNotFound
from storefront.catalog.reads.fragments import CARDS, COLLECTION_TEXT, LISTED, audience_values, cards_from, statement
from storefront.catalog.reads.values import Card, ShownCollection
from storefront.pictures import PICTURE_JSON, shown_picture

_SHOWN = f"""
    select collection.id, collection.sort, chosen.language, chosen.handle, chosen.title, chosen.description_html,
        chosen.seo_title, chosen.seo_description,
        (select {PICTURE_JSON.format(alts="collection.image_alts")} from media_asset asset
            where asset.tenant_id = collection.tenant_id and asset.id = collection.image_asset_id) as image,
        (select count(*) from (
            select from collection_product member
            join product_offer offer on offer.tenant_id = member.tenant_id and offer.product_id = member.product_id
            where member.tenant_id = collection.tenant_id and member.collection_id = collection.id and {LISTED}
            limit 5000) counted) as product_count,
        (select json_object_agg(every.language, every.handle) from collection_text every
            where every.tenant_id = collection.tenant_id and every.collection_id = collection.id) as handles
    from collection {COLLECTION_TEXT}
    where collection.is_published"""

_ALL = statement(_SHOWN, "order by collection.position, collection.id limit :limit")
_BY_HANDLE = statement(
    f"""with asked as (
        select collection_id, language from collection_text
        where handle = :handle and language = any(cast(:languages as text[])))
    {_SHOWN} and (collection.id, chosen.language) in (select collection_id, language from asked)
    order by array_position(cast(:languages as text[]), chosen.language::text) limit 1"""
)
_BY_HANDLES = statement(
    f"""{_SHOWN} and collection.id in (
        select collection_id from collection_text
        where handle = any(cast(:handles as text[])) and language = :handle_language)"""
)

_NEWEST = statement(
    f"""with picked as (
        select offer.*, row_number() over (order by offer.published_at desc, offer.product_id desc) as place
        from product_offer offer where {LISTED}
        order by offer.published_at desc, offer.product_id desc limit :limit)
    select ({CARDS}) as cards"""
)
# Kin share collections first, then tags, then the kind; the newest of equals.
_RELATED = statement(
    f"""with candidates as (
        (select other.product_id, 3 as weight from collection_product mine
            join lateral (select product_id from collection_product near
                where near.tenant_id = mine.tenant_id and near.collection_id = mine.collection_id
                  and near.product_id <> :product_id
                order by near.position, near.product_id limit 100) other on true
            where mine.product_id = :product_id)
        union all
        (select near.id, 2 from product this
            join lateral (select id from product near where near.tenant_id = this.tenant_id
                and near.product_type = this.product_type and near.status = 'active' and near.id <> this.id
                order by near.published_at desc, near.id desc limit 100) near on true
            where this.id = :product_id and this.product_type <> '')
    ), picked as (
        select offer.*, row_number() over (order by kin.weight desc, offer.published_at desc, offer.product_id desc)
            as place
        from (select product_id, sum(weight) as weight from candidates group by product_id) kin
        join product_offer offer on offer.product_id = kin.product_id
        where {LISTED} order by place limit :limit)
    select ({CARDS}) as cards"""
)
_BY_PRODUCT_HANDLES = statement(
    f"""with picked as (
        select offer.*, row_number() over () as place
        from product_text named
        join product_offer offer on offer.tenant_id = named.tenant_id and offer.product_id = named.product_id
        where named.handle = any(cast(:handles as text[])) and named.language = :handle_language and {LISTED})
    select ({CARDS}) as cards,
        (select json_object_agg(named.product_id, named.handle) from product_text named
            where named.handle = any(cast(:handles as text[])) and named.language = :handle_language) as asked"""
)
_OF_COLLECTIONS = statement(
    f"""with wanted as (
        select named.collection_id, named.handle from collection_text named
        join collection on collection.tenant_id = named.tenant_id and collection.id = named.collection_id
        where named.handle = any(cast(:handles as text[])) and named.language = :handle_language
            and collection.is_published
    ), members as (
        select wanted.handle, near.product_id, near.nth from wanted cross join lateral (
            select member.product_id,
                row_number() over (order by member.position, offer.published_at desc, member.product_id) as nth
            from collection_product member
            join product_offer offer on offer.tenant_id = member.tenant_id and offer.product_id = member.product_id
            where member.collection_id = wanted.collection_id and {LISTED}
            order by member.position, offer.published_at desc, member.product_id limit :limit) near
    ), picked as (
        select offer.*, row_number() over () as place from product_offer offer
        where offer.product_id in (select product_id from members) and offer.market_id = :market_id)
    select ({CARDS}) as cards,
        (select json_object_agg(handle, ids) from (
            select handle, json_agg(product_id order by nth) as ids from members group by handle) listed) as members"""
)


def collections(session: Session, audience: Audience, *, limit: int = 250) -> tuple[ShownCollection, ...]:
    """The published collections in the shop's order."""
    rows = session.execute(_ALL, {**audience_values(audience), "limit": limit}).mappings()
    return tuple(_shown({**row}, audience) for row in rows)


def collection_by_handle(session: Session, audience: Audience, *, handle: str) -> ShownCollection:
    """The collection under its handle in the language that the audience reads it in. Raises CollectionNotFound."""
    values = {**audience_values(audience), "handle": handle}
    if "\0" in handle or (row := session.execute(_BY_HANDLE, values).mappings().first()) is None:
        raise CollectionNotFound(f"no collection {handle!r}")
    return _shown({**row}, audience)


def collections_by_handles(
    session: Session, audience: Audience, *, handles: Sequence[str], handle_language: str
) -> dict[str, ShownCollection]:
    """Those of the collections that are to be seen, by their handles in one language, as themes name them."""
    values = {**audience_values(audience), "handles": list(handles), "handle_language": handle_language}
    shown = (_shown({**row}, audience) for row in session.execute(_BY_HANDLES, values).mappings())
    return {each.handles[handle_language]: each for each in shown}


def newest(session: Session, audience: Audience, *, limit: int) -> tuple[Card, ...]:
    """What was published last and is listed for the audience, newest first."""
    return _cards(session, audience, _NEWEST, {"limit": limit})


def related(session: Session, audience: Audience, *, product_id: int, limit: int) -> tuple[Card, ...]:
    """Products of the same collections first, then of the same type; never the product itself."""
    return _cards(session, audience, _RELATED, {"product_id": product_id, "limit": limit})


def cards_by_handles(
    session: Session, audience: Audience, *, handles: Sequence[str], handle_language: str
) -> dict[str, Card]:
    """Those of the products that are for sale here, by their handles in one language, as themes name them."""
    values = {**audience_values(audience), "handles": list(handles), "handle_language": handle_language}
    row = session.execute(_BY_PRODUCT_HANDLES, values).mappings().one()
    asked: Mapping[str, str] = row["asked"] or {}
    return {asked[str(card.product_id)]: card for card in cards_from(row["cards"], audience)}


def products_of_collections(
    session: Session, audience: Audience, *, handles: Sequence[str], handle_language: str, limit: int
) -> dict[str, tuple[Card, ...]]:
    """The first products of several collections, by the collections' handles in one language."""
    values = {"handles": list(handles), "handle_language": handle_language, "limit": limit}
    row = session.execute(_OF_COLLECTIONS, audience_values(audience) | values).mappings().one()
    cards = {card.product_id: card for card in cards_from(row["cards"], audience)}
    members: Mapping[str, list[int]] = row["members"] or {}
    return {handle: tuple(cards[each] for each in ids if each in cards) for handle, ids in members.items()}


def _cards(session: Session, audience: Audience, query: Any, values: dict[str, object]) -> tuple[Card, ...]:
    # Any: a text clause with parameters of its own
    return cards_from(session.execute(query, audience_values(audience) | values).scalar_one(), audience)


def _shown(row: dict[str, Any], audience: Audience) -> ShownCollection:  # Any: columns of many types
    image = row.pop("image")
    return ShownCollection(**row, image=shown_picture(image, audience) if image else None)
