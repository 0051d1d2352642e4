"""The queries about issued papers."""

from sqlalchemy import text
from sqlmodel import Session, col, select

from storefront import orders, tax
from storefront.documents import Paper
from storefront.invoices.errors import NoSuchInvoice
from storefront.invoices.models import Invoice, InvoiceKind
from storefront.invoices.rules import Seller, paper_from_json
from tenants import lifecycle
from tenants.kit import clock

_WITHOUT = text("""
    select id from sales_order
    where state in ('placed', 'completed') and payment_state = any(:paid) and due_minor = 0
        and not exists (select from invoice where invoice.order_id = sales_order.id and invoice.kind = 'invoice')
    order by id limit :limit""")


def invoices_of_order(session: Session, order_id: int) -> list[Invoice]:
    """All numbered papers of an order, in the order in which they were issued."""
    return list(session.exec(select(Invoice).where(Invoice.order_id == order_id).order_by(col(Invoice.id))))


def invoice_paper(session: Session, order_id: int, kind: str, number: int) -> Paper:
    """What stands on one of them. Raises NoSuchInvoice, also for another order's."""
    mine = select(Invoice).where(Invoice.order_id == order_id, Invoice.kind == kind, Invoice.number == number)
    found = session.exec(mine).one_or_none()
    if found is None:
        raise NoSuchInvoice(f"order {order_id} has no {kind} {number}")
    return paper_from_json(found.paper)


def find_issued(session: Session, kind: InvoiceKind, *, order_id: int, refund_id: int | None) -> Invoice | None:
    """The paper for an order, or for a refund of it, that was issued before."""
    mine = select(Invoice).where(
        Invoice.order_id == order_id, Invoice.kind == kind, col(Invoice.refund_id).is_not_distinct_from(refund_id)
    )
    return session.exec(mine).one_or_none()


def orders_without_invoice(session: Session, *, limit: int) -> list[int]:
    """Ids of orders that are paid in full and stand, and have none, the oldest first."""
    paid = [each.value for each in orders.PaymentState if orders.is_paid(each)]
    return list(session.execute(_WITHOUT, {"limit": limit, "paid": paid}).scalars())


def seller_of(session: Session, tenant_id: int) -> Seller:
    """The shop as its papers name it, with the tax registrations that hold today and may be printed."""
    tenant = lifecycle.tenant_by_id(session, tenant_id)
    today = clock.now().date()
    ids = tuple(
        (each.kind.replace("_", " ").upper(), each.number)
        for each in tax.registrations(session)
        if not tax.REGISTRATION_KINDS[each.kind].is_secret
        and each.valid_from <= today
        and (each.valid_to is None or each.valid_to >= today)
    )
    return Seller(
        name=tenant.name,
        country=tenant.country,
        email=tenant.contact_email,
        registration_no=tenant.registration_no or "",
        ids=ids,
    )
