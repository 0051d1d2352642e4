"""What a good row is: each cell checked on its own against the zone. Whether a name is free is asked in `claims`."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from storefront import localization
from storefront.onboarding.rejects import Problem, Rejection
from tenants import domains, identity, lifecycle
from tenants.kit.csv_lines import Line
from tenants.kit.errors import Invalid
from tenants.zones import Zone, ZoneMarket

_MAX_NAME = 200
_MAX_INDUSTRY = 40
_REGISTRATION = re.compile(r"[A-Z0-9](?:[A-Z0-9 ./()-]{0,62}[A-Z0-9)])?")
_LIST_SEPARATOR = re.compile(r"[;,|\n]")

_Checked = TypeVar("_Checked")


class _BadCell(Invalid):
    """The cell breaks a rule; the message goes on from the column's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodRow:
    """A row that the zone can make a shop of. The primary language and market come first; `slug` is '' to be chosen.

    `columns` are the file's, in the order of the line's cells.
    """

    line: Line
    columns: tuple[str, ...]
    name: str
    slug: str
    registration_no: str
    owner_email: str
    country: str
    currency: str
    languages: tuple[str, ...]
    markets: tuple[ZoneMarket, ...]
    industry: str | None
    theme: str
    plan: str
    custom_domain: str


class RowRules:
    """Checks rows against a zone and the platform's domain."""

    def __init__(self, zone: Zone, platform_domain: str, columns: tuple[str, ...]) -> None:
        self._zone = zone
        self._platform_domain = platform_domain
        self._columns = columns

    def check(self, line: Line) -> GoodRow | Rejection:
        """The row, or everything that is wrong with it."""
        if line.problem:
            return Rejection(line, (Problem("", line.problem),))
        cells = self._cells(line)
        if isinstance(cells, Rejection):
            return cells
        check = _Checks(cells)
        languages = check("languages", self._languages)
        row = GoodRow(
            line=line,
            columns=self._columns,
            name=check("business_name", _name) or "",
            slug=check("slug", self._slug) or "",
            registration_no=check("registration_no", _registration_no) or "",
            owner_email=check("owner_email", _email) or "",
            country=check("country", self._country) or "",
            currency=check("currency", self._currency) or "",
            languages=check("default_language", lambda text: self._default_first(text, languages)) or (),
            markets=check("markets", self._markets) or (),
            industry=check("industry", _industry),
            theme=check("theme", self._theme) or "",
            plan=check("plan", self._plan) or "",
            custom_domain=check("custom_domain", self._custom_domain) or "",
        )
        if check.problems:
            in_order = sorted(check.problems, key=lambda problem: self._columns.index(problem.column))
            return Rejection(line, tuple(in_order))
        return row

    def explicit_slug(self, line: Line) -> str:
        """The slug that a row asks for, whether the rest of it is good or not; '' when it asks for none."""
        place = self._columns.index("slug")
        return line.cells[place].strip().lower() if place < len(line.cells) else ""

    def _cells(self, line: Line) -> dict[str, str] | Rejection:
        extra = [cell for cell in line.cells[len(self._columns) :] if cell.strip()]
        if len(line.cells) < len(self._columns) or extra:
            wrong = f"has {len(line.cells)} columns and the header {len(self._columns)}"
            hint = ": perhaps the row was cut off" if len(line.cells) < len(self._columns) else ""
            return Rejection(line, (Problem("", wrong + hint),))
        cells = dict(zip(self._columns, line.cells, strict=False))
        damaged = [Problem(column, problem) for column, text in cells.items() if (problem := _damage(text))]
        return Rejection(line, tuple(damaged)) if damaged else cells

    def _slug(self, text: str) -> str:
        return lifecycle.shop_slug(text, self._zone) if text else ""

    def _country(self, text: str) -> str:
        code = text.upper() or self._zone.country
        if not localization.is_country(code):
            raise _BadCell(f"{_shown(text)} is not a country's two-letter code")
        return code

    def _currency(self, text: str) -> str:
        return _one_of(text.upper() or self._zone.currency, self._zone.currencies, "a currency of the zone")

    def _theme(self, text: str) -> str:
        return _one_of(text.lower() or self._zone.defaults.theme, self._zone.themes, "a theme of the zone")

    def _plan(self, text: str) -> str:
        return _one_of(text.lower() or self._zone.defaults.plan, self._zone.plans, "a plan of the zone")

    def _languages(self, text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._language(written) for written in _listed(text)))

    def _default_first(self, text: str, languages: tuple[str, ...] | None) -> tuple[str, ...]:
        """The shop's languages with its default in front; each of the two cells may be left to the other."""
        named = self._language(text) if text else ""
        if not languages:
            return (named or self._zone.defaults.language,)
        first = named or languages[0]
        if first not in languages:
            raise _BadCell(f"{_shown(text)} is not among the row's languages")
        return (first, *(language for language in languages if language != first))

    def _language(self, written: str) -> str:
        found = self._zone.find_language(written)
        if found is None:
            raise _BadCell(f"{_shown(written)} is not a language of the zone ({', '.join(self._zone.languages)})")
        return found

    def _markets(self, text: str) -> tuple[ZoneMarket, ...]:
        """The home market first; a shop that names no market sells at home."""
        home = self._zone.home_market
        chosen = dict.fromkeys(self._market(written).handle for written in _listed(text) or [home])
        handles = sorted(chosen, key=lambda handle: handle != home)
        return tuple(self._zone.market(handle) for handle in handles)

    def _market(self, written: str) -> ZoneMarket:
        found = self._zone.find_market(written)
        if found is None:
            known = ", ".join(market.handle for market in self._zone.markets)
            raise _BadCell(f"{_shown(written)} is not a market of the zone ({known})")
        return found

    def _custom_domain(self, text: str) -> str:
        return domains.custom_host(text, self._platform_domain) if text else ""


