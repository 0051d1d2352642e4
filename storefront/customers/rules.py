"""What holds for e-mail addresses, links and sessions."""

import base64
import hashlib
import hmac
import re
import secrets
import unicodedata
from datetime import timedelta
from enum import StrEnum

from storefront.customers.errors import BadEmail, BadGroup, LinkSpent

LINK_LASTS = timedelta(minutes=20)
NEWS_LINK_LASTS = timedelta(days=7)
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


def news_stop_token(tenant_id: int, consent_id: int, secret: str) -> str:
    """The signed word by which whoever gets news ends them. It names the consent, not the address, and never ends."""
    return f"{consent_id}.{_news_signature(tenant_id, consent_id, secret)}"


def read_news_stop_token(token: str, tenant_id: int, secret: str) -> int:
    """The consent's id. Raises LinkSpent, whatever is wrong with it."""
    written, _, signature = token.partition(".")
    if not (written.isascii() and written.isdigit() and len(written) < 19):
        raise LinkSpent("this link is not one of ours")
    if not hmac.compare_digest(_news_signature(tenant_id, int(written), secret).encode(), signature.encode()):
        raise LinkSpent("this link is not one of ours")
    return int(written)


def _news_signature(tenant_id: int, consent_id: int, secret: str) -> str:
    key = hashlib.sha256(b"newsletter-stop" + secret.encode()).digest()
    digest = hmac.digest(key, f"{tenant_id}.{consent_id}".encode(), "sha256")[:16]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
