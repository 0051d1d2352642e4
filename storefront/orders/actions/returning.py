"""Goods on their way back: returns that the shop agrees to, and the withdrawal that the law gives buyers in Europe."""

from collections.abc import Collection, Mapping

from sqlmodel import Session

from storefront import law
from storefront.law import SellingLaw
from storefront.money import Money
from storefront.orders.actions.cancelling import cancel_order
from storefront.orders.actions.drafts import NewReturn, Statement
from storefront.orders.actions.journal import have_papers_issued, record
from storefront.orders.actions.lowering import take_out
from storefront.orders.actions.stock import put_back
from storefront.orders.errors import RefusedTransition, WithdrawalClosed
from storefront.orders.models import Order, OrderLine, OrderReturn, ReturnLine
from storefront.orders.reads import rows
from storefront.orders.reads.returned import returned_goods
from storefront.orders.rules import states
from storefront.orders.rules.states import Actor, FulfilmentState, OrderState, ReturnKind, ReturnState, moved
from storefront.orders.rules.totals import check_quantities, withdrawal_until
from tenants.kit import clock

_STANDING = frozenset({OrderState.PLACED, OrderState.COMPLETED})


def request_return(
    session: Session, tenant_id: int, order_id: int, new: NewReturn, *, actor: Actor = Actor.SHOPPER
) -> OrderReturn:
    """Ask to send back what has been sent. Raises RefusedTransition, NotThatMany."""
    order = _standing(session, order_id)
    check_quantities(new.quantities, _returnable(session, order_id))
    return _opened(session, order, new, ReturnKind.RETURN, actor=actor)


def approve_return(session: Session, tenant_id: int, order_id: int, return_id: int, *, note: str = "") -> OrderReturn:
    """The buyer may send it. Raises NoSuchPart, RefusedTransition."""
    return _decided(session, order_id, return_id, ReturnState.APPROVED, note)


def reject_return(session: Session, tenant_id: int, order_id: int, return_id: int, *, note: str) -> OrderReturn:
    """It is not taken back. Raises NoSuchPart, RefusedTransition."""
    return _decided(session, order_id, return_id, ReturnState.REJECTED, note)


def receive_return(session: Session, tenant_id: int, order_id: int, return_id: int, *, is_restocked: bool) -> Money:
    """The goods are here. Returns what they were paid with, for a refund. Raises NoSuchPart, RefusedTransition."""
    order = rows.locked_order(session, order_id)
    found = rows.return_by_id(session, order_id, return_id)
    found.state = moved(states.RETURN, ReturnState(found.state), ReturnState.RECEIVED)
    found.received_at = clock.now()
    quantities = rows.return_lines_of(session, return_id)
    if is_restocked:
        put_back(session, order, quantities)
    record(session, order, "return_received", actor=Actor.STAFF, return_id=return_id, is_restocked=is_restocked)
    return min(returned_goods(session, order, found).value, rows.refundable(session, order))


