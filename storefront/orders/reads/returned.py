"""What goods that came back were paid with, and the tax in that by rate."""

from dataclasses import dataclass

from sqlmodel import Session

from storefront.money import Money
from storefront.orders.models import Order, OrderLine, OrderReturn
from storefront.orders.reads import rows
from storefront.orders.rules.states import ReturnKind
from storefront.orders.rules.taxes import Json, RateTax, taxes_by_rate
from storefront.orders.rules.totals import part_of


@dataclass(frozen=True, slots=True)
class Returned:
    """The worth of the goods of a return, and the tax in it."""

    value: Money
    taxes: tuple[RateTax, ...]


def returned_goods(session: Session, order: Order, back: OrderReturn) -> Returned:
    """The goods of a return that was received, at what they were paid with.

    Who withdraws from everything gets the delivery back too, and the duty (Directive 2011/83/EU, article 13). The
    parts of a line sum to the line however many returns bring it back.
    """
    lines = rows.lines_of(session, order.id or 0)
    counts, before = rows.return_lines_of(session, back.id or 0), rows.received_before(session, back)
    is_withdrawal = back.kind == ReturnKind.WITHDRAWAL
    if is_withdrawal and sum(counts.values()) == sum(each.quantity for each in lines):
        facts = [(each.tax_facts, Money(each.tax_minor + each.included_tax_minor, order.currency)) for each in lines]
        whole = Money(order.tax_minor + order.included_tax_minor, order.currency)
        taxes = taxes_by_rate(facts, order.shipping_choice.get("taxes", ()), whole)
        return Returned(Money(order.total_minor, order.currency), taxes)
    parts = [_Part(each, before.get(each.id or 0, 0), counts[each.id or 0]) for each in lines if each.id in counts]
    value = Money(0, order.currency)
    taxed = []
    for part in parts:
        line = part.line
        paid = line.total_minor + line.tax_minor + (line.duty_minor if is_withdrawal else 0)
        value += part.of(Money(paid, order.currency))
        taxed.append(
            (part.facts(order.currency), part.of(Money(line.tax_minor + line.included_tax_minor, order.currency)))
        )
    whole = Money.total((tax for _, tax in taxed), order.currency)
    return Returned(value, taxes_by_rate(taxed, (), whole))


@dataclass(frozen=True, slots=True)
class _Part:
    """So many of a line, after those that came back before."""

    line: OrderLine
    before: int
    count: int

    def of(self, amount: Money) -> Money:
        whole = self.line.quantity
        return part_of(amount, self.before + self.count, whole) - part_of(amount, self.before, whole)

    def facts(self, currency: str) -> Json:
        if "base_minor" not in self.line.tax_facts:
            return self.line.tax_facts
        base = self.of(Money(int(self.line.tax_facts["base_minor"]), currency))
        return {**self.line.tax_facts, "base_minor": base.amount_minor}
