"""Changing what an order that stands consists of, before anything of it is sent: more, less, or something else.

What it comes to then is worked out in `checkout`, as for a new order. Here it is held to its own sums, its goods are
exchanged, and the difference is asked for or given back.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from sqlmodel import Session

from storefront.money import Money
from storefront.orders.actions.drafts import OrderAmendment
from storefront.orders.actions.journal import record_amended
from storefront.orders.actions.lowering import settle_less
from storefront.orders.actions.placing import check_sums, line_row
from storefront.orders.actions.stock import exchange_goods
from storefront.orders.errors import AlreadyShipped, BadOrder, RefusedTransition
from storefront.orders.models import Order, OrderLine
from storefront.orders.reads import rows
from storefront.orders.reads.orders import totals_of
from storefront.orders.rules.states import Actor, FulfilmentState, OrderState, PaymentState, is_paid
from storefront.orders.rules.totals import Totals

_AMENDED = ("discount", "tax", "duty", "included_tax")


def amend_order(
    session: Session, tenant_id: int, order_id: int, new: OrderAmendment, *, actor: Actor = Actor.STAFF
) -> Money:
    """Make the order what the amendment says, and return by how much it became dearer, below nothing where cheaper.

    A paid order that became dearer asks for the difference (`due_minor`); one that became cheaper gives it back.
    Raises RefusedTransition, AlreadyShipped, BadOrder, inventory.OutOfStock; then nothing is changed.
    """
    order = rows.locked_order(session, order_id)
    _check_may_be_amended(order)
    check_sums(new.lines, new.totals, order.currency)
    stored = rows.lines_of(session, order_id)
    _check_kept(stored, new)
    changes = _changes(stored, new)
    moved = _moved(stored, new)
    out = {variant_id: -count for variant_id, count in moved.items() if count < 0}
    more = {variant_id: count for variant_id, count in moved.items() if count > 0}
    exchange_goods(session, order, out=out, more=more)
    before = totals_of(order)
    _rewrite_lines(session, order, stored, new)
    _rewrite_order(order, new)
    session.flush()
    dearer = new.totals.total - before.total
    if dearer.amount_minor < 0:
        settle_less(session, order, before, new.totals, reason="edited", actor=actor)
    elif is_paid(PaymentState(order.payment_state)):
        order.due_minor += dearer.amount_minor
    record_amended(session, order, before, changes, actor=actor)
    return dearer


def _check_may_be_amended(order: Order) -> None:
    if order.state != OrderState.PLACED:
        raise RefusedTransition("OrderState", order.state, "amended")
    if order.payment_state == PaymentState.DISPUTED:
        raise RefusedTransition("PaymentState", order.payment_state, "amended")
    if order.fulfilment_state != FulfilmentState.UNFULFILLED:
        raise AlreadyShipped(f"order {order.number}")


def _check_kept(stored: Sequence[OrderLine], new: OrderAmendment) -> None:
    """What was agreed on stays: a line that is kept is the one that was ordered, at its price."""
    agreed = {each.id: (each.variant_id, each.unit_price_minor) for each in stored}
    for line_id, line in new.kept.items():
        if agreed.get(line_id) != (line.variant_id, line.unit_price.amount_minor):
            raise BadOrder("lines", f"{line_id} was not ordered so")


def _moved(stored: Sequence[OrderLine], new: OrderAmendment) -> Mapping[int, int]:
    """How many more of each variant the order has now; below nothing where it has fewer."""
    moved = Counter[int]()
    for line in new.lines:
        moved[line.variant_id] += line.quantity
    for each in stored:
        moved[each.variant_id] -= each.quantity
    return {variant_id: count for variant_id, count in moved.items() if count and variant_id}


def _rewrite_lines(session: Session, order: Order, stored: Sequence[OrderLine], new: OrderAmendment) -> None:
    for row in stored:
        line = new.kept.get(row.id or 0)
        row.quantity = line.quantity if line else 0
        row.ordered_quantity = max(row.ordered_quantity, row.quantity)
        for name in _AMENDED:
            setattr(row, f"{name}_minor", getattr(line, name).amount_minor if line else 0)
        row.tax_facts = dict(line.tax_facts) if line else {}
        row.total_minor = row.unit_price_minor * row.quantity - row.discount_minor
    first = max((each.position for each in stored), default=-1) + 1
    session.add_all([line_row(order, place, each) for place, each in enumerate(new.added, start=first)])


def _rewrite_order(order: Order, new: OrderAmendment) -> None:
    for name in Totals.__slots__:
        setattr(order, f"{name}_minor", getattr(new.totals, name).amount_minor)
    order.total_minor = new.totals.total.amount_minor
    order.shipping_choice = dict(new.shipping_choice)
    order.landed_cost = dict(new.landed_cost)
    order.discounts = dict(new.discounts)


def _changes(stored: Sequence[OrderLine], new: OrderAmendment) -> list[tuple[str, str, int]]:
    """What came and went, by the names that it was sold under."""
    now = {line_id: line.quantity for line_id, line in new.kept.items()}
    kept = [(each.title, each.variant_title, now.get(each.id or 0, 0) - each.quantity) for each in stored]
    return [*kept, *((each.title, each.variant_title, each.quantity) for each in new.added)]
