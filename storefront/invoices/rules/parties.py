"""Who sells and who buys, as papers name them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from storefront import addresses, localization, tax
from storefront.documents import Party
from storefront.invoices.rules.wording import words

Written = Mapping[str, object]  # an address as JSON
# What a seller's number is called where it is not a VAT number: its tax's name, or the number's own.
_NAMES = {
    "AE": "TRN",
    "AU": "ABN",
    "BH": "TRN",
    "CA": "GST/HST",
    "IN": "GSTIN",
    "MY": "SST",
    "NZ": "GST",
    "OM": "TRN",
    "SA": "TRN",
    "SG": "GST",
}
_OF_SCHEMES = {"voec": "VOEC", "oss": "OSS", "remessa_conforme": "Remessa Conforme", "cn_cbec": "CBEC"}
_VAT = frozenset({"CH", "GB", "NO", *tax.EU_COUNTRIES})


@dataclass(frozen=True, slots=True)
class SellerNumber:
    """A tax registration of the seller: its kind, the country that it counts in (or EU), and its number."""

    kind: str
    country: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """The shop as its papers name it. `address` is its seat; goods come back to `returns`, or else to the seat."""

    name: str
    country: str
    email: str
    registration_no: str = ""
    address: Written = field(default_factory=dict)
    returns: Written = field(default_factory=dict)
    numbers: tuple[SellerNumber, ...] = ()
    accent: str = "#1f2937"


def seller_party(seller: Seller, language: str, *, destination: str = "") -> Party:
    """The business by the name of its seat, the shop's below, and its tax numbers at home and where the goods go.

    Law asks for the full name (Directive 2006/112/EC, article 226, point 5), and those two regimes for the numbers
    (point 3); those of other countries are not the buyer's business.
    """
    _ = words(language).gettext
    own = ((_("Registration number"), seller.registration_no),) if seller.registration_no else ()
    name, lines = full_name(seller), _seat(seller, language)
    lines = lines if name == seller.name else (seller.name, *lines)
    return Party(name, lines, seller.email, ids=(*own, *dict.fromkeys(_numbers(seller, language, destination))))


def full_name(seller: Seller) -> str:
    """The name of the business, which is the shop's where its seat says none."""
    return str(seller.address.get("name") or "").strip() or seller.name


def returns_party(seller: Seller, language: str) -> Party:
    """Where goods are sent back to."""
    written = seller.returns or seller.address
    if not written:
        return Party(seller.name, _seat(seller, language), seller.email)
    party = address_party(written, language, email=seller.email)
    return Party(party.name if written.get("name") else full_name(seller), party.lines, party.email, party.phone)


def returns_lines(seller: Seller, language: str) -> tuple[str, ...]:
    """The same, as lines of a mail."""
    party = returns_party(seller, language)
    return (party.name, *party.lines)


def address_party(written: Written, language: str, *, email: str = "", phone: str = "") -> Party:
    """A stored address as it stands on a label."""
    known = {name: str(written.get(name) or "") for name in addresses.FIELDS}
    lines = addresses.address_lines(addresses.Address(**known), language) if known["country"] else ()
    name = known["name"] or email
    number = str(written.get("vat_number") or "")
    ids = ((words(language).gettext("VAT number"), number),) if number else ()
    return Party(name, tuple(line for line in lines if line != name), email, phone, ids)


def _seat(seller: Seller, language: str) -> tuple[str, ...]:
    if seller.address:
        return tuple(line for line in address_party(seller.address, language).lines if line != seller.name)
    return (localization.territory_name(seller.country, language),)


def _numbers(seller: Seller, language: str, destination: str) -> Iterator[tuple[str, str]]:
    concerned = {seller.country, destination or seller.country}
    concerned |= {"EU"} if concerned & tax.EU_COUNTRIES else set()
    for each in seller.numbers:
        if each.country in concerned:
            yield _name(each, language), each.number


def _name(number: SellerNumber, language: str) -> str:
    _ = words(language).gettext
    if number.kind in _OF_SCHEMES:
        return _OF_SCHEMES[number.kind]
    return _("VAT number") if number.country in _VAT else _NAMES.get(number.country) or _("Tax number")
