"""The law of a sale: which goods a destination lets in, which destinations are closed, what a market asks of a shop.

Facts are dated and carry their source. What goods cost at the door is `storefront.tax`'s; what a shop itself chooses
not to send is `storefront.shipping`'s. Nothing here is legal advice.
"""

from storefront.law.actions import (
    close_destination,
    hold_permit,
    open_destination,
    record_goods_rules,
    record_selling_rules,
)
from storefront.law.errors import (
    AlreadyClosed,
    BadDestination,
    BadGoodsRule,
    BadSellingRule,
    DestinationClosed,
    NotClosed,
)
from storefront.law.models import ClosedDestination, GoodsRule, HeldPermit
from storefront.law.reads import (
    closed_countries,
    closed_destinations,
    goods_rules,
    permits,
    require_open,
    restrictions,
    selling_law,
    selling_rules,
    standing_rules,
)
from storefront.law.rules.goods import (
    EU_COUNTRIES,
    Finding,
    Goods,
    Restriction,
    StandingRules,
    findings_by_country,
    restrictions_in,
)
from storefront.law.rules.selling import (
    LOWEST_PRICE_DAYS,
    PAY_NOW,
    STALE_DAYS,
    WITHDRAWAL_REASONS,
    LawRule,
    SellingLaw,
    Withdrawal,
    WithdrawalException,
    law_of,
    names_lowest_price,
    needs_product_safety,
    withdrawal_exception,
)
from storefront.law.rules.selling_files import selling_rules_in, shipped_selling_rules

__all__ = [
    "EU_COUNTRIES",
    "LOWEST_PRICE_DAYS",
    "PAY_NOW",
    "STALE_DAYS",
    "WITHDRAWAL_REASONS",
    "AlreadyClosed",
    "BadDestination",
    "BadGoodsRule",
    "BadSellingRule",
    "ClosedDestination",
    "DestinationClosed",
    "Finding",
    "Goods",
    "GoodsRule",
    "HeldPermit",
    "LawRule",
    "NotClosed",
    "Restriction",
    "SellingLaw",
    "StandingRules",
    "Withdrawal",
    "WithdrawalException",
    "close_destination",
    "closed_countries",
    "closed_destinations",
    "findings_by_country",
    "goods_rules",
    "hold_permit",
    "law_of",
    "names_lowest_price",
    "needs_product_safety",
    "open_destination",
    "permits",
    "record_goods_rules",
    "record_selling_rules",
    "require_open",
    "restrictions",
    "restrictions_in",
    "selling_law",
    "selling_rules",
    "selling_rules_in",
    "shipped_selling_rules",
    "standing_rules",
    "withdrawal_exception",
]
