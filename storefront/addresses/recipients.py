"""The numbers of recipients that customs of some countries ask for: optional, and checked where a check digit allows.

Which countries ask is customs practice that carriers print on their forms; the checks are python-stdnum's, or the form
that the authority publishes.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from stdnum.br import cnpj, cpf
from stdnum.cn import ric
from stdnum.id import nik, npwp
from stdnum.in_ import aadhaar, pan
from stdnum.it import codicefiscale
from stdnum.ru import inn
from stdnum.tr import tckimlik

Check = Callable[[str], bool]


def _matches(pattern: str) -> Check:
    compiled = re.compile(pattern)
    return lambda number: compiled.fullmatch(number) is not None


@dataclass(frozen=True, slots=True)
class RecipientNumber:
    """`label` is a message of the catalogues. One check that holds is enough."""

    label: str
    checks: tuple[Check, ...]


_NUMBERS = {
    "BR": RecipientNumber("CPF or CNPJ", (cpf.is_valid, cnpj.is_valid)),
    "CN": RecipientNumber("ID card number", (ric.is_valid,)),
    "ID": RecipientNumber("NIK or NPWP", (nik.is_valid, npwp.is_valid)),
    "IN": RecipientNumber("PAN or Aadhaar number", (pan.is_valid, aadhaar.is_valid)),
    "IT": RecipientNumber("Codice fiscale", (codicefiscale.is_valid,)),
    # Personal customs clearance code (Korea Customs Service): P and twelve digits.
    "KR": RecipientNumber("Personal customs clearance code (PCCC)", (_matches(r"P\d{12}"),)),
    "RU": RecipientNumber("INN", (inn.is_valid,)),
    "TR": RecipientNumber("T.C. identity number", (tckimlik.is_valid,)),
    # The identity card's number that EZ WAY accounts go by; residents have one too.
    "TW": RecipientNumber("ID card number", (_matches(r"[A-Z][1289]\d{8}|[A-Z]{2}\d{8}"),)),
}


def recipient_number(country: str) -> RecipientNumber | None:
    """What may be asked for in the country, or None."""
    return _NUMBERS.get(country)


def checked_number(written: str, country: str) -> str | None:
    """The number without its separators, or None where it is not one."""
    plain = re.sub(r"[\s./-]", "", unicodedata.normalize("NFKC", written)).upper()
    digits = "".join(str(unicodedata.digit(each)) if each.isdecimal() else each for each in plain)
    asked = _NUMBERS[country]
    return digits if digits.isascii() and any(check(digits) for check in asked.checks) else None
