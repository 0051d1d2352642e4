"""What stock means for a shopper, and what may be asked of it."""

from collections.abc import Mapping

from storefront.inventory.errors import BadLocation, BadQuantity, BadStock

MOST = 2**31 - 1
# So much of one thing at once; the cart asks for less.
MOST_AT_ONCE = 1_000_000
FEW = 5
LONGEST_NAME = 100


def check_stock(on_hand: int) -> None:
    """Raises BadStock."""
    if not 0 <= on_hand <= MOST:
        raise BadStock(f"{on_hand} can not be in stock")


def check_days(ships_within_days: int | None) -> None:
    """Raises BadStock."""
    if ships_within_days is not None and not 1 <= ships_within_days <= 365:
        raise BadStock(f"{ships_within_days} days is no promise: from 1 to 365")


def check_quantities(quantities: Mapping[int, int]) -> None:
    """Raises BadQuantity."""
    for variant_id, quantity in quantities.items():
        if type(quantity) is not int or not 0 < quantity <= MOST_AT_ONCE:
            raise BadQuantity(f"{quantity} of variant {variant_id} can not be taken")


def checked_name(name: str) -> str:
    """Raises BadLocation."""
    tidy = " ".join(name.split())
    if not 0 < len(tidy) <= LONGEST_NAME:
        raise BadLocation(f"a location's name has 1 to {LONGEST_NAME} characters")
    return tidy


def stock_left(is_tracked: bool, on_hand: int) -> int | None:
    """The number worth telling a shopper ("only 3 left"), else None."""
    return on_hand if is_tracked and 0 < on_hand <= FEW else None
