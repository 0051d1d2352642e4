"""Where a parcel goes: the fields of an address in each country, checked as its post asks, and written as it reads.

An address is stored as fields, never as a block of text; a region is kept by its ISO 3166-2 code where it has one.
Names are one field and are never re-cased. Phone numbers are kept as E.164. Nothing here is stored: orders and
customers keep their own copies.
"""

from storefront.addresses.checks import checked_address
from storefront.addresses.errors import BadAddress, Reason
from storefront.addresses.forms import AddressField, AddressForm, Choice, address_form, regions
from storefront.addresses.lines import address_lines, address_text
from storefront.addresses.names import full_name
from storefront.addresses.phones import checked_phone, phone_text
from storefront.addresses.values import FIELDS, Address
from storefront.addresses.wording import reason_text

__all__ = [
    "FIELDS",
    "Address",
    "AddressField",
    "AddressForm",
    "BadAddress",
    "Choice",
    "Reason",
    "address_form",
    "address_lines",
    "address_text",
    "checked_address",
    "checked_phone",
    "full_name",
    "phone_text",
    "reason_text",
    "regions",
]
