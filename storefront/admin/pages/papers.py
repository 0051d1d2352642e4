"""An order's papers as PDF. Looking at one only reads: an invoice is issued when it is paid, or by a form before."""

import re
from collections.abc import Mapping
from http import HTTPStatus

from sqlmodel import Session
from starlette.responses import Response

from storefront import catalog, invoices, orders
from storefront.admin.pages.orders import order_page
from storefront.admin.rendering import words
from storefront.admin.request import AdminRequest
from storefront.admin.responses import document
from storefront.documents import CustomsPaper, MissingFields, Paper, PaperKind, pdf
from tenants.kit import clock
from tenants.kit.errors import Conflict, NotFound

_CUSTOMS: Mapping[str, PaperKind] = {
    each.value: each for each in (PaperKind.COMMERCIAL_INVOICE, PaperKind.CN22, PaperKind.CN23)
}
_NUMBERED = re.compile(r"(invoice|credit-note)-([1-9][0-9]{0,9})")
_RETURN = re.compile(r"return-([1-9][0-9]{0,17})")


class NoSuchPaper(NotFound):
    """There is no paper of this name."""


class NotIssuedYet(Conflict):
    """The order has no invoice, which customs ask for too."""


def paper(request: AdminRequest) -> Response:
    """The PDF; or the order's page with a list of what is missing for customs. Raises NoSuchPaper, NoSuchInvoice."""
    _ = words(request.language).gettext
    name = request.parameters["paper"]
    try:
        with request.services.database.tenant(request.own_shop.tenant_id) as session:
            found = orders.order_by_number(session, request.number)
            content = pdf(_made(session, request, found, name))
    except MissingFields as missing:
        fault = _("For customs there is missing: %(fields)s.") % {"fields": ", ".join(missing.fields)}
        return order_page(request, fault, HTTPStatus.UNPROCESSABLE_ENTITY)
    except NotIssuedYet:
        return order_page(request, _("The invoice has not been issued yet."), HTTPStatus.CONFLICT)
    return document(content, f"{request.own_shop.slug}-{found.number}-{name}.pdf")


def _made(session: Session, request: AdminRequest, order: orders.PlacedOrder, name: str) -> Paper | CustomsPaper:
    seller = invoices.seller_of_order(session, request.own_shop.tenant_id, order)
    if name == "packing-slip":
        return invoices.packing_slip(order, seller)
    if numbered := _NUMBERED.fullmatch(name):
        kind = invoices.InvoiceKind(numbered[1].replace("-", "_"))
        return invoices.invoice_paper(session, order.id, kind, int(numbered[2]))
    if coming := _RETURN.fullmatch(name):
        back = next((each for each in order.returns if each.id == int(coming[1])), None)
        if back is None:
            raise NoSuchPaper(name)
        return invoices.return_slip(order, back, seller)
    if name not in ("invoice", *_CUSTOMS):
        raise NoSuchPaper(name)
    issued = invoices.find_invoice(session, order.id)
    if issued is None:
        raise NotIssuedYet(f"order {order.number}")
    if name == "invoice":
        return invoices.invoice_paper(session, order.id, issued.kind, issued.number)
    return invoices.customs_paper(
        order,
        seller,
        _CUSTOMS[name],
        descriptions=catalog.product_titles(session, {line.product_id for line in order.lines}, "en"),
        on=clock.now().date(),
        invoice_number=invoices.invoice_name(issued.kind, issued.number),
    )
