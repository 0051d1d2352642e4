"""What can be wrong with an address: which field, and why, as keys that `wording` puts into the shopper's language."""

from collections.abc import Mapping
from enum import StrEnum

from tenants.kit.errors import Invalid


class Reason(StrEnum):
    """Why a field is refused; `reason_text` says it to a shopper."""

    REQUIRED = "required"
    TOO_LONG = "too_long"
    BAD_CHARACTERS = "bad_characters"
    NO_LETTERS = "no_letters"
    UNKNOWN_CHOICE = "unknown_choice"
    UNKNOWN_COUNTRY = "unknown_country"
    BAD_POSTCODE = "bad_postcode"
    POSTCODE_ELSEWHERE = "postcode_elsewhere"
    BAD_PHONE = "bad_phone"
    BAD_TAX_ID = "bad_tax_id"


class BadAddress(Invalid):
    """The address can not be posted to. `errors` says why, by field; the field `country` when there is none such."""

    def __init__(self, errors: Mapping[str, Reason]) -> None:
        super().__init__(", ".join(f"{field}: {reason}" for field, reason in errors.items()))
        self.errors = dict(errors)
