"""Variants by themselves, as a cart holds them: what they are, cost, weigh, and whether they are still to be had."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlmodel import Session

from storefront.audience import Audience
from storefront.catalog.reads.fragments import IN_SCOPE, STOCK, audience_values, offer_of, statement
from storefront.catalog.reads.values import Offer
from storefront.pictures import PICTURE_JSON, ShownPicture, shown_picture

_SELLABLES = statement(
    f"""
    select variant.id, variant.sku, variant.weight_grams, product.id as product_id, product.product_type, product.tags,
        product.material, product.no_withdrawal, product.origin_country, product.hs_code,
        chosen.title, chosen.handle, chosen.language,
        price.amount_minor as amount, price.currency, price.compare_at_minor as compare_at,
        price.lowest_minor as lowest,
        stock.is_tracked, stock.left_over, back_order.variant_id is not null as takes_back_orders,
        back_order.ships_within_days,
        coalesce(product.status = 'active' and product.published_at <= :now
            and chosen.language = any(cast(:languages as text[]))
            and {IN_SCOPE.format(product="product", market_id=":market_id")}, false) as is_listed,
        (select json_agg(json_build_object('key', option.key, 'value', value.key, 'names', value.names)
                order by option.position, option.id)
            from variant_option_value answer
            join product_option option on option.tenant_id = answer.tenant_id and option.id = answer.option_id
            join product_option_value value
                on value.tenant_id = answer.tenant_id and value.id = answer.option_value_id
            where answer.tenant_id = variant.tenant_id and answer.variant_id = variant.id) as answers,
        (select array_agg(place.collection_id order by place.collection_id) from collection_product place
            where place.tenant_id = variant.tenant_id and place.product_id = variant.product_id) as collection_ids,
        (select {PICTURE_JSON.format(alts="image.alts")} from product_image image
            join media_asset asset on asset.tenant_id = image.tenant_id and asset.id = image.asset_id
            where image.tenant_id = variant.tenant_id and image.product_id = variant.product_id
            order by image.id is distinct from variant.image_id, image.position, image.id limit 1) as picture
    from variant
    join product on product.tenant_id = variant.tenant_id and product.id = variant.product_id
    left join lateral (
        select * from product_text candidate
        where candidate.tenant_id = product.tenant_id and candidate.product_id = product.id
        order by array_position(cast(:languages as text[]), candidate.language::text) nulls last, candidate.language
        limit 1) chosen on true
    left join price on price.tenant_id = variant.tenant_id and price.variant_id = variant.id
        and price.market_id = :market_id
    {STOCK}
    where variant.id = any(cast(:ids as bigint[]))
    """
)


_VARIANTS = statement("""
    select id from variant where product_id = any(cast(:ids as bigint[]))
    order by array_position(cast(:ids as bigint[]), product_id), position, id""")


@dataclass(frozen=True, slots=True)
class Sellable:
    """One variant for an audience. `path` is its product's page within a view, with this variant chosen.

    No offer: not for sale in this market, or not listed there any more. `left` None: as many as one likes, though with
    `is_back_order` the next one is not there yet.
    """

    variant_id: int
    product_id: int
    title: str
    variant_title: str
    path: str
    sku: str
    offer: Offer | None
    left: int | None
    is_back_order: bool
    ships_within_days: int | None
    picture: ShownPicture | None
    weight_grams: int
    hs_code: str | None
    origin_country: str | None
    material: str
    tags: tuple[str, ...]
    product_type: str
    collection_ids: tuple[int, ...]
    no_withdrawal: str = ""  # why its buyers may not withdraw; empty: they may


def sellables(session: Session, audience: Audience, *, variant_ids: Iterable[int]) -> dict[int, Sellable]:
    """The variants by id, also of products that are no longer listed; ids of nothing are missing. One round trip."""
    ids = sorted(set(variant_ids))
    if not ids:
        return {}
    rows = session.execute(_SELLABLES, {**audience_values(audience), "ids": ids}).mappings()
    return {row["id"]: _sellable({**row}, audience) for row in rows}


def variants_of_products(session: Session, product_ids: Iterable[int]) -> list[int]:
    """The ids of their variants, in the order of the products and then in their own."""
    wanted = list(product_ids)
    return [*session.execute(_VARIANTS, {"ids": wanted}).scalars()] if wanted else []


def _sellable(row: dict[str, Any], audience: Audience) -> Sellable:  # Any: columns of many types
    answers = row["answers"] or ()
    chosen = urlencode({each["key"]: each["value"] for each in answers})
    is_limited = row["is_tracked"] and not row["takes_back_orders"]
    return Sellable(
        variant_id=row["id"],
        product_id=row["product_id"],
        title=row["title"] or "",
        variant_title=" / ".join(audience.text(each["names"]) or each["value"] for each in answers),
        path=f"/products/{row['handle']}" + (f"?{chosen}" if chosen else "") if row["is_listed"] else "",
        sku=row["sku"],
        offer=offer_of(row, audience) if row["is_listed"] else None,
        left=row["left_over"] if is_limited else None,
        is_back_order=row["is_tracked"] and row["takes_back_orders"] and not row["left_over"],
        ships_within_days=row["ships_within_days"],
        picture=None if row["picture"] is None else shown_picture(row["picture"], audience),
        weight_grams=row["weight_grams"],
        hs_code=row["hs_code"],
        origin_country=row["origin_country"],
        material=row["material"],
        tags=tuple(row["tags"]),
        product_type=row["product_type"],
        collection_ids=tuple(row["collection_ids"] or ()),
        no_withdrawal=row["no_withdrawal"],
    )