def withdraw(session: Session, tenant_id: int, order_id: int, statement: Statement) -> Order:
    """The buyer withdraws from the contract, or from some of its lines: no reason is asked and nothing is decided.

    What has not left is not sent any more and is given back at once; for the rest a return is open, and is given back
    on receipt (Directive 2011/83/EU, articles 9 to 14). The event is the buyer's receipt, with its moment (11a).
    Lines that article 16 excepts stay, but those that it excepts only once they were opened, where they are unopened.
    What it excepts never undoes the rest of the statement. Raises WithdrawalClosed, RefusedTransition, NotThatMany.
    """
    order = _standing(session, order_id)
    _check_may_withdraw(session, order)
    sent, back = rows.sent_quantities(session, order_id), rows.returned_quantities(session, order_id)
    lines = rows.lines_of(session, order_id)
    left = {each.id or 0: each.quantity - back.get(each.id or 0, 0) for each in lines}
    selling = rows.law_of_order(session, order)
    there = {each: count - back.get(each, 0) for each, count in sent.items()}
    kept = {each.id or 0: _kept(selling, each, there.get(each.id or 0, 0), statement.unopened) for each in lines}
    free = {each: max(count - kept[each], 0) for each, count in left.items()}
    asked = left if statement.quantities is None else statement.quantities
    check_quantities({each: count for each, count in asked.items() if count}, left)
    wanted = {each: min(count, free[each]) for each, count in asked.items() if count and free[each]}
    if not wanted:
        raise WithdrawalClosed(None)
    _record_withdrawal(session, order, statement, wanted)
    is_all = wanted == {each: count for each, count in left.items() if count}
    if order.fulfilment_state == FulfilmentState.UNFULFILLED and is_all:
        return cancel_order(session, tenant_id, order_id, reason="withdrawal", actor=Actor.SHOPPER)
    unsent = {each.id or 0: each.quantity - sent.get(each.id or 0, 0) for each in lines}
    out = {line_id: min(count, unsent[line_id]) for line_id, count in wanted.items() if unsent[line_id]}
    coming = {line_id: count - out.get(line_id, 0) for line_id, count in wanted.items() if count > out.get(line_id, 0)}
    if out:
        have_papers_issued(session, order)
        take_out(session, order, out, reason="withdrawal", actor=Actor.SHOPPER)
    if coming:
        opened = _opened(session, order, NewReturn(coming, "withdrawal"), ReturnKind.WITHDRAWAL, actor=Actor.SHOPPER)
        opened.state = moved(states.RETURN, ReturnState.REQUESTED, ReturnState.APPROVED)
        opened.decided_at = clock.now()
    return order


def _record_withdrawal(session: Session, order: Order, statement: Statement, wanted: Mapping[int, int]) -> None:
    record(
        session,
        order,
        "withdrawn",
        actor=Actor.SHOPPER,
        name=statement.name,
        email=statement.email,
        quantities=_as_json(wanted),
    )


def _kept(selling: SellingLaw, line: OrderLine, there: int, unopened: Collection[int]) -> int:
    """How many of a line the law excepts from the right to withdraw. `there`: those that the buyer has."""
    exception = law.withdrawal_exception(selling, line.no_withdrawal)
    if exception is None:
        return 0
    if not exception.needs_opening:
        return line.quantity
    return 0 if line.id in unopened else there


def _check_may_withdraw(session: Session, order: Order) -> None:
    period = rows.withdrawal_period(rows.law_of_order(session, order))
    if period is None:
        raise WithdrawalClosed(None)
    until = withdrawal_until((each.delivered_at for each in rows.fulfilments_of(session, order.id or 0)), period)
    if until is not None and clock.now() > until:
        raise WithdrawalClosed(until)


def _standing(session: Session, order_id: int) -> Order:
    order = rows.locked_order(session, order_id)
    if order.state not in _STANDING:
        raise RefusedTransition("OrderState", order.state, "returned")
    return order


def _returnable(session: Session, order_id: int) -> dict[int, int]:
    back = rows.returned_quantities(session, order_id)
    return {line_id: count - back.get(line_id, 0) for line_id, count in rows.sent_quantities(session, order_id).items()}


def _opened(session: Session, order: Order, new: NewReturn, kind: ReturnKind, *, actor: Actor) -> OrderReturn:
    opened = OrderReturn(
        tenant_id=order.tenant_id,
        order_id=order.id or 0,
        kind=kind,
        reason=new.reason,
        note=new.note,
        photo_asset_id=new.photo_asset_id,
        requested_at=clock.now(),
    )
    session.add(opened)
    session.flush()
    session.add_all(
        [
            ReturnLine(tenant_id=order.tenant_id, return_id=opened.id or 0, order_line_id=line_id, quantity=count)
            for line_id, count in new.quantities.items()
        ]
    )
    record(session, order, "return_requested", actor=actor, return_id=opened.id, reason=new.reason)
    return opened


def _decided(session: Session, order_id: int, return_id: int, state: ReturnState, note: str) -> OrderReturn:
    order = rows.locked_order(session, order_id)
    found = rows.return_by_id(session, order_id, return_id)
    found.state = moved(states.RETURN, ReturnState(found.state), state)
    found.decided_at = clock.now()
    record(session, order, f"return_{state}", actor=Actor.STAFF, return_id=return_id, note=note)
    return found


def _as_json(quantities: Mapping[int, int]) -> dict[str, int]:
    return {str(line_id): count for line_id, count in quantities.items()}
