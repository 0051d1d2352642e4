"""What takes something off a basket: codes and automatic discounts, their conditions, limits and stacking.

Stacking, as it is shown to merchants and shoppers: an *exclusive* discount stands alone; all others add up, gifts
first, then what is off the goods, then what is off the delivery, each counted on what the one before left. Of the
ways allowed, the shopper gets the one that saves most. Limits hold when thousands buy at once: `redeem` counts in
the order's own transaction.
"""

from storefront.discounts.actions.drafts import NewDiscount
from storefront.discounts.actions.making import create_discount, give_to_group, set_discount_enabled, take_from_group
from storefront.discounts.actions.using import forget_customer, redeem, release
from storefront.discounts.errors import BadDiscount, CodeTaken, DiscountNotFound, DiscountUsedUp
from storefront.discounts.models import Discount, DiscountKind
from storefront.discounts.reads import discount_by_id, discounts, evaluate
from storefront.discounts.rules import (
    AppliedDiscount,
    Basket,
    BasketLine,
    Discounting,
    Refusal,
    RefusedCode,
    normal_code,
)

__all__ = [
    "AppliedDiscount",
    "BadDiscount",
    "Basket",
    "BasketLine",
    "CodeTaken",
    "Discount",
    "DiscountKind",
    "DiscountNotFound",
    "DiscountUsedUp",
    "Discounting",
    "NewDiscount",
    "Refusal",
    "RefusedCode",
    "create_discount",
    "discount_by_id",
    "discounts",
    "evaluate",
    "forget_customer",
    "give_to_group",
    "normal_code",
    "redeem",
    "release",
    "set_discount_enabled",
    "take_from_group",
]
