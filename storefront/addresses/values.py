"""The address itself."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A checked address. Empty text stands for what is not said, or what the country's addresses do not have.

    `country` is ISO 3166-1 alpha-2, `region` the second part of ISO 3166-2 where it is known, `phone` E.164, `tax_id`
    the number of the recipient that the country's customs may ask for.
    """

    name: str
    country: str
    line1: str
    line2: str = ""
    company: str = ""
    city: str = ""
    district: str = ""
    region: str = ""
    postcode: str = ""
    phone: str = ""
    tax_id: str = ""


FIELDS = tuple(field.name for field in fields(Address))
