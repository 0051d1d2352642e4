"""Calculations on prices that need nothing but the numbers."""

from storefront.pricing.errors import BadPrice

_LARGEST = 10**15


def check_price(amount_minor: int, compare_at_minor: int | None) -> None:
    """Raises BadPrice."""
    if not 0 < amount_minor <= _LARGEST:
        raise BadPrice(f"{amount_minor} is no price: it must be above zero")
    if compare_at_minor is not None and not amount_minor < compare_at_minor <= _LARGEST:
        raise BadPrice(f"the price before, {compare_at_minor}, is not above {amount_minor}")


def discount_percent(amount_minor: int, compare_at_minor: int | None) -> int:
    """How many whole percent cheaper than before; rounded down, so that no page promises more than it gives."""
    if compare_at_minor is None or compare_at_minor <= amount_minor:
        return 0
    return (compare_at_minor - amount_minor) * 100 // compare_at_minor
