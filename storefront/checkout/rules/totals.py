"""From a landed cost to what the buyer pays now, and each line's share of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from storefront.money import Money
from storefront.tax import LandedCost


@dataclass(frozen=True, slots=True)
class Dues:
    """What a landed cost adds to the shown prices now, or takes off them.

    Prices that are shown with tax hold `included_tax`. Where that tax falls due at delivery instead, the goods cost
    `relief` less now. `at_delivery` is asked for by customs or the carrier.
    """

    tax: Money
    duty: Money
    handling: Money
    included_tax: Money
    relief: Money
    at_delivery: Money


def dues(cost: LandedCost, shown: Money) -> Dues:
    """`shown` is what goods and delivery cost as shown, after discounts. Paid now is shown + what the dues add."""
    nothing = Money(0, shown.currency)

    def now(kind: str) -> Money:
        due = (line.amount for line in cost.lines if line.kind == kind and line.due == "now")
        return Money.total(due, shown.currency)

    vat = now("vat")
    added = cost.goods + cost.freight + vat - shown
    return Dues(
        tax=max(added, nothing),
        duty=now("duty"),
        handling=now("fee"),
        included_tax=vat - max(added, nothing) if vat > max(added, nothing) else nothing,
        relief=max(-added, nothing),
        at_delivery=cost.due_at_delivery,
    )


@dataclass(frozen=True, slots=True)
class TaxShare:
    """So much tax of one rate, in percent, and the amount that it is taken of. `name` is the tax's, in English."""

    name: str
    rate: str
    base: Money
    amount: Money


def tax_shares(cost: LandedCost | None, worth: Mapping[str, Money], freight: Money) -> Mapping[str, list[TaxShare]]:
    """What each line of goods bears of the tax that is paid now, by key, and under "" what the delivery does.

    They sum to the taxes of the landed cost, rate by rate. The delivery goes with the goods (Council Directive
    2006/112/EC, article 78 (b)): each rate has its part of it.
    """
    found: dict[str, list[TaxShare]] = {}
    goods = sum(each.amount_minor for each in worth.values())
    for line in cost.lines if cost else ():
        if line.kind != "vat" or line.due != "now" or line.base is None:
            continue
        borne = [worth[key].amount_minor for key in line.keys]
        part = Fraction(sum(borne), goods) if goods else Fraction(len(borne), len(worth))
        weights: list[int | Fraction] = [*borne, freight.amount_minor * part]
        shared = zip(line.base.allocated(weights), line.amount.allocated(weights), strict=True)
        for key, (base, amount) in zip((*line.keys, ""), shared, strict=True):
            if key or base or amount:
                found.setdefault(key, []).append(TaxShare(str(line.text_args.get("tax", "")), line.rate, base, amount))
    return found


def no_dues(currency: str) -> Dues:
    """While it is not known where the goods go."""
    nothing = Money(0, currency)
    return Dues(nothing, nothing, nothing, nothing, nothing, nothing)


def shares(amount: Money, lines: Sequence[Money], rest: Money) -> list[Money]:
    """The lines' shares of an amount that is on them and on a rest, such as the delivery. The rest keeps its own."""
    if not lines:
        return []
    weights = [max(each.amount_minor, 0) for each in (*lines, rest)]
    return amount.allocated(weights)[:-1]
