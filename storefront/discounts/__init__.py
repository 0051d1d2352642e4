"""What takes something off a basket: codes and automatic discounts, their conditions, limits and stacking.

Stacking, as it is shown to merchants and shoppers: an *exclusive* discount stands alone; all others add up, gifts
first, then what is off the goods, then what is off the delivery, each counted on what the one before left. Of the
ways allowed, the shopper gets the one that saves most. Limits hold when thousands buy at once: `redeem` counts in
the order's own transaction.
"""

from storefront.discounts.actions.drafts import NewDiscount, discount_faults
from storefront.discounts.actions.making import (
    change_discount,
    create_discount,
    give_to_group,
    set_discount_enabled,
    take_from_group,
)
from storefront.discounts.actions.using import forget_customer, redeem, release
from storefront.discounts.errors import BadDiscount, CodeTaken, DiscountNotFound, DiscountUsedUp
from storefront.discounts.models import Discount, DiscountKind, DiscountState
from storefront.discounts.reads import discount_by_id, discounts, discounts_page, evaluate
from storefront.discounts.rules import (
    MOST_CODE,
    AppliedDiscount,
    Basket,
    BasketLine,
    Discounting,
    Refusal,
    RefusedCode,
    normal_code,
)

__all__ = [
    "MOST_CODE",
    "AppliedDiscount",
    "BadDiscount",
    "Basket",
    "BasketLine",
    "CodeTaken",
    "Discount",
    "DiscountKind",
    "DiscountNotFound",
    "DiscountState",
    "DiscountUsedUp",
    "Discounting",
    "NewDiscount",
    "Refusal",
    "RefusedCode",
    "change_discount",
    "create_discount",
    "discount_by_id",
    "discount_faults",
    "discounts",
    "discounts_page",
    "evaluate",
    "forget_customer",
    "give_to_group",
    "normal_code",
    "redeem",
    "release",
    "set_discount_enabled",
    "take_from_group",
]
