"""What a new order, return or change is made from, before it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from storefront.money import Money
from storefront.orders.rules.ledger import Account
from storefront.orders.rules.totals import Totals

Json = Mapping[str, Any]  # Any: JSON


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line as it will be kept. Tax and duty are the line's share of what the order adds for them."""

    variant_id: int
    product_id: int
    title: str
    quantity: int
    unit_price: Money
    discount: Money
    tax: Money
    duty: Money
    included_tax: Money
    variant_title: str = ""
    sku: str = ""
    path: str = ""
    picture: Json = field(default_factory=dict)
    compare_at: Money | None = None
    tax_facts: Json = field(default_factory=dict)
    hs_code: str = ""
    origin_country: str = ""
    material: str = ""
    weight_grams: int = 0
    no_withdrawal: str = ""  # why the buyer may not withdraw, where the law of the destination knows that


@dataclass(frozen=True, slots=True)
class NewOrder:
    """All that an order keeps. `expires_at` is when an unpaid draft lapses; no `locale` is the language's own."""

    market_id: int
    market_handle: str
    language: str
    currency: str
    email: str
    lines: tuple[NewLine, ...]
    totals: Totals
    shipping_address: Json
    billing_address: Json = field(default_factory=dict)
    shipping_choice: Json = field(default_factory=dict)
    landed_cost: Json = field(default_factory=dict)
    discounts: Json = field(default_factory=dict)
    exchange: Json = field(default_factory=dict)
    locale: str = ""
    phone: str = ""
    customer_id: int | None = None
    note: str = ""
    gift_message: str = ""
    is_gift: bool = False
    prices_include_tax: bool = True
    payment_method: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OrderKey:
    """How an order is called: by the database, by people, and by its secret link."""

    id: int
    number: int
    token: str


@dataclass(frozen=True, slots=True)
class TakenPayment:
    """Money that came in. The reference is the payment's, such as "payment:12", and books it once."""

    reference: str
    amount: Money
    fee: Money | None = None
    method: str = ""


@dataclass(frozen=True, slots=True)
class NewParcel:
    carrier: str
    tracking_number: str = ""
    tracking_url: str = ""


@dataclass(frozen=True, slots=True)
class NewRefund:
    """So much to give back, and why. `shares` says for what, where that is known; else it is given back evenly.

    `return_id` is of the return whose goods it is for: its credit note then says their tax.
    """

    amount: Money
    reason: str
    shares: Mapping[Account, Money] = field(default_factory=dict)
    return_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewReturn:
    """Quantities by line id, and why."""

    quantities: Mapping[int, int]
    reason: str
    note: str = ""
    photo_asset_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A buyer's statement that they withdraw: who says so, where the receipt goes, and from how many of which lines.

    No quantities: from all that they may. `unopened` are ids of lines that are as they were when they came.
    """

    name: str
    email: str
    quantities: Mapping[int, int] | None = None
    unopened: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class OrderAmendment:
    """An order as it shall stand: lines that it has, by id, and those that are new, with what all of it comes to.

    A line that is missing is given up.
    """

    kept: Mapping[int, NewLine]
    added: tuple[NewLine, ...]
    totals: Totals
    shipping_choice: Json
    landed_cost: Json
    discounts: Json

    @property
    def lines(self) -> tuple[NewLine, ...]:
        return (*self.kept.values(), *self.added)


@dataclass(frozen=True, slots=True)
class OrderEdit:
    """What to correct before anything has left. None leaves a thing as it is."""

    email: str | None = None
    phone: str | None = None
    shipping_address: Json | None = None
    note: str | None = None
