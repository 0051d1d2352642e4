"""An order's papers as PDF. An invoice is issued when it is first asked for, and is the same ever after."""

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
from tenants.kit.errors import NotFound

_CUSTOMS: Mapping[str, PaperKind] = {
    each.value: each for each in (PaperKind.COMMERCIAL_INVOICE, PaperKind.CN22, PaperKind.CN23)
}
_CREDIT_NOTE = re.compile(r"credit-note-([1-9][0-9]{0,9})")


class NoSuchPaper(NotFound):
    """There is no paper of this name."""


def paper(request: AdminRequest) -> Response:
    """The PDF; or the order's page with a list of what is missing for customs. Raises NoSuchPaper, NoSuchInvoice."""
    _ = words(request.language).gettext
    name = request.parameters["paper"]
    try:
        with request.services.database.tenant(request.own_shop.tenant_id) as session:
            found = orders.order_by_number(session, request.order_number)
            content = pdf(_made(session, request, found, name))
    except MissingFields as missing:
        fault = _("For customs there is missing: %(fields)s.") % {"fields": ", ".join(missing.fields)}
        return order_page(request, fault, HTTPStatus.UNPROCESSABLE_ENTITY)
    except invoices.NotPaidYet:
        return order_page(request, _("There is no invoice for an order that does not stand."), HTTPStatus.CONFLICT)
    return document(content, f"{request.own_shop.slug}-{found.number}-{name}.pdf")


def _made(session: Session, request: AdminRequest, order: orders.PlacedOrder, name: str) -> Paper | CustomsPaper:
    tenant_id = request.own_shop.tenant_id
    seller = invoices.seller_of(session, tenant_id)
    if name == "packing-slip":
        return invoices.packing_slip(order, seller)
    if credit := _CREDIT_NOTE.fullmatch(name):
        return invoices.invoice_paper(session, order.id, invoices.InvoiceKind.CREDIT_NOTE, int(credit[1]))
    if name not in ("invoice", *_CUSTOMS):
        raise NoSuchPaper(name)
    issued = invoices.issue_invoice(session, tenant_id, order.id, seller)
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
