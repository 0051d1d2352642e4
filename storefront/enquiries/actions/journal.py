"""Writing down what happened to an enquiry, and with it the job that tells of it by mail."""

from sqlmodel import Session

from storefront.enquiries.models import Enquiry, EnquiryEvent
from storefront.enquiries.rules.states import Actor, EnquiryState
from tenants.isolation import enqueue
from tenants.kit import clock

TELL_JOB = "enquiries.tell"
TOLD = frozenset({"asked", "quoted", "accepted"})


def record(
    session: Session,
    enquiry: Enquiry,
    kind: str,
    *,
    actor: Actor,
    quotation_id: int | None = None,
    person_id: int | None = None,
) -> None:
    """Keep an event of the enquiry, and write the job that tells of it."""
    event = EnquiryEvent(
        tenant_id=enquiry.tenant_id,
        enquiry_id=enquiry.id or 0,
        quotation_id=quotation_id,
        kind=kind,
        actor=actor,
        person_id=person_id,
        happened_at=clock.now(),
    )
    session.add(event)
    session.flush()
    if kind in TOLD:
        enqueue(session, TELL_JOB, tenant_id=enquiry.tenant_id, event_id=event.id or 0)


def move(enquiry: Enquiry, state: EnquiryState) -> None:
    """Put the enquiry into a state; whether it may go there is asked before."""
    enquiry.state = state
    enquiry.changed_at = clock.now()
