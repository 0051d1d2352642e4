"""What a mail is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Brand:
    """The shop as its mails show it. Colours are #rrggbb; `url` is its home page; answers go to `reply_to`."""

    name: str
    url: str
    reply_to: str
    accent: str = "#1f2937"
    on_accent: str = "#ffffff"


@dataclass(frozen=True, slots=True)
class MailLine:
    """One thing of an order, its figures written out in the reader's locale."""

    title: str
    detail: str
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail to be written. `key` names the event that it tells of: a second letter with it is not written.

    `facts` are texts, in the reader's language and locale; each mail's folder lists the ones it needs. `button` is the
    address that its button leads to. `totals` are pairs of label and amount.
    """

    kind: str
    key: str
    about: str
    to: str
    language: str
    brand: Brand
    facts: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[MailLine, ...] = ()
    totals: tuple[tuple[str, str], ...] = ()
    button: str = ""
