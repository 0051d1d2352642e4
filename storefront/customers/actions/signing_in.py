"""Signing in by a link that is mailed, and out again."""

from sqlalchemy import delete
from sqlmodel import Session, col

from storefront.customers.actions.people import meet
from storefront.customers.errors import LinkSpent
from storefront.customers.models import Customer, CustomerSession, NewsletterRequest, PasskeyChallenge, SignInLink
from storefront.customers.rules import LINK_LASTS, SESSION_LASTS, new_token, normal_email, token_digest
from tenants.kit import clock


def issue_link(session: Session, tenant_id: int, email: str, *, language: str) -> str:
    """The secret of a new link for an address, known to the shop or not. Raises BadEmail.

    Earlier links of the address work until their time is over: the mail that comes first may be read last.
    """
    secret = new_token()
    session.add(
        SignInLink(
            tenant_id=tenant_id,
            email=normal_email(email),
            language=language,
            token_digest=token_digest(secret),
            expires_at=clock.now() + LINK_LASTS,
        )
    )
    session.flush()
    return secret


def sign_in(session: Session, tenant_id: int, secret: str) -> tuple[Customer, str]:
    """Use a link up: whose it is, who is a customer from now on, and the token of a session. Raises LinkSpent."""
    spent = (
        delete(SignInLink)
        .where(col(SignInLink.token_digest) == token_digest(secret))
        .returning(col(SignInLink.email), col(SignInLink.language), col(SignInLink.expires_at))
    )
    link = session.execute(spent).one_or_none()
    now = clock.now()
    if link is None or link.expires_at <= now:
        raise LinkSpent("this link does not sign anybody in any more")
    # Whoever reads the mails of an address needs no second link that waits somewhere.
    session.execute(delete(SignInLink).where(col(SignInLink.email) == link.email))
    customer = meet(session, tenant_id, link.email, language=link.language)
    return customer, begin_session(session, tenant_id, customer)


def begin_session(session: Session, tenant_id: int, customer: Customer) -> str:
    """The token of a new session of somebody who has shown who they are."""
    token, now = new_token(), clock.now()
    session.add(
        CustomerSession(
            tenant_id=tenant_id,
            customer_id=customer.id or 0,
            token_digest=token_digest(token),
            created_at=now,
            expires_at=now + SESSION_LASTS,
        )
    )
    session.flush()
    return token


def sign_out(session: Session, token: str) -> None:
    """End this session. One that has ended makes no difference."""
    session.execute(delete(CustomerSession).where(col(CustomerSession.token_digest) == token_digest(token)))


def sign_out_everywhere(session: Session, customer_id: int) -> None:
    """End all of a customer's sessions, on every device."""
    session.execute(delete(CustomerSession).where(col(CustomerSession.customer_id) == customer_id))


def drop_spent(session: Session) -> None:
    """Links, sessions, challenges and requests whose time is over."""
    now = clock.now()
    session.execute(delete(SignInLink).where(col(SignInLink.expires_at) <= now))
    session.execute(delete(CustomerSession).where(col(CustomerSession.expires_at) <= now))
    session.execute(delete(PasskeyChallenge).where(col(PasskeyChallenge.expires_at) <= now))
    session.execute(delete(NewsletterRequest).where(col(NewsletterRequest.expires_at) <= now))
