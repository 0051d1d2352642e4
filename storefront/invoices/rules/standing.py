"""What an order consisted of when a paper was issued, so that a further invoice says what has come to it since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storefront import orders
from storefront.money import Money

Json = dict[str, Any]  # Any: JSON
_AMOUNTS = ("goods", "discount", "shipping", "tax", "duty", "handling", "relief")


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of each line, by its id, and the order's amounts by their names in its totals."""

    counts: Mapping[int, int]
    amounts: Mapping[str, Money]

    @classmethod
    def of(cls, order: orders.PlacedOrder) -> "Standing":
        """As the order stands now."""
        return cls(
            {each.id: each.quantity for each in order.lines},
            {name: getattr(order.totals, name) for name in _AMOUNTS},
        )


def standing_as_json(standing: Standing) -> Json:
    """As it is kept with an issued paper."""
    return {
        "counts": {str(line_id): count for line_id, count in standing.counts.items()},
        "amounts": {name: amount.amount_minor for name, amount in standing.amounts.items()},
    }


def standing_from_json(kept: Json, currency: str) -> Standing | None:
    """The same; None of a paper that was issued before this was kept."""
    if not kept:
        return None
    counts = {int(line_id): int(count) for line_id, count in kept["counts"].items()}
    return Standing(counts, {name: Money(int(minor), currency) for name, minor in kept["amounts"].items()})
