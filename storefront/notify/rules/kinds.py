"""The mails that there are: a folder each, with `subject.txt`, `body.txt`, and `mail.toml`, which lists its facts."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from storefront.notify.errors import UnknownMail
from storefront.notify.rules.letter import Brand, Letter, MailLine

MAILS = Path(__file__).parent.parent / "mails"


@dataclass(frozen=True, slots=True)
class MailKind:
    """A mail's name for merchants, the facts that its words may name with a sample of each, and what else it shows."""

    name: str
    title: str
    facts: Mapping[str, str]
    optional: frozenset[str]
    has_lines: bool
    has_button: bool


@cache
def mail_kinds() -> Mapping[str, MailKind]:
    """Every mail by its folder's name."""
    return {path.parent.name: _kind(path) for path in sorted(MAILS.glob("*/mail.toml"))}


def mail_kind(name: str) -> MailKind:
    """Raises UnknownMail."""
    try:
        return mail_kinds()[name]
    except KeyError:
        raise UnknownMail(f"there is no mail {name!r}") from None


def sample_letter(kind: str, language: str, brand: Brand) -> Letter:
    """A letter with the sample facts, for a merchant to look at. Raises UnknownMail."""
    found = mail_kind(kind)
    return Letter(
        kind=kind,
        key="sample",
        about="sample",
        to="shopper@example.com",
        language=language,
        brand=brand,
        facts=found.facts,
        lines=(MailLine("Pua Kumbu", "1 ×", "189.00"), MailLine("Songket", "2 ×", "240.00")) if found.has_lines else (),
        totals=(("Σ", "429.00"),) if found.has_lines else (),
        button=brand.url if found.has_button else "",
    )


def _kind(path: Path) -> MailKind:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return MailKind(
        name=path.parent.name,
        title=table["title"],
        facts=table.get("facts", {}),
        optional=frozenset(table.get("optional", [])),
        has_lines=table.get("lines", False),
        has_button=table.get("button", False),
    )
