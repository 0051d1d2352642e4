"""Giving money back, in full or in part, never more than there is."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from storefront.money import Money
from storefront.orders.actions.drafts import NewRefund
from storefront.orders.actions.journal import even_out, have_papers_issued, move_payment, payment_state_of, post, record
from storefront.orders.errors import BadOrder, RefundExceedsPayment, RefusedTransition
from storefront.orders.models import Order, OrderRefund
from storefront.orders.reads import rows
from storefront.orders.reads.returned import returned_goods
from storefront.orders.rules import states
from storefront.orders.rules.ledger import Account, refund_postings, refund_shares
from storefront.orders.rules.states import Actor, PaymentState, RefundState, ReturnState, moved
from storefront.orders.rules.taxes import rate_tax_as_json
from storefront.orders.rules.totals import part_of
from tenants.isolation import enqueue
from tenants.kit import clock

SEND_REFUND = "checkout.send_refund"


def refund_order(
    session: Session, tenant_id: int, order_id: int, new: NewRefund, *, actor: Actor = Actor.STAFF
) -> OrderRefund:
    """Begin to give money back. Raises RefundExceedsPayment, with what could be refunded, and changes nothing.

    Where it is for a return, raises NoSuchPart, RefusedTransition before the goods are here, and BadOrder where the
    goods were not paid with that much, less what went back for them already.
    """
    order = rows.locked_order(session, order_id)
    if new.amount.amount_minor <= 0:
        raise BadOrder("amount", "is above nothing")
    refundable = rows.refundable(session, order)
    if new.amount > refundable:
        raise RefundExceedsPayment(new.amount, refundable)
    _check_is_for_return(session, order, new)
    return begin_refund(session, order, new, actor)


def begin_refund(session: Session, order: Order, new: NewRefund, actor: Actor) -> OrderRefund:
    """The row and the job that sends it to the provider. The amount has been held against what is refundable."""
    refund = OrderRefund(
        tenant_id=order.tenant_id,
        order_id=order.id or 0,
        amount_minor=new.amount.amount_minor,
        currency=new.amount.currency,
        return_id=new.return_id,
        taxes=_taxes_of_return(session, order, new),
        shares={account: share.amount_minor for account, share in new.shares.items()},
        reason=new.reason,
        created_at=clock.now(),
    )
    session.add(refund)
    record(session, order, "refund_started", actor=actor, amount_minor=new.amount.amount_minor, reason=new.reason)
    enqueue(session, SEND_REFUND, tenant_id=order.tenant_id, refund_id=refund.id or 0)
    return refund


def settle_refund(session: Session, tenant_id: int, refund_id: int) -> Order:
    """The provider has given the money back: book it. Safe to repeat."""
    order = rows.locked_order(session, rows.order_id_of_refund(session, refund_id))
    refund = rows.refund_by_id(session, order.id or 0, refund_id)
    if refund.state == RefundState.SUCCEEDED:
        return order
    if refund.state == RefundState.FAILED:  # news of a failure that the provider has mended since
        refund.state = moved(states.REFUND, RefundState.FAILED, RefundState.PENDING)
    refund.state = moved(states.REFUND, RefundState(refund.state), RefundState.SUCCEEDED)
    refund.settled_at = clock.now()
    wanted = {Account(name): Money(minor, refund.currency) for name, minor in refund.shares.items()}
    book_refund(session, order, Money(refund.amount_minor, refund.currency), f"refund:{refund_id}", wanted)
    return order


def fail_refund(session: Session, tenant_id: int, refund_id: int, *, reason: str) -> Order:
    """The provider could not give the money back; it is refundable again. Safe to repeat."""
    order = rows.locked_order(session, rows.order_id_of_refund(session, refund_id))
    refund = rows.refund_by_id(session, order.id or 0, refund_id)
    if refund.state == RefundState.PENDING:
        refund.state = moved(states.REFUND, RefundState.PENDING, RefundState.FAILED)
        refund.settled_at = clock.now()
        record(session, order, "refund_failed", is_public=False, amount_minor=refund.amount_minor, reason=reason)
    return order


def record_refund(session: Session, tenant_id: int, order_id: int, *, reference: str, amount: Money) -> Order:
    """A refund that was made at the provider without us. Safe to repeat."""
    order = rows.locked_order(session, order_id)
    if not rows.is_booked(session, order_id, reference):
        book_refund(session, order, amount, reference, {})
    return order


def book_refund(session: Session, order: Order, amount: Money, reference: str, wanted: Mapping[Account, Money]) -> None:
    """Money has gone back: a fact, so it is never refused."""
    before = rows.books_of(session, order)
    post(session, order, reference, refund_postings(refund_shares(amount, before, wanted), before))
    even_out(session, order, reference)
    if order.payment_state != PaymentState.DISPUTED:
        move_payment(order, payment_state_of(rows.books_of(session, order)))
    record(session, order, "refunded", amount_minor=amount.amount_minor, reference=reference)
    have_papers_issued(session, order)


def _check_is_for_return(session: Session, order: Order, new: NewRefund) -> None:
    if new.return_id is None:
        return
    back = rows.return_by_id(session, order.id or 0, new.return_id)
    if back.state != ReturnState.RECEIVED:
        raise RefusedTransition("ReturnState", back.state, "refunded")
    given = [
        each.amount_minor
        for each in rows.refunds_of(session, order.id or 0)
        if each.return_id == back.id and each.state != RefundState.FAILED
    ]
    if new.amount.amount_minor + sum(given) > returned_goods(session, order, back).value.amount_minor:
        raise BadOrder("amount", "is more than the goods were paid with")


def _taxes_of_return(session: Session, order: Order, new: NewRefund) -> list[dict[str, Any]]:  # Any: JSON
    """Of the goods that it is for, in proportion where less is given back than they were paid with."""
    if new.return_id is None:
        return []
    goods = returned_goods(session, order, rows.return_by_id(session, order.id or 0, new.return_id))
    part, whole = new.amount.amount_minor, goods.value.amount_minor
    return [
        rate_tax_as_json(replace(each, base=part_of(each.base, part, whole), tax=part_of(each.tax, part, whole)))
        for each in goods.taxes
    ]
