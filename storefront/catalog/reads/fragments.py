"""Pieces of SQL and their readers that several of the page reads share.

Every statement here names only the tenant's own rows: the row policies add the tenant, in every role.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import TextClause, text

from storefront.audience import Audience
from storefront.catalog import rules
from storefront.catalog.reads.values import Card, NetQuantity, Offer, ShownOptionValue
from storefront.pictures import PICTURE_JSON, shown_picture
from tenants.kit import clock

Row = Mapping[str, Any]  # Any: decoded JSON

# The text that an audience reads of `{owner}`: the first of its languages that there is one in.
CHOSEN_TEXT = """
    cross join lateral (
        select * from {table} candidate
        where candidate.tenant_id = {owner}.tenant_id and candidate.{reference} = {owner}.{id}
          and candidate.language = any(cast(:languages as text[]))
        order by array_position(cast(:languages as text[]), candidate.language::text) limit 1
    ) chosen"""

PRODUCT_TEXT = CHOSEN_TEXT.format(table="product_text", reference="product_id", owner="{owner}", id="{id}")
COLLECTION_TEXT = CHOSEN_TEXT.format(table="collection_text", reference="collection_id", owner="collection", id="id")

# What is left to sell of `variant`, as inventory counts it: a variant may lie at several locations. Not limited: it is
# not counted anywhere, or not everywhere, or may be back-ordered.
STOCK = """
    cross join lateral (
        select coalesce(bool_and(level.is_tracked), false) as is_tracked,
            coalesce(sum(greatest(level.on_hand - level.reserved - level.back_ordered, 0)), 0)::integer as left_over
        from stock_level level where level.tenant_id = variant.tenant_id and level.variant_id = variant.id) stock
    left join back_order_policy back_order
        on back_order.tenant_id = variant.tenant_id and back_order.variant_id = variant.id"""

# Lists show what is for sale in the market, has been published, and has a text that the audience can read. In a market
# of enquiries a price is not needed.
LISTED = """offer.market_id = :market_id and offer.published_at <= :now
    and offer.languages && cast(:languages as varchar[]) and (offer.amount_minor is not null or :is_enquiry)"""

# Whether a product is meant for a market, as its scope says.
IN_SCOPE = """({product}.market_scope = 'all' or ({product}.market_scope = 'only') = exists (
    select from product_market named where named.tenant_id = {product}.tenant_id and named.product_id = {product}.id
        and named.market_id = {market_id}))"""
# The markets that it is not meant for.
ABSENT = f"""(select json_agg(market.id order by market.id) from market
    where not {IN_SCOPE.format(product="{product}", market_id="market.id")})"""

# One JSON object for each row of `picked` (product_offer's columns and `place`).
CARDS = f"""
    select json_agg(json_build_object(
        'product_id', picked.product_id, 'handle', chosen.handle, 'title', chosen.title, 'language', chosen.language,
        'vendor', product.vendor, 'amount', picked.amount_minor, 'currency', picked.currency,
        'compare_at', picked.compare_at_minor, 'lowest', picked.lowest_minor, 'net_quantity', picked.net_quantity,
        'net_unit', picked.net_unit, 'highest', picked.highest_minor, 'available', picked.is_available,
        'published_at', picked.published_at, 'images', pictures.list, 'swatches', swatches.list
    ) order by picked.place)
    from picked
    join product on product.tenant_id = picked.tenant_id and product.id = picked.product_id
    {PRODUCT_TEXT.format(owner="picked", id="product_id")}
    left join lateral (
        select json_agg({PICTURE_JSON.format(alts="first.alts")} order by first.position, first.id) as list
        from (
            select * from product_image image
            where image.tenant_id = picked.tenant_id and image.product_id = picked.product_id
            order by image.position, image.id limit 2
        ) first
        join media_asset asset on asset.tenant_id = first.tenant_id and asset.id = first.asset_id
    ) pictures on true
    left join lateral (
        select json_agg(json_build_object('key', value.key, 'names', value.names, 'swatch', value.swatch)
            order by value.position, value.id) as list
        from product_option option
        join product_option_value value on value.tenant_id = option.tenant_id and value.option_id = option.id
        where option.tenant_id = picked.tenant_id and option.product_id = picked.product_id and value.swatch <> ''
          and option.key || '=' || value.key = any(picked.answers)
    ) swatches on true"""


def audience_values(audience: Audience) -> dict[str, object]:
    """The parameters that every page read binds."""
    return {
        "languages": list(audience.languages),
        "market_id": audience.market_id,
        "is_enquiry": audience.is_enquiry,
        "now": clock.now(),
    }


@lru_cache(maxsize=256)
def statement(*parts: str) -> TextClause:
    """One statement of several fragments, in one line: psycopg reads a statement anew each time it is over 4 kB."""
    return text(" ".join(" ".join(parts).split()))


def cards_from(rows: list[Row] | None, audience: Audience) -> tuple[Card, ...]:
    """The cards of the rows that CARDS gathered, in their order; `rows` is None where there was none.

    A mark of new that every one of a list would bear says nothing, and is left out.
    """
    now = clock.now()
    found = tuple(_card(row, audience, now) for row in rows or ())
    if len(found) > 1 and all(card.is_new for card in found):
        return tuple(replace(card, is_new=False) for card in found)
    return found


def _card(row: Row, audience: Audience, now: datetime) -> Card:
    return Card(
        product_id=row["product_id"],
        handle=row["handle"],
        title=row["title"],
        language=row["language"],
        vendor=row["vendor"],
        images=tuple(shown_picture(each, audience) for each in row["images"] or ()),
        offer=offer_of(row, audience),
        is_from=row["amount"] is not None and row["highest"] > row["amount"],
        is_available=row["available"],
        is_new=rules.is_new(datetime.fromisoformat(row["published_at"]), now),
        swatches=tuple(option_value(each, audience) for each in row["swatches"] or ()),
        net=net_of(row),
    )


def offer_of(row: Row, audience: Audience) -> Offer | None:
    """What the audience is told of a price; nothing where there is none, or where it is on request."""
    if audience.is_enquiry or row["amount"] is None:
        return None
    return Offer(row["amount"], row["currency"], row["compare_at"], row["lowest"])


def net_of(row: Row) -> NetQuantity | None:
    """How much is in the packing, for the price by unit; None where the merchant has not said."""
    return None if row["net_quantity"] is None else NetQuantity(row["net_quantity"], row["net_unit"])


def option_value(row: Row, audience: Audience) -> ShownOptionValue:
    """A value of an option in the audience's words, else by its key."""
    return ShownOptionValue(row["key"], audience.text(row["names"]) or row["key"], row["swatch"])
