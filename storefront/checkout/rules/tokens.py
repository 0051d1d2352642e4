"""The names of attempts to buy: so random that nobody guesses one."""

import re
import secrets

_BYTES = 24
_FORM = re.compile(r"[A-Za-z0-9_-]{32}")


def new_token() -> str:
    """A name for an attempt, too long to guess: whoever has it sees the checkout."""
    return secrets.token_urlsafe(_BYTES)


def is_token(text: str) -> bool:
    """Whether a text has the form of one, before the database is asked."""
    return _FORM.fullmatch(text) is not None
