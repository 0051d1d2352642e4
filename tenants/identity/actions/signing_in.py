"""Signing in and out, and choosing a password by an e-mailed link. For the platform role."""

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col

from tenants.identity import reads
from tenants.identity.actions.people import set_password
from tenants.identity.errors import BadEmail, LinkSpent, SignInRefused
from tenants.identity.models import PasswordLink, Person, PersonSession
from tenants.identity.rules import (
    PASSWORD_LINK_LIFE,
    SEEN_AGAIN,
    SESSION_LIFE,
    is_over,
    new_secret,
    normal_email,
    password_hash,
    password_matches,
    password_needs_rehash,
    token_digest,
)
from tenants.kit import clock


def sign_in(session: Session, email: str, password: str) -> tuple[Person, str]:
    """The person and the secret of a new session, for a cookie. Raises SignInRefused.

    It takes as long for an address that nobody is enrolled under.
    """
    try:
        person = reads.find_person_by_email(session, normal_email(email))
    except BadEmail:
        person = None
    is_right = password_matches(person.password_hash if person else None, password)
    if person is None or person.id is None or not is_right:
        raise SignInRefused("address and password do not belong together")
    if person.password_hash and password_needs_rehash(person.password_hash):
        person.password_hash = password_hash(password)
        session.add(person)
    now = clock.now()
    mine = col(PersonSession.person_id) == person.id
    session.execute(delete(PersonSession).where(mine, col(PersonSession.created_at) < now - SESSION_LIFE))
    secret = new_secret()
    session.add(PersonSession(person_id=person.id, token_sha256=token_digest(secret), created_at=now, seen_at=now))
    return person, secret


def person_signed_in(session: Session, secret: str) -> Person | None:
    """Who the session's secret belongs to, while the session lasts. Being asked keeps it from ending unused."""
    found = reads.find_session(session, secret)
    if found is None:
        return None
    signed_in, person = found
    now = clock.now()
    if is_over(signed_in.created_at, signed_in.seen_at, now):
        session.delete(signed_in)
        return None
    if now - signed_in.seen_at > SEEN_AGAIN:
        signed_in.seen_at = now
        session.add(signed_in)
    return person


def sign_out(session: Session, secret: str) -> None:
    """End one session. Safe to repeat."""
    session.execute(delete(PersonSession).where(col(PersonSession.token_sha256) == token_digest(secret)))


def sign_out_everywhere(session: Session, person_id: int) -> None:
    """End all sessions of a person."""
    session.execute(delete(PersonSession).where(col(PersonSession.person_id) == person_id))


def issue_password_link(session: Session, person_id: int) -> str:
    """The secret of a link by which a person chooses a password within a day. It ends the link before it."""
    secret = new_secret()
    values = {"token_sha256": token_digest(secret), "expires_at": clock.now() + PASSWORD_LINK_LIFE}
    issued = insert(PasswordLink).values(person_id=person_id, **values)
    session.execute(issued.on_conflict_do_update(index_elements=["person_id"], set_=values))
    return secret


def choose_password(session: Session, secret: str, password: str) -> Person:
    """Use a link up: set the password, and end every session that the old one opened.

    Raises LinkSpent; WeakPassword, after which the link still works.
    """
    found = reads.find_password_link(session, secret)
    if found is None or found[0].expires_at <= clock.now():
        raise LinkSpent("the link does not work any more")
    link, person = found
    set_password(session, person, password)
    sign_out_everywhere(session, link.person_id)
    session.delete(link)
    return person
