"""The queries about mails."""

from sqlalchemy import func
from sqlmodel import Session, col, select

from storefront.notify.models import Mail, MailWording
from storefront.notify.rules import Brand, Composed, Wording, check_wording, composed, sample_letter


def find_mail(session: Session, mail_id: int) -> Mail | None:
    """A mail of the shop, sent or not."""
    return session.exec(select(Mail).where(Mail.id == mail_id)).one_or_none()


def mails_about(session: Session, about: str) -> list[Mail]:
    """What was written about one thing, such as `order/1042`, oldest first."""
    return list(session.exec(select(Mail).where(Mail.about == about).order_by(col(Mail.id))))


def mails_to(session: Session, address: str) -> list[Mail]:
    """What was written to an address, however it is written, oldest first."""
    mine = select(Mail).where(func.lower(col(Mail.to_address)) == address.lower())
    return list(session.exec(mine.order_by(col(Mail.id))))


def find_wording(session: Session, kind: str, language: str) -> Wording | None:
    """The shop's own words for a mail in a language, where it has some."""
    mine = select(MailWording).where(MailWording.kind == kind, MailWording.language == language)
    found = session.exec(mine).one_or_none()
    return Wording(found.subject, found.body) if found else None


def preview_of(session: Session, kind: str, language: str, brand: Brand, *, wording: Wording | None = None) -> Composed:
    """The mail with sample facts, as it would be sent now or in other words. Raises UnknownMail, BadWording."""
    if wording is not None:
        check_wording(kind, wording)
    return composed(sample_letter(kind, language, brand), wording or find_wording(session, kind, language))
