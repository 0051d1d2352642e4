"""What an order's papers come to together, so that invoices less credit notes are what the order came to."""

from collections.abc import Iterable
from dataclasses import dataclass

from storefront import orders
from storefront.documents import Paper, PaperKind
from storefront.money import Money


@dataclass(frozen=True, slots=True)
class PaperSum:
    """An amount, and the tax in it, whether prices held that or it was added to them."""

    amount: Money
    tax: Money


def order_sum(order: orders.PlacedOrder) -> PaperSum:
    """All that the order asks for."""
    return PaperSum(order.total, order.totals.tax + order.totals.included_tax)


def came_to(order: orders.PlacedOrder) -> PaperSum:
    """What the order has come to: its total, or what of it was kept where money went back for another reason.

    What was paid too much was for nothing, and stands on no paper. The tax goes down with the amount (Directive
    2006/112/EC, article 90).
    """
    whole = order_sum(order)
    amount = min(whole.amount, max(order.books.kept + order.due, Money(0, order.currency)))
    return _part(whole, amount)


def papered(issued: Iterable[Paper], currency: str) -> PaperSum | None:
    """Invoices less credit notes; None where one was kept before papers said in numbers what they come to."""
    amount = tax = 0
    for paper in issued:
        if paper.amount_minor is None or paper.tax_minor is None:
            return None
        sign = -1 if paper.kind is PaperKind.CREDIT_NOTE else 1
        amount, tax = amount + sign * paper.amount_minor, tax + sign * paper.tax_minor
    return PaperSum(Money(amount, currency), Money(tax, currency))


def to_credit(order: orders.PlacedOrder, refund: orders.GivenBack, issued: Iterable[Paper]) -> PaperSum | None:
    """What of a refund was invoiced and is not any more; None where that is nothing.

    An invoice that was made after the order had become cheaper never had what went back for that.
    """
    said = papered(issued, order.currency)
    if said is None:
        return _part(order_sum(order), refund.amount)
    now, nothing = came_to(order), Money(0, order.currency)
    less = PaperSum(said.amount - now.amount, max(said.tax - now.tax, nothing))
    amount = min(refund.amount, less.amount)
    return _part(less, amount) if amount > nothing else None


def _part(whole: PaperSum, amount: Money) -> PaperSum:
    return PaperSum(amount, orders.part_of(whole.tax, amount.amount_minor, whole.amount.amount_minor))
