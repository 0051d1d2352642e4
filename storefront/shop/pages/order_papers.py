"""An order's invoice and credit notes as PDF, for whoever holds its secret link.

A paper is issued when it is first asked for, by the buyer here or by staff, and is the same ever after.
"""

from collections.abc import Mapping

from sqlmodel import Session
from starlette.responses import Response

from storefront import invoices, localization, orders
from storefront.documents import Paper, pdf
from storefront.invoices import InvoiceKind
from storefront.orders import PlacedOrder, RefundState
from storefront.shop.request import ShopRequest
from storefront.shop.responses import paper_response
from tenants.kit.errors import NotFound


class NoSuchPaper(NotFound):
    """The order has no such paper, or not yet."""


def invoice(request: ShopRequest) -> Response:
    """Raises orders.OrderNotFound, NoSuchPaper."""
    tenant_id = request.shop.tenant_id
    with request.services.database.tenant(tenant_id) as session:
        order = orders.order_by_token(session, request.parameters["token"])
        if not _has_invoice(session, order):
            raise NoSuchPaper("invoice")
        issued = invoices.issue_invoice(session, tenant_id, order.id, invoices.seller_of(session, tenant_id))
        paper = invoices.invoice_paper(session, order.id, issued.kind, issued.number)
    return _as_pdf(paper)


def credit_note(request: ShopRequest) -> Response:
    """The order's first, second … as its page counts them. Raises orders.OrderNotFound, NoSuchPaper."""
    tenant_id, place = request.shop.tenant_id, int(request.parameters["place"][:9])
    with request.services.database.tenant(tenant_id) as session:
        order = orders.order_by_token(session, request.parameters["token"])
        refunds = _credited(order)
        if not _has_invoice(session, order) or not 0 < place <= len(refunds):
            raise NoSuchPaper(f"credit note {place}")
        seller = invoices.seller_of(session, tenant_id)
        issued = invoices.issue_credit_note(session, tenant_id, order.id, refunds[place - 1], seller)
        paper = invoices.invoice_paper(session, order.id, issued.kind, issued.number)
    return _as_pdf(paper)


def paper_links(session: Session, request: ShopRequest, order: PlacedOrder) -> list[Mapping[str, str]]:
    """The papers that the order's page leads to."""
    if not _has_invoice(session, order):
        return []
    words = localization.words(request.view.language)
    base = f"/orders/{order.token}"
    links: list[Mapping[str, str]] = [{"url": request.address(f"{base}/invoice.pdf"), "text": words.gettext("Invoice")}]
    for place, _ in enumerate(_credited(order), start=1):
        number = localization.format_number(place, request.view.locale)
        text = words.gettext("Credit note %(number)s") % {"number": number}
        links.append({"url": request.address(f"{base}/credit-note-{place}.pdf"), "text": text})
    return links


def _has_invoice(session: Session, order: PlacedOrder) -> bool:
    """Once it is paid. An order that was called off keeps the invoice that it had, and gets none anew."""
    if order.state in (orders.OrderState.PLACED, orders.OrderState.COMPLETED):
        return orders.is_paid(order.payment_state)
    return any(each.kind == InvoiceKind.INVOICE for each in invoices.invoices_of_order(session, order.id))


def _credited(order: PlacedOrder) -> list[int]:
    """The refunds that were made, the first one first."""
    return sorted(each.id for each in order.refunds if each.state is RefundState.SUCCEEDED)


def _as_pdf(paper: Paper) -> Response:
    return paper_response(pdf(paper), f"{paper.number}.pdf")
