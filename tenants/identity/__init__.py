"""People, what they may do in which shop, their passwords, and the tokens of programs.

The rows of people belong to no tenant: they are read and written in the platform role only.
"""

from tenants.identity.actions import (
    enrol_people,
    enrol_person,
    grant_membership,
    grant_ownerships,
    issue_token,
    revoke_token,
    set_password,
)
from tenants.identity.errors import BadEmail, UnknownPerson, WeakPassword
from tenants.identity.models import ApiToken, Membership, Person, Role
from tenants.identity.reads import (
    find_api_token,
    find_person_by_email,
    live_tokens_named,
    memberships_of_person,
    people_by_email,
    person_by_email,
)
from tenants.identity.rules import (
    IssuedToken,
    normal_email,
    password_hash,
    password_matches,
    password_needs_rehash,
    tenant_of_token,
)

__all__ = [
    "ApiToken",
    "BadEmail",
    "IssuedToken",
    "Membership",
    "Person",
    "Role",
    "UnknownPerson",
    "WeakPassword",
    "enrol_people",
    "enrol_person",
    "find_api_token",
    "find_person_by_email",
    "grant_membership",
    "grant_ownerships",
    "issue_token",
    "live_tokens_named",
    "memberships_of_person",
    "normal_email",
    "password_hash",
    "password_matches",
    "password_needs_rehash",
    "people_by_email",
    "person_by_email",
    "revoke_token",
    "set_password",
    "tenant_of_token",
]
