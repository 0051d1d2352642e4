"""The queries about discounts, and a basket's discounting as things stand."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from storefront.discounts.errors import DiscountNotFound
from storefront.discounts.models import Discount, DiscountUse
from storefront.discounts.rules import Basket, Discounting, Offer, discounting, normal_code


def evaluate(
    session: Session, basket: Basket, *, codes: Sequence[str], at: datetime, languages: Sequence[str]
) -> Discounting:
    """What the basket is reduced by at this moment, titles in the first of the languages that they are in.

    One query. Nothing is counted as used: that is `redeem`, in the order's transaction.
    """
    wanted = [normal_code(code) for code in codes]
    offers = _offers(session, wanted, basket.customer_key, languages)
    return discounting(basket, offers, codes=wanted, at=at)


def discounts(session: Session) -> list[Discount]:
    """All of the shop's, newest first."""
    return list(session.exec(select(Discount).order_by(col(Discount.id).desc())))


def discounts_page(session: Session, *, before: int | None = None, limit: int = 50) -> list[Discount]:
    """The shop's newest, or those older than one by its id."""
    query = select(Discount).order_by(col(Discount.id).desc()).limit(limit)
    return list(session.exec(query if before is None else query.where(col(Discount.id) < before)))


def discount_by_id(session: Session, discount_id: int) -> Discount:
    """Raises DiscountNotFound."""
    found = session.exec(select(Discount).where(Discount.id == discount_id)).one_or_none()
    if found is None:
        raise DiscountNotFound(f"there is no discount {discount_id}")
    return found


def uses_by_customer(session: Session, discount_id: int, customer_key: str) -> int:
    """How often one customer has used a discount in orders that stand."""
    mine = select(func.count()).where(
        col(DiscountUse.discount_id) == discount_id, col(DiscountUse.customer_key) == customer_key
    )
    return session.exec(mine).one()


def discounts_used_in(session: Session, order_id: int) -> list[int]:
    """Ids of the discounts that an order used, in the order in which their rows are locked."""
    used = select(DiscountUse.discount_id).where(DiscountUse.order_id == order_id)
    return list(session.exec(used.order_by(col(DiscountUse.discount_id))))


def _offers(session: Session, codes: Sequence[str], customer_key: str, languages: Sequence[str]) -> list[Offer]:
    mine = (
        select(func.count())
        .where(
            col(DiscountUse.tenant_id) == col(Discount.tenant_id),
            col(DiscountUse.discount_id) == col(Discount.id),
            col(DiscountUse.customer_key) == customer_key,
        )
        .scalar_subquery()
    )
    query = select(Discount, mine).where(
        col(Discount.is_enabled), or_(col(Discount.code).is_(None), col(Discount.code).in_(codes))
    )
    return [_offer(found, used, languages) for found, used in session.exec(query)]


def _offer(found: Discount, used_by_customer: int, languages: Sequence[str]) -> Offer:
    assert found.id is not None
    title = next((found.titles[language] for language in languages if found.titles.get(language)), "")
    return Offer(
        id=found.id,
        kind=found.kind,
        code=found.code,
        title=title or found.code or next(iter(found.titles.values()), ""),
        is_exclusive=found.is_exclusive,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        percent_off=found.percent_off,
        amounts_off=found.amounts_off,
        minimums=found.minimums,
        minimum_quantity=found.minimum_quantity,
        product_ids=frozenset(found.product_ids),
        collection_ids=frozenset(found.collection_ids),
        market_ids=frozenset(found.market_ids),
        customer_groups=frozenset(found.customer_groups),
        buy_quantity=found.buy_quantity,
        gift_quantity=found.gift_quantity,
        gift_product_ids=frozenset(found.gift_product_ids),
        use_limit=found.use_limit,
        use_limit_per_customer=found.use_limit_per_customer,
        used=found.used,
        used_by_customer=used_by_customer,
    )
