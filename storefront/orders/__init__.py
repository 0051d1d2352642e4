"""Orders: what was bought, frozen as it was, and all that happens after: payment, sending, returns, refunds.

An order moves through machines that are written out in `rules.states`, keeps a history that only grows, and books that
can not fail to balance. What becomes an order is decided in `checkout`; how money moves, in `payments`.
"""

from storefront.orders.actions.amending import amend_order
from storefront.orders.actions.cancelling import LAPSED, cancel_order, cancel_rest, revive_order
from storefront.orders.actions.drafts import (
    NewLine,
    NewOrder,
    NewParcel,
    NewRefund,
    NewReturn,
    OrderAmendment,
    OrderEdit,
    OrderKey,
    Statement,
    TakenPayment,
)
from storefront.orders.actions.editing import edit_order
from storefront.orders.actions.forgetting import forget_buyer
from storefront.orders.actions.fulfilling import add_tracking, fulfil, mark_delivered
from storefront.orders.actions.journal import ISSUE_PAPERS, TELL
from storefront.orders.actions.paying import (
    book_fee,
    end_dispute,
    mark_disputed,
    mark_paid,
    mark_payment_failed,
    mark_payment_pending,
)
from storefront.orders.actions.placing import FIRST_NUMBER, draft_order, place_order
from storefront.orders.actions.refunding import SEND_REFUND, fail_refund, record_refund, refund_order, settle_refund
from storefront.orders.actions.returning import (
    approve_return,
    receive_return,
    reject_return,
    request_return,
    withdraw,
)
from storefront.orders.errors import (
    AlreadyShipped,
    BadOrder,
    NoSuchPart,
    NotThatMany,
    OrderNotFound,
    PaymentUnderWay,
    RefundExceedsPayment,
    RefusedTransition,
    StillDue,
    WithdrawalClosed,
)
from storefront.orders.models import Order, OrderRefund, OrderReturn
from storefront.orders.reads.lists import order_ids_of_buyer, orders_of_customer, orders_page
from storefront.orders.reads.orders import (
    event_by_id,
    order_by_id,
    order_by_number,
    order_by_token,
)
from storefront.orders.reads.rows import lapsed_drafts, locked_order, order_id_of_refund, refund_by_id
from storefront.orders.reads.values import (
    Event,
    GivenBack,
    OrderFilter,
    OrderSummary,
    Parcel,
    PlacedLine,
    PlacedOrder,
    Sent,
    SentBack,
)
from storefront.orders.rules.ledger import Account, Books
from storefront.orders.rules.states import (
    Actor,
    FulfilmentState,
    OrderState,
    PaymentState,
    RefundState,
    ReturnKind,
    ReturnState,
    is_paid,
)
from storefront.orders.rules.taxes import RateTax, rate_tax_as_json, rate_tax_from_json
from storefront.orders.rules.totals import Totals, part_of

__all__ = [
    "FIRST_NUMBER",
    "ISSUE_PAPERS",
    "LAPSED",
    "SEND_REFUND",
    "TELL",
    "Account",
    "Actor",
    "AlreadyShipped",
    "BadOrder",
    "Books",
    "Event",
    "FulfilmentState",
    "GivenBack",
    "NewLine",
    "NewOrder",
    "NewParcel",
    "NewRefund",
    "NewReturn",
    "NoSuchPart",
    "NotThatMany",
    "Order",
    "OrderAmendment",
    "OrderEdit",
    "OrderFilter",
    "OrderKey",
    "OrderNotFound",
    "OrderRefund",
    "OrderReturn",
    "OrderState",
    "OrderSummary",
    "Parcel",
    "PaymentState",
    "PaymentUnderWay",
    "PlacedLine",
    "PlacedOrder",
    "RateTax",
    "RefundExceedsPayment",
    "RefundState",
    "RefusedTransition",
    "ReturnKind",
    "ReturnState",
    "Sent",
    "SentBack",
    "Statement",
    "StillDue",
    "TakenPayment",
    "Totals",
    "WithdrawalClosed",
    "add_tracking",
    "amend_order",
    "approve_return",
    "book_fee",
    "cancel_order",
    "cancel_rest",
    "draft_order",
    "edit_order",
    "end_dispute",
    "event_by_id",
    "fail_refund",
    "forget_buyer",
    "fulfil",
    "is_paid",
    "lapsed_drafts",
    "locked_order",
    "mark_delivered",
    "mark_disputed",
    "mark_paid",
    "mark_payment_failed",
    "mark_payment_pending",
    "order_by_id",
    "order_by_number",
    "order_by_token",
    "order_id_of_refund",
    "order_ids_of_buyer",
    "orders_of_customer",
    "orders_page",
    "part_of",
    "place_order",
    "rate_tax_as_json",
    "rate_tax_from_json",
    "receive_return",
    "record_refund",
    "refund_by_id",
    "refund_order",
    "reject_return",
    "request_return",
    "revive_order",
    "settle_refund",
    "withdraw",
]
