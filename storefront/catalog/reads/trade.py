"""Products as customs and the law of sales look at them: for the merchant's list and for one product's page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from storefront.catalog.errors import ProductNotFound
from storefront.catalog.reads.fragments import statement
from storefront.safety import ProductSafety, safety_from_json

# The title in the first of the languages that there is one in, else in any.
_TITLE = """
    coalesce((select text.title from product_text text
        where text.tenant_id = product.tenant_id and text.product_id = product.id
        order by array_position(cast(:languages as text[]), text.language::text) nulls last, text.language limit 1), '')
    as title"""
_LIST = statement(f"""
    with listed as (
        select product.id, product.status, product.hs_code, product.origin_country, {_TITLE},
            exists (select from variant where variant.tenant_id = product.tenant_id
                and variant.product_id = product.id and variant.weight_grams = 0) as lacks_weight
        from product
        where product.status <> 'archived' and (cast(:before as bigint) is null or product.id < :before)
    )
    select * from listed
    where (not :only_open or hs_code is null or origin_country is null or lacks_weight)
        and (:search = '' or position(lower(:search) in lower(title)) > 0)
    order by id desc limit :limit""")
_ONE = statement(f"""
    select product.id, product.status, product.hs_code, product.origin_country, product.material,
        product.product_type, product.tags, product.no_withdrawal, product.safety, {_TITLE},
        (select json_agg(json_build_object('id', variant.id, 'sku', variant.sku, 'weight', variant.weight_grams,
                'answers', (select json_agg(value.names order by option.position, option.id)
                    from variant_option_value answer
                    join product_option option on option.tenant_id = answer.tenant_id and option.id = answer.option_id
                    join product_option_value value
                        on value.tenant_id = answer.tenant_id and value.id = answer.option_value_id
                    where answer.tenant_id = variant.tenant_id and answer.variant_id = variant.id))
                order by variant.position, variant.id)
            from variant
            where variant.tenant_id = product.tenant_id and variant.product_id = product.id) as variants
    from product where product.id = :id""")


@dataclass(frozen=True, slots=True)
class TradeRow:
    """A product in the list, and which of the facts that every parcel abroad needs are known of it."""

    id: int
    title: str
    status: str
    hs_code: str | None
    origin_country: str | None
    lacks_weight: bool

    @property
    def is_complete(self) -> bool:
        """Whether customs papers of it can be made."""
        return bool(self.hs_code and self.origin_country and not self.lacks_weight)


@dataclass(frozen=True, slots=True)
class TradeVariant:
    id: int
    sku: str
    title: str
    weight_grams: int


@dataclass(frozen=True, slots=True)
class TradeProduct:
    """All that is said of a product for customs and for the law of sales."""

    id: int
    title: str
    status: str
    product_type: str
    tags: tuple[str, ...]
    hs_code: str | None
    origin_country: str | None
    material: str
    no_withdrawal: str
    safety: ProductSafety
    variants: tuple[TradeVariant, ...]


def trade_products(
    session: Session,
    languages: Sequence[str],
    *,
    page: tuple[int | None, int],
    search: str = "",
    only_open: bool = False,
) -> list[TradeRow]:
    """Products that are not archived, the newest first. `only_open`: those of which something is not known yet.

    `page` is the id before which to begin (None: the newest) and how many at most.
    """
    before, limit = page
    values = {
        "languages": list(languages), "search": search.replace("\0", ""), "only_open": only_open, "before": before,
        "limit": limit,
    }  # fmt: skip
    return [TradeRow(**row) for row in session.execute(_LIST, values).mappings()]


def trade_product(session: Session, product_id: int, languages: Sequence[str]) -> TradeProduct:
    """Of any status. Raises ProductNotFound."""
    row = session.execute(_ONE, {"id": product_id, "languages": list(languages)}).mappings().first()
    if row is None:
        raise ProductNotFound(f"no product {product_id}")
    plain = ("id", "title", "status", "product_type", "hs_code", "origin_country", "material", "no_withdrawal")
    return TradeProduct(
        **{name: row[name] for name in plain},
        tags=tuple(row["tags"]),
        safety=safety_from_json(row["safety"]),
        variants=tuple(_variant(each, languages) for each in row["variants"] or ()),
    )


def _variant(row: Mapping[str, Any], languages: Sequence[str]) -> TradeVariant:  # Any: JSON
    answers = [_named(names, languages) for names in row["answers"] or ()]
    return TradeVariant(row["id"], row["sku"], " / ".join(filter(None, answers)), row["weight"])


def _named(names: Mapping[str, str], languages: Sequence[str]) -> str:
    return next((names[each] for each in languages if names.get(each)), next(iter(names.values()), ""))
