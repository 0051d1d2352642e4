"""Whether a discount is for this basket at all, and for which of its lines."""

from datetime import datetime

from storefront.discounts.rules.basket import Basket, BasketLine, Offer, Refusal
from storefront.money import Money


def refusal(offer: Offer, basket: Basket, at: datetime) -> Refusal | None:
    """The first reason against it, or None. What it takes off is not looked at here."""
    checks = (
        (at < offer.starts_at, Refusal.NOT_YET),
        (offer.ends_at is not None and at >= offer.ends_at, Refusal.ENDED),
        (offer.use_limit is not None and offer.used >= offer.use_limit, Refusal.USED_UP),
        (_had_enough(offer, basket), Refusal.USED_UP),
        (bool(offer.market_ids) and basket.market_id not in offer.market_ids, Refusal.NOT_IN_THIS_MARKET),
        (not _is_for(offer, basket), Refusal.NOT_FOR_THIS_CUSTOMER),
        (_eligible_quantity(offer, basket) == 0, Refusal.NOTHING_FITS),
        (bool(offer.minimums) and basket.currency not in offer.minimums, Refusal.NOT_IN_THIS_MARKET),
        (_is_below_minimum(offer, basket), Refusal.BELOW_MINIMUM),
        (_eligible_quantity(offer, basket) < offer.minimum_quantity, Refusal.TOO_FEW),
    )
    return next((reason for is_so, reason in checks if is_so), None)


def minimum(offer: Offer, basket: Basket) -> Money | None:
    """What the goods that it is for must cost together."""
    amount = offer.minimums.get(basket.currency)
    return Money(amount, basket.currency) if amount is not None else None


def eligible_lines(offer: Offer, basket: Basket) -> tuple[BasketLine, ...]:
    """The lines that the discount is for: all, or those of its products and collections."""
    if not offer.product_ids and not offer.collection_ids:
        return basket.lines
    return tuple(
        line
        for line in basket.lines
        if line.product_id in offer.product_ids or line.collection_ids & offer.collection_ids
    )


def gift_lines(offer: Offer, basket: Basket) -> tuple[BasketLine, ...]:
    """The lines that may be given: the named gifts, else whatever the discount is for."""
    if not offer.gift_product_ids:
        return eligible_lines(offer, basket)
    return tuple(line for line in basket.lines if line.product_id in offer.gift_product_ids)


def _had_enough(offer: Offer, basket: Basket) -> bool:
    limit = offer.use_limit_per_customer
    return limit is not None and bool(basket.customer_key) and offer.used_by_customer >= limit


def _is_for(offer: Offer, basket: Basket) -> bool:
    return not offer.customer_groups or bool(offer.customer_groups & basket.customer_groups)


def _eligible_quantity(offer: Offer, basket: Basket) -> int:
    return sum(line.quantity for line in eligible_lines(offer, basket))


def _is_below_minimum(offer: Offer, basket: Basket) -> bool:
    least = minimum(offer, basket)
    if least is None:
        return False
    return Money.total((line.total for line in eligible_lines(offer, basket)), basket.currency) < least
