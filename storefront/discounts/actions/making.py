"""Making discounts, changing them, and switching them on and off."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from storefront.discounts import reads
from storefront.discounts.actions.drafts import NewDiscount, check_discount
from storefront.discounts.errors import BadDiscount, CodeTaken
from storefront.discounts.models import Discount
from storefront.discounts.rules import normal_code
from tenants.kit import clock


def create_discount(session: Session, tenant_id: int, new: NewDiscount) -> Discount:
    """Raises BadDiscount for what could not be worked out, CodeTaken for a code that the shop has already."""
    check_discount(new)
    made = Discount(tenant_id=tenant_id, starts_at=new.starts_at or clock.now(), created_at=clock.now(), **_terms(new))
    with _written(session, new):
        session.add(made)
    return made


def change_discount(session: Session, discount_id: int, new: NewDiscount) -> Discount:
    """Give a discount other terms; what it has been used counts on. Without a start, it keeps the one that it has.

    Orders keep what they were placed with, and a buyer who has reviewed the old terms is told before paying.
    Raises DiscountNotFound, CodeTaken, and BadDiscount, also for a limit that more have used already.
    """
    check_discount(new)
    found = reads.discount_by_id(session, discount_id)
    terms = _terms(new) | ({"starts_at": new.starts_at} if new.starts_at else {})
    with _written(session, new):
        for name, value in terms.items():
            setattr(found, name, value)
    return found


def _terms(new: NewDiscount) -> dict[str, Any]:  # Any: columns of Discount
    return {
        "kind": new.kind,
        "code": normal_code(new.code) or None,
        "titles": dict(new.titles),
        "is_exclusive": new.is_exclusive,
        "ends_at": new.ends_at,
        "percent_off": new.percent_off,
        "amounts_off": dict(new.amounts_off),
        "minimums": dict(new.minimums),
        "minimum_quantity": new.minimum_quantity,
        "product_ids": list(new.product_ids),
        "collection_ids": list(new.collection_ids),
        "market_ids": list(new.market_ids),
        "customer_groups": list(new.customer_groups),
        "buy_quantity": new.buy_quantity,
        "gift_quantity": new.gift_quantity,
        "gift_product_ids": list(new.gift_product_ids),
        "use_limit": new.use_limit,
        "use_limit_per_customer": new.use_limit_per_customer,
    }


@contextmanager
def _written(session: Session, new: NewDiscount) -> Iterator[None]:
    """What only the database can tell, since others sell and make codes at the same moment."""
    try:
        with session.begin_nested():
            yield
    except IntegrityError as error:
        if "discount_code" in str(error.orig):
            raise CodeTaken(normal_code(new.code)) from None
        if "discount_limit_holds" in str(error.orig):
            raise BadDiscount("use_limit", "is less than it has been used") from None
        raise


def give_to_group(session: Session, discount_id: int, group: str) -> Discount:
    """The group gets the discount; one that was for everybody is for the group alone then. Raises DiscountNotFound."""
    found = reads.discount_by_id(session, discount_id)
    found.customer_groups = sorted({*found.customer_groups, group})
    session.add(found)
    return found


def take_from_group(session: Session, discount_id: int, group: str) -> Discount:
    """The group gets the discount no longer. Where it was for nobody else, it is off: it must not be everybody's.

    Raises DiscountNotFound.
    """
    found = reads.discount_by_id(session, discount_id)
    rest = [each for each in found.customer_groups if each != group]
    if rest:
        found.customer_groups = rest
    elif group in found.customer_groups:
        found.is_enabled = False
    session.add(found)
    return found


def set_discount_enabled(session: Session, discount_id: int, is_enabled: bool) -> Discount:
    """Switch a discount on or off. Raises DiscountNotFound."""
    found = reads.discount_by_id(session, discount_id)
    found.is_enabled = is_enabled
    session.add(found)
    return found
