"""News by e-mail: asked for in a form, agreed to by a link that is mailed, ended by a link in every letter."""

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col

from storefront.customers import reads
from storefront.customers.actions.consents import MOST_WORDING, Answer, note_consent
from storefront.customers.errors import LinkSpent
from storefront.customers.models import CustomerConsent, NewsletterRequest
from storefront.customers.rules import NEWS_LINK_LASTS, Purpose, new_token, normal_email, token_digest
from tenants.kit import clock


def ask_for_news(session: Session, tenant_id: int, email: str, *, wording: str, language: str) -> str:
    """The secret of a link by which the address's reader agrees to the wording. Raises BadEmail.

    Nothing is agreed to yet. An address has one request: a later one ends the link before it.
    """
    secret, now = new_token(), clock.now()
    values = {
        "language": language,
        "wording": wording[:MOST_WORDING],
        "token_digest": token_digest(secret),
        "asked_at": now,
        "expires_at": now + NEWS_LINK_LASTS,
    }
    statement = insert(NewsletterRequest).values(tenant_id=tenant_id, email=normal_email(email), **values)
    session.execute(statement.on_conflict_do_update(index_elements=["tenant_id", "email"], set_=values))
    return secret


def agree_to_news(session: Session, tenant_id: int, secret: str) -> CustomerConsent:
    """Use the link up: the consent, with the words that were shown when it was asked for. Raises LinkSpent."""
    spent = (
        delete(NewsletterRequest)
        .where(col(NewsletterRequest.token_digest) == token_digest(secret))
        .returning(
            col(NewsletterRequest.email),
            col(NewsletterRequest.wording),
            col(NewsletterRequest.language),
            col(NewsletterRequest.expires_at),
        )
    )
    asked = session.execute(spent).one_or_none()
    if asked is None or asked.expires_at <= clock.now():
        raise LinkSpent("this link agrees to nothing any more")
    note_consent(session, tenant_id, asked.email, Purpose.MARKETING, Answer(True, asked.wording, asked.language))
    given = reads.latest_consent(session, asked.email, Purpose.MARKETING)
    assert given is not None, "a consent that was written just now"
    return given


def stop_news(session: Session, tenant_id: int, consent_id: int, *, wording: str, language: str) -> None:
    """No more news to the address of a consent. Said twice it is said once; an erased consent makes no difference."""
    given = reads.find_consent(session, consent_id)
    if given is not None:
        note_consent(session, tenant_id, given.email, Purpose.MARKETING, Answer(False, wording, language))
