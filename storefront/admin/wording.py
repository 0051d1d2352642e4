"""The states and happenings of orders and enquiries in the reader's words."""

from collections.abc import Mapping

from storefront.admin.rendering import words


def state_words(language: str) -> Mapping[str, str]:
    """Of an order, its payment, its sending, a return and a refund, by the state's own name."""
    _ = words(language).gettext
    return {
        "draft": _("Not placed"),
        "placed": _("Placed"),
        "completed": _("Done"),
        "cancelled": _("Cancelled"),
        "unpaid": _("Not paid"),
        "pending": _("Payment expected"),
        "failed": _("Payment failed"),
        "paid": _("Paid"),
        "partly_refunded": _("Partly refunded"),
        "refunded": _("Refunded"),
        "disputed": _("Disputed"),
        "unfulfilled": _("To be sent"),
        "partial": _("Partly sent"),
        "fulfilled": _("Sent"),
        "requested": _("Asked for"),
        "approved": _("Agreed to"),
        "rejected": _("Declined"),
        "received": _("Received"),
        "succeeded": _("Given back"),
        "return": _("Return"),
        "withdrawal": _("Withdrawal"),
    }


def event_words(language: str) -> Mapping[str, str]:
    """What happened, by the event's kind; a kind that has no words here is shown by its name."""
    _ = words(language).gettext
    return {
        "drafted": _("Order written down"),
        "placed": _("Order placed"),
        "payment_started": _("Payment begun"),
        "paid": _("Payment received"),
        "payment_failed": _("Payment failed"),
        "fulfilled": _("Goods sent"),
        "shipped": _("Parcel on its way"),
        "delivered": _("Delivered"),
        "cancelled": _("Cancelled"),
        "edited": _("Corrected"),
        "amended": _("Goods changed"),
        "completed": _("Done"),
        "refund_started": _("Refund begun"),
        "refunded": _("Refund made"),
        "refund_failed": _("Refund failed"),
        "return_requested": _("Return asked for"),
        "return_approved": _("Return agreed to"),
        "return_rejected": _("Return declined"),
        "return_received": _("Return received"),
        "withdrawn": _("Contract withdrawn from"),
        "disputed": _("Disputed"),
        "dispute_ended": _("Dispute over"),
        "revived": _("Brought back: paid after all"),
    }


def reason_words(language: str) -> Mapping[str, str]:
    """Why an order was cancelled or sent back, or money went back, by our word for it; what people wrote has none."""
    _ = words(language).gettext
    return {
        "lapsed": _("Not paid in time"),
        "replaced": _("The buyer ordered the same again"),
        "sold_out": _("The goods were gone when the payment came"),
        "paid_after_cancelling": _("Paid after it was cancelled"),
        "paid_too_much": _("Paid too much"),
        "not_paid": _("The money did not come"),
        "changed_mind": _("The buyer changed their mind"),
        "withdrawal": _("Withdrawal"),
        "return": _("Return"),
        "damaged": _("It arrived damaged"),
        "wrong_item": _("It is not what was ordered"),
        "not_as_described": _("It is not as described"),
        "wrong_size": _("It does not fit"),
        "other": _("Another reason"),
    }


def enquiry_words(language: str) -> Mapping[str, str]:
    """States of enquiries and quotations, and what happened to them, by the name of each."""
    _ = words(language).gettext
    return {
        "open": _("To be answered"),
        "quoted": _("Quoted"),
        "ordered": _("Ordered"),
        "closed": _("Closed"),
        "sent": _("Open"),
        "accepted": _("Accepted"),
        "lapsed": _("Lapsed"),
        "withdrawn": _("Taken back"),
        "asked": _("Enquiry received"),
    }