class _Checks:
    """Runs one rule a column and keeps what was wrong."""

    def __init__(self, cells: dict[str, str]) -> None:
        self._cells = cells
        self.problems: list[Problem] = []

    def __call__(self, column: str, rule: Callable[[str], _Checked]) -> _Checked | None:
        try:
            return rule(self._cells[column].strip())
        except Invalid as error:
            self.problems.append(Problem(column, str(error)))
            return None


def _name(text: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name:
        raise _BadCell("is missing")
    if len(name) > _MAX_NAME:
        raise _BadCell(f"has {len(name)} characters, more than {_MAX_NAME}")
    if not any(character.isalnum() for character in name):
        raise _BadCell("has no letter and no digit")
    return name


def _registration_no(text: str) -> str:
    number = " ".join(unicodedata.normalize("NFKC", text).upper().split())
    if not number:
        raise _BadCell("is missing")
    if not _REGISTRATION.fullmatch(number):
        raise _BadCell(f"{_shown(text)} is not a registration number")
    return number


def _email(text: str) -> str:
    if not text:
        raise _BadCell("is missing")
    return identity.normal_email(text)


def _industry(text: str) -> str | None:
    if len(text) > _MAX_INDUSTRY:
        raise _BadCell(f"has {len(text)} characters, more than {_MAX_INDUSTRY}")
    return " ".join(text.lower().split()) or None


def _listed(text: str) -> list[str]:
    return [part for part in (part.strip() for part in _LIST_SEPARATOR.split(text)) if part]


def _one_of(value: str, known: Iterable[str], what: str) -> str:
    if value not in known:
        raise _BadCell(f"{_shown(value)} is not {what} ({', '.join(sorted(known))})")
    return value


def _damage(text: str) -> str:
    """What no cell may hold: NULs and other control characters, and what a wrong encoding leaves behind."""
    if "\0" in text:
        return "holds a NUL character"
    if "\ufffd" in text:
        return "holds a character that could not be read: save the file as UTF-8"
    if any(unicodedata.category(character) == "Cc" and character not in "\t\n\r" for character in text):
        return "holds a control character"
    return ""


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:39]}…")
