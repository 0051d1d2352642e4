"""What staff do with an order: a form each, and back to the order. What is refused is said on the order's page."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from sqlmodel import Session
from starlette.responses import Response

from storefront import checkout, invoices, localization, orders, payments
from storefront.admin.pages.orders import order_page, order_pages
from storefront.admin.rendering import words
from storefront.admin.request import AdminRequest
from storefront.admin.responses import see_other
from storefront.money import BadAmount, Money
from tenants.kit.errors import Conflict, Invalid, NotFound, OverLimit

_MOST_TEXT = 500
Action = Callable[[Session, AdminRequest, orders.PlacedOrder], None]


class UnknownAction(NotFound):
    """There is nothing of this name to do with an order."""


def act(request: AdminRequest) -> Response:
    """Do what the address names, in one transaction. Raises UnknownAction."""
    action = _ACTIONS.get(request.parameters["action"])
    if action is None:
        raise UnknownAction(request.parameters["action"])
    try:
        with request.services.database.tenant(request.own_shop.tenant_id) as session:
            action(session, request, orders.order_by_number(session, request.number))
    except (Invalid, OverLimit) as error:
        return order_page(request, _fault(request, error), HTTPStatus.UNPROCESSABLE_ENTITY)
    except Conflict as error:
        return order_page(request, _fault(request, error), HTTPStatus.CONFLICT)
    return see_other(f"/shops/{request.own_shop.slug}/orders/{request.parameters['number']}")


def _confirm_payment(session: Session, request: AdminRequest, order: orders.PlacedOrder) -> None:
    payment_id = _number(request.form.text("payment"))
    if payment_id not in {each.id for each in payments.payments_of_order(session, order.id)}:
        raise payments.NoSuchPayment(f"order {order.number} has no payment {payment_id}")
    payments.confirm_manual(
        session, payment_id=payment_id, person_id=request.who.id, note_text=request.form.text("note")[:_MOST_TEXT]
    )


def _send(session: Session, request: AdminRequest, order: orders.PlacedOrder) -> None:
    form = request.form
    wanted = {line.id: _number(form.text(f"line-{line.id}") or "0") for line in order.lines}
    quantities = {line_id: count for line_id, count in wanted.items() if count}
    parcel = None
    if form.text("carrier"):
        parcel = orders.NewParcel(
            form.text("carrier")[:60], form.text("tracking_number")[:60], form.text("tracking_url")[:300]
        )
    orders.fulfil(session, request.own_shop.tenant_id, order.id, quantities=quantities, parcel=parcel)


def _issue_invoice(session: Session, request: AdminRequest, order: orders.PlacedOrder) -> None:
    tenant_id = request.own_shop.tenant_id
    invoices.issue_invoice(session, tenant_id, order.id, invoices.seller_of_order(session, tenant_id, order))


def _cancel(session: Session, request: AdminRequest, order: orders.PlacedOrder) -> None:
    orders.cancel_order(session, request.own_shop.tenant_id, order.id, reason=request.form.text("reason")[:_MOST_TEXT])


def _cancel_rest(session: Session, request: AdminRequest, order: orders.PlacedOrder) -> None:
    address = checkout.Address(order_pages(session, request, order) + order.token)
    checkout.cancel_rest(
        session,
        request.services.payments,
        request.own_shop.tenant_id,
        order.id,
        reason=request.form.text("reason")[:_MOST_TEXT],
        address=address,
    )


def _correct(session: Session, request: AdminRequest, order: orders.PlacedOrder) -> None:
    email, phone = request.form.text("email").strip(), request.form.text("phone").strip()
    if not checkout.is_email(email):
        raise orders.BadOrder("email", "is no address")
    edit = orders.OrderEdit(email=email, phone=phone[:40])
    orders.edit_order(session, request.own_shop.tenant_id, order.id, edit)


def _refund(session: Session, request: AdminRequest, order: orders.PlacedOrder) -> None:
    try:
        amount = localization.parse_price(request.form.text("amount"), request.language, order.currency)
    except localization.BadNumber as error:
        raise BadAmount(request.form.text("amount"), order.currency) from error
    new = orders.NewRefund(amount, request.form.text("reason")[:_MOST_TEXT])
    orders.refund_order(session, request.own_shop.tenant_id, order.id, new)


def _agree_to_return(session: Session, request: AdminRequest, order: orders.PlacedOrder) -> None:
    note = request.form.text("note")[:_MOST_TEXT]
    orders.approve_return(session, request.own_shop.tenant_id, order.id, _return_id(request), note=note)


def _decline_return(session: Session, request: AdminRequest, order: orders.PlacedOrder) -> None:
    note = request.form.text("note")[:_MOST_TEXT]
    if not note:
        raise orders.BadOrder("note", "says why")
    orders.reject_return(session, request.own_shop.tenant_id, order.id, _return_id(request), note=note)


def _receive_return(session: Session, request: AdminRequest, order: orders.PlacedOrder) -> None:
    """The goods are back: on the shelf where that is ticked, and the money on its way where that is ticked."""
    tenant_id = request.own_shop.tenant_id
    is_restocked = bool(request.form.text("restock"))
    return_id = _return_id(request)
    value = orders.receive_return(session, tenant_id, order.id, return_id, is_restocked=is_restocked)
    if request.form.text("give_back") and value > Money(0, order.currency):
        orders.refund_order(session, tenant_id, order.id, orders.NewRefund(value, "return", return_id=return_id))


_ACTIONS: Mapping[str, Action] = {
    "confirm-payment": _confirm_payment,
    "issue-invoice": _issue_invoice,
    "send": _send,
    "cancel": _cancel,
    "cancel-rest": _cancel_rest,
    "correct": _correct,
    "refund": _refund,
    "agree-to-return": _agree_to_return,
    "decline-return": _decline_return,
    "receive-return": _receive_return,
}


def _return_id(request: AdminRequest) -> int:
    return _number(request.form.text("return"))


def _number(written: str) -> int:
    """A whole number in any script's digits; 0 where it is none."""
    try:
        found = localization.parse_decimal(written, "en")
    except localization.BadNumber:
        return 0
    return int(found) if found == int(found) and 0 <= found < 10**15 else 0


def _fault(request: AdminRequest, error: Exception) -> str:
    """Why nothing was done, in the reader's words."""
    _ = words(request.language).gettext
    if isinstance(error, orders.RefundExceedsPayment):
        most = localization.format_price(error.refundable, request.language)
        return _("At most %(amount)s can be given back.") % {"amount": most}
    if isinstance(error, BadAmount):
        return _("This amount can not be read.")
    if isinstance(error, orders.NotThatMany):
        return _("There are not that many to send or take back.")
    if isinstance(error, orders.AlreadyShipped):
        return _("Something of this order has been sent already.")
    if isinstance(error, orders.StillDue):
        due = localization.format_price(error.due, request.language)
        return _("%(amount)s of this order is still to be paid. It can be sent once that is paid.") % {"amount": due}
    if isinstance(error, orders.PaymentUnderWay):
        return _("A payment is under way. Please wait until it has ended.")
    if isinstance(error, orders.BadOrder):
        return _("Something is missing or wrong: %(field)s.") % {"field": error.field}
    if isinstance(error, Conflict):
        return _("The order has changed meanwhile, and this can not be done any more.")
    return _("That could not be read")
