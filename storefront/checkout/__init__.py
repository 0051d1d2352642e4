"""Checkout: the only place where many domains meet, between a cart and a paid order.

A quote is worked out anew each time from cart, prices, discounts, delivery and taxes; its fingerprint sees to it that
what was reviewed is what is paid. Placing an order is one transaction and one order, however often it is sent. What a
payment's facts mean for the order and its goods is here too.
"""

from storefront.checkout.actions.amending import NOT_FOR_SALE, amend_order, amendment
from storefront.checkout.actions.paying import RETURNED, Address, pay_again
from storefront.checkout.actions.placing import HELD_FOR, LAPSE_JOB, Placed, Submission, have_it_paid, place_order
from storefront.checkout.actions.quoting import (
    NOT_ALLOWED_THERE,
    NOT_SENT_THERE,
    SOLD_OUT,
    Seller,
    cart_discounting,
    quote,
    seller_of,
)
from storefront.checkout.actions.reacting import catch_up, lapse, payment_changed, send_refund
from storefront.checkout.actions.saving import forget_checkouts, save_wishes
from storefront.checkout.actions.telling import OriginOf, brand_of, tell, view_of_order
from storefront.checkout.actions.withdrawing import cancel_rest, withdraw
from storefront.checkout.errors import (
    BadChange,
    BadWishes,
    DiscountGone,
    EmptyCart,
    NoSuchCheckout,
    NotAmendable,
    NotPayable,
    NotToBeAdded,
    QuoteChanged,
    SoldOut,
)
from storefront.checkout.jobs import (
    forget_left,
    forget_left_everywhere,
    lapse_everywhere,
    lapse_overdue,
    let_lapse,
    react_to_payment,
    share_refund,
    tell_of_event,
)
from storefront.checkout.models import Checkout
from storefront.checkout.reads import (
    checkout_by_token,
    checkouts_of,
    find_checkout,
    left_checkouts,
    open_checkout_of_cart,
    orders_of_cart,
)
from storefront.checkout.rules.amendments import Amendment, Change
from storefront.checkout.rules.bills import BILL, MOST_COMPANY, MOST_NUMBER, number_of
from storefront.checkout.rules.buyers import GUEST, Buyer
from storefront.checkout.rules.explained import Reason, omissions, reasons, warnings
from storefront.checkout.rules.letters import changes_of_goods
from storefront.checkout.rules.quotes import Quote, QuotedLine
from storefront.checkout.rules.sums import Sum, totals_rows
from storefront.checkout.rules.tokens import is_token, new_token
from storefront.checkout.rules.wishes import Wishes, is_email, wishes_from_json

__all__ = [
    "BILL",
    "GUEST",
    "HELD_FOR",
    "LAPSE_JOB",
    "MOST_COMPANY",
    "MOST_NUMBER",
    "NOT_ALLOWED_THERE",
    "NOT_FOR_SALE",
    "NOT_SENT_THERE",
    "RETURNED",
    "SOLD_OUT",
    "Address",
    "Amendment",
    "BadChange",
    "BadWishes",
    "Buyer",
    "Change",
    "Checkout",
    "DiscountGone",
    "EmptyCart",
    "NoSuchCheckout",
    "NotAmendable",
    "NotPayable",
    "NotToBeAdded",
    "OriginOf",
    "Placed",
    "Quote",
    "QuoteChanged",
    "QuotedLine",
    "Reason",
    "Seller",
    "SoldOut",
    "Submission",
    "Sum",
    "Wishes",
    "amend_order",
    "amendment",
    "brand_of",
    "cancel_rest",
    "cart_discounting",
    "catch_up",
    "changes_of_goods",
    "checkout_by_token",
    "checkouts_of",
    "find_checkout",
    "forget_checkouts",
    "forget_left",
    "forget_left_everywhere",
    "have_it_paid",
    "is_email",
    "is_token",
    "lapse",
    "lapse_everywhere",
    "lapse_overdue",
    "left_checkouts",
    "let_lapse",
    "new_token",
    "number_of",
    "omissions",
    "open_checkout_of_cart",
    "orders_of_cart",
    "pay_again",
    "payment_changed",
    "place_order",
    "quote",
    "react_to_payment",
    "reasons",
    "save_wishes",
    "seller_of",
    "send_refund",
    "share_refund",
    "tell",
    "tell_of_event",
    "totals_rows",
    "view_of_order",
    "warnings",
    "wishes_from_json",
    "withdraw",
]
