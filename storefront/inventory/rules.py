"""What stock means for a shopper."""

from storefront.inventory.errors import BadStock

_MOST = 2**31 - 1
FEW = 5


def check_stock(on_hand: int) -> None:
    """Raises BadStock."""
    if not 0 <= on_hand <= _MOST:
        raise BadStock(f"{on_hand} can not be in stock")


def stock_left(is_tracked: bool, on_hand: int) -> int | None:
    """The number worth telling a shopper ("only 3 left"), else None."""
    return on_hand if is_tracked and 0 < on_hand <= FEW else None
