"""Changing an order that stands: fewer of a line, another address. Nothing is ever added: that is another order."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from storefront.money import Money
from storefront.orders.actions.drafts import NewRefund, OrderEdit
from storefront.orders.actions.journal import record
from storefront.orders.actions.refunding import begin_refund
from storefront.orders.actions.stock import put_back
from storefront.orders.errors import AlreadyShipped, BadOrder, NotThatMany, PaymentUnderWay, RefusedTransition
from storefront.orders.models import Order, OrderLine
from storefront.orders.reads import rows
from storefront.orders.reads.orders import totals_of
from storefront.orders.rules.ledger import Account
from storefront.orders.rules.states import Actor, FulfilmentState, OrderState, PaymentState
from storefront.orders.rules.totals import part_of

_SCALED = ("discount_minor", "tax_minor", "duty_minor", "included_tax_minor")


def edit_order(
    session: Session, tenant_id: int, order_id: int, edit: OrderEdit, *, actor: Actor = Actor.STAFF
) -> Order:
    """Change an order before anything of it is sent. What it costs less is given back where it was paid.

    Raises RefusedTransition, AlreadyShipped, NotThatMany, PaymentUnderWay, BadOrder; then nothing is changed.
    """
    order = rows.locked_order(session, order_id)
    if order.state != OrderState.PLACED:
        raise RefusedTransition("OrderState", order.state, "edited")
    if order.fulfilment_state != FulfilmentState.UNFULFILLED:
        raise AlreadyShipped(f"order {order.number}")
    out = _taken_out(rows.lines_of(session, order_id), edit.quantities)
    if edit.shipping_address is not None and edit.shipping_address.get("country") != order.shipping_address.get(
        "country"
    ):
        raise BadOrder("country", "taxes and shipping were worked out for another")
    if out:
        take_out(session, order, out, reason="edited", actor=actor)
    changed = {
        name: value
        for name in ("email", "phone", "shipping_address", "note")
        if (value := getattr(edit, name)) is not None
    }
    for name, value in changed.items():
        setattr(order, name, dict(value) if name == "shipping_address" else value)
    record(session, order, "edited", actor=actor, changed=sorted(changed), items_taken_out=sum(out.values()))
    return order


def take_out(session: Session, order: Order, out: Mapping[int, int], *, reason: str, actor: Actor) -> Money:
    """Lower lines by so many, and the order's amounts with them; what was paid for them is given back.

    Returns by how much the order became cheaper. Raises NotThatMany, PaymentUnderWay.
    """
    if order.payment_state == PaymentState.PENDING:
        raise PaymentUnderWay(f"order {order.number}")
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
    cheaper = before.total - after.total
    owed_less = {account: before.owed[account] - after.owed[account] for account in before.owed}
    _give_back(session, order, owed_less, reason=reason, actor=actor)
    return cheaper


def _give_back(
    session: Session, order: Order, owed_less: Mapping[Account, Money], *, reason: str, actor: Actor
) -> None:
    nothing = Money(0, order.currency)
    amount = min(Money.total(owed_less.values(), order.currency), rows.refundable(session, order))
    if amount > nothing:
        shares = {account: share for account, share in owed_less.items() if share > nothing}
        begin_refund(session, order, NewRefund(amount, reason, shares), actor)


def _lower(order: Order, line: OrderLine, count: int) -> None:
    """The line's amounts in proportion to what stays of it, and the order's by the difference."""
    whole, rest = line.quantity, line.quantity - count
    for name in _SCALED:
        now = part_of(Money(getattr(line, name), order.currency), rest, whole).amount_minor
        setattr(order, name, getattr(order, name) - (getattr(line, name) - now))
        setattr(line, name, now)
    order.goods_minor -= count * line.unit_price_minor
    line.quantity = rest
    line.total_minor = line.unit_price_minor * rest - line.discount_minor


def _taken_out(lines: Sequence[OrderLine], quantities: Mapping[int, int]) -> dict[int, int]:
    """How many fewer of each line. Raises NotThatMany for more than there were, BadOrder where nothing would stay."""
    now = {each.id or 0: each.quantity for each in lines}
    for line_id, wanted in quantities.items():
        if not 0 <= wanted <= now.get(line_id, -1):
            raise NotThatMany(line_id, wanted, now.get(line_id, 0))
    if not any({**now, **quantities}.values()):
        raise BadOrder("quantities", "an order without lines is a cancelled one")
    return {line_id: now[line_id] - wanted for line_id, wanted in quantities.items() if wanted < now[line_id]}
