"""An order's invoices, credit notes and return slips as PDF, by its secret link. Looking at one only reads."""

from collections.abc import Mapping

from sqlmodel import Session
from starlette.responses import Response

from storefront import invoices, localization, orders
from storefront.documents import pdf
from storefront.invoices import Invoice, InvoiceKind, return_name
from storefront.orders import PlacedOrder, ReturnState, SentBack
from storefront.shop.request import ShopRequest
from storefront.shop.responses import paper_response
from tenants.kit.errors import NotFound


class NoSuchPaper(NotFound):
    """The order has no such paper, or not yet."""


def invoice(request: ShopRequest) -> Response:
    """The order's own. Raises orders.OrderNotFound, NoSuchPaper."""
    return _paper(request, InvoiceKind.INVOICE, 1)


def further_invoice(request: ShopRequest) -> Response:
    """The order's second, third … for what was added to it. Raises orders.OrderNotFound, NoSuchPaper."""
    place = int(request.parameters["place"][:9])
    return _paper(request, InvoiceKind.INVOICE, place if place > 1 else 0)


def credit_note(request: ShopRequest) -> Response:
    """The order's first, second … as its page counts them. Raises orders.OrderNotFound, NoSuchPaper."""
    return _paper(request, InvoiceKind.CREDIT_NOTE, int(request.parameters["place"][:9]))


def return_slip(request: ShopRequest) -> Response:
    """What goes into and onto a parcel that comes back. Raises orders.OrderNotFound, NoSuchPaper."""
    with request.services.database.tenant(request.shop.tenant_id) as session:
        order = orders.order_by_token(session, request.parameters["token"])
        asked = int(request.parameters["place"][:18])
        back = next((each for each in order.returns if each.id == asked and _is_awaited(each)), None)
        if back is None:
            raise NoSuchPaper(f"return {asked}")
        paper = invoices.return_slip(order, back, invoices.seller_of(session, request.shop.tenant_id))
    return paper_response(pdf(paper), f"{paper.number}.pdf")


def _is_awaited(back: SentBack) -> bool:
    """The shop has agreed to it, or the law has, and it is not here yet."""
    return back.state is ReturnState.APPROVED


def paper_links(session: Session, request: ShopRequest, order: PlacedOrder) -> list[Mapping[str, str]]:
    """The papers that the order's page leads to: those that have been issued, and slips of returns that are awaited."""
    words = localization.words(request.view.language)
    base = f"/orders/{order.token}"
    links: list[Mapping[str, str]] = []
    for place, _ in enumerate(_issued(session, order.id, InvoiceKind.INVOICE), start=1):
        number = localization.format_number(place, request.view.locale)
        text = words.gettext("Invoice %(number)s") % {"number": number} if place > 1 else words.gettext("Invoice")
        name = f"invoice-{place}" if place > 1 else "invoice"
        links.append({"url": request.address(f"{base}/{name}.pdf"), "text": text})
    for place, _ in enumerate(_issued(session, order.id, InvoiceKind.CREDIT_NOTE), start=1):
        number = localization.format_number(place, request.view.locale)
        text = words.gettext("Credit note %(number)s") % {"number": number}
        links.append({"url": request.address(f"{base}/credit-note-{place}.pdf"), "text": text})
    for back in filter(_is_awaited, order.returns):
        text = words.gettext("Return slip %(number)s") % {"number": localization.isolated(return_name(order, back))}
        links.append({"url": request.address(f"{base}/return-{back.id}.pdf"), "text": text})
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
