"""How many of each variant are where, and whose they are.

A variant is available when it is not counted, when some are left that nobody holds, or when it may be back-ordered. An
order holds what it needs with `reserve` while its buyer pays, and then either claims or releases it, each time within
the order's own transaction. Pages read stock with the catalogue.
"""

from storefront.inventory.actions.counting import BackOrders, NewStock, change_stock, set_back_orders, set_stock
from storefront.inventory.actions.locations import (
    add_location,
    first_location,
    put_location_first,
    remove_location,
    rename_location,
)
from storefront.inventory.actions.reserving import (
    claim,
    exchange,
    hold_longer,
    release,
    release_expired,
    reserve,
    restock,
)
from storefront.inventory.errors import (
    AlreadyReserved,
    BadLocation,
    BadQuantity,
    BadStock,
    LocationInUse,
    LocationNotFound,
    NotSold,
    OutOfStock,
    ReservationReleased,
    StockPromised,
)
from storefront.inventory.models import StockLocation
from storefront.inventory.reads import Level, availability, levels, locations
from storefront.inventory.rules import stock_left

__all__ = [
    "AlreadyReserved",
    "BackOrders",
    "BadLocation",
    "BadQuantity",
    "BadStock",
    "Level",
    "LocationInUse",
    "LocationNotFound",
    "NewStock",
    "NotSold",
    "OutOfStock",
    "ReservationReleased",
    "StockLocation",
    "StockPromised",
    "add_location",
    "availability",
    "change_stock",
    "claim",
    "exchange",
    "first_location",
    "hold_longer",
    "levels",
    "locations",
    "put_location_first",
    "release",
    "release_expired",
    "remove_location",
    "rename_location",
    "reserve",
    "restock",
    "set_back_orders",
    "set_stock",
    "stock_left",
]
