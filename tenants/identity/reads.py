"""The queries about people and tokens."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from tenants.identity.errors import UnknownPerson
from tenants.identity.models import ApiToken, Membership, Person
from tenants.identity.rules import token_digest


def find_person_by_email(session: Session, email: str) -> Person | None:
    """`email` is `normal_email`'s result, here and below."""
    return session.exec(select(Person).where(Person.email == email)).one_or_none()


def person_by_email(session: Session, email: str) -> Person:
    """Raises UnknownPerson."""
    found = find_person_by_email(session, email)
    if found is None:
        raise UnknownPerson("nobody is enrolled under this address")
    return found


def people_by_email(session: Session, emails: Collection[str]) -> dict[str, int]:
    """The ids of those who are enrolled, by address."""
    if not emails:
        return {}
    found = session.exec(select(Person).where(col(Person.email).in_(emails)))
    return {person.email: person.id for person in found if person.id is not None}


def memberships_of_person(session: Session, person_id: int) -> list[Membership]:
    """The shops a person works in, for the platform role."""
    mine = select(Membership).where(Membership.person_id == person_id)
    return list(session.exec(mine.order_by(col(Membership.tenant_id))))


def find_api_token(session: Session, secret: str) -> ApiToken | None:
    """The bound tenant's token, unless it was revoked."""
    kept = select(ApiToken).where(ApiToken.token_sha256 == token_digest(secret), col(ApiToken.revoked_at).is_(None))
    return session.exec(kept).one_or_none()


def live_tokens_named(session: Session, name: str) -> list[ApiToken]:
    """The bound tenant's tokens of this name that still open something."""
    named = select(ApiToken).where(ApiToken.name == name, col(ApiToken.revoked_at).is_(None))
    return list(session.exec(named.order_by(col(ApiToken.id))))
