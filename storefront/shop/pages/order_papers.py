"""An order's invoice and credit notes as PDF, for whoever holds its secret link. Looking at one only reads."""

from collections.abc import Mapping

from sqlmodel import Session
from starlette.responses import Response

from storefront import invoices, localization, orders
from storefront.documents import pdf
from storefront.invoices import Invoice, InvoiceKind
from storefront.orders import PlacedOrder
from storefront.shop.request import ShopRequest
from storefront.shop.responses import paper_response
from tenants.kit.errors import NotFound


class NoSuchPaper(NotFound):
    """The order has no such paper, or not yet."""


def invoice(request: ShopRequest) -> Response:
    """Raises orders.OrderNotFound, NoSuchPaper."""
    return _paper(request, InvoiceKind.INVOICE, 1)


def credit_note(request: ShopRequest) -> Response:
    """The order's first, second … as its page counts them. Raises orders.OrderNotFound, NoSuchPaper."""
    return _paper(request, InvoiceKind.CREDIT_NOTE, int(request.parameters["place"][:9]))


def paper_links(session: Session, request: ShopRequest, order: PlacedOrder) -> list[Mapping[str, str]]:
    """The papers that the order's page leads to: those that have been issued."""
    words = localization.words(request.view.language)
    base = f"/orders/{order.token}"
    links: list[Mapping[str, str]] = [
        {"url": request.address(f"{base}/invoice.pdf"), "text": words.gettext("Invoice")}
        for _ in _issued(session, order.id, InvoiceKind.INVOICE)
    ]
    for place, _ in enumerate(_issued(session, order.id, InvoiceKind.CREDIT_NOTE), start=1):
        number = localization.format_number(place, request.view.locale)
        text = words.gettext("Credit note %(number)s") % {"number": number}
        links.append({"url": request.address(f"{base}/credit-note-{place}.pdf"), "text": text})
    return links


def _paper(request: ShopRequest, kind: InvoiceKind, place: int) -> Response:
    with request.services.database.tenant(request.shop.tenant_id) as session:
        order = orders.order_by_token(session, request.parameters["token"])
        issued = _issued(session, order.id, kind)
        if not 0 < place <= len(issued):
            raise NoSuchPaper(f"{kind} {place}")
        paper = invoices.invoice_paper(session, order.id, kind, issued[place - 1].number)
    return paper_response(pdf(paper), f"{paper.number}.pdf")


def _issued(session: Session, order_id: int, kind: InvoiceKind) -> list[Invoice]:
    return [each for each in invoices.invoices_of_order(session, order_id) if each.kind == kind]
