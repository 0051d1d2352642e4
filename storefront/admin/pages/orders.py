"""A shop's orders, and one of them."""

from http import HTTPStatus

from sqlmodel import Session
from starlette.responses import Response

from storefront import checkout, invoices, localization, orders, payments
from storefront.admin import views
from storefront.admin.rendering import render, words
from storefront.admin.request import AdminRequest
from storefront.admin.wording import state_words

_PAGE = 50
_LISTS = {
    "all": orders.OrderFilter(),
    "to-pay": orders.OrderFilter(state=orders.OrderState.PLACED, awaits_money=True),
    "to-send": orders.OrderFilter(
        state=orders.OrderState.PLACED,
        payment_states=frozenset({orders.PaymentState.PAID, orders.PaymentState.PARTLY_REFUNDED}),
        fulfilment_state=orders.FulfilmentState.UNFULFILLED,
        awaits_money=False,
    ),
    "cancelled": orders.OrderFilter(state=orders.OrderState.CANCELLED),
}
_MOST_SEARCH = 100


def orders_list(request: AdminRequest) -> Response:
    """The newest orders of one list, fifty at a time; a search looks through all of them."""
    _ = words(request.language).gettext
    chosen = request.query.get("list", "all")
    wanted = _LISTS.get(chosen, _LISTS["all"])
    search = request.query.get("q", "").replace("\0", "").strip()[:_MOST_SEARCH]
    if search:
        chosen, wanted = "all", orders.OrderFilter(search=search)
    before = request.query.get("before", "")
    older_than = int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        found = orders.orders_page(session, wanted, before=older_than, limit=_PAGE + 1)
    facts = {
        "rows": [views.order_row(each, request.language) for each in found[:_PAGE]],
        "lists": [
            ("all", _("All")),
            ("to-pay", _("To be paid")),
            ("to-send", _("To be sent")),
            ("cancelled", _("Cancelled")),
        ],
        "chosen": chosen if chosen in _LISTS else "all",
        "search": search,
        "older": found[_PAGE - 1].id if len(found) > _PAGE else None,
    }
    return render(request, "orders.html", facts)


def order(request: AdminRequest) -> Response:
    """The page of one order. Raises OrderNotFound."""
    return order_page(request)


def order_page(request: AdminRequest, fault: str = "", status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Everything about an order, with a form for each thing that can be done with it now. Raises OrderNotFound."""
    language = request.language
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        found = orders.order_by_number(session, request.number)
        taken = payments.payments_of_order(session, found.id)
        issued = invoices.invoices_of_order(session, found.id)
        pages = order_pages(session, request, found) if found.due else ""
    names = state_words(language)
    unsent = any(line.unfulfilled for line in found.lines)
    is_standing = found.state in (orders.OrderState.PLACED, orders.OrderState.COMPLETED)
    facts = {
        "fault": fault,
        "order": found,
        "buyer": str(found.shipping_address.get("name") or found.email),
        "states": [names[found.state], names[found.payment_state], names[found.fulfilment_state]],
        "moment": views.moment_text(found.created_at, language),
        "lines": views.line_rows(found, language),
        "totals": views.totals(found, language, views.amount_labels(language)),
        "due": localization.format_price(found.due, language) if found.due else "",
        "order_url": f"{pages}{found.token}" if pages else "",
        "can_amend": found.state == orders.OrderState.PLACED and not found.fulfilments,
        "due_at_delivery": _price_or_nothing(found, language),
        "payments": [views.payment_row(each, language) for each in taken],
        "address": views.address_rows(found.shipping_address, language),
        "bill": views.bill_rows(found, language),
        "shipping": str(found.shipping_choice.get("name", "")),
        "happenings": views.happenings(found, language),
        "returns": views.return_rows(found, language),
        "papers": _papers(request, issued) if is_standing else [],
        "can_invoice": is_standing and not _is_invoiced(issued),
        "can_send": is_standing and unsent and not found.due,
        "can_cancel": found.state == orders.OrderState.PLACED and not found.fulfilments,
        "can_cancel_rest": found.state == orders.OrderState.PLACED and bool(found.fulfilments) and unsent,
        "overpaid": localization.format_price(found.overpaid, language) if found.overpaid else "",
        "refundable": localization.format_price(found.refundable, language) if found.refundable else "",
        "carriers": ("Pos Malaysia", "DHL Express", "FedEx", "J&T Express", "Ninja Van", "SF Express", "UPS"),
    }
    return render(request, "order.html", facts, status=status)


def order_pages(session: Session, request: AdminRequest, found: orders.PlacedOrder) -> str:
    """The address of the shop's order pages in the view of an order; the order's token comes after it.

    Empty while the shop has no market that is on, and so no pages.
    """
    settings, view = request.services.settings, checkout.view_of_order(session, found)
    if not view.market_id:
        return ""
    host = localization.find_host(session, view) or f"{request.own_shop.slug}.{settings.platform_domain}"
    return f"{settings.origin(host)}{view.prefix}/orders/"


def _price_or_nothing(found: orders.PlacedOrder, language: str) -> str:
    due = found.totals.due_at_delivery
    return localization.format_price(due, language) if due else ""


def _papers(request: AdminRequest, issued: list[invoices.Invoice]) -> list[tuple[str, str]]:
    """The papers that can be had, by the name in their address."""
    _ = words(request.language).gettext
    further = [each.number for each in issued if each.kind == invoices.InvoiceKind.INVOICE][1:]
    credited = [each.number for each in issued if each.kind == invoices.InvoiceKind.CREDIT_NOTE]
    numbered = [
        ("invoice", _("Invoice")),
        *((f"invoice-{number}", _("Further invoice %(number)s") % {"number": number}) for number in further),
        *((f"credit-note-{number}", _("Credit note %(number)s") % {"number": number}) for number in credited),
    ]
    customs = [("commercial-invoice", _("Commercial invoice")), ("cn22", "CN 22"), ("cn23", "CN 23")]
    slip = ("packing-slip", _("Packing slip"))
    return [*numbered, slip, *customs] if _is_invoiced(issued) else [slip]


def _is_invoiced(issued: list[invoices.Invoice]) -> bool:
    return any(each.kind == invoices.InvoiceKind.INVOICE for each in issued)
