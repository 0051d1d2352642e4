"""Keeping lists true: the rows that lists are read from, and the members of collections by rule.

Pricing and inventory call this after they change a price or a stock level, in the same transaction. The statement reads
their tables by name, since those domains stand above this one. A market that is opened or changes its mode asks for
all products to be listed anew, later (`jobs`).
"""

from collections.abc import Iterable, Mapping, Sequence, Set

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col

from storefront.catalog.models import Collection, CollectionProduct
from storefront.catalog.reads import facts
from storefront.catalog.reads.fragments import STOCK, statement
from storefront.catalog.rules import belongs, parse_rule

_BATCH = 500

# Two changes of one product at once take turns, so that the later one sees what the earlier did.
_LOCK = statement("select id from product where id = any(cast(:ids as bigint[])) order by id for no key update")
# One pass without self-joins, so that a bulk load that the planner knows nothing of yet stays linear. A variant comes
# once for each of its answers, which none of the aggregates minds.
_REFRESH = statement(f"""
    with variants as materialized (
        select variant.tenant_id, variant.product_id, variant.id, variant.position, product.published_at,
            variant.net_quantity, variant.net_unit, product.market_scope,
            spoken.languages, answered.answers,
            not stock.is_tracked or stock.left_over > 0 or back_order.variant_id is not null as is_available
        from product
        cross join lateral (
            select coalesce(array_agg(text.language order by text.language), '{{}}') as languages
            from product_text text where text.tenant_id = product.tenant_id and text.product_id = product.id) spoken
        join variant on variant.tenant_id = product.tenant_id and variant.product_id = product.id
        {STOCK}
        cross join lateral (
            select array_agg(option.key || '=' || value.key) as answers
            from variant_option_value answer
            join product_option option on option.tenant_id = answer.tenant_id and option.id = answer.option_id
            join product_option_value value
                on value.tenant_id = answer.tenant_id and value.id = answer.option_value_id
            where answer.tenant_id = variant.tenant_id and answer.variant_id = variant.id) answered
        where product.id = any(cast(:ids as bigint[]))
            and product.status = 'active' and product.published_at is not null
    )
    insert into product_offer (tenant_id, market_id, product_id, published_at, currency, amount_minor,
        compare_at_minor, lowest_minor, net_quantity, net_unit, highest_minor, is_available, languages, answers,
        available_answers)
    select variants.tenant_id, market.id, variants.product_id, min(variants.published_at), min(price.currency),
        min(price.amount_minor),
        (array_agg(price.compare_at_minor order by price.amount_minor, variants.position, variants.id))[1],
        (array_agg(price.lowest_minor order by price.amount_minor, variants.position, variants.id))[1],
        (array_agg(variants.net_quantity order by price.amount_minor, variants.position, variants.id))[1],
        (array_agg(variants.net_unit order by price.amount_minor, variants.position, variants.id))[1],
        max(price.amount_minor), bool_or(variants.is_available), min(variants.languages),
        coalesce(array_agg(distinct answer) filter (where answer is not null), '{{}}'),
        coalesce(array_agg(distinct answer) filter (where answer is not null and variants.is_available), '{{}}')
    from variants
    join market on market.tenant_id = variants.tenant_id
        and (cast(:market_ids as bigint[]) is null or market.id = any(cast(:market_ids as bigint[])))
    left join lateral (
        select * from price own
        where own.tenant_id = variants.tenant_id and own.variant_id = variants.id and own.market_id = market.id
        limit 1) price on true
    left join lateral unnest(variants.answers) as answer on true
    where (price.amount_minor is not null or market.mode = 'enquiry')
        and (variants.market_scope = 'all' or (variants.market_scope = 'only') = exists (
            select from product_market named where named.tenant_id = variants.tenant_id
                and named.product_id = variants.product_id and named.market_id = market.id))
    group by variants.tenant_id, market.id, variants.product_id""")
_FORGET = statement("""
    delete from product_offer where product_id = any(cast(:ids as bigint[]))
        and (cast(:market_ids as bigint[]) is null or market_id = any(cast(:market_ids as bigint[])))""")


def refresh_offers(session: Session, product_ids: Iterable[int], *, market_ids: Set[int] | None = None) -> None:
    """Bring lists and rule collections up to date with what the products now are. Safe to call at any time.

    `market_ids` says whose lists are concerned, where it is known; else all are.
    """
    ids = sorted(set(product_ids))
    markets = None if market_ids is None else sorted(market_ids)
    session.flush()
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        session.execute(_LOCK, {"ids": batch})
        for each in (_FORGET, _REFRESH):
            session.execute(each, {"ids": batch, "market_ids": markets})
        _gather(session, facts.rule_collections(session), batch)


def refresh_offers_of_variants(
    session: Session, variant_ids: Iterable[int], *, market_ids: Set[int] | None = None
) -> None:
    """As `refresh_offers`, for whoever knows variants only."""
    session.flush()
    refresh_offers(session, facts.products_of_variants(session, variant_ids), market_ids=market_ids)


def refresh_all_offers(session: Session) -> None:
    """As `refresh_offers`, for every product of the shop."""
    after = 0
    while batch := facts.product_ids_after(session, after, limit=_BATCH):
        refresh_offers(session, batch)
        after = batch[-1]


def gather_all(session: Session, collection: Collection) -> None:
    """Decide anew for every product whether the collection's rule gathers it."""
    after = 0
    while batch := facts.product_ids_after(session, after, limit=_BATCH):
        _gather(session, [collection], batch)
        after = batch[-1]


def _gather(session: Session, collections: Sequence[Collection], product_ids: Sequence[int]) -> None:
    if not collections:
        return
    products = facts.product_facts(session, product_ids)
    members: list[Mapping[str, object]] = []
    for collection in collections:
        rule = parse_rule(collection.rules)
        gathered = [number for number, product in products.items() if belongs(rule, product)]
        members += [
            {"tenant_id": collection.tenant_id, "collection_id": collection.id, "product_id": number, "position": 0}
            for number in gathered
        ]
        session.execute(
            delete(CollectionProduct).where(
                col(CollectionProduct.collection_id) == collection.id,
                col(CollectionProduct.product_id).in_(set(products) - set(gathered)),
            ),
            execution_options={"synchronize_session": False},
        )
    if members:
        session.execute(insert(CollectionProduct).on_conflict_do_nothing(), members)
