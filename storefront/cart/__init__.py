"""What a visitor has put aside to buy.

A cart is found by a random token that the visitor's browser keeps. It holds the prices that were seen, tells what had
to change, and asks the catalogue anew at each reading what is still to be had. It promises nothing: stock is held by
orders, and what codes, taxes and delivery make of it is the checkout's.
"""

from storefront.cart.actions.keeping import add_code, remove_cart, remove_code, set_gift, set_note
from storefront.cart.actions.lines import add_to_cart, change_quantity, keep_prices, remove_line
from storefront.cart.actions.merging import adopt_cart, copy_shared_cart
from storefront.cart.errors import (
    BadQuantity,
    BadText,
    CartFull,
    CartNotFound,
    LineNotFound,
    NotEnough,
    NotForSale,
)
from storefront.cart.models import StoredCart
from storefront.cart.reads import (
    Cart,
    CartLine,
    cart_by_id,
    carts_of,
    count_in_cart,
    find_cart,
    lines_now,
    lines_of,
    shared_cart,
)
from storefront.cart.rules import (
    KEPT_FOR,
    LONGEST_CODE,
    LONGEST_MESSAGE,
    LONGEST_NOTE,
    MOST_LINES,
    MOST_OF_ONE,
    Notice,
    NoticeKind,
    read_quantity,
)

__all__ = [
    "KEPT_FOR",
    "LONGEST_CODE",
    "LONGEST_MESSAGE",
    "LONGEST_NOTE",
    "MOST_LINES",
    "MOST_OF_ONE",
    "BadQuantity",
    "BadText",
    "Cart",
    "CartFull",
    "CartLine",
    "CartNotFound",
    "LineNotFound",
    "NotEnough",
    "NotForSale",
    "Notice",
    "NoticeKind",
    "StoredCart",
    "add_code",
    "add_to_cart",
    "adopt_cart",
    "cart_by_id",
    "carts_of",
    "change_quantity",
    "copy_shared_cart",
    "count_in_cart",
    "find_cart",
    "keep_prices",
    "lines_now",
    "lines_of",
    "read_quantity",
    "remove_cart",
    "remove_code",
    "remove_line",
    "set_gift",
    "set_note",
    "shared_cart",
]
