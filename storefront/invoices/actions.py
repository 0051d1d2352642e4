"""Issuing invoices and credit notes."""

from collections.abc import Mapping
from contextlib import suppress

from sqlalchemy import text
from sqlmodel import Session

from storefront import orders
from storefront.documents import Paper, PaperKind
from storefront.invoices import reads
from storefront.invoices.errors import NotGivenBackYet, NothingToCorrect, NotInvoiced, NotPaidYet
from storefront.invoices.models import AddressKind, Invoice, InvoiceKind, SellerAddress
from storefront.invoices.rules import (
    Issue,
    Seller,
    Standing,
    covered_standing,
    credit_note,
    further_invoice,
    invoice,
    paper_as_json,
    paper_from_json,
    standing_as_json,
    standing_from_json,
    to_add,
    to_correct,
    to_credit,
)
from storefront.money import Money
from tenants.kit import clock

# The row stays locked to the end of the transaction: whoever issues next waits, and a rollback gives the number back.
_NEXT_NUMBER = text("""
    insert into invoice_sequence (tenant_id, kind, last_number) values (:tenant_id, :kind, 1)
    on conflict (tenant_id, kind) do update set last_number = invoice_sequence.last_number + 1
    returning last_number""")


def set_seller_address(session: Session, tenant_id: int, kind: AddressKind, address: Mapping[str, object]) -> None:
    """Name this address on papers from now on; nothing in it: none. Papers that were issued stay as they are."""
    known = session.get(SellerAddress, (tenant_id, kind.value))
    if known is not None:
        session.delete(known)
        session.flush()
    if address:
        session.add(SellerAddress(tenant_id=tenant_id, kind=kind, address=dict(address)))
        session.flush()


def issue_invoice(session: Session, tenant_id: int, order_id: int, seller: Seller) -> Invoice:
    """The order's invoice, issued now if it was not before, in the buyer's language. Safe to call twice.

    Raises NotPaidYet for an order that does not stand.
    """
    orders.locked_order(session, order_id)  # two at once would each find none, and take two numbers
    issued = reads.find_invoice(session, order_id)
    if issued is not None:
        return issued
    order = orders.order_by_id(session, order_id)
    if order.state not in (orders.OrderState.PLACED, orders.OrderState.COMPLETED):
        raise NotPaidYet(f"order {order.number} is {order.state}")
    issue = Issue(_next_number(session, tenant_id, InvoiceKind.INVOICE), clock.now())
    return _kept(session, tenant_id, order, issue, invoice(order, seller, issue))


def issue_credit_note(session: Session, tenant_id: int, order_id: int, refund_id: int, seller: Seller) -> Invoice:
    """The credit note for what was invoiced of a refund that has been made. Safe to call twice.

    Raises NotGivenBackYet, NotInvoiced.
    """
    orders.locked_order(session, order_id)
    issued = reads.find_credit_note(session, order_id, refund_id)
    if issued is not None:
        return issued
    order = orders.order_by_id(session, order_id)
    refund = next((each for each in order.refunds if each.id == refund_id), None)
    if refund is None or refund.state is not orders.RefundState.SUCCEEDED:
        raise NotGivenBackYet(f"refund {refund_id} of order {order.number}")
    own_invoice = issue_invoice(session, tenant_id, order_id, seller)
    then = _covered_then(session, order)
    credited = to_credit(order, refund, _papers(session, order_id), then)
    if credited is None:
        raise NotInvoiced(f"refund {refund_id} of order {order.number}")
    issue = Issue(_next_number(session, tenant_id, InvoiceKind.CREDIT_NOTE), clock.now(), own_invoice.number)
    paper = credit_note(order, credited, seller, issue, is_refund=True)
    return _kept(session, tenant_id, order, issue, paper, refund_id=refund_id)


