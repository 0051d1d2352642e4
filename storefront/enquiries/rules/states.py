"""The states that an enquiry and a quotation move through."""

from datetime import date
from enum import StrEnum


class EnquiryState(StrEnum):
    """Open: it waits for the shop. Quoted: it waits for the buyer."""

    OPEN = "open"
    QUOTED = "quoted"
    ORDERED = "ordered"
    CLOSED = "closed"


class QuotationState(StrEnum):
    SENT = "sent"
    ACCEPTED = "accepted"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class Actor(StrEnum):
    BUYER = "buyer"
    STAFF = "staff"
    SYSTEM = "system"


STANDING = frozenset({EnquiryState.OPEN, EnquiryState.QUOTED})


def has_lapsed(valid_until: date, today: date) -> bool:
    """A quotation holds to the end of its last day, as UTC counts days."""
    return today > valid_until
