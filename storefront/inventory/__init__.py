"""How many of each variant there are. A variant is available when it is not counted, or when some are left."""

from storefront.inventory.actions import NewStock, set_stock
from storefront.inventory.errors import BadStock
from storefront.inventory.rules import stock_left

__all__ = ["BadStock", "NewStock", "set_stock", "stock_left"]
