"""Mails that somebody asked for: a thing is back in stock, a checkout was left. Nobody else gets one.

What happens to an order is told by `checkout`; whom one may remind is known to `customers`.
"""

from storefront.reminders.actions import remind_of_checkouts, tell_of_stock
from storefront.reminders.jobs import look_for_checkouts, look_for_stock, remind, tell_of_goods

__all__ = [
    "look_for_checkouts",
    "look_for_stock",
    "remind",
    "remind_of_checkouts",
    "tell_of_goods",
    "tell_of_stock",
]
