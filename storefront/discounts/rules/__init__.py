"""What a basket is reduced by. Pure and exact; nothing is read or stored here."""

from storefront.discounts.rules.basket import (
    MOST_CODE,
    AppliedDiscount,
    Basket,
    BasketLine,
    Discounting,
    Offer,
    Refusal,
    RefusedCode,
    normal_code,
)
from storefront.discounts.rules.combining import discounting

__all__ = [
    "MOST_CODE",
    "AppliedDiscount",
    "Basket",
    "BasketLine",
    "Discounting",
    "Offer",
    "Refusal",
    "RefusedCode",
    "discounting",
    "normal_code",
]
