"""How much one discount takes off what others have left."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from storefront.discounts.rules.basket import Basket, BasketLine, Offer
from storefront.discounts.rules.conditions import eligible_lines, gift_lines
from storefront.money import Money

MOST_GIFTS = 100  # sets of "buy so many, get so many" in one order


@dataclass(frozen=True, slots=True)
class Left:
    """What the goods of each line and the delivery still cost."""

    lines: Mapping[int, Money]
    shipping: Money


@dataclass(frozen=True, slots=True)
class Reduction:
    """What is taken off each line and off the delivery; never more than was left."""

    lines: Mapping[int, Money]
    shipping: Money

    @property
    def total(self) -> Money:
        return Money.total([*self.lines.values(), self.shipping], self.shipping.currency)


def reduction(offer: Offer, basket: Basket, left: Left) -> Reduction:
    """By the kind of the discount. All amounts are in the basket's currency."""
    return _BY_KIND[offer.kind](offer, basket, left)


def _percent(offer: Offer, basket: Basket, left: Left) -> Reduction:
    """So many hundredths of what the eligible lines still cost together: rounded half up once, then shared out."""
    lines = eligible_lines(offer, basket)
    whole = Money.total((left.lines[line.key] for line in lines), basket.currency)
    return _shared(whole.times_half_up(Fraction(offer.percent_off, 100)), lines, left)


def _amount(offer: Offer, basket: Basket, left: Left) -> Reduction:
    """A sum off the eligible lines together, at most what they cost."""
    lines = eligible_lines(offer, basket)
    whole = Money.total((left.lines[line.key] for line in lines), basket.currency)
    amount = Money(offer.amounts_off.get(basket.currency, 0), basket.currency)
    return _shared(min(amount, whole), lines, left)


def _shipping(offer: Offer, basket: Basket, left: Left) -> Reduction:
    """The delivery, whole or in part."""
    return Reduction({}, left.shipping.times_half_up(Fraction(offer.percent_off, 100)))


def _gift(offer: Offer, basket: Basket, left: Left) -> Reduction:
    """For each so many bought, so many others for less: the dearest are bought, the cheapest are given."""
    free = {line.key: line.quantity for line in basket.lines}
    bought = sorted(eligible_lines(offer, basket), key=lambda line: (-line.unit_price.amount_minor, line.key))
    given = sorted(gift_lines(offer, basket), key=lambda line: (line.unit_price.amount_minor, line.key))
    gifts = dict.fromkeys(free, 0)
    for _ in range(MOST_GIFTS):
        trial = dict(free)
        taken = _take(trial, bought, offer.buy_quantity)
        got = _take(trial, given, offer.gift_quantity) if taken else {}
        if not got:
            break
        free = trial
        for key, count in got.items():
            gifts[key] += count
    off = {
        line.key: min(
            (line.unit_price * gifts[line.key]).times_half_up(Fraction(offer.percent_off, 100)), left.lines[line.key]
        )
        for line in given
        if gifts[line.key]
    }
    return Reduction(off, Money(0, basket.currency))


def _take(free: dict[int, int], lines: Sequence[BasketLine], wanted: int) -> dict[int, int]:
    """Take so many units from the lines in their order: all of them, or none."""
    taken: dict[int, int] = {}
    for line in lines:
        count = min(free[line.key], wanted - sum(taken.values()))
        if count:
            taken[line.key] = count
    if sum(taken.values()) < wanted:
        return {}
    for key, count in taken.items():
        free[key] -= count
    return taken


def _shared(amount: Money, lines: Sequence[BasketLine], left: Left) -> Reduction:
    shares = amount.allocated([left.lines[line.key].amount_minor for line in lines]) if lines else []
    off = {line.key: share for line, share in zip(lines, shares, strict=True) if share}
    return Reduction(off, Money(0, amount.currency))


_BY_KIND: Mapping[str, Callable[[Offer, Basket, Left], Reduction]] = {
    "percent": _percent,
    "amount": _amount,
    "shipping": _shipping,
    "gift": _gift,
}
