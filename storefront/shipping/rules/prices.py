"""What a rate asks for a parcel."""

from storefront.money import Money
from storefront.shipping.rules.values import Band, Parcel, PricedBy, RateLimits, RatePrice


def rate_price(price: RatePrice, limits: RateLimits, parcel: Parcel) -> Money | None:
    """The price, or None where the rate does not carry the parcel. Free from exactly `free_over_minor` on."""
    if parcel.value.currency != price.currency or not carries(limits, parcel):
        return None
    amount = _amount(price, parcel)
    if amount is None:
        return None
    is_free = price.free_over_minor is not None and parcel.value.amount_minor >= price.free_over_minor
    return Money(0 if is_free else amount, price.currency)


def carries(limits: RateLimits, parcel: Parcel) -> bool:
    """Whether the parcel is within the limits."""
    is_too_heavy = limits.max_weight_grams is not None and parcel.weight_grams > limits.max_weight_grams
    is_too_many = limits.max_items is not None and parcel.item_count > limits.max_items
    has_wanted = not limits.only_tags or bool(limits.only_tags & parcel.tags)
    return not is_too_heavy and not is_too_many and has_wanted and not limits.except_tags & parcel.tags


def band_of(bands: tuple[Band, ...], measure: int) -> Band | None:
    """The one band that holds the measure; None in a gap."""
    return next((band for band in bands if band.holds(measure)), None)


def _amount(price: RatePrice, parcel: Parcel) -> int | None:
    if price.priced_by is PricedBy.FLAT:
        return price.amount_minor
    if price.priced_by is PricedBy.STEPS:
        beyond = max(0, parcel.weight_grams - price.included_grams)
        return price.amount_minor + -(-beyond // price.step_grams) * price.step_minor
    measure = {
        PricedBy.WEIGHT: parcel.weight_grams,
        PricedBy.VALUE: parcel.value.amount_minor,
        PricedBy.COUNT: parcel.item_count,
    }[price.priced_by]
    band = band_of(price.bands, measure)
    return None if band is None else band.amount_minor
