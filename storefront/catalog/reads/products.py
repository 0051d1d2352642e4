"""One product on its own page."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from storefront.audience import Audience
from storefront.catalog.errors import ProductNotFound
from storefront.catalog.reads.fragments import (
    ABSENT,
    IN_SCOPE,
    PRODUCT_TEXT,
    STOCK,
    Row,
    audience_values,
    net_of,
    offer_of,
    option_value,
    statement,
)
from storefront.catalog.reads.values import NamedHandle, ProductPage, ShownOption, ShownVariant
from storefront.pictures import PICTURE_JSON, shown_picture
from storefront.safety import safety_from_json
from tenants.isolation import PLAN_ANEW, plan_anew

_PAGE = statement(
    f"""
    select product.id, product.vendor, product.product_type, product.tags, product.material, product.origin_country,
        product.no_withdrawal, product.safety,
        product.hs_code, product.published_at, {ABSENT.format(product="product")} as absent,
        chosen.language, chosen.handle, chosen.title, chosen.description_html,
        chosen.seo_title, chosen.seo_description,
        (select primary_language from tenant where tenant.id = product.tenant_id) as own_language,
        (select json_object_agg(term.kind, term.names) from term
            where term.tenant_id = product.tenant_id and (term.kind, term.text) in
                (('material', product.material), ('product_type', product.product_type))) as terms,
        (select json_object_agg(every.language, every.handle) from product_text every
            where every.tenant_id = product.tenant_id and every.product_id = product.id) as handles,
        (select json_agg(json_build_object('id', image.id, 'picture', {PICTURE_JSON.format(alts="image.alts")})
                order by image.position, image.id)
            from product_image image
            join media_asset asset on asset.tenant_id = image.tenant_id and asset.id = image.asset_id
            where image.tenant_id = product.tenant_id and image.product_id = product.id) as images,
        (select json_agg(json_build_object('key', option.key, 'names', option.names, 'values',
                (select json_agg(json_build_object('key', value.key, 'names', value.names, 'swatch', value.swatch)
                        order by value.position, value.id)
                    from product_option_value value
                    where value.tenant_id = option.tenant_id and value.option_id = option.id))
                order by option.position, option.id)
            from product_option option
            where option.tenant_id = product.tenant_id and option.product_id = product.id) as options,
        (select json_agg(json_build_object(
                'id', variant.id, 'sku', variant.sku, 'barcode', variant.barcode, 'weight', variant.weight_grams,
                'image_id', variant.image_id, 'amount', price.amount_minor, 'currency', price.currency,
                'compare_at', price.compare_at_minor, 'lowest', price.lowest_minor,
                'net_quantity', variant.net_quantity, 'net_unit', variant.net_unit,
                'tracked', stock.is_tracked, 'left', stock.left_over,
                'back_order', back_order.variant_id is not null,
                'ships_within', back_order.ships_within_days, 'answers',
                (select json_object_agg(option.key, value.key) from variant_option_value answer
                    join product_option option on option.tenant_id = answer.tenant_id and option.id = answer.option_id
                    join product_option_value value
                        on value.tenant_id = answer.tenant_id and value.id = answer.option_value_id
                    where answer.tenant_id = variant.tenant_id and answer.variant_id = variant.id))
                order by variant.position, variant.id)
            from variant
            left join price on price.tenant_id = variant.tenant_id and price.variant_id = variant.id
                and price.market_id = :market_id
            {STOCK}
            where variant.tenant_id = product.tenant_id and variant.product_id = product.id) as variants,
        (select json_agg(json_build_object('titles', named.titles, 'handles', named.handles)
                order by collection.position, collection.id)
            from collection_product place
            join collection on collection.tenant_id = place.tenant_id and collection.id = place.collection_id
            cross join lateral (
                select json_object_agg(text.language, text.title) as titles,
                    json_object_agg(text.language, text.handle) as handles
                from collection_text text
                where text.tenant_id = collection.tenant_id and text.collection_id = collection.id) named
            where place.tenant_id = product.tenant_id and place.product_id = product.id
                and collection.is_published and named.titles is not null) as collections,
        {PLAN_ANEW}
    from product_text asked
    join product on product.tenant_id = asked.tenant_id and product.id = asked.product_id
    {PRODUCT_TEXT.format(owner="product", id="id")}
    where asked.handle = :handle and asked.language = any(cast(:languages as text[]))
        and chosen.language = asked.language
        and product.status = 'active' and product.published_at <= :now
        and {IN_SCOPE.format(product="product", market_id=":market_id")}
    order by array_position(cast(:languages as text[]), asked.language::text) limit 1
    """
)


def product_by_handle(session: Session, audience: Audience, *, handle: str) -> ProductPage:
    """The product under its handle in the language that the audience reads it in. Raises ProductNotFound.

    It may be the first statement of a transaction that keeps its plan: every table is read by whole keys.

    A handle that belongs to another of the product's languages is not found: `find_moved_handle` knows the right one.
    """
    values = {**audience_values(audience), "handle": handle}
    if "\0" in handle or (row := session.execute(_PAGE, values).mappings().first()) is None:
        plan_anew(session)
        raise ProductNotFound(f"no product {handle!r}")
    return _page({**row}, audience)


def _page(row: dict[str, Any], audience: Audience) -> ProductPage:  # Any: columns of many types
    images = row["images"] or ()
    index_of = {image["id"]: index for index, image in enumerate(images)}
    published_at: datetime = row["published_at"]
    return ProductPage(
        **{name: row[name] for name in _PLAIN},
        product_type=_in_words(row, "product_type", audience),
        material=_in_words(row, "material", audience),
        published_at=published_at,
        tags=tuple(row["tags"]),
        images=tuple(shown_picture(each["picture"], audience) for each in images),
        options=tuple(_option(each, audience) for each in row["options"] or ()),
        variants=tuple(_variant(each, index_of, audience) for each in row["variants"] or ()),
        collections=tuple(
            NamedHandle(title, audience.text(each["handles"]))
            for each in row["collections"] or ()
            if (title := audience.text(each["titles"]))
        ),
        handles=row["handles"],
        absent_from=frozenset(row["absent"] or ()),
        safety=safety_from_json(row["safety"]),
    )


_PLAIN = (
    *("id", "language", "handle", "title", "description_html", "seo_title", "seo_description"),
    *("vendor", "origin_country", "hs_code", "no_withdrawal"),
)


def _in_words(row: Row, name: str, audience: Audience) -> str:
    """What the product says of itself is in the shop's own language, unless it has a name there, too."""
    said: str = row[name]
    return audience.text({row["own_language"]: said, **(row["terms"] or {}).get(name, {})}) or said


def _option(row: Row, audience: Audience) -> ShownOption:
    return ShownOption(
        key=row["key"],
        title=audience.text(row["names"]) or row["key"],
        values=tuple(option_value(each, audience) for each in row["values"] or ()),
    )


def _variant(row: Row, index_of: dict[int, int], audience: Audience) -> ShownVariant:
    return ShownVariant(
        id=row["id"],
        sku=row["sku"],
        barcode=row["barcode"],
        weight_grams=row["weight"],
        answers=row["answers"] or {},
        offer=offer_of(row, audience),
        is_tracked=row["tracked"],
        left=row["left"],
        takes_back_orders=row["back_order"],
        ships_within_days=row["ships_within"],
        image_index=index_of.get(row["image_id"]),
        net=net_of(row),
        is_on_request=audience.is_enquiry,
    )
