"""Prices as they are and were, and what they are made from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import text
from sqlmodel import Session

from storefront import law
from storefront.money import Money

# Directive 98/6/EC, Article 6a: not shorter than thirty days.
LOOKED_BACK = timedelta(days=law.LOWEST_PRICE_DAYS)

_LOWEST = text("""
    select variant_id, currency, min(amount_minor) as amount from price_history
    where market_id = :market_id and variant_id = any(cast(:ids as bigint[]))
        and from_at < :at and (until_at is null or until_at > :since)
    group by variant_id, currency""")
# One row looked up for each, not a join of the table with itself: after a bulk load the planner knows nothing yet.
_TO_CONVERT = text("""
    select base.variant_id, base.currency, base.amount_minor as base_minor, base.compare_at_minor as base_compare_minor,
        made.variant_id is not null as is_made, made.base_minor as made_from,
        made.base_compare_minor as made_from_compare, made.rate, made.rate_on
    from price base
    left join lateral (
        select * from price own
        where own.tenant_id = base.tenant_id and own.variant_id = base.variant_id and own.market_id = :market_id
        limit 1) made on true
    where base.market_id = :base_market_id and base.variant_id > :after
        and (made.origin is null or made.origin = 'converted')
        and (cast(:ids as bigint[]) is null or base.variant_id = any(cast(:ids as bigint[])))
    order by base.variant_id limit :limit""")
_UNPRICED = text("""
    select count(*) from price base where base.market_id = :base_market_id and not exists (
        select from price made where made.tenant_id = base.tenant_id and made.variant_id = base.variant_id
            and made.market_id = :market_id)""")
_LISTED = text("""
    select price.variant_id, variant.sku, variant.product_id, price.market_id, price.currency, price.amount_minor,
        price.compare_at_minor, price.origin, (
            select text.title from product_text text
            where text.tenant_id = variant.tenant_id and text.product_id = variant.product_id
            order by text.language <> :language, text.language limit 1) as title
    from price
    join variant on variant.tenant_id = price.tenant_id and variant.id = price.variant_id
    join market on market.tenant_id = price.tenant_id and market.id = price.market_id
    where (variant.product_id, variant.id) > (:after_product, :after_variant)
    order by variant.product_id, variant.id, market.position limit :limit""")
_VARIANTS = text("""
    select id, sku from variant where sku = any(cast(:skus as text[])) or id = any(cast(:ids as bigint[]))""")


@dataclass(frozen=True, slots=True)
class ToConvert:
    """A base price and what, if anything, was made from it in the market."""

    variant_id: int
    base: Money
    base_compare: Money | None
    is_made: bool
    made_from: int | None
    made_from_compare: int | None
    rate: Decimal | None
    rate_on: date | None


@dataclass(frozen=True, slots=True)
class ListedPrice:
    """A row of a shop's price lists."""

    variant_id: int
    sku: str
    title: str
    product_id: int
    market_id: int
    price: Money
    compare_at: Money | None
    origin: str


def lowest_30_days(session: Session, variant_ids: Iterable[int], market_id: int, *, at: datetime) -> dict[int, Money]:
    """The lowest price of each variant in the market in the thirty days before a moment; nothing where it had none."""
    values = {"market_id": market_id, "ids": list(variant_ids), "at": at, "since": at - LOOKED_BACK}
    rows = session.execute(_LOWEST, values)
    return {row.variant_id: Money(row.amount, row.currency) for row in rows}


def prices_to_convert(
    session: Session, *, market_id: int, base_market_id: int, after: int, limit: int, ids: Sequence[int] | None
) -> list[ToConvert]:
    """The base prices of variants without a fixed price in the market, in the order of their ids."""
    values = {"market_id": market_id, "base_market_id": base_market_id, "after": after, "limit": limit}
    rows = session.execute(_TO_CONVERT, {**values, "ids": None if ids is None else list(ids)})
    return [
        ToConvert(
            variant_id=row.variant_id,
            base=Money(row.base_minor, row.currency),
            base_compare=None if row.base_compare_minor is None else Money(row.base_compare_minor, row.currency),
            is_made=row.is_made,
            made_from=row.made_from,
            made_from_compare=row.made_from_compare,
            rate=row.rate,
            rate_on=row.rate_on,
        )
        for row in rows
    ]


def unpriced_count(session: Session, *, market_id: int, base_market_id: int) -> int:
    """How many variants have a base price and none in the market."""
    count: int = session.execute(_UNPRICED, {"market_id": market_id, "base_market_id": base_market_id}).scalar_one()
    return count


def listed_prices(session: Session, *, language: str, after: tuple[int, int], limit: int) -> list[ListedPrice]:
    """The next rows of the price lists by product and variant, markets in the shop's order."""
    values = {"language": language, "after_product": after[0], "after_variant": after[1], "limit": limit}
    return [
        ListedPrice(
            variant_id=row.variant_id,
            sku=row.sku,
            title=row.title or "",
            product_id=row.product_id,
            market_id=row.market_id,
            price=Money(row.amount_minor, row.currency),
            compare_at=None if row.compare_at_minor is None else Money(row.compare_at_minor, row.currency),
            origin=row.origin,
        )
        for row in session.execute(_LISTED, values)
    ]


def variants_named(session: Session, *, skus: Iterable[str], ids: Iterable[int]) -> dict[int, str]:
    """Those of the variants that there are: their stock numbers by id."""
    rows = session.execute(_VARIANTS, {"skus": list(skus), "ids": list(ids)})
    return {row.id: row.sku for row in rows}
