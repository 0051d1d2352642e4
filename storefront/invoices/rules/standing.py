"""What an order consisted of when a paper was issued, so that a further invoice says what has come to it since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storefront import orders
from storefront.money import Money
from storefront.orders import RateTax

Json = dict[str, Any]  # Any: JSON
_AMOUNTS = ("goods", "discount", "shipping", "tax", "duty", "handling", "relief")


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of each line, by its id, the order's amounts by their names in its totals, and its tax by rate.

    The tax is None of a paper that was issued before it was kept.
    """

    counts: Mapping[int, int]
    amounts: Mapping[str, Money]
    total: Money
    taxes: tuple[RateTax, ...] | None

    @classmethod
    def of(cls, order: orders.PlacedOrder) -> "Standing":
        """As the order stands now."""
        return cls(
            {each.id: each.quantity for each in order.lines},
            {name: getattr(order.totals, name) for name in _AMOUNTS},
            order.total,
            order.taxes,
        )


def covered_standing(order: orders.PlacedOrder, then: Standing | None) -> Standing:
    """The order as far as its papers say it: as it stood `then`, while what was added since is not paid."""
    is_ahead = then is not None and then.taxes is not None and bool(order.due) and then.total < order.total
    return then if then is not None and is_ahead else Standing.of(order)


def standing_as_json(standing: Standing) -> Json:
    """As it is kept with an issued paper."""
    return {
        "counts": {str(line_id): count for line_id, count in standing.counts.items()},
        "amounts": {name: amount.amount_minor for name, amount in standing.amounts.items()},
        "total": standing.total.amount_minor,
        "taxes": [orders.rate_tax_as_json(each) for each in standing.taxes or ()],
    }


def standing_from_json(kept: Json, currency: str) -> Standing | None:
    """The same; None of a paper that was issued before this was kept."""
    if not kept:
        return None
    counts = {int(line_id): int(count) for line_id, count in kept["counts"].items()}
    amounts = {name: Money(int(minor), currency) for name, minor in kept["amounts"].items()}
    if "taxes" not in kept:
        return Standing(counts, amounts, Money(0, currency), None)
    taxes = tuple(orders.rate_tax_from_json(each, currency) for each in kept["taxes"])
    return Standing(counts, amounts, Money(int(kept["total"]), currency), taxes)
