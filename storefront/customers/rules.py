"""What holds for e-mail addresses, links and sessions."""

import hashlib
import re
import secrets
import unicodedata
from datetime import timedelta
from enum import StrEnum

from storefront.customers.errors import BadEmail, BadGroup

LINK_LASTS = timedelta(minutes=20)
SESSION_LASTS = timedelta(days=90)
CHALLENGE_LASTS = timedelta(minutes=5)
MOST_ADDRESSES = 20
MOST_PASSKEYS = 10
MOST_ALERTS = 50
MOST_GROUP = 40
_MOST_EMAIL = 254
_BYTES = 32
# As the checkout's: the mail that is sent decides. No part is empty, no blanks, one @, a dot in the host.
_EMAIL = re.compile(r"[^\s@<>\"(),:;\\]{1,64}@[^\s@<>\"(),:;\\.]+(?:\.[^\s@<>\"(),:;\\.]+)+")


class Purpose(StrEnum):
    """What somebody may agree to, each by itself."""

    MARKETING = "marketing"
    REMINDERS = "reminders"


def normal_email(text: str) -> str:
    """The address by which somebody is known: one form for capitals and for compatible signs. Raises BadEmail."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if len(plain) > _MOST_EMAIL or not plain.isprintable() or _EMAIL.fullmatch(plain) is None:
        raise BadEmail("this is no e-mail address")
    return plain


def group_name(text: str) -> str:
    """A group's name without needless blanks. Raises BadGroup where nothing is left, or something unprintable."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not 0 < len(name) <= MOST_GROUP or not name.isprintable():
        raise BadGroup(f"a group's name has 1 to {MOST_GROUP} characters")
    return name


def new_token() -> str:
    """A secret for a link or a session, too long to guess; only its digest is kept."""
    return secrets.token_urlsafe(_BYTES)


def token_digest(token: str) -> str:
    """What is kept of a token. It has 256 random bits, so that a plain digest can not be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()
