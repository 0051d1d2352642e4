"""People, what they may do in which shop, their passwords, and the tokens of programs.

The rows of people belong to no tenant: they are read and written in the platform role only.
"""

from tenants.identity.actions.people import (
    enrol_people,
    enrol_person,
    grant_membership,
    grant_ownerships,
    issue_token,
    revoke_token,
    set_password,
)
from tenants.identity.actions.signing_in import (
    choose_password,
    issue_password_link,
    person_signed_in,
    sign_in,
    sign_out,
    sign_out_everywhere,
)
from tenants.identity.errors import BadEmail, LinkSpent, SignInRefused, UnknownPerson, WeakPassword
from tenants.identity.models import ApiToken, Membership, PasswordLink, Person, PersonSession, Role
from tenants.identity.reads import (
    find_api_token,
    find_person_by_email,
    live_tokens_named,
    memberships_of_person,
    owner_emails,
    people_by_email,
    person_by_email,
)
from tenants.identity.rules import (
    MIN_PASSWORD,
    SESSION_LIFE,
    IssuedToken,
    normal_email,
    password_hash,
    password_matches,
    password_needs_rehash,
    tenant_of_token,
)

__all__ = [
    "MIN_PASSWORD",
    "SESSION_LIFE",
    "ApiToken",
    "BadEmail",
    "IssuedToken",
    "LinkSpent",
    "Membership",
    "PasswordLink",
    "Person",
    "PersonSession",
    "Role",
    "SignInRefused",
    "UnknownPerson",
    "WeakPassword",
    "choose_password",
    "enrol_people",
    "enrol_person",
    "find_api_token",
    "find_person_by_email",
    "grant_membership",
    "grant_ownerships",
    "issue_password_link",
    "issue_token",
    "live_tokens_named",
    "memberships_of_person",
    "normal_email",
    "owner_emails",
    "password_hash",
    "password_matches",
    "password_needs_rehash",
    "people_by_email",
    "person_by_email",
    "person_signed_in",
    "revoke_token",
    "set_password",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "tenant_of_token",
]
