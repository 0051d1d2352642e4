"""The queries about people and tokens."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from tenants.identity.errors import UnknownPerson
from tenants.identity.models import ApiToken, Membership, PasswordLink, Person, PersonSession, Role
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


def owner_emails(session: Session, tenant_ids: Collection[int]) -> dict[int, list[str]]:
    """Whom each of the shops belongs to, in the order in which they came. For the platform role."""
    owners = (
        select(Membership.tenant_id, Person.email)
        .join(Person, col(Membership.person_id) == col(Person.id))
        .where(col(Membership.tenant_id).in_(tenant_ids), Membership.role == Role.OWNER)
    )
    found: dict[int, list[str]] = {tenant_id: [] for tenant_id in tenant_ids}
    for tenant_id, email in session.exec(owners.order_by(col(Membership.created_at), col(Person.id))):
        found[tenant_id].append(email)
    return found


def find_api_token(session: Session, secret: str) -> ApiToken | None:
    """The bound tenant's token, unless it was revoked."""
    kept = select(ApiToken).where(ApiToken.token_sha256 == token_digest(secret), col(ApiToken.revoked_at).is_(None))
    return session.exec(kept).one_or_none()


def live_tokens_named(session: Session, name: str) -> list[ApiToken]:
    """The bound tenant's tokens of this name that still open something."""
    named = select(ApiToken).where(ApiToken.name == name, col(ApiToken.revoked_at).is_(None))
    return list(session.exec(named.order_by(col(ApiToken.id))))


def find_session(session: Session, secret: str) -> tuple[PersonSession, Person] | None:
    """The session with this secret and whose it is, ended or not."""
    theirs = select(PersonSession, Person).join(Person, col(Person.id) == col(PersonSession.person_id))
    return session.exec(theirs.where(PersonSession.token_sha256 == token_digest(secret))).one_or_none()


def find_password_link(session: Session, secret: str) -> tuple[PasswordLink, Person] | None:
    """The link with this secret and whose it is, expired or not; locked, so that it is used once."""
    theirs = select(PasswordLink, Person).join(Person, col(Person.id) == col(PasswordLink.person_id))
    held = theirs.where(PasswordLink.token_sha256 == token_digest(secret)).with_for_update(of=PasswordLink)
    return session.exec(held).one_or_none()
