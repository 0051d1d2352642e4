"""What the fields are called and what is said of one that is refused: messages of `storefront/locales`."""

from storefront import localization
from storefront.addresses.errors import Reason
from storefront.addresses.formats import country_format
from storefront.addresses.phones import example_phone
from storefront.addresses.recipients import recipient_number

LABELS = {
    "name": "Full name",
    "company": "Company",
    "line1": "Street and number",
    "line2": "Apartment, floor, building",
    "phone": "Phone number",
}
# By the kinds of Google's address data.
PLACE_LABELS = {
    "area": "Area",
    "city": "City",
    "county": "County",
    "department": "Department",
    "district": "District",
    "do_si": "Province or city",
    "eircode": "Eircode",
    "emirate": "Emirate",
    "island": "Island",
    "neighborhood": "Neighbourhood",
    "oblast": "Region",
    "parish": "Parish",
    "pin": "PIN code",
    "post_town": "Town or city",
    "postal": "Postcode",
    "prefecture": "Prefecture",
    "province": "Province",
    "state": "State",
    "suburb": "Suburb",
    "townland": "Townland",
    "village_township": "Village or township",
    "zip": "ZIP code",
}
SENTENCES = {
    Reason.REQUIRED: "Please fill in this field.",
    Reason.TOO_LONG: "This is too long.",
    Reason.BAD_CHARACTERS: "This holds characters that can not be printed.",
    Reason.NO_LETTERS: "Please write this in letters.",
    Reason.UNKNOWN_CHOICE: "Please choose one from the list.",
    Reason.UNKNOWN_COUNTRY: "Please choose a country.",
    Reason.BAD_POSTCODE: "This is not a postcode of this country. One looks like this: %(example)s",
    Reason.POSTCODE_ELSEWHERE: "This postcode is not in the chosen region.",
    Reason.BAD_PHONE: "This is not a phone number. One looks like this: %(example)s",
    Reason.BAD_TAX_ID: "This number is not complete or has a typing error.",
}


def field_label(name: str, country: str, language: str) -> str:
    """Such as "Postleitzahl"; what a region is called goes by the country: state, emirate, prefecture."""
    kinds = country_format(country).kinds
    number = recipient_number(country)
    if name in kinds:
        message = PLACE_LABELS[kinds[name]]
    else:
        message = number.label if name == "tax_id" and number else LABELS[name]
    return localization.words(language).gettext(message)


def reason_text(reason: Reason, country: str, language: str) -> str:
    """The sentence that stands beside the field."""
    example = ""
    if reason is Reason.BAD_POSTCODE:
        example = country_format(country).postcode_example
    elif reason is Reason.BAD_PHONE:
        example = example_phone(country)
    return localization.words(language).gettext(SENTENCES[reason]) % {"example": localization.isolated(example)}
