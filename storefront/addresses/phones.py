"""Phone numbers: read as people of a country write them, kept as E.164, shown as they are dialled from there."""

import unicodedata

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

_LONGEST = 40
# E.164 leaves room for 15 digits; extensions are not part of it.
_MOBILE = phonenumbers.PhoneNumberType.MOBILE


def checked_phone(written: str, country: str) -> str | None:
    """The number as E.164, or None for what is not one. A number without its country's code is one of `country`.

    Digits of any script and full-width forms are read; a number of another country is taken with its + or 00.
    """
    plain = unicodedata.normalize("NFKC", written).strip()
    if not plain or len(plain) > _LONGEST:
        return None
    try:
        number = phonenumbers.parse(plain, country)
    except NumberParseException:
        return None
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def phone_text(e164: str, country: str) -> str:
    """For eyes: as dialled within `country` when it is a number of that country, else with the code of its own."""
    try:
        number = phonenumbers.parse(e164, None)
    except NumberParseException:
        return e164
    is_at_home = phonenumbers.region_code_for_number(number) == country
    form = PhoneNumberFormat.NATIONAL if is_at_home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)


def example_phone(country: str) -> str:
    """A number as one of the country is written, or one with a country's code where none is known."""
    number = phonenumbers.example_number_for_type(country, _MOBILE) or phonenumbers.example_number(country)
    if number is None:
        return "+60 12-345 6789"
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
