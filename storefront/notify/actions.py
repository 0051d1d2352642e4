"""Writing mails, and putting a shop's own words in them."""

from collections.abc import Iterable

from sqlalchemy import delete, func, or_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col

from storefront.notify import reads
from storefront.notify.models import Mail, MailStatus, MailWording
from storefront.notify.rules import Letter, Wording, check_wording, composed
from tenants.isolation import enqueue
from tenants.kit import clock

SEND_JOB = "notify.send_mail"


def write_mail(session: Session, tenant_id: int, letter: Letter) -> None:
    """Write a mail and the job that sends it, in this transaction. Safe to call twice: a key is written once.

    Raises UnknownMail, and MailRefused where a fact is missing.
    """
    made = composed(letter, reads.find_wording(session, letter.kind, letter.language))
    row = {
        "tenant_id": tenant_id,
        "kind": letter.kind,
        "key": letter.key,
        "about": letter.about,
        "language": letter.language,
        "to_address": letter.to,
        "sender_name": letter.brand.name,
        "reply_to": letter.brand.reply_to,
        "subject": made.subject,
        "text": made.text,
        "html": made.html,
        "status": MailStatus.WAITING,
        "refusal": "",
        "created_at": clock.now(),
    }
    written = insert(Mail).values(row).on_conflict_do_nothing().returning(col(Mail.id))
    mail_id = session.execute(written).scalar_one_or_none()
    if mail_id is not None:
        enqueue(session, SEND_JOB, tenant_id=tenant_id, mail_id=mail_id)


def set_wording(session: Session, tenant_id: int, kind: str, language: str, wording: Wording | None) -> None:
    """Put a shop's own words in a mail's place; None brings back the product's. Raises UnknownMail, BadWording."""
    if wording is None:
        session.execute(delete(MailWording).where(col(MailWording.kind) == kind, col(MailWording.language) == language))
        return
    check_wording(kind, wording)
    values = {"subject": wording.subject, "body": wording.body, "changed_at": clock.now()}
    chosen = insert(MailWording).values(tenant_id=tenant_id, kind=kind, language=language, **values)
    session.execute(chosen.on_conflict_do_update(index_elements=["tenant_id", "kind", "language"], set_=values))


def forget_mails(session: Session, to: str, about: Iterable[str] = ()) -> None:
    """Remove what was written to an address, and what was written to others about these."""
    mine = or_(func.lower(col(Mail.to_address)) == to.lower(), col(Mail.about).in_(list(about)))
    session.execute(delete(Mail).where(mine))
