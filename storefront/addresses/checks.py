"""An address as it was typed, held to what the country's post asks for."""

import re
import unicodedata
from collections.abc import Mapping

from storefront import localization
from storefront.addresses.errors import BadAddress, Reason
from storefront.addresses.formats import CountryFormat, Place, cities, country_format
from storefront.addresses.limits import cleaned
from storefront.addresses.phones import checked_phone
from storefront.addresses.recipients import checked_number, recipient_number
from storefront.addresses.values import Address
from storefront.folding import folded

_SEPARATORS = re.compile(r"[\s.‐-―-]+")
_COUNTRY_PREFIX = re.compile(r"[A-Z]{1,3}[- ]+(?=[0-9])")
_NEEDS_LETTERS = frozenset({"name", "city"})


def checked_address(values: Mapping[str, str], country: str, *, needs_phone: bool = True) -> Address:
    """The address, its postcode, phone and region in their canonical spelling, everything else as it was typed.

    What the country's addresses do not have is left out, so that a form of another country does no harm. A city that
    the data know takes its official spelling; one that they do not know is taken as it is. Raises BadAddress with
    every field that is wrong.
    """
    if not localization.is_country(country):
        raise BadAddress({"country": Reason.UNKNOWN_COUNTRY})
    form = country_format(country)
    texts, errors = _texts(values, form)
    required = form.required | ({"phone"} if needs_phone else set())
    errors |= {field: Reason.REQUIRED for field in sorted(required) if not texts[field] and field not in errors}
    region = _check_places(texts, errors, form)
    _check_postcode(texts, errors, form, region)
    _check_numbers(texts, errors, country)
    if errors:
        raise BadAddress({field: errors[field] for field in (*form.fields, "phone", "tax_id") if field in errors})
    return Address(country=country, **texts)


def _texts(values: Mapping[str, str], form: CountryFormat) -> tuple[dict[str, str], dict[str, Reason]]:
    texts: dict[str, str] = {"phone": "", "tax_id": "", **dict.fromkeys(form.fields, "")}
    errors = {}
    for field in texts:
        texts[field], problem = cleaned(values.get(field, ""), field)
        if problem is None and texts[field]:
            problem = _unreadable(field, texts[field])
        if problem is not None:
            errors[field] = problem
    return texts, errors


def _unreadable(field: str, text: str) -> Reason | None:
    if field in _NEEDS_LETTERS and not any(each.isalpha() for each in text):
        return Reason.NO_LETTERS
    if field == "line1" and not any(each.isalnum() for each in text):
        return Reason.NO_LETTERS
    return None


def _check_places(texts: dict[str, str], errors: dict[str, Reason], form: CountryFormat) -> Place | None:
    """Put the region's code and the city's own spelling in their fields."""
    if not form.regions or not texts.get("region"):
        return None
    region = _region(texts["region"], form.regions)
    if region is None:
        errors["region"] = Reason.UNKNOWN_CHOICE
        return None
    texts["region"] = region.code
    wanted = folded(texts.get("city", ""))
    known = (name for city in cities(form.country, region.code) for name in city.spellings)
    texts["city"] = next((name for name in known if folded(name) == wanted), texts.get("city", ""))
    return region


def _region(written: str, regions: tuple[Place, ...]) -> Place | None:
    """By its code or one of its names, a code before a name that looks like another's code; else by a part of a name.

    A part is whole words that only one region has, such as Татарстан for Республика Татарстан.
    """
    wanted = folded(written)
    for spelling in range(4):
        for region in regions:
            if folded((region.code, region.key, region.name, region.latin)[spelling]) == wanted:
                return region
    words = set(wanted.split())
    having = [region for region in regions if any(words <= set(folded(each).split()) for each in region.spellings)]
    return having[0] if len(having) == 1 and words else None


def _check_postcode(
    texts: dict[str, str], errors: dict[str, Reason], form: CountryFormat, region: Place | None
) -> None:
    written = texts.get("postcode", "")
    if not written or "postcode" in errors:
        return
    found = canonical_postcode(written, form)
    if found is None:
        errors["postcode"] = Reason.BAD_POSTCODE
    elif region is not None and region.postcode_start and not region.postcode_start.match(found):
        errors["postcode"] = Reason.POSTCODE_ELSEWHERE
    else:
        texts["postcode"] = found


def canonical_postcode(written: str, form: CountryFormat) -> str | None:
    """In capitals and ASCII digits, grouped as the country's post groups it; None for what can not be one."""
    plain = unicodedata.normalize("NFKC", written).upper()
    plain = "".join(str(unicodedata.digit(each)) if each.isdecimal() else each for each in plain)
    plain = " ".join(plain.removeprefix("〒").split())
    if form.postcode is None:
        return plain if plain.isascii() else None
    without_prefix = _COUNTRY_PREFIX.sub("", plain, count=1)
    for candidate in dict.fromkeys((plain, without_prefix)):
        grouped = _grouped(candidate, form)
        found = next((each for each in (grouped, candidate) if form.postcode.fullmatch(each)), None)
        if found is not None:
            return found
    return None


def _grouped(plain: str, form: CountryFormat) -> str:
    """With the separators where the country's own examples have them, counted from the end."""
    compact = _SEPARATORS.sub("", plain)
    if form.postcode_prefix and compact.isdecimal():
        compact = form.postcode_prefix.strip("- ") + compact
    shape = next((each for each in form.postcode_shapes if each.count("9") == len(compact)), None)
    if shape is None:
        return plain
    letters = iter(compact)
    return "".join(next(letters) if place == "9" else place for place in shape)


def _check_numbers(texts: dict[str, str], errors: dict[str, Reason], country: str) -> None:
    if texts["phone"] and "phone" not in errors:
        phone = checked_phone(texts["phone"], country)
        if phone is None:
            errors["phone"] = Reason.BAD_PHONE
        texts["phone"] = phone or ""
    if recipient_number(country) is None:
        texts["tax_id"] = ""
        errors.pop("tax_id", None)
    elif texts["tax_id"] and "tax_id" not in errors:
        number = checked_number(texts["tax_id"], country)
        if number is None:
            errors["tax_id"] = Reason.BAD_TAX_ID
        texts["tax_id"] = number or ""
