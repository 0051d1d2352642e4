"""The queries of search: which products match, and what there is to say about a product."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from storefront import catalog
from storefront.audience import Audience
from storefront.catalog import Filters, Listing, Sort
from storefront.folding import folded
from storefront.search import rules
from storefront.search.rules import Term

_NEAR_AT_MOST = 200
# A match in the language of the view counts full; in a language that stands in for it, a little less each time.
_SHARE = 0.7

_MATCHES = """
    with asked as (
        select language, share, {wanted} as wanted, {misspelt} as misspelt
        from unnest(cast(:languages as text[]), cast(:configs as text[])::regconfig[], cast(:shares as real[]))
            as asked (language, config, share)
    ), matched as materialized (
        select found.product_id, max(found.rank * asked.share) as rank
        from asked cross join lateral search_matches(asked.language, asked.wanted, :at_most) found
        group by found.product_id
    ), near as (
        select found.product_id, found.folded_title, found.closeness * asked.share as closeness
        from asked cross join lateral search_near(asked.language, :typed, asked.misspelt, :near_at_most) found
        where not exists (select from matched)
    )
    select (select json_agg(product_id order by rank desc, product_id desc) from matched) as matched,
        (select json_agg(json_build_array(product_id, folded_title, closeness) order by closeness desc, product_id desc)
            from near) as near"""

_PRODUCTS = text("""
    select product.id, product.vendor, product.product_type, product.tags, product.material, written.language,
        written.title, written.description_html,
        (select string_agg(variant.sku, ' ') from variant
            where variant.tenant_id = product.tenant_id and variant.product_id = product.id) as skus,
        (select json_agg(value.names) from product_option option
            join product_option_value value on value.tenant_id = option.tenant_id and value.option_id = option.id
            where option.tenant_id = product.tenant_id and option.product_id = product.id) as answers,
        (select string_agg(named.title, ' ') from collection_product place
            join collection_text named on named.tenant_id = place.tenant_id
                and named.collection_id = place.collection_id and named.language = written.language
            where place.tenant_id = product.tenant_id and place.product_id = product.id) as collections
    from product
    join product_text written on written.tenant_id = product.tenant_id and written.product_id = product.id
    where product.id = any(cast(:ids as bigint[])) and product.status = 'active'""")


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found. Unless `is_exact`, nothing matched as typed and the listing holds what is near.

    `suggestion` is then the query in words that titles have, where such are near.
    """

    query: str
    listing: Listing
    is_exact: bool
    suggestion: str


@dataclass(frozen=True, slots=True)
class ProductWords:
    """A product in one language, as search sees it."""

    product_id: int
    language: str
    title: str
    description_html: str
    skus: str
    attributes: tuple[str, ...]  # vendor, kind, tags, answers
    material: str
    collections: str


def find(
    session: Session,
    audience: Audience,
    query: str,
    *,
    filters: Filters,
    sort: Sort = Sort.RELEVANCE,
    page: int = 1,
) -> Found:
    """The products that a shopper means, best first, with facets. Two statements. Raises QueryTooLong.

    An empty query finds nothing. The filters' own product ids are not looked at.
    """
    typed = rules.checked_query(query)
    matched, near = _matches(session, audience, typed)
    ids = matched or [each[0] for each in near]
    narrowed = Filters(
        collection_id=filters.collection_id,
        product_ids=tuple(dict.fromkeys(ids)),
        options=filters.options,
        is_available=filters.is_available,
        price_min=filters.price_min,
        price_max=filters.price_max,
    )
    listing = catalog.listing(session, audience, filters=narrowed, sort=sort, page=page)
    suggestion = "" if matched else rules.nearest_words(typed, _titles(listing, near))
    return Found(typed, listing, bool(matched), suggestion)


def products_in_words(session: Session, product_ids: Iterable[int]) -> list[ProductWords]:
    """What is to be indexed of the active ones among the products, each in each of its languages."""
    rows = session.execute(_PRODUCTS, {"ids": list(product_ids)})
    return [
        ProductWords(
            product_id=row.id,
            language=row.language,
            title=row.title,
            description_html=row.description_html,
            skus=row.skus or "",
            attributes=(row.vendor, row.product_type, *row.tags, *_answers(row.answers, row.language)),
            material=row.material,
            collections=row.collections or "",
        )
        for row in rows
    ]


Near = list[tuple[int, str, float]]


def _matches(session: Session, audience: Audience, typed: str) -> tuple[list[int], Near]:
    terms = rules.terms(typed)
    if not terms:
        return [], []
    wanted, misspelt, values = _expressions(terms)
    row = session.execute(
        text(_MATCHES.format(wanted=wanted, misspelt=misspelt)),
        values
        | {
            "languages": list(audience.languages),
            "configs": [rules.configuration(language) for language in audience.languages],
            "shares": [_SHARE**place for place in range(len(audience.languages))],
            "typed": folded(typed),
            "at_most": catalog.COUNTED_AT_MOST,
            "near_at_most": _NEAR_AT_MOST,
        },
    ).one()
    near: Near = [(each[0], each[1], each[2]) for each in row.near or ()]
    closest = [each for each in near if each[2] >= 1]
    return row.matched or [], closest or near


def _expressions(terms: Sequence[Term]) -> tuple[str, str, dict[str, str]]:
    """Two SQL expressions of type tsquery, each word found and each word nearly found, and their parameters.

    Words that the language's configuration passes over (the, und) are asked of nothing.
    """
    wanted, misspelt, values = [], [], {}
    for number, term in enumerate(terms):
        if term.fixed:
            wanted.append(f"cast(:fixed_{number} as tsquery)")
            misspelt.append(f"cast(:fixed_{number} as tsquery)")
            values[f"fixed_{number}"] = term.fixed
            continue
        stemmed = f"to_tsquery(config, :stemmed_{number})"
        wanted.append(stemmed)
        misspelt.append(
            f"case when numnode({stemmed}) = 0 then {stemmed} else {stemmed} || cast(:misspelt_{number} as tsquery) end"
        )
        values |= {f"stemmed_{number}": term.stemmed, f"misspelt_{number}": term.misspelt}
    return f"({' && '.join(wanted)})", f"({' && '.join(misspelt)})", values


def _titles(listing: Listing, near: Near) -> list[str]:
    """Titles as shoppers read them come last, so that their spelling wins over the folded one."""
    return [*(title for _, title, _ in near), *(card.title for card in listing.cards)]


def _answers(names: Sequence[Mapping[str, Any]] | None, language: str) -> list[str]:  # Any: JSON
    return [each[language] for each in names or () if each.get(language)]
