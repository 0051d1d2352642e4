"""Enquiries and quotations: where nothing has a price yet, or a business asks for its own.

A buyer asks, the shop answers with a quotation – numbered without a gap, frozen with its pro-forma invoice, holding to
the end of a day – and whoever has its secret link accepts it: one order at exactly the quoted prices, paid as orders
are. What a price would be is the shop's own decision; nothing here works one out.
"""

from storefront.enquiries.actions.accepting import Acceptance, accept_quotation
from storefront.enquiries.actions.asking import NewEnquiry, make_enquiry
from storefront.enquiries.actions.forgetting import forget_asker
from storefront.enquiries.actions.quoting import (
    LONGEST_VALIDITY,
    NewQuotation,
    close_enquiry,
    lapse_quotations,
    quote_enquiry,
    withdraw_quotation,
)
from storefront.enquiries.actions.telling import tell
from storefront.enquiries.actions.ways import ways_to_pay
from storefront.enquiries.errors import (
    BadAcceptance,
    BadEnquiry,
    BadQuotation,
    EnquiryClosed,
    NoSuchEnquiry,
    NoSuchQuotation,
    NotToBeHad,
    NoWayToPay,
    QuotationLapsed,
    QuotationWithdrawn,
)
from storefront.enquiries.jobs import lapse, lapse_everywhere, tell_of_enquiry
from storefront.enquiries.models import Enquiry, EnquiryEvent, Quotation
from storefront.enquiries.reads import (
    asked_lines,
    enquiries_of,
    enquiries_page,
    enquiry_by_id,
    enquiry_by_token,
    events_of_enquiry,
    quotation_by_number,
    quotation_by_token,
    quotation_paper,
    quotations_of_enquiry,
    quoted_lines,
)
from storefront.enquiries.rules.lines import MOST_LINES, AskedLine, QuotedLine, offered_totals
from storefront.enquiries.rules.paper import quotation_name
from storefront.enquiries.rules.states import STANDING, Actor, EnquiryState, QuotationState, has_lapsed

__all__ = [
    "LONGEST_VALIDITY",
    "MOST_LINES",
    "STANDING",
    "Acceptance",
    "Actor",
    "AskedLine",
    "BadAcceptance",
    "BadEnquiry",
    "BadQuotation",
    "Enquiry",
    "EnquiryClosed",
    "EnquiryEvent",
    "EnquiryState",
    "NewEnquiry",
    "NewQuotation",
    "NoSuchEnquiry",
    "NoSuchQuotation",
    "NoWayToPay",
    "NotToBeHad",
    "Quotation",
    "QuotationLapsed",
    "QuotationState",
    "QuotationWithdrawn",
    "QuotedLine",
    "accept_quotation",
    "asked_lines",
    "close_enquiry",
    "enquiries_of",
    "enquiries_page",
    "enquiry_by_id",
    "enquiry_by_token",
    "events_of_enquiry",
    "forget_asker",
    "has_lapsed",
    "lapse",
    "lapse_everywhere",
    "lapse_quotations",
    "make_enquiry",
    "offered_totals",
    "quotation_by_number",
    "quotation_by_token",
    "quotation_name",
    "quotation_paper",
    "quotations_of_enquiry",
    "quote_enquiry",
    "quoted_lines",
    "tell",
    "tell_of_enquiry",
    "ways_to_pay",
    "withdraw_quotation",
]