def issue_addition(session: Session, tenant_id: int, order_id: int, seller: Seller) -> Invoice:
    """A further invoice for what was added to an invoiced order, whole, once it is paid.

    Raises NothingToCorrect, also where it is called again.
    """
    orders.locked_order(session, order_id)
    issued = reads.invoices_of_order(session, order_id)
    order = orders.order_by_id(session, order_id)
    then = _covered_then(session, order)
    added = to_add(order, then)
    if added is None:
        raise NothingToCorrect(f"order {order.number}")
    issue = Issue(_next_number(session, tenant_id, InvoiceKind.INVOICE), clock.now(), issued[0].number)
    return _kept(session, tenant_id, order, issue, further_invoice(order, added, then, seller, issue))


def issue_correction(session: Session, tenant_id: int, order_id: int, seller: Seller) -> Invoice:
    """A further invoice for what an invoiced order has come to, or a credit note for what it does not ask for any more.

    Raises NothingToCorrect, also where it is called again.
    """
    orders.locked_order(session, order_id)
    issued = reads.invoices_of_order(session, order_id)
    order = orders.order_by_id(session, order_id)
    then = _covered_then(session, order)
    beyond = to_correct(order, _papers(session, order_id), then) if issued else None
    if beyond is None:
        raise NothingToCorrect(f"order {order.number}")
    is_less = beyond.amount < Money(0, order.currency)
    kind = InvoiceKind.CREDIT_NOTE if is_less else InvoiceKind.INVOICE
    issue = Issue(_next_number(session, tenant_id, kind), clock.now(), issued[0].number)
    if is_less:
        paper = credit_note(order, beyond.negated, seller, issue, is_refund=False)
    else:
        paper = further_invoice(order, beyond, then, seller, issue)
    return _kept(session, tenant_id, order, issue, paper)


def issue_due(session: Session, tenant_id: int, order_id: int, seller: Seller) -> None:
    """Issue what the order has come to: its invoice once all is paid, credit notes for what went back of that, and a
    further invoice for what was added to it.

    Safe to call twice. An order that was called off keeps the invoice that it had, and gets none anew.
    """
    orders.locked_order(session, order_id)
    order = orders.order_by_id(session, order_id)
    is_standing = order.state in (orders.OrderState.PLACED, orders.OrderState.COMPLETED)
    if is_standing and orders.is_paid(order.payment_state) and not order.due:
        issue_invoice(session, tenant_id, order_id, seller)
    if reads.find_invoice(session, order_id) is None:
        return
    with suppress(NothingToCorrect):
        issue_addition(session, tenant_id, order_id, seller)
    for refund in sorted(order.refunds, key=lambda each: (not each.taxes, each.id)):  # the tax of goods is known
        if refund.state is orders.RefundState.SUCCEEDED:
            with suppress(NotInvoiced):
                issue_credit_note(session, tenant_id, order_id, refund.id, seller)
    with suppress(NothingToCorrect):
        issue_correction(session, tenant_id, order_id, seller)


def _papers(session: Session, order_id: int) -> list[Paper]:
    return [paper_from_json(each.paper) for each in reads.invoices_of_order(session, order_id)]


def _covered_then(session: Session, order: orders.PlacedOrder) -> Standing | None:
    """What the papers that the order has cover of it; None where that was not kept."""
    issued = reads.invoices_of_order(session, order.id)
    return standing_from_json(issued[-1].order_then, order.currency) if issued else None


def _next_number(session: Session, tenant_id: int, kind: InvoiceKind) -> int:
    return int(session.execute(_NEXT_NUMBER, {"tenant_id": tenant_id, "kind": kind}).scalar_one())


def _kept(
    session: Session,
    tenant_id: int,
    order: orders.PlacedOrder,
    issue: Issue,
    paper: Paper,
    *,
    refund_id: int | None = None,
) -> Invoice:
    is_credit = paper.kind is PaperKind.CREDIT_NOTE
    standing = covered_standing(order, _covered_then(session, order)) if is_credit else Standing.of(order)
    issued = Invoice(
        tenant_id=tenant_id,
        kind=InvoiceKind.CREDIT_NOTE if is_credit else InvoiceKind.INVOICE,
        number=issue.number,
        order_id=order.id,
        refund_id=refund_id,
        issued_at=issue.at,
        paper=paper_as_json(paper),
        order_then=standing_as_json(standing),
    )
    session.add(issued)
    session.flush()
    return issued
