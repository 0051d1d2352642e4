"""The fields of an address form, in the country's order, labelled in the shopper's language."""

from dataclasses import dataclass
from typing import Literal

from storefront import localization
from storefront.addresses.errors import BadAddress, Reason
from storefront.addresses.formats import Place, cities, country_format
from storefront.addresses.limits import LONGEST
from storefront.addresses.phones import example_phone
from storefront.addresses.recipients import recipient_number
from storefront.addresses.wording import field_label
from storefront.folding import folded

Kind = Literal["text", "tel", "select"]
Direction = Literal["ltr", "auto"]
# Autofill detail tokens of the HTML standard; a page puts its own `shipping` or `billing` before them.
_AUTOCOMPLETE = {
    "name": "name",
    "company": "organization",
    "line1": "address-line1",
    "line2": "address-line2",
    "district": "address-level3",
    "city": "address-level2",
    "region": "address-level1",
    "postcode": "postal-code",
    "phone": "tel",
    "tax_id": "off",
}
# Run from left to right on every page; other fields follow what is typed.
_LEFT_TO_RIGHT = frozenset({"postcode", "phone", "tax_id"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list: what is sent, and what is read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressField:
    """One input. `choices` are all there is for a `select`, and mere suggestions for a `text`."""

    name: str
    label: str
    autocomplete: str
    is_required: bool
    kind: Kind
    max_length: int
    direction: Direction
    choices: tuple[Choice, ...] = ()
    example: str = ""


@dataclass(frozen=True, slots=True)
class AddressForm:
    country: str
    fields: tuple[AddressField, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


def address_form(country: str, language: str, *, region: str = "", needs_phone: bool = True) -> AddressForm:
    """The form for a country. With a region's code, its known cities are suggested.

    Raises BadAddress for what is not a country, and UnknownLanguage.
    """
    if not localization.is_country(country):
        raise BadAddress({"country": Reason.UNKNOWN_COUNTRY})
    form = country_format(country)
    places = {"region": form.regions, "city": cities(country, region)}
    is_local = bool(form.script) and form.script == localization.script_of(language)
    required = form.required | ({"phone"} if needs_phone else set())
    wanted = [*form.fields, "phone", *(["tax_id"] if recipient_number(country) else [])]
    examples = {"postcode": form.postcode_example, "phone": example_phone(country)}
    fields = []
    for name in wanted:
        choices = _choices(places.get(name, ()), is_local=is_local)
        fields.append(
            AddressField(
                name=name,
                label=field_label(name, country, language),
                autocomplete=_AUTOCOMPLETE[name],
                is_required=name in required,
                kind=_kind(name, choices),
                max_length=LONGEST[name],
                direction="ltr" if name in _LEFT_TO_RIGHT else "auto",
                choices=choices,
                example=examples.get(name, ""),
            )
        )
    return AddressForm(country, tuple(fields))


def regions(country: str, language: str) -> tuple[Choice, ...]:
    """Those that an address of the country is chosen among; empty where a country has none. Raises UnknownLanguage."""
    form = country_format(country)
    is_local = bool(form.script) and form.script == localization.script_of(language)
    return _choices(form.regions, is_local=is_local)


def _kind(name: str, choices: tuple[Choice, ...]) -> Kind:
    if name == "region" and choices:
        return "select"
    return "tel" if name == "phone" else "text"


def _choices(places: tuple[Place, ...], *, is_local: bool) -> tuple[Choice, ...]:
    """The country's own order for those who read its script, else by the letters."""
    found = [Choice(place.code, place.label(is_local=is_local)) for place in places]
    return tuple(found if is_local else sorted(found, key=lambda choice: folded(choice.label)))
