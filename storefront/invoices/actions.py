"""Issuing invoices and credit notes."""

from contextlib import suppress

from sqlalchemy import text
from sqlmodel import Session

from storefront import orders
from storefront.invoices import reads
from storefront.invoices.errors import NotGivenBackYet, NotInvoiced, NotPaidYet
from storefront.invoices.models import Invoice, InvoiceKind
from storefront.invoices.rules import Seller, credit_note, invoice, paper_as_json, paper_from_json, to_credit
from tenants.kit import clock

# The row stays locked to the end of the transaction: whoever issues next waits, and a rollback gives the number back.
_NEXT_NUMBER = text("""
    insert into invoice_sequence (tenant_id, kind, last_number) values (:tenant_id, :kind, 1)
    on conflict (tenant_id, kind) do update set last_number = invoice_sequence.last_number + 1
    returning last_number""")


def issue_invoice(session: Session, tenant_id: int, order_id: int, seller: Seller) -> Invoice:
    """The order's invoice, issued now if it was not before, in the buyer's language. Safe to call twice.

    Raises NotPaidYet for an order that does not stand.
    """
    orders.locked_order(session, order_id)  # two at once would each find none, and take two numbers
    issued = reads.find_issued(session, InvoiceKind.INVOICE, order_id=order_id, refund_id=None)
    if issued is not None:
        return issued
    order = orders.order_by_id(session, order_id)
    if order.state not in (orders.OrderState.PLACED, orders.OrderState.COMPLETED):
        raise NotPaidYet(f"order {order.number} is {order.state}")
    now = clock.now()
    number = _next_number(session, tenant_id, InvoiceKind.INVOICE)
    paper = invoice(order, seller, number=number, issued_at=now)
    return _kept(
        session,
        Invoice(
            tenant_id=tenant_id,
            kind=InvoiceKind.INVOICE,
            number=number,
            order_id=order_id,
            issued_at=now,
            paper=paper_as_json(paper),
        ),
    )


def issue_credit_note(session: Session, tenant_id: int, order_id: int, refund_id: int, seller: Seller) -> Invoice:
    """The credit note for what was invoiced of a refund that has been made. Safe to call twice.

    Raises NotGivenBackYet, NotInvoiced.
    """
    orders.locked_order(session, order_id)
    issued = reads.find_issued(session, InvoiceKind.CREDIT_NOTE, order_id=order_id, refund_id=refund_id)
    if issued is not None:
        return issued
    order = orders.order_by_id(session, order_id)
    refund = next((each for each in order.refunds if each.id == refund_id), None)
    if refund is None or refund.state is not orders.RefundState.SUCCEEDED:
        raise NotGivenBackYet(f"refund {refund_id} of order {order.number}")
    own_invoice = issue_invoice(session, tenant_id, order_id, seller)
    papers = [paper_from_json(each.paper) for each in reads.invoices_of_order(session, order_id)]
    credited = to_credit(order, refund, papers)
    if credited is None:
        raise NotInvoiced(f"refund {refund_id} of order {order.number}")
    now = clock.now()
    number = _next_number(session, tenant_id, InvoiceKind.CREDIT_NOTE)
    paper = credit_note(order, credited, seller, number=number, issued_at=now, of_invoice=own_invoice.number)
    return _kept(
        session,
        Invoice(
            tenant_id=tenant_id,
            kind=InvoiceKind.CREDIT_NOTE,
            number=number,
            order_id=order_id,
            refund_id=refund_id,
            issued_at=now,
            paper=paper_as_json(paper),
        ),
    )


def issue_due(session: Session, tenant_id: int, order_id: int, seller: Seller) -> None:
    """Issue what the order has come to: its invoice once all is paid, and credit notes for what went back of that.

    Safe to call twice. An order that was called off keeps the invoice that it had, and gets none anew.
    """
    orders.locked_order(session, order_id)
    order = orders.order_by_id(session, order_id)
    is_standing = order.state in (orders.OrderState.PLACED, orders.OrderState.COMPLETED)
    if is_standing and orders.is_paid(order.payment_state) and not order.due:
        issue_invoice(session, tenant_id, order_id, seller)
    if reads.find_issued(session, InvoiceKind.INVOICE, order_id=order_id, refund_id=None) is None:
        return
    for refund in sorted(order.refunds, key=lambda each: each.id):
        if refund.state is orders.RefundState.SUCCEEDED:
            with suppress(NotInvoiced):
                issue_credit_note(session, tenant_id, order_id, refund.id, seller)


def _next_number(session: Session, tenant_id: int, kind: InvoiceKind) -> int:
    return int(session.execute(_NEXT_NUMBER, {"tenant_id": tenant_id, "kind": kind}).scalar_one())


def _kept(session: Session, issued: Invoice) -> Invoice:
    session.add(issued)
    session.flush()
    return issued
