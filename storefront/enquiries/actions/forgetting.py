"""Taking whoever asked out of their enquiries. What was asked for and offered, and at what price, stays."""

from dataclasses import replace

from sqlmodel import Session

from storefront.documents import Party
from storefront.enquiries import reads
from storefront.enquiries.models import Enquiry, Quotation
from storefront.enquiries.rules.states import STANDING, EnquiryState, QuotationState
from storefront.invoices import paper_as_json, paper_from_json


def forget_asker(session: Session, email: str) -> list[int]:
    """Take who asked out of all enquiries of an address. Safe to repeat. Returns the enquiries' ids.

    One that stands is closed, and its offer withdrawn: there is nobody to answer any more.
    """
    found = reads.enquiries_of(session, email)
    for enquiry in found:
        _forget(enquiry)
        for quotation in reads.quotations_of_enquiry(session, enquiry.id or 0):
            _forget_on_paper(quotation)
    session.flush()
    return [each.id or 0 for each in found]


def _forget(enquiry: Enquiry) -> None:
    enquiry.name = enquiry.email = enquiry.phone = enquiry.company = enquiry.message = ""
    if enquiry.state in STANDING:
        enquiry.state = EnquiryState.CLOSED


def _forget_on_paper(quotation: Quotation) -> None:
    paper = paper_from_json(quotation.paper)
    notes = tuple(each for each in paper.notes if each != quotation.note)
    quotation.paper = paper_as_json(replace(paper, buyer=Party("", ()), ship_to=None, notes=notes))
    quotation.note = ""
    if quotation.state == QuotationState.SENT:
        quotation.state = QuotationState.WITHDRAWN
