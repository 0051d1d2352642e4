"""What is asked about: goods that go to a country on a day, at the cart's prices."""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from storefront.money import Money
from storefront.tax.errors import BadConsignment
from storefront.tax.rules.formula import Channel

Incoterm = Literal["DDP", "DAP"]
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Buyer:
    """A consumer, or a business. `has_checked_number`: its VAT number was checked with those who gave it."""

    is_business: bool = False
    vat_number: str = ""
    has_checked_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsignmentLine:
    """So many of one variant. `discount` is taken off the whole line. `key` is the caller's own name for it."""

    key: str
    hs_code: str | None
    origin_country: str | None
    quantity: int
    unit_price: Money
    discount: Money | None = None
    title: str = ""

    @property
    def amount(self) -> Money:
        whole = self.unit_price * self.quantity
        return whole if self.discount is None else whole - self.discount

    @property
    def hs6(self) -> str:
        """The first six digits of the code; goods without one count as a kind of their own."""
        return self.hs_code[:6] if self.hs_code else f"?{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consignment:
    """One parcel. All money is in one currency. `prices_include_tax` is said of the prices and of the freight.

    `annual_used` is what the buyer has bought under a scheme with a yearly limit before, where that is known.
    """

    seller_country: str
    destination_country: str
    ship_date: date
    lines: tuple[ConsignmentLine, ...]
    freight: Money
    prices_include_tax: bool
    region: str = ""
    postcode: str = ""
    market_id: int | None = None
    weight_grams: int = 0
    buyer: Buyer = Buyer()
    incoterm: Incoterm = "DAP"
    channel: Channel = "standard"
    annual_used: Money | None = None

    @property
    def currency(self) -> str:
        return self.freight.currency

    @property
    def shown_goods(self) -> Money:
        """What the lines cost as they were shown."""
        return Money.total((line.amount for line in self.lines), self.currency)

    @property
    def weight_kg(self) -> Fraction:
        return Fraction(self.weight_grams, 1000)


def check_consignment(consignment: Consignment) -> None:
    """Raises BadConsignment with the first thing that makes no sense, and MixedCurrencies."""
    for name in ("seller_country", "destination_country"):
        if _COUNTRY.fullmatch(getattr(consignment, name)) is None:
            raise BadConsignment(name, f"{getattr(consignment, name)[:10]!r} is not a country")
    if not consignment.lines:
        raise BadConsignment("lines", "there is nothing to send")
    if consignment.freight.amount_minor < 0 or consignment.weight_grams < 0:
        raise BadConsignment("freight", "freight and weight are not negative")
    keys = [line.key for line in consignment.lines]
    if len(set(keys)) != len(keys):
        raise BadConsignment("lines", "two lines have the same key")
    for line in consignment.lines:
        if line.quantity < 1:
            raise BadConsignment("lines", f"{line.quantity} pieces of {line.key}")
        if line.amount.amount_minor < 0 or line.unit_price.amount_minor < 0:
            raise BadConsignment("lines", f"{line.key} costs less than nothing")
    consignment.freight + consignment.shown_goods  # refuses a second currency
