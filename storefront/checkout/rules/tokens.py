"""The names of attempts to buy: so random that nobody guesses one."""

import re
import secrets

_BYTES = 24
_FORM = re.compile(r"[A-Za-z0-9_-]{32}")


def new_token() -> str:
    return secrets.token_urlsafe(_BYTES)


def is_token(text: str) -> bool:
    return _FORM.fullmatch(text) is not None
