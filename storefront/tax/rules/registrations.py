"""The kinds of registrations that a seller can hold, and what their numbers look like."""

import re
from dataclasses import dataclass
from types import ModuleType

import stdnum.ch.vat
import stdnum.eu.oss
import stdnum.eu.vat
import stdnum.gb.vat
import stdnum.nz.ird
from stdnum.exceptions import ValidationError

from storefront import localization
from storefront.law import EU_COUNTRIES
from storefront.tax.errors import BadRegistration
from storefront.tax.rules.facts import DOMESTIC, OSS


@dataclass(frozen=True, slots=True)
class RegistrationKind:
    """`country` is where it counts: a country, EU, or empty for whichever the shop names.

    `is_secret`: the number goes into customs data and is never printed where people read it.
    """

    kind: str
    country: str
    checker: ModuleType | None = None
    form: str = r"[0-9A-Z][0-9A-Z /.-]{3,38}[0-9A-Z]"
    is_secret: bool = False


KINDS = {
    each.kind: each
    for each in (
        RegistrationKind(DOMESTIC, ""),
        RegistrationKind(OSS, "EU"),
        RegistrationKind("ioss", "EU", stdnum.eu.oss, r"IM[0-9]{10}", is_secret=True),
        RegistrationKind("gb_vat", "GB", stdnum.gb.vat),
        RegistrationKind("ch_vat", "CH", stdnum.ch.vat),
        RegistrationKind("voec", "NO", None, r"(VOEC)?[0-9]{7}"),
        RegistrationKind("au_gst", "AU", None, r"[0-9]{11,12}"),
        RegistrationKind("nz_gst", "NZ", stdnum.nz.ird),
        RegistrationKind("sg_ovr", "SG"),
        RegistrationKind("my_lvg", "MY"),
        RegistrationKind("remessa_conforme", "BR"),
        RegistrationKind("cn_cbec", "CN"),
    )
}


def checked_number(kind: str, country: str, number: str) -> str:
    """The number in its compact form. Raises BadRegistration with the field that is wrong."""
    facts = KINDS.get(kind)
    if facts is None:
        raise BadRegistration("kind", f"{kind[:30]!r} is not one of {', '.join(sorted(KINDS))}")
    if country != facts.country if facts.country else not localization.is_country(country):
        raise BadRegistration("country", f"{kind} is held in {facts.country or 'one country'}")
    clean = "".join(number.upper().split())
    if kind == DOMESTIC and country in EU_COUNTRIES:
        return _checked(stdnum.eu.vat, clean if clean.startswith(country) else country + clean)
    if facts.checker is not None:
        clean = _checked(facts.checker, clean)
    if re.fullmatch(facts.form, clean) is None:
        raise BadRegistration("number", f"{number[:40]!r} does not look like a number of {kind}")
    return clean


def _checked(checker: ModuleType, number: str) -> str:
    try:
        valid: str = checker.validate(number)
    except ValidationError as error:
        raise BadRegistration("number", f"{number[:40]!r}: {error}") from None
    return valid
