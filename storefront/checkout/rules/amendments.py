"""What staff want of an order that stands, and what becomes of its discounts then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from storefront.cart import CartLine
from storefront.checkout.rules.quotes import Quote
from storefront.discounts import Discounting
from storefront.money import Money
from storefront.orders import OrderAmendment, PlacedLine, PlacedOrder, Totals, part_of


@dataclass(frozen=True, slots=True)
class Change:
    """Quantities by line id, and so many of variants beside them. A line that is not named stays as it is."""

    quantities: Mapping[int, int] = field(default_factory=dict)
    added: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Amendment:
    """What an order would come to with a change. `quote` explains it, and its fingerprint is what staff agree to."""

    order: PlacedOrder
    quote: Quote
    new: OrderAmendment

    @property
    def totals(self) -> Totals:
        return self.new.totals

    @property
    def dearer(self) -> Money:
        """What is asked for; below nothing: what is given back."""
        return self.totals.total - self.order.total


def still_off(order: PlacedOrder, lines: Iterable[CartLine], delivery: Money | None) -> Discounting:
    """What was taken off stays with the goods it was for, and is not worked out anew: its codes were counted once.

    A delivery that was free stays free, whatever it costs now.
    """
    nothing = Money(0, order.currency)
    known = {each.id: each for each in order.lines}
    amounts = {each.id: _share(known[each.id], each.quantity) for each in lines if each.id in known}
    off = Money(int(order.discounts.get("shipping_minor", 0)), order.currency)
    price = delivery or nothing
    is_free = bool(off) and off == order.totals.shipping
    return Discounting(amounts, price if is_free else min(off, price), (), ())


def amended(order: PlacedOrder, found: Quote, new: OrderAmendment) -> Amendment:
    """With the fee of the way to pay that was chosen when the order was placed."""
    fee = Money(int(order.exchange.get("method_fee_minor", 0)), order.currency)
    totals = replace(found.totals, handling=found.dues.handling + fee)
    return Amendment(order, found, replace(new, totals=totals))


def _share(line: PlacedLine, quantity: int) -> Money:
    return part_of(line.discount, quantity, line.quantity)
