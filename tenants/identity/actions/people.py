"""Enrolling people, giving them a part in shops, and keys for programs."""

from collections.abc import Mapping

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session

from tenants.identity.models import ApiToken, Membership, Person, Role
from tenants.identity.reads import people_by_email, person_by_email
from tenants.identity.rules import IssuedToken, new_token, normal_email, password_hash, token_digest
from tenants.kit import clock


def enrol_person(session: Session, email: str, *, name: str, password: str | None = None) -> Person:
    """The person of this address, enrolled now if need be. Whoever is enrolled already keeps name and password.

    Raises BadEmail or WeakPassword.
    """
    address = normal_email(email)
    hashed = password_hash(password) if password is not None else None
    new = {"email": address, "name": name, "password_hash": hashed, "is_platform_admin": False}
    session.execute(insert(Person).values(**new, created_at=clock.now()).on_conflict_do_nothing())
    return person_by_email(session, address)


def enrol_people(session: Session, name_by_email: Mapping[str, str]) -> dict[str, int]:
    """The ids of the people of these addresses, which are `normal_email`'s results; who is new is enrolled.

    New people have no password until they choose one.
    """
    known = people_by_email(session, list(name_by_email))
    new = [
        {"email": email, "name": name, "is_platform_admin": False, "created_at": clock.now()}
        for email, name in sorted(name_by_email.items())
        if email not in known
    ]
    if not new:
        return known
    session.execute(insert(Person).on_conflict_do_nothing(), new)
    return people_by_email(session, list(name_by_email))


def set_password(session: Session, person: Person, password: str) -> None:
    """Raises WeakPassword."""
    person.password_hash = password_hash(password)
    session.add(person)


def grant_membership(session: Session, tenant_id: int, person_id: int, role: Role) -> None:
    """Give a person a role in a shop, in place of the one they have there. For the platform role."""
    granted = insert(Membership).values(tenant_id=tenant_id, person_id=person_id, role=role, created_at=clock.now())
    session.execute(
        granted.on_conflict_do_update(index_elements=["tenant_id", "person_id"], set_={"role": granted.excluded.role})
    )


def grant_ownerships(session: Session, owner_of_tenant: Mapping[int, int]) -> None:
    """Make people the owners of new tenants, in one statement. For the platform role."""
    now = clock.now()
    memberships = [
        {"tenant_id": tenant_id, "person_id": person_id, "role": Role.OWNER, "created_at": now}
        for tenant_id, person_id in owner_of_tenant.items()
    ]
    if memberships:
        session.execute(insert(Membership), memberships)


def issue_token(session: Session, tenant_id: int, name: str) -> IssuedToken:
    """A new key for a program to one shop. Only its SHA-256 is kept."""
    secret = new_token(tenant_id)
    token = ApiToken(tenant_id=tenant_id, name=name, token_sha256=token_digest(secret), created_at=clock.now())
    session.add(token)
    session.flush()
    assert token.id is not None
    return IssuedToken(token.id, secret)


def revoke_token(session: Session, tenant_id: int, token_id: int) -> None:
    """End a token at once. Revoking twice, or what never was, changes nothing."""
    token = session.get(ApiToken, (tenant_id, token_id))
    if token is not None and token.revoked_at is None:
        token.revoked_at = clock.now()
        session.add(token)
