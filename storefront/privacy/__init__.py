"""A customer's rights to their data, across all that a shop keeps: to take it along, and to have it erased.

What was sold, for how much and to which country stays, and so do invoices that were issued, as tax law asks.
"""

from storefront.privacy.actions import ERASE_JOB, ask_for_erasure, erase
from storefront.privacy.data import data_of
from storefront.privacy.errors import OrdersUnderWay, UnknownBuyer
from storefront.privacy.jobs import erase_customer
from storefront.privacy.reads import buyer_by_email, orders_under_way

__all__ = [
    "ERASE_JOB",
    "OrdersUnderWay",
    "UnknownBuyer",
    "ask_for_erasure",
    "buyer_by_email",
    "data_of",
    "erase",
    "erase_customer",
    "orders_under_way",
]
