"""Keeping lists true: the rows that lists are read from, and the members of collections by rule.

Pricing and inventory call this after they change a price or a stock level, in the same transaction. The statement reads
their two tables by name, since those domains stand above this one.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col

from storefront.catalog.models import Collection, CollectionProduct
from storefront.catalog.reads import facts
from storefront.catalog.reads.fragments import statement
from storefront.catalog.rules import belongs, parse_rule

_BATCH = 2_000

# Two changes of one product at once take turns, so that the later one sees what the earlier did.
_LOCK = statement("select id from product where id = any(cast(:ids as bigint[])) order by id for no key update")
_REFRESH = statement("""
    with variants as (
        select variant.tenant_id, variant.product_id, variant.id, variant.position, price.market_id, price.currency,
            price.amount_minor, price.compare_at_minor,
            not coalesce(stock.is_tracked, false) or stock.on_hand > 0 as is_available
        from product
        join variant on variant.tenant_id = product.tenant_id and variant.product_id = product.id
        join price on price.tenant_id = variant.tenant_id and price.variant_id = variant.id
        left join stock_level stock on stock.tenant_id = variant.tenant_id and stock.variant_id = variant.id
        where product.id = any(cast(:ids as bigint[]))
            and product.status = 'active' and product.published_at is not null
    ), answered as (
        select variants.market_id, variants.product_id,
            array_agg(distinct option.key || '=' || value.key) as answers,
            array_agg(distinct option.key || '=' || value.key) filter (where variants.is_available)
                as available_answers
        from variants
        join variant_option_value answer on answer.tenant_id = variants.tenant_id and answer.variant_id = variants.id
        join product_option option on option.tenant_id = answer.tenant_id and option.id = answer.option_id
        join product_option_value value
            on value.tenant_id = answer.tenant_id and value.id = answer.option_value_id
        group by variants.market_id, variants.product_id
    ), offers as (
        select variants.tenant_id, variants.market_id, variants.product_id, min(variants.currency) as currency,
            min(variants.amount_minor) as amount_minor, max(variants.amount_minor) as highest_minor,
            (array_agg(variants.compare_at_minor order by variants.amount_minor, variants.position, variants.id))[1]
                as compare_at_minor,
            bool_or(variants.is_available) as is_available
        from variants group by variants.tenant_id, variants.market_id, variants.product_id
    )
    insert into product_offer (tenant_id, market_id, product_id, published_at, currency, amount_minor,
        compare_at_minor, highest_minor, is_available, languages, answers, available_answers)
    select offers.tenant_id, offers.market_id, offers.product_id, product.published_at, offers.currency,
        offers.amount_minor, offers.compare_at_minor, offers.highest_minor, offers.is_available, spoken.languages,
        coalesce(answered.answers, '{}'), coalesce(answered.available_answers, '{}')
    from offers
    join product on product.tenant_id = offers.tenant_id and product.id = offers.product_id
    cross join lateral (
        select coalesce(array_agg(text.language order by text.language), '{}') as languages from product_text text
        where text.tenant_id = offers.tenant_id and text.product_id = offers.product_id) spoken
    left join answered on answered.market_id = offers.market_id and answered.product_id = offers.product_id
    on conflict (tenant_id, market_id, product_id) do update set
        published_at = excluded.published_at, currency = excluded.currency, amount_minor = excluded.amount_minor,
        compare_at_minor = excluded.compare_at_minor, highest_minor = excluded.highest_minor,
        is_available = excluded.is_available, languages = excluded.languages, answers = excluded.answers,
        available_answers = excluded.available_answers""")
_FORGET = statement("""
    delete from product_offer offer where offer.product_id = any(cast(:ids as bigint[])) and not exists (
        select from product
        join variant on variant.tenant_id = product.tenant_id and variant.product_id = product.id
        join price on price.tenant_id = variant.tenant_id and price.variant_id = variant.id
        where product.tenant_id = offer.tenant_id and product.id = offer.product_id
            and price.market_id = offer.market_id
            and product.status = 'active' and product.published_at is not null)""")


def refresh_offers(session: Session, product_ids: Iterable[int]) -> None:
    """Bring lists and rule collections up to date with what the products now are. Safe to call at any time."""
    ids = sorted(set(product_ids))
    session.flush()
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        for each in (_LOCK, _FORGET, _REFRESH):
            session.execute(each, {"ids": batch})
        _gather(session, facts.rule_collections(session), batch)


def refresh_offers_of_variants(session: Session, variant_ids: Iterable[int]) -> None:
    """As `refresh_offers`, for whoever knows variants only."""
    session.flush()
    refresh_offers(session, facts.products_of_variants(session, variant_ids))


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
