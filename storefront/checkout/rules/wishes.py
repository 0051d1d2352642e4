"""What a buyer has said so far, as it was typed, and what of it is missing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

# Deliberately simple: the mail that is sent decides. No part is empty, no blanks, one @, a dot in the host.
_EMAIL = re.compile(r"[^\s@<>\"(),:;\\]{1,64}@[^\s@<>\"(),:;\\.]+(?:\.[^\s@<>\"(),:;\\.]+)+")
MOST_EMAIL = 254


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """The form's answers. Nothing here is trusted: keys name things, and every amount is worked out anew.

    `billing` is where the bill goes, with its `country`; empty: where the goods go. `company` and `vat_number` are a
    business's. `vat_answer` is not the form's: it is what those who issue such numbers said of it, as JSON.
    """

    email: str = ""
    country: str = ""
    address: Mapping[str, str] = field(default_factory=dict)
    shipping_key: str = ""
    method: str = ""
    takes_news: bool = False
    keeps_address: bool = False
    company: str = ""
    vat_number: str = ""
    billing: Mapping[str, str] = field(default_factory=dict)
    vat_answer: Mapping[str, Any] = field(default_factory=dict)  # Any: JSON

    @property
    def bill_country(self) -> str:
        """Where the bill goes."""
        return self.billing.get("country", "") or self.country

    @property
    def has_confirmed_number(self) -> bool:
        return bool(self.vat_number) and bool(self.vat_answer.get("is_confirmed"))

    def as_json(self) -> dict[str, Any]:  # Any: JSON
        plain = {
            "email": self.email,
            "country": self.country,
            "address": dict(self.address),
            "shipping_key": self.shipping_key,
            "method": self.method,
            "takes_news": self.takes_news,
        }
        seldom = {
            "keeps_address": self.keeps_address,
            "company": self.company,
            "vat_number": self.vat_number,
            "billing": dict(self.billing),
            "vat_answer": dict(self.vat_answer),
        }
        return plain | {name: value for name, value in seldom.items() if value}


def wishes_from_json(plain: Mapping[str, Any]) -> Wishes:  # Any: JSON that `as_json` wrote
    """What was typed, as kept; a field that this version does not know is passed over."""
    known = {each.name for each in fields(Wishes)}  # a newer version may have written more
    return Wishes(**{name: value for name, value in plain.items() if name in known})


def is_email(text: str) -> bool:
    """Whether a text has the form of an address; whether anybody reads it is not asked."""
    return len(text) <= MOST_EMAIL and _EMAIL.fullmatch(text) is not None
