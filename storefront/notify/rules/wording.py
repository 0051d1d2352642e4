"""A shop's own words: plain text in which facts stand in braces. Nothing else in them means anything."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from storefront.notify.errors import BadWording, WordingFault
from storefront.notify.rules.kinds import mail_kind

MOST_SUBJECT = 200
MOST_BODY = 5_000
_FACT = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Wording:
    subject: str
    body: str


def check_wording(kind: str, wording: Wording) -> None:
    """Raises UnknownMail; BadWording for a fact that this mail does not have, or words too long, or none."""
    known = {*mail_kind(kind).facts, "shop"}
    for name, text, most in (("subject", wording.subject, MOST_SUBJECT), ("body", wording.body, MOST_BODY)):
        if not text.strip():
            raise BadWording(name, WordingFault.EMPTY)
        if len(text) > most:
            raise BadWording(name, WordingFault.TOO_LONG, str(most))
        if name == "subject" and any(ord(character) < 32 for character in text):
            raise BadWording(name, WordingFault.LINES)
        for fact in _FACT.findall(text):
            if fact not in known:
                raise BadWording(name, WordingFault.UNKNOWN_FACT, f"{{{fact}}}")


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with each fact in its place, in one pass, so that a fact's own braces stay as they are."""
    return _FACT.sub(lambda found: facts.get(found[1], found[0]), text)
