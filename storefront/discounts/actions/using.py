"""Counting uses, in the order's own transaction."""

from sqlalchemy import delete, func, or_, update
from sqlmodel import Session, col

from storefront.discounts import reads
from storefront.discounts.errors import DiscountUsedUp
from storefront.discounts.models import Discount, DiscountUse
from storefront.discounts.rules import Discounting
from tenants.kit import clock


def redeem(session: Session, tenant_id: int, discounting: Discounting, *, order_id: int, customer_key: str) -> None:
    """Count each applied discount as used by this order. Safe to call twice for one order.

    One conditional statement a discount takes its use or finds none left; it also locks the row, so that what a
    customer has used is counted one buyer at a time. Rows are locked by id, so that two orders never wait for each
    other. Raises DiscountUsedUp: the caller's transaction is then to be given up.
    """
    already = set(reads.discounts_used_in(session, order_id))
    for discount_id in sorted({applied.discount_id for applied in discounting.applied} - already):
        taken = session.execute(
            update(Discount)
            .where(
                col(Discount.id) == discount_id,
                col(Discount.is_enabled),
                or_(col(Discount.use_limit).is_(None), col(Discount.used) < col(Discount.use_limit)),
            )
            .values(used=col(Discount.used) + 1)
            .returning(col(Discount.use_limit_per_customer))
        ).one_or_none()
        if taken is None:
            raise DiscountUsedUp(discount_id)
        per_customer = taken[0]
        if per_customer is not None and reads.uses_by_customer(session, discount_id, customer_key) >= per_customer:
            raise DiscountUsedUp(discount_id)
        session.add(
            DiscountUse(
                tenant_id=tenant_id,
                discount_id=discount_id,
                order_id=order_id,
                customer_key=customer_key,
                used_at=clock.now(),
            )
        )
        session.flush()


def release(session: Session, *, order_id: int) -> None:
    """Give an order's uses back: it was not paid, or was cancelled. Safe to call twice, also at the same moment."""
    returned = session.execute(
        delete(DiscountUse).where(col(DiscountUse.order_id) == order_id).returning(col(DiscountUse.discount_id))
    )
    for discount_id in sorted(returned.scalars()):
        session.execute(update(Discount).where(col(Discount.id) == discount_id).values(used=col(Discount.used) - 1))


def forget_customer(session: Session, customer_key: str) -> None:
    """Uses stay counted, but nobody can tell any more whose they were."""
    mine = update(DiscountUse).where(col(DiscountUse.customer_key) == customer_key)
    session.execute(mine.values(customer_key=func.concat("forgotten/", col(DiscountUse.order_id))))
