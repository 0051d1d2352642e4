"""Whether a business's VAT number exists: asked of those who issued it, or looked at alone where nobody can be asked.

`open_vat_check(settings)` chooses: the European Commission's VIES by its REST service where STOREFRONT_VAT_CHECK_URL is
set, else the form and check digits of the number (python-stdnum). Only a number that was confirmed frees a sale from
tax. Never call it inside an open transaction.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import stdnum.eu.vat
import stdnum.gb.vat
from stdnum.exceptions import ValidationError

from storefront.law import EU_COUNTRIES
from tenants.kit import clock
from tenants.kit.outgoing import Outgoing, Unanswered
from tenants.kit.settings import Settings

_LARGEST_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class VatAnswer:
    """What is known of a number, in its compact form. `is_confirmed`: those who issue such numbers said that it exists.

    `name` is the holder's, where they tell it. An order that relies on the answer keeps it.
    """

    number: str
    is_well_formed: bool
    is_confirmed: bool
    name: str
    source: str
    checked_at: datetime


class VatCheck(Protocol):
    """Answers for a country's number. Raises Unanswered where nobody answers in time."""

    def check(self, country: str, number: str) -> VatAnswer: ...


@dataclass(frozen=True, slots=True)
class FormOnly:
    """Looks at form and check digits. Never confirms."""

    def check(self, country: str, number: str) -> VatAnswer:
        compact = compact_number(country, number)
        return VatAnswer(compact or number.strip()[:40], compact is not None, False, "", "form", clock.now())


@dataclass(frozen=True, slots=True)
class Vies:
    """The European Commission's register of VAT numbers of the 27 members, over its REST service."""

    url: str
    web: Outgoing

    def check(self, country: str, number: str) -> VatAnswer:
        compact = compact_number(country, number)
        if compact is None or country not in EU_COUNTRIES:
            return FormOnly().check(country, number)
        asked = {"countryCode": compact[:2], "vatNumber": compact[2:]}
        headers = {"content-type": "application/json", "accept": "application/json"}
        answer = self.web.post(self.url, json.dumps(asked).encode(), headers=headers, max_bytes=_LARGEST_BYTES)
        said = _json(answer.body)
        # A member state that can not be asked is no reason to call a number wrong, nor to call it right.
        if answer.status != 200 or not isinstance(said.get("valid"), bool):
            raise Unanswered(f"{self.url}: status {answer.status}, no answer about the number")
        name = said.get("name")
        shown = name[:200] if isinstance(name, str) and name != "---" else ""
        return VatAnswer(compact, True, bool(said["valid"]), shown, "VIES", clock.now())


def open_vat_check(settings: Settings, web: Outgoing | None = None) -> VatCheck:
    """The check of the settings: by VIES, or by form alone where no service is named."""
    return Vies(settings.vat_check_url, web or Outgoing()) if settings.vat_check_url else FormOnly()


def has_known_form(country: str) -> bool:
    """Whether `compact_number` knows how the country's numbers are written."""
    return country in EU_COUNTRIES or country == "GB"


def compact_number(country: str, number: str) -> str | None:
    """The number with its country's letters, if form and check digits are right; Greece writes EL. None otherwise."""
    prefix = {"GR": "EL"}.get(country, country)
    written = "".join(number.upper().split())[:40]
    try:
        if country in EU_COUNTRIES:
            whole: str = stdnum.eu.vat.validate(written if written.startswith(prefix) else prefix + written)
            return whole
        if country == "GB":
            return "GB" + str(stdnum.gb.vat.validate(written))
    except ValidationError:
        return None
    return None


def _json(body: bytes) -> dict[str, object]:
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
