"""Passwords by Argon2id, e-mail addresses, the form of tokens, and how long a sign-in lasts."""

import hashlib
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

import idna
from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from tenants.identity.errors import BadEmail, WeakPassword

# OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
MIN_PASSWORD = 8  # ASVS 5.0, 6.2.1
MAX_PASSWORD = 128  # long enough for any phrase, short enough to hash

SESSION_LIFE = timedelta(days=14)
SESSION_IDLE = timedelta(hours=12)
SEEN_AGAIN = timedelta(minutes=10)  # how finely the last use is written down: not with each request
PASSWORD_LINK_LIFE = timedelta(hours=24)

_MAX_EMAIL = 254
_MAX_LOCAL = 64
_LOCAL_PART = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.IGNORECASE)
_DOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+")

_TOKEN = re.compile(r"sft_([1-9][0-9]{0,17})_[A-Za-z0-9_-]{43}")
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A new token. `secret` is shown once and kept nowhere."""

    id: int
    secret: str = field(repr=False)


def password_hash(password: str) -> str:
    """Argon2id with the parameters of OWASP: about 40 ms and 19 MiB. Raises WeakPassword."""
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise WeakPassword(f"a password has {MIN_PASSWORD} to {MAX_PASSWORD} characters")
    return _HASHER.hash(password)


def password_matches(kept: str | None, password: str) -> bool:
    """Whether the password is the one that was hashed. Takes the same time when nothing is kept, and is then False."""
    try:
        _HASHER.verify(kept or _nobodys_hash(), password[: MAX_PASSWORD + 1])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@cache
def _nobodys_hash() -> str:
    """Checked where no password is kept, so that the time to answer does not tell who is enrolled."""
    return _HASHER.hash(secrets.token_urlsafe(16))


def password_needs_rehash(kept: str) -> bool:
    """Whether the hash was made with other parameters than today's: hash again at the next sign-in."""
    return _HASHER.check_needs_rehash(kept)


def normal_email(written: str) -> str:
    """The address in lower case, its domain as mail servers know it. Raises BadEmail.

    Only what practice uses of RFC 5321: an ASCII dot-atom, `@`, and a domain of at least two labels.
    """
    local, _, domain = written.strip()[: _MAX_EMAIL + 1].rpartition("@")
    try:
        domain = idna.encode(domain, uts46=True, transitional=False).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise BadEmail("is not an e-mail address") from None
    address = f"{local.lower()}@{domain}"
    if len(local) > _MAX_LOCAL or len(address) > _MAX_EMAIL:
        raise BadEmail("is too long for an e-mail address")
    if not _LOCAL_PART.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise BadEmail("is not an e-mail address")
    return address


def is_over(created_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether a session has ended: by itself after two weeks, or unused for twelve hours (ASVS 5.0, 7.3)."""
    return now - created_at > SESSION_LIFE or now - seen_at > SESSION_IDLE


def new_secret() -> str:
    """256 random bits for a cookie or a link."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def new_token(tenant_id: int) -> str:
    """A secret of 256 bits. It carries the tenant's id, so that it can be looked up as that tenant."""
    return f"sft_{tenant_id}_{secrets.token_urlsafe(_TOKEN_BYTES)}"


def tenant_of_token(secret: str) -> int | None:
    """Whose token this claims to be; `find_api_token`, as that tenant, tells whether it is true."""
    found = _TOKEN.fullmatch(secret)
    return int(found[1]) if found else None


def token_digest(secret: str) -> str:
    """What is kept of a session's, link's or program's secret: its SHA-256."""
    # A plain hash is enough: the secret is random and far too long to guess.
    return hashlib.sha256(secret.encode()).hexdigest()
