"""What was asked for and what is offered, line by line, and what an offer comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from storefront.money import Money
from storefront.orders import Totals

MOST_LINES = 50
MOST_QUANTITY = 1_000_000
MOST_TITLE = 300

Json = dict[str, Any]  # Any: JSON


@dataclass(frozen=True, slots=True)
class AskedLine:
    """So many of a variant, as it was called when it was asked for."""

    variant_id: int
    product_id: int
    title: str
    variant_title: str
    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """So much of something at a price. Without a variant it is something that the catalogue does not hold."""

    description: str
    quantity: int
    unit_price: Money
    variant_id: int = 0
    product_id: int = 0
    sku: str = ""

    @property
    def total(self) -> Money:
        return self.unit_price * self.quantity


def asked_as_json(line: AskedLine) -> Json:
    """A line as it is kept."""
    return asdict(line)


def asked_from_json(kept: Mapping[str, Any]) -> AskedLine:  # Any: JSON that `asked_as_json` wrote
    """A line that was kept."""
    return AskedLine(**kept)


def quoted_as_json(line: QuotedLine) -> Json:
    """A line as it is kept, its unit price in minor units."""
    return {**asdict(line), "unit_price": line.unit_price.amount_minor}


def quoted_from_json(kept: Mapping[str, Any], currency: str) -> QuotedLine:  # Any: JSON that `quoted_as_json` wrote
    """A line that was kept, in the quotation's currency."""
    return QuotedLine(**{**kept, "unit_price": Money(kept["unit_price"], currency)})


def offered_totals(lines: Sequence[QuotedLine], delivery: Money) -> Totals:
    """What the offer comes to: goods and delivery. Taxes and duties of the destination are no part of it."""
    nothing = Money(0, delivery.currency)
    return Totals(
        goods=Money.total((line.total for line in lines), delivery.currency),
        discount=nothing,
        shipping=delivery,
        tax=nothing,
        duty=nothing,
        handling=nothing,
        included_tax=nothing,
        due_at_delivery=nothing,
        relief=nothing,
    )


def line_problem(line: QuotedLine, currency: str) -> str:
    """The reason's key; "" for a line that can be offered."""
    if not line.description.strip() or len(line.description) > MOST_TITLE:
        return "description"
    if not 0 < line.quantity <= MOST_QUANTITY:
        return "quantity"
    if line.unit_price.currency != currency or line.unit_price.amount_minor < 0:
        return "price"
    return ""
