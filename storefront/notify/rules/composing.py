"""From a letter to the words that are sent."""

import re
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from storefront import localization
from storefront.notify.errors import MailRefused
from storefront.notify.rules.kinds import MAILS, mail_kind
from storefront.notify.rules.letter import Letter
from storefront.notify.rules.wording import Wording, filled

CATALOGUES = MAILS.parent / "locales"
_ADDRESS = re.compile(r"https?://[^\s<>\u2068\u2069]+")
_MOST_SUBJECT = 300


@dataclass(frozen=True, slots=True)
class Composed:
    """A mail's words. `subject` is one line."""

    subject: str
    text: str
    html: str


def composed(letter: Letter, wording: Wording | None = None) -> Composed:
    """The mail in the letter's language, in the shop's own words where it has some.

    Raises UnknownMail, and MailRefused where a fact is missing that the mail needs.
    """
    kind = mail_kind(letter.kind)
    missing = kind.facts.keys() - kind.optional - letter.facts.keys()
    if missing:
        raise MailRefused(f"{letter.kind} lacks {', '.join(sorted(missing))}")
    plain = {name: letter.facts.get(name, "") for name in kind.facts} | {"shop": letter.brand.name}
    environment = _environment(letter.language)
    if wording is None:
        subject = environment.get_template(f"{letter.kind}/subject.txt").render(plain)
        body = environment.get_template(f"{letter.kind}/body.txt").render(_isolated(plain))
    else:
        subject, body = filled(wording.subject, plain), filled(wording.body, _isolated(plain))
    subject = " ".join(subject.split())[:_MOST_SUBJECT]
    shown = {
        "letter": letter,
        "brand": letter.brand,
        "subject": subject,
        "paragraphs": [part.strip() for part in re.split(r"\n\s*\n", body) if part.strip()],
        "direction": "rtl" if localization.is_right_to_left(letter.language) else "ltr",
        "button_label": _button_label(environment, letter),
    }
    text = environment.get_template("layout.txt").render(shown)
    html = environment.get_template("layout.html").render(shown)
    return Composed(subject, re.sub(r"\n{3,}", "\n\n", text).strip() + "\n", html)


def our_words(kind: str, language: str) -> Wording:
    """The product's words of a mail with its facts in braces, for a shop to begin its own from. Raises UnknownMail."""
    environment = _environment(language)
    facts = {name: f"{{{name}}}" for name in (*mail_kind(kind).facts, "shop")}
    subject, body = (environment.get_template(f"{kind}/{part}.txt").render(facts) for part in ("subject", "body"))
    return Wording(" ".join(subject.split()), re.sub(r"\n{3,}", "\n\n", body).strip())


def _isolated(facts: dict[str, str]) -> dict[str, str]:
    """Names, numbers and addresses keep their own direction inside a sentence of another (UAX 9)."""
    return {name: fact if "\n" in fact or not fact else localization.isolated(fact) for name, fact in facts.items()}


def _button_label(environment: Environment, letter: Letter) -> str:
    return environment.get_template(f"{letter.kind}/button.txt").render().strip() if letter.button else ""


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(MAILS),
        autoescape=lambda name: bool(name and name.endswith(".html")),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_translations(localization.words(language, CATALOGUES), newstyle=True)  # type: ignore[attr-defined]
    environment.filters["linked"] = linked
    return environment


def linked(paragraph: str) -> Markup:
    """Text as HTML: line breaks stay, and addresses can be followed."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(paragraph):
        parts.append(escape(paragraph[end : found.start()]))
        parts.append(Markup('<a href="{0}">{0}</a>').format(found.group()))
        end = found.end()
    parts.append(escape(paragraph[end:]))
    return Markup("<br>\n").join(Markup("").join(parts).split("\n"))
