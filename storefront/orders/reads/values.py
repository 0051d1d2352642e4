"""What the page reads return: an order with all that belongs to it, frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storefront import law
from storefront.money import Money
from storefront.orders.rules.ledger import Books
from storefront.orders.rules.states import (
    Actor,
    FulfilmentState,
    OrderState,
    PaymentState,
    RefundState,
    ReturnKind,
    ReturnState,
    is_paid,
)
from storefront.orders.rules.taxes import RateTax, taxes_by_rate
from storefront.orders.rules.totals import Totals

Json = Mapping[str, Any]  # Any: JSON


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of an order. `fulfilled` and `returned` count what has left and what has come back or is announced."""

    id: int
    variant_id: int
    product_id: int
    title: str
    variant_title: str
    sku: str
    path: str
    picture: Json
    quantity: int
    ordered_quantity: int
    fulfilled: int
    returned: int
    unit_price: Money
    compare_at: Money | None
    discount: Money
    total: Money
    tax: Money
    duty: Money
    included_tax: Money
    tax_facts: Json
    hs_code: str
    origin_country: str
    material: str
    weight_grams: int
    no_withdrawal: str
    exception: law.WithdrawalException | None  # as the law of the order's country has it

    @property
    def withdrawable(self) -> int:
        """How many the buyer may withdraw from by law, if what was sent is as it was when it came."""
        return 0 if self.exception and not self.exception.needs_opening else self.quantity - self.returned

    @property
    def withdrawable_opened(self) -> int:
        """How many the buyer may withdraw from whatever they did with those that they have."""
        return min(self.unfulfilled, self.withdrawable) if self.exception else self.withdrawable

    @property
    def unfulfilled(self) -> int:
        return self.quantity - self.fulfilled

    @property
    def returnable(self) -> int:
        return self.fulfilled - self.returned


@dataclass(frozen=True, slots=True)
class Event:
    id: int
    kind: str
    actor: Actor
    is_public: bool
    facts: Json
    at: datetime


@dataclass(frozen=True, slots=True)
class Parcel:
    carrier: str
    tracking_number: str
    tracking_url: str
    shipped_at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """A fulfilment: quantities by line id, and the parcels that carry them."""

    id: int
    quantities: Mapping[int, int]
    parcels: tuple[Parcel, ...]
    created_at: datetime
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class SentBack:
    """A return or withdrawal: quantities by line id."""

    id: int
    kind: ReturnKind
    state: ReturnState
    reason: str
    note: str
    photo_asset_id: int | None
    quantities: Mapping[int, int]
    requested_at: datetime
    decided_at: datetime | None
    received_at: datetime | None


@dataclass(frozen=True, slots=True)
class GivenBack:
    """A refund. `taxes` are those of the goods that it is for, where it is for a return."""

    id: int
    amount: Money
    reason: str
    state: RefundState
    created_at: datetime
    settled_at: datetime | None
    return_id: int | None = None
    taxes: tuple[RateTax, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    """An order and all that happened to it. Addresses and the shipping choice are as their domains wrote them."""

    id: int
    number: int
    token: str
    state: OrderState
    payment_state: PaymentState
    fulfilment_state: FulfilmentState
    market_id: int
    market_handle: str
    language: str
    locale: str  # that amounts and days are written in, as they were on the page that the order was placed on
    currency: str
    email: str
    phone: str
    customer_id: int | None
    shipping_address: Json
    billing_address: Json
    shipping_choice: Json
    landed_cost: Json
    discounts: Json
    exchange: Json
    note: str
    gift_message: str
    is_gift: bool
    prices_include_tax: bool
    totals: Totals
    due: Money  # what a paid order still asks for since it was amended
    payment_method: str
    created_at: datetime
    expires_at: datetime | None
    placed_at: datetime | None
    paid_at: datetime | None
    cancelled_at: datetime | None
    lines: tuple[PlacedLine, ...]
    events: tuple[Event, ...]
    fulfilments: tuple[Sent, ...]
    returns: tuple[SentBack, ...]
    refunds: tuple[GivenBack, ...]
    books: Books
    refundable: Money
    may_withdraw: bool  # now, by the law of the country that the goods go to
    withdrawal_until: datetime | None  # None where the period has not begun
    withdrawal_days: int  # how long the period is; 0 where the law grants none

    @property
    def total(self) -> Money:
        return self.totals.total

    @property
    def to_pay(self) -> Money:
        """What its buyer has to pay now: all of it, or what came to it after it was paid."""
        return self.due if is_paid(self.payment_state) else self.total

    @property
    def taxes(self) -> tuple[RateTax, ...]:
        """The tax of goods and delivery by rate, added or held in the prices; they sum to both."""
        goods = ((each.tax_facts, each.tax + each.included_tax) for each in self.lines if each.quantity)
        whole = self.totals.tax + self.totals.included_tax
        return taxes_by_rate(goods, self.shipping_choice.get("taxes", ()), whole)

    @property
    def overpaid(self) -> Money:
        """What the shop has beyond what the order comes to, and has not begun to give back."""
        is_standing = self.state in (OrderState.PLACED, OrderState.COMPLETED)
        nothing = Money(0, self.currency)
        return max(self.refundable - self.total, nothing) if is_standing else nothing

    @property
    def cancel_reason(self) -> str:
        """Why it was cancelled last; empty where it never was."""
        reasons = [str(each.facts.get("reason", "")) for each in self.events if each.kind == "cancelled"]
        return reasons[-1] if reasons else ""

    @property
    def country(self) -> str:
        """Where the goods go; empty where there is nothing to send."""
        return str(self.shipping_address.get("country", ""))


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Which orders a list holds. `search` is a number, or a part of the buyer's e-mail address or name.

    `awaits_money` is of those that are not paid, or ask for more since they were amended; False is of all others.
    """

    state: OrderState | None = None
    payment_states: frozenset[PaymentState] = frozenset(PaymentState)
    fulfilment_state: FulfilmentState | None = None
    awaits_money: bool | None = None
    search: str = ""


EVERY_ORDER = OrderFilter()


@dataclass(frozen=True, slots=True)
class OrderSummary:
    """An order in a list for staff or for the buyer."""

    id: int
    number: int
    token: str
    email: str
    name: str
    country: str
    state: OrderState
    payment_state: PaymentState
    fulfilment_state: FulfilmentState
    total: Money
    items: int
    created_at: datetime
