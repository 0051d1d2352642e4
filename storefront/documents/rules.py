"""What stands on papers, and what customs do not accept a parcel without."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from storefront.documents.errors import MissingFields
from storefront.money import Money


class PaperKind(StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit-note"
    PACKING_SLIP = "packing-slip"
    RETURN_SLIP = "return-slip"
    QUOTATION = "quotation"
    COMMERCIAL_INVOICE = "commercial-invoice"
    CN22 = "cn22"
    CN23 = "cn23"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody's name and address as they stand on a label. `ids` are pairs such as ("VAT", "DE123456789")."""

    name: str
    lines: tuple[str, ...]
    email: str = ""
    phone: str = ""
    ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line, its figures written out. `detail` is in small letters below the title."""

    title: str
    quantity: str
    detail: str = ""
    unit_price: str = ""
    total: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTax:
    """The tax of one rate as it is printed, and, for whoever reckons with it, by its name, percentage and figures."""

    label: str
    base: str
    tax: str
    name: str
    rate: str
    base_minor: int
    tax_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An invoice, credit note, packing slip, return slip or quotation in the buyer's language.

    `facts` are pairs of label and value below the title, `totals` the same beside the sum, the last one in bold;
    `taxes` say of each rate what it is taken of (Directive 2006/112/EC, article 226, points 8 to 10); `notes` are
    paragraphs at the end.
    """

    kind: PaperKind
    title: str
    number: str
    language: str
    is_right_to_left: bool
    seller: Party
    buyer: Party
    ship_to: Party | None = None
    facts: tuple[tuple[str, str], ...] = ()
    headings: tuple[str, ...] = ()  # of title, quantity, unit price and total
    lines: tuple[PaperLine, ...] = ()
    totals: tuple[tuple[str, str], ...] = ()
    tax_headings: tuple[str, ...] = ()  # of rate, taxable amount and tax
    taxes: tuple[PaperTax, ...] = ()
    notes: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()  # "seller", "buyer", "ship_to", "page", "cut" in the buyer's language
    accent: str = "#1f2937"
    code: str = ""  # what the bar code of a label says, and the widths of its bars and spaces in modules
    bars: tuple[int, ...] = ()
    amount_minor: int | None = None  # what it comes to and the tax in that, where others reckon with it
    tax_minor: int | None = None


@dataclass(frozen=True, slots=True)
class CustomsItem:
    """So many of one thing as customs see it. `value` is for all of them together, `net_grams` too."""

    description: str
    quantity: int
    net_grams: int
    value: Money
    hs_code: str
    origin_country: str  # two letters


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomsPaper:
    """What a commercial invoice, CN22 or CN23 is made of. In English, which every customs office takes."""

    kind: PaperKind
    number: str
    date: str
    sender: Party
    addressee: Party
    sender_country: str
    destination_country: str
    items: tuple[CustomsItem, ...]
    gross_grams: int
    postage: Money
    insurance: Money | None = None
    incoterm: str = "DAP"
    place: str = ""
    category: str = "Sale of goods"
    invoice_number: str = ""
    ids: tuple[tuple[str, str], ...] = field(default=())

    @property
    def value(self) -> Money:
        return Money.total((item.value for item in self.items), self.postage.currency)

    @property
    def net_grams(self) -> int:
        return sum(item.net_grams for item in self.items)


# UPU postal payment: CN22 is for parcels up to 2 kg; its other limit, 300 special drawing rights, is for the sender to
# look at, since no reference rate of the zone knows that unit.
CN22_MOST_GRAMS = 2_000
_HS = re.compile(r"(?!00|77|98|99)[0-9]{2}[0-9]{4}(?:[0-9]{2}){0,3}")
_COUNTRY = re.compile(r"[A-Z]{2}")
# What ICS2 and most customs offices send back as saying nothing (localization: section 8 of its sources).
_VAGUE = frozenset(
    {"gift", "gifts", "sample", "samples", "goods", "parts", "accessories", "clothes", "clothing", "food", "item",
     "items", "merchandise", "misc", "miscellaneous", "personal effects", "present", "product", "products", "stuff"}
)  # fmt: skip
_LATIN = re.compile(r"[\x20-\x7e\u00a0-\u024f]+")


def check_customs(paper: CustomsPaper) -> None:
    """Raises MissingFields with everything that is missing at once."""
    missing = []
    for name, party in (("sender", paper.sender), ("addressee", paper.addressee)):
        missing += [f"{name}: name"] if not party.name.strip() else []
        missing += [f"{name}: address"] if not any(line.strip() for line in party.lines) else []
        if paper.kind is not PaperKind.CN22 and not (party.phone or party.email):
            missing.append(f"{name}: phone or e-mail address")
    missing += [] if paper.items else ["goods"]
    for place, item in enumerate(paper.items, start=1):
        missing += [f"line {place}: {each}" for each in _missing_of(item)]
    if paper.kind is PaperKind.CN22 and paper.gross_grams > CN22_MOST_GRAMS:
        missing.append("CN 23, since a CN 22 is for up to 2 kg")
    if paper.gross_grams < paper.net_grams:
        missing.append("gross weight, which is at least the net weight")
    if missing:
        raise MissingFields(missing)


def _missing_of(item: CustomsItem) -> list[str]:
    description = item.description.strip()
    checks = (
        (not description or not _LATIN.fullmatch(description), "description in English"),
        (description.casefold() in _VAGUE, "a description that says what it is"),
        (not _HS.fullmatch(item.hs_code), "HS code"),
        (not _COUNTRY.fullmatch(item.origin_country), "country of origin"),
        (item.net_grams <= 0, "net weight"),
        (item.quantity <= 0, "quantity"),
        (item.value.amount_minor <= 0, "value"),
    )
    return [name for is_missing, name in checks if is_missing]
