"""The values that discounts are worked out from, and the answer."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from storefront.money import Money

MOST_CODE = 40


@dataclass(frozen=True, slots=True)
class BasketLine:
    """So many of one variant. `key` is the caller's name for the line."""

    key: int
    variant_id: int
    product_id: int
    collection_ids: frozenset[int]
    quantity: int
    unit_price: Money

    @property
    def total(self) -> Money:
        return self.unit_price * self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    """What somebody is about to buy. `customer_key` is empty while it is not known who they are."""

    lines: tuple[BasketLine, ...]
    market_id: int
    currency: str
    shipping: Money | None = None
    customer_key: str = ""
    customer_groups: frozenset[str] = frozenset()

    @property
    def subtotal(self) -> Money:
        return Money.total((line.total for line in self.lines), self.currency)

    @property
    def quantity(self) -> int:
        return sum(line.quantity for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A discount as the rules see it, with how often it has been used, in all and by this customer."""

    id: int
    kind: str
    code: str | None
    title: str
    is_exclusive: bool = False
    starts_at: datetime
    ends_at: datetime | None = None
    percent_off: int = 0
    amounts_off: Mapping[str, int] = field(default_factory=dict)
    minimums: Mapping[str, int] = field(default_factory=dict)
    minimum_quantity: int = 0
    product_ids: frozenset[int] = frozenset()
    collection_ids: frozenset[int] = frozenset()
    market_ids: frozenset[int] = frozenset()
    customer_groups: frozenset[str] = frozenset()
    buy_quantity: int = 0
    gift_quantity: int = 0
    gift_product_ids: frozenset[int] = frozenset()
    use_limit: int | None = None
    use_limit_per_customer: int | None = None
    used: int = 0
    used_by_customer: int = 0


class Refusal(StrEnum):
    """Why a code takes nothing off. Surfaces put it in words."""

    UNKNOWN = "unknown"
    NOT_YET = "not_yet"
    ENDED = "ended"
    USED_UP = "used_up"
    NOT_IN_THIS_MARKET = "not_in_this_market"
    NOT_FOR_THIS_CUSTOMER = "not_for_this_customer"
    BELOW_MINIMUM = "below_minimum"
    TOO_FEW = "too_few"
    NOTHING_FITS = "nothing_fits"
    BETTER_WITHOUT = "better_without"


@dataclass(frozen=True, slots=True)
class RefusedCode:
    """`needed` is the least that the goods must cost, where that is the reason."""

    code: str
    reason: Refusal
    needed: Money | None = None


@dataclass(frozen=True, slots=True)
class AppliedDiscount:
    discount_id: int
    code: str | None
    title: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Discounting:
    """What is taken off each line, by key, and off the delivery; what did it; and which codes did nothing."""

    line_amounts: Mapping[int, Money]
    shipping_amount: Money
    applied: tuple[AppliedDiscount, ...]
    refused: tuple[RefusedCode, ...]

    @property
    def goods_amount(self) -> Money:
        return Money.total(self.line_amounts.values(), self.shipping_amount.currency)

    @property
    def total(self) -> Money:
        return self.goods_amount + self.shipping_amount


def normal_code(written: str) -> str:
    """A code as it is stored and compared: capitals, no blanks, and full-width letters as plain ones."""
    folded = unicodedata.normalize("NFKC", written[: 4 * MOST_CODE]).upper()
    return "".join(folded.split())[:MOST_CODE]
