"""What an order comes to, what is left of its lines, and how long its buyer may withdraw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from storefront.money import Money
from storefront.orders.errors import BadOrder, NotThatMany
from storefront.orders.rules.ledger import Account
from storefront.orders.rules.states import FulfilmentState


@dataclass(frozen=True, slots=True)
class Totals:
    """All of an order's amounts. Tax is what is added to the prices; `included_tax` is what they contain already.

    `relief` is tax that the prices hold and the shop does not take, since it falls due at delivery. `due_at_delivery`
    is what others will ask of the buyer, so it is no part of `total`.
    """

    goods: Money
    discount: Money
    shipping: Money
    tax: Money
    duty: Money
    handling: Money
    included_tax: Money
    due_at_delivery: Money
    relief: Money

    @property
    def total(self) -> Money:
        return self.goods - self.discount - self.relief + self.shipping + self.tax + self.duty + self.handling

    @property
    def owed(self) -> dict[Account, Money]:
        """The total by purpose: discount and relief taken off the goods first, the rest of them off the shipping."""
        off = self.discount + self.relief
        off_goods = min(off, self.goods)
        off_shipping = off - off_goods
        return {
            Account.GOODS: self.goods - off_goods,
            Account.SHIPPING: self.shipping - off_shipping,
            Account.TAX: self.tax,
            Account.DUTY: self.duty,
            Account.HANDLING: self.handling,
        }

    def checked(self) -> "Totals":
        """Itself. Raises BadOrder where an amount is below nothing or more is given than there is."""
        for name in self.__slots__:
            if getattr(self, name).amount_minor < 0:
                raise BadOrder(name, "is below nothing")
        if self.discount + self.relief > self.goods + self.shipping:
            raise BadOrder("discount", "is more than goods and shipping")
        return self


def part_of(amount: Money, part: int, whole: int) -> Money:
    """The share that so many of the whole have in an amount, a half minor unit going up."""
    return amount.times_half_up(Fraction(part, whole)) if whole else Money(0, amount.currency)


def check_quantities(wanted: Mapping[int, int], left: Mapping[int, int]) -> None:
    """Raises NotThatMany with the first line that has fewer left, and for what is no number of things at all."""
    for line_id, quantity in wanted.items():
        if not 1 <= quantity <= left.get(line_id, 0):
            raise NotThatMany(line_id, quantity, left.get(line_id, 0))


def fulfilment_state(ordered: Iterable[int], sent: Iterable[int]) -> FulfilmentState:
    """How far the quantities sent cover those ordered."""
    wanted, gone = sum(ordered), sum(sent)
    if gone == 0:
        return FulfilmentState.UNFULFILLED
    return FulfilmentState.FULFILLED if gone >= wanted else FulfilmentState.PARTIAL


def withdrawal_until(delivered_at: Iterable[datetime | None], period: timedelta) -> datetime | None:
    """When the period ends, counted from the last parcel. None: it has not begun, as something is not there yet."""
    moments = list(delivered_at)
    arrived = [each for each in moments if each is not None]
    return max(arrived) + period if arrived and len(arrived) == len(moments) else None
