"""Writing down what somebody agreed to."""

from dataclasses import dataclass

from sqlmodel import Session

from storefront.customers import reads
from storefront.customers.models import CustomerConsent
from storefront.customers.rules import Purpose, normal_email
from tenants.kit import clock

MOST_WORDING = 1_000


@dataclass(frozen=True, slots=True)
class Answer:
    """A yes or a no to words that were shown in a language."""

    is_given: bool
    wording: str
    language: str


def note_consent(session: Session, tenant_id: int, email: str, purpose: Purpose, answer: Answer) -> None:
    """Add it to the history; what was said last is not said twice. Raises BadEmail."""
    address = normal_email(email)
    wording = answer.wording[:MOST_WORDING]
    latest = reads.latest_consent(session, address, purpose)
    if latest is not None and latest.is_given == answer.is_given and latest.wording == wording:
        return
    session.add(
        CustomerConsent(
            tenant_id=tenant_id,
            email=address,
            purpose=purpose,
            is_given=answer.is_given,
            wording=wording,
            language=answer.language,
            at=clock.now(),
        )
    )
    session.flush()
