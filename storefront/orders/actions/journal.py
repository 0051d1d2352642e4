"""Writing down: what happened to an order, and what moved in its books."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session

from storefront.orders.models import LedgerEntry, Order, OrderEvent
from storefront.orders.reads import rows
from storefront.orders.reads.orders import totals_of
from storefront.orders.rules import states
from storefront.orders.rules.ledger import Books, Posting, evening_postings
from storefront.orders.rules.states import Actor, FulfilmentState, OrderState, PaymentState, moved
from storefront.orders.rules.totals import Totals
from tenants.isolation import enqueue
from tenants.kit import clock

# The job that tells buyer and shop; it is the checkout's, which knows of mails.
TELL = "checkout.tell"
# The job that issues an order's numbered papers, after money has come or gone; it is the invoices'.
ISSUE_PAPERS = "invoices.issue_due"


def record(
    session: Session,
    order: Order,
    kind: str,
    *,
    actor: Actor = Actor.SYSTEM,
    is_public: bool = True,
    **facts: Any,  # Any: JSON
) -> None:
    """Add an event to the order's own history, which nobody can change afterwards. The buyer is told of public ones."""
    event = OrderEvent(
        tenant_id=order.tenant_id,
        order_id=order.id or 0,
        kind=kind,
        actor=actor,
        is_public=is_public,
        facts=facts,
        at=clock.now(),
    )
    session.add(event)
    session.flush()
    if is_public:
        enqueue(session, TELL, tenant_id=order.tenant_id, event_id=event.id or 0)


def record_amended(
    session: Session,
    order: Order,
    before: Totals,
    goods: Iterable[tuple[str, str, int]],
    *,
    actor: Actor,
    reason: str = "",
) -> None:
    """Add that the order has changed since it came to `before`. `goods`: titles of lines, and how many more of each."""
    after = totals_of(order)
    have_papers_issued(session, order)
    record(
        session,
        order,
        "amended",
        actor=actor,
        reason=reason,
        dearer_minor=(after.total - before.total).amount_minor,
        due_minor=order.due_minor,
        before=_amounts(before),
        after=_amounts(after),
        goods=[
            {"title": " – ".join(filter(None, (title, variant))), "count": count}
            for title, variant, count in goods
            if count
        ],
    )


def _amounts(totals: Totals) -> dict[str, int]:
    return {name: getattr(totals, name).amount_minor for name in Totals.__slots__}


def have_papers_issued(session: Session, order: Order) -> None:
    """Later, and in another transaction: whoever takes the next number holds it against the whole shop."""
    enqueue(session, ISSUE_PAPERS, tenant_id=order.tenant_id, order_id=order.id or 0)


def post(session: Session, order: Order, reference: str, postings: Iterable[Posting]) -> None:
    """Add postings to the order's books."""
    now = clock.now()
    session.add_all(
        [
            LedgerEntry(
                tenant_id=order.tenant_id,
                order_id=order.id or 0,
                reference=reference,
                debit=each.debit,
                credit=each.credit,
                amount_minor=each.amount.amount_minor,
                currency=each.amount.currency,
                at=now,
            )
            for each in postings
        ]
    )
    session.flush()


def even_out(session: Session, order: Order, reference: str) -> None:
    """Have the books say what the order's money is for, after the movement with this reference."""
    even = evening_postings(rows.books_of(session, order), totals_of(order).owed)
    if even:
        post(session, order, f"even:{reference}", even)


def move_order(order: Order, wanted: OrderState) -> None:
    """Raises RefusedTransition."""
    order.state = moved(states.ORDER, OrderState(order.state), wanted)


def move_fulfilment(order: Order, wanted: FulfilmentState) -> None:
    """As far as it is sent by now, which may be as far as before. Raises RefusedTransition."""
    if order.fulfilment_state != wanted:
        order.fulfilment_state = moved(states.FULFILMENT, FulfilmentState(order.fulfilment_state), wanted)


def move_payment(order: Order, wanted: PaymentState) -> None:
    """Raises RefusedTransition."""
    order.payment_state = moved(states.PAYMENT, PaymentState(order.payment_state), wanted)


def payment_state_of(books: Books) -> PaymentState:
    """What the books of a paid order say of it."""
    if not books.refunded:
        return PaymentState.PAID
    return PaymentState.PARTLY_REFUNDED if books.kept.amount_minor > 0 else PaymentState.REFUNDED
