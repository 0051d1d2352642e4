"""The queries about issued papers."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import text
from sqlmodel import Session, col, select

from storefront import orders, tax
from storefront.documents import Paper
from storefront.invoices.errors import NoSuchInvoice
from storefront.invoices.models import AddressKind, Invoice, InvoiceKind, SellerAddress
from storefront.invoices.rules import Seller, SellerNumber, paper_from_json
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


def find_invoice(session: Session, order_id: int) -> Invoice | None:
    """The order's own invoice; those that follow are for what came to it later."""
    mine = select(Invoice).where(Invoice.order_id == order_id, Invoice.kind == InvoiceKind.INVOICE)
    return session.exec(mine.order_by(col(Invoice.id)).limit(1)).first()


def find_credit_note(session: Session, order_id: int, refund_id: int) -> Invoice | None:
    """The one for a refund, that was issued before."""
    mine = select(Invoice).where(Invoice.order_id == order_id, Invoice.refund_id == refund_id)
    return session.exec(mine).one_or_none()


def orders_without_invoice(session: Session, *, limit: int) -> list[int]:
    """Ids of orders that are paid in full and stand, and have none, the oldest first."""
    paid = [each.value for each in orders.PaymentState if orders.is_paid(each)]
    return list(session.execute(_WITHOUT, {"limit": limit, "paid": paid}).scalars())


def seller_addresses(session: Session) -> Mapping[AddressKind, Mapping[str, object]]:
    """The addresses that the shop's papers name, by kind, as far as there are any."""
    return {AddressKind(each.kind): each.address for each in session.exec(select(SellerAddress))}


def seller_of(session: Session, tenant_id: int) -> Seller:
    """The shop as its papers name it, with the tax registrations that hold today and may be printed."""
    return _seller_on(session, tenant_id, clock.now().date())


def seller_of_order(session: Session, tenant_id: int, order: orders.PlacedOrder) -> Seller:
    """The same, with the registrations that held on the day by which the order's tax was found."""
    found_on = order.landed_cost.get("ship_date")
    day = date.fromisoformat(str(found_on)) if found_on else order.created_at.date()
    return _seller_on(session, tenant_id, day)


def _seller_on(session: Session, tenant_id: int, day: date) -> Seller:
    tenant = lifecycle.tenant_by_id(session, tenant_id)
    numbers = tuple(
        SellerNumber(each.kind, each.country, each.number)
        for each in tax.registrations(session)
        if not tax.REGISTRATION_KINDS[each.kind].is_secret
        and each.valid_from <= day
        and (each.valid_to is None or each.valid_to >= day)
    )
    kept = seller_addresses(session)
    return Seller(
        name=tenant.name,
        country=tenant.country,
        email=tenant.contact_email,
        registration_no=tenant.registration_no or "",
        address=kept.get(AddressKind.SEAT, {}),
        returns=kept.get(AddressKind.RETURNS, {}),
        numbers=numbers,
    )
