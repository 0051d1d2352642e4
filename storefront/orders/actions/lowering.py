"""Taking goods out of an order by the buyer's right, and what becomes of money that an order no longer asks for."""

from collections.abc import Mapping

from sqlmodel import Session

from storefront.money import Money
from storefront.orders.actions.drafts import NewRefund
from storefront.orders.actions.fulfilling import complete_if_done
from storefront.orders.actions.journal import move_fulfilment
from storefront.orders.actions.refunding import begin_refund
from storefront.orders.actions.stock import put_back
from storefront.orders.errors import NotThatMany
from storefront.orders.models import Order, OrderLine
from storefront.orders.reads import rows
from storefront.orders.reads.orders import totals_of
from storefront.orders.rules.states import Actor
from storefront.orders.rules.totals import Totals, fulfilment_state, part_of

_SCALED = ("discount_minor", "tax_minor", "duty_minor", "included_tax_minor")


def take_out(session: Session, order: Order, out: Mapping[int, int], *, reason: str, actor: Actor) -> Money:
    """Lower lines by so many, and the order's amounts with them; what was paid for them is given back.

    An order of which all that is left has been sent is sent whole. Returns by how much it became cheaper. Raises
    NotThatMany.
    """
    lines = {each.id or 0: each for each in rows.lines_of(session, order.id or 0)}
    sent = rows.sent_quantities(session, order.id or 0)
    for line_id, count in out.items():
        left = lines[line_id].quantity - sent.get(line_id, 0) if line_id in lines else 0
        if not 1 <= count <= left:
            raise NotThatMany(line_id, count, left)
    before, worth = totals_of(order), sum(each.total_minor for each in lines.values())
    for line_id, count in out.items():
        _lower(order, lines[line_id], count)
    left = sum(each.total_minor for each in lines.values())
    order.relief_minor = part_of(before.relief, left, worth).amount_minor
    order.due_at_delivery_minor = part_of(before.due_at_delivery, left, worth).amount_minor
    after = totals_of(order)
    order.total_minor = after.total.amount_minor
    session.flush()
    put_back(session, order, out)
    settle_less(session, order, before, after, reason=reason, actor=actor)
    move_fulfilment(order, fulfilment_state([each.quantity for each in lines.values()], sent.values()))
    complete_if_done(session, order)
    return before.total - after.total


def settle_less(session: Session, order: Order, before: Totals, after: Totals, *, reason: str, actor: Actor) -> None:
    """The order has become cheaper: it asks for less where something was still to be paid, and gives back the rest."""
    nothing = Money(0, order.currency)
    cheaper = before.total - after.total
    unasked = min(Money(order.due_minor, order.currency), cheaper)
    order.due_minor -= unasked.amount_minor
    amount = min(cheaper - unasked, rows.refundable(session, order))
    if amount > nothing:
        owed_less = {account: before.owed[account] - after.owed[account] for account in before.owed}
        shares = {account: share for account, share in owed_less.items() if share > nothing}
        begin_refund(session, order, NewRefund(amount, reason, shares), actor)


def _lower(order: Order, line: OrderLine, count: int) -> None:
    """The line's amounts in proportion to what stays of it, and the order's by the difference."""
    whole, rest = line.quantity, line.quantity - count
    for name in _SCALED:
        now = part_of(Money(getattr(line, name), order.currency), rest, whole).amount_minor
        setattr(order, name, getattr(order, name) - (getattr(line, name) - now))
        setattr(line, name, now)
    if "base_minor" in line.tax_facts:
        base = part_of(Money(line.tax_facts["base_minor"], order.currency), rest, whole).amount_minor
        line.tax_facts = {**line.tax_facts, "base_minor": base}
    order.goods_minor -= count * line.unit_price_minor
    line.quantity = rest
    line.total_minor = line.unit_price_minor * rest - line.discount_minor
