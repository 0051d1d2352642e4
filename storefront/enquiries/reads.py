"""The queries about enquiries and quotations."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select

from storefront.documents import Paper
from storefront.enquiries.errors import NoSuchEnquiry, NoSuchQuotation
from storefront.enquiries.models import Enquiry, EnquiryEvent, Quotation
from storefront.enquiries.rules.lines import AskedLine, QuotedLine, asked_from_json, quoted_from_json
from storefront.enquiries.rules.states import EnquiryState, QuotationState
from storefront.invoices import paper_from_json


def enquiry_by_token(session: Session, token: str) -> Enquiry:
    """Raises NoSuchEnquiry."""
    found = session.exec(select(Enquiry).where(Enquiry.token == token)).first()
    if found is None:
        raise NoSuchEnquiry("there is no such enquiry")
    return found


def enquiry_by_id(session: Session, enquiry_id: int) -> Enquiry:
    """Raises NoSuchEnquiry."""
    found = session.exec(select(Enquiry).where(Enquiry.id == enquiry_id)).first()
    if found is None:
        raise NoSuchEnquiry(f"enquiry {enquiry_id}")
    return found


def enquiries_page(
    session: Session, states: Collection[EnquiryState] = (), *, before: int | None = None, limit: int = 50
) -> list[Enquiry]:
    """The newest ones, of these states or of all, older than the one with the id `before`."""
    query = select(Enquiry)
    if states:
        query = query.where(col(Enquiry.state).in_(states))
    if before is not None:
        query = query.where(col(Enquiry.id) < before)
    return list(session.exec(query.order_by(col(Enquiry.id).desc()).limit(limit)))


def enquiries_of(session: Session, email: str) -> list[Enquiry]:
    """All of an address, however it was written, the oldest first."""
    query = select(Enquiry).where(func.lower(col(Enquiry.email)) == email.lower())
    return list(session.exec(query.order_by(col(Enquiry.id))))


def quotations_of_enquiry(session: Session, enquiry_id: int) -> list[Quotation]:
    """The oldest first."""
    query = select(Quotation).where(Quotation.enquiry_id == enquiry_id)
    return list(session.exec(query.order_by(col(Quotation.id))))


def quotation_by_token(session: Session, token: str) -> Quotation:
    """Raises NoSuchQuotation."""
    found = session.exec(select(Quotation).where(Quotation.token == token)).first()
    if found is None:
        raise NoSuchQuotation("there is no such quotation")
    return found


def quotation_by_number(session: Session, enquiry_id: int, number: int) -> Quotation:
    """One of an enquiry's own. Raises NoSuchQuotation."""
    query = select(Quotation).where(Quotation.enquiry_id == enquiry_id, Quotation.number == number)
    found = session.exec(query).first()
    if found is None:
        raise NoSuchQuotation(f"enquiry {enquiry_id} has no quotation {number}")
    return found


def events_of_enquiry(session: Session, enquiry_id: int) -> list[EnquiryEvent]:
    """The oldest first."""
    query = select(EnquiryEvent).where(EnquiryEvent.enquiry_id == enquiry_id)
    return list(session.exec(query.order_by(col(EnquiryEvent.id))))


def event_by_id(session: Session, event_id: int) -> EnquiryEvent:
    """Raises NoSuchEnquiry."""
    found = session.exec(select(EnquiryEvent).where(EnquiryEvent.id == event_id)).first()
    if found is None:
        raise NoSuchEnquiry(f"event {event_id}")
    return found


def quotation_by_id(session: Session, quotation_id: int) -> Quotation:
    """Raises NoSuchQuotation."""
    found = session.exec(select(Quotation).where(Quotation.id == quotation_id)).first()
    if found is None:
        raise NoSuchQuotation(f"quotation {quotation_id}")
    return found


def locked_enquiry(session: Session, enquiry_id: int) -> Enquiry:
    """The enquiry as it is now, held against others until the transaction ends. Raises NoSuchEnquiry."""
    query = select(Enquiry).where(Enquiry.id == enquiry_id).with_for_update()
    found = session.exec(query.execution_options(populate_existing=True)).first()
    if found is None:
        raise NoSuchEnquiry(f"enquiry {enquiry_id}")
    return found


def find_open_quotation(session: Session, enquiry_id: int) -> Quotation | None:
    """The one that waits for the buyer. Hold the enquiry before."""
    query = select(Quotation).where(Quotation.enquiry_id == enquiry_id, Quotation.state == QuotationState.SENT)
    return session.exec(query.execution_options(populate_existing=True)).first()


def enquiries_with_lapsed_quotations(session: Session, today: date) -> list[int]:
    """Ids of enquiries whose open quotation's last day is over."""
    query = select(Quotation.enquiry_id).where(
        Quotation.state == QuotationState.SENT, col(Quotation.valid_until) < today
    )
    return list(session.exec(query.order_by(col(Quotation.enquiry_id))))


def asked_lines(enquiry: Enquiry) -> tuple[AskedLine, ...]:
    """What was asked for."""
    return tuple(asked_from_json(each) for each in enquiry.lines)


def quoted_lines(quotation: Quotation) -> tuple[QuotedLine, ...]:
    """What is offered, at which unit prices."""
    return tuple(quoted_from_json(each, quotation.currency) for each in quotation.lines)


def quotation_paper(quotation: Quotation) -> Paper:
    """What stands on its pro-forma, as it was when it was sent."""
    return paper_from_json(quotation.paper)
