"""Changing what an order consists of: staff say what, see what it comes to and why, and agree to that."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from sqlmodel import Session
from starlette.responses import Response

from storefront import cart, catalog, checkout, localization, orders, payments, search
from storefront.admin import views
from storefront.admin.pages.orders import order_pages
from storefront.admin.rendering import render, words
from storefront.admin.request import AdminRequest
from storefront.admin.responses import see_other
from storefront.audience import Audience
from storefront.catalog import Filters
from storefront.checkout import Amendment, Change, Seller
from storefront.money import Money
from tenants.kit import clock
from tenants.kit.errors import Conflict, Invalid
from tenants.kit.forms import Form

_MOST_FOUND = 12
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Offered:
    """A variant that can be added. `count` is how many were asked for so far."""

    variant_id: int
    title: str
    detail: str
    sku: str
    price: str
    left: str
    count: int


def look(request: AdminRequest) -> Response:
    """The order's goods, each with its quantity. Raises OrderNotFound."""
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        return _page(session, request, orders.order_by_number(session, request.number))


def act(request: AdminRequest) -> Response:
    """Find more goods, work a change out, or make the one that was looked at. Raises OrderNotFound."""
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        order = orders.order_by_number(session, request.number)
        deed = request.form.text("do")
        if deed == "search":
            return _page(session, request, order)
        try:
            with session.begin_nested():
                seller, change = _seller(session, request, order), _change(request.form, order)
                if deed != "confirm":
                    found = checkout.amendment(session, seller, order, change, at=clock.now())
                    return _page(session, request, order, found=found)
                checkout.amend_order(
                    session,
                    seller,
                    order.id,
                    change,
                    reviewed=request.form.text("reviewed"),
                    order_page=order_pages(session, request, order),
                )
        except Invalid as error:
            return _refused(session, request, error, HTTPStatus.UNPROCESSABLE_ENTITY)
        except Conflict as error:
            return _refused(session, request, error, HTTPStatus.CONFLICT)
    return see_other(f"/shops/{request.own_shop.slug}/orders/{request.parameters['number']}")


def _refused(session: Session, request: AdminRequest, error: Exception, status: HTTPStatus) -> Response:
    order = orders.order_by_number(session, request.number)
    return _page(session, request, order, fault=_fault(request, error), status=status)


def _seller(session: Session, request: AdminRequest, order: orders.PlacedOrder) -> Seller:
    view = checkout.view_of_order(session, order)
    return checkout.seller_of(session, request.own_shop.tenant_id, view, request.services.payments)


def _change(form: Form, order: orders.PlacedOrder) -> Change:
    """What was typed. Raises BadChange for what is no number of things."""
    known = {each.id for each in order.lines}
    quantities = {
        line_id: _count(form.text(f"line-{line_id}")) for line_id in known if form.text(f"line-{line_id}") != ""
    }
    return Change(quantities, {each: count for each, count in _added(form).items() if count})


def _added(form: Form) -> dict[int, int]:
    """By variant, in the order of the form."""
    found = {}
    for name, value in form.fields:
        kind, _, number = name.partition("-")
        if kind == "add" and number.isascii() and number.isdigit() and len(number) < _MOST_DIGITS:
            found[int(number)] = _count(value or "0")
    return found


def _count(written: str) -> int:
    try:
        return cart.read_quantity(written, least=0)
    except cart.BadQuantity as error:
        raise checkout.BadChange("quantity") from error


def _page(
    session: Session,
    request: AdminRequest,
    order: orders.PlacedOrder,
    *,
    found: Amendment | None = None,
    fault: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    form, language = request.form, request.language
    facts = {
        "order": order,
        "fault": fault,
        "lines": [
            (line, form.text(f"line-{line.id}") or str(line.quantity))
            for line in views.line_rows(order, language)
            if line.quantity
        ],
        "search": form.text("q")[: search.LONGEST_QUERY],
        "offered": _offered(session, request, order),
        "most": cart.MOST_OF_ONE,
        "review": _review(session, request, found) if found else None,
    }
    return render(request, "order-goods.html", facts, status=status)


def _offered(session: Session, request: AdminRequest, order: orders.PlacedOrder) -> list[Offered]:
    """What was asked for so far, and what the search finds in the order's market, each variant by itself."""
    view = checkout.view_of_order(session, order)
    try:
        asked = {variant_id: count for variant_id, count in _added(request.form).items() if count}
    except checkout.BadChange:
        asked = {}
    query = request.form.text("q")[: search.LONGEST_QUERY]
    ids = list(asked)
    if query:
        audience = Audience(view.fallbacks, view.market_id, view.is_enquiry)
        cards = search.find(session, audience, query, filters=Filters()).listing.cards[:_MOST_FOUND]
        ids += catalog.variants_of_products(session, (each.product_id for each in cards))[: 5 * _MOST_FOUND]
    lines = cart.lines_now(session, view, {each: asked.get(each) or 1 for each in ids})
    return [
        _row(lines[each], asked.get(each, 0), request.language)
        for each in dict.fromkeys(ids)
        if each in lines and (lines[each].is_available or each in asked)
    ]


def _row(line: cart.CartLine, count: int, language: str) -> Offered:
    left = "" if line.most >= cart.MOST_OF_ONE else localization.format_number(line.most, language)
    price = localization.format_price(line.unit_price, language)
    return Offered(line.variant_id, line.title, line.variant_title, line.sku, price, left, count)


def _review(session: Session, request: AdminRequest, found: Amendment) -> Mapping[str, object]:
    """What it came to and what it will, part by part, with why, in the words of whoever reads."""
    language, labels = request.language, views.amount_labels(request.language)
    before, after = views.signed_amounts(found.order.totals), views.signed_amounts(found.totals)
    mine = replace(checkout.view_of_order(session, found.order), language=language, locale=language)

    def text(amount: Money) -> str:
        return localization.format_price(amount, language)

    return {
        "rows": [
            (labels[name], text(before[name]), text(after[name]), before[name] != after[name])
            for name in labels
            if before[name] or after[name]
        ],
        "reasons": checkout.reasons(mine, found.quote.cost),
        "notes": [*checkout.omissions(mine, found.quote.cost), *checkout.warnings(mine, found.quote.cost)],
        "verdict": _verdict(request, found),
        "reviewed": found.quote.fingerprint,
    }


def _verdict(request: AdminRequest, found: Amendment) -> str:
    _ = words(request.language).gettext
    dearer, nothing = found.dearer, Money(0, found.order.currency)
    if not dearer:
        return _("The total stays as it is.")
    if not orders.is_paid(found.order.payment_state):
        total = localization.format_price(found.totals.total, request.language)
        return _("The buyer is asked for %(amount)s in all, by mail.") % {"amount": total}
    if dearer > nothing:
        amount = localization.format_price(dearer, request.language)
        return _("The buyer is asked for %(amount)s more, by mail and on the order's page.") % {"amount": amount}
    unasked = min(found.order.due, -dearer)
    back = localization.format_price(-dearer - unasked, request.language)
    return _("%(amount)s is given back where it was paid.") % {"amount": back}


def _fault(request: AdminRequest, error: Exception) -> str:
    """Why nothing was done."""
    _ = words(request.language).gettext
    if isinstance(error, checkout.NotToBeAdded):
        return _not_to_be_added(request, error)
    if isinstance(error, checkout.NotAmendable):
        return {
            "quotation": _("The prices of this order come from a quotation. Please send a new quotation instead."),
            "market": _("The market of this order is no more, or has another currency now."),
        }.get(error.reason, _("Nothing of the shop's deliveries takes these goods there."))
    if isinstance(error, checkout.BadChange):
        return {
            "nothing": _("Nothing has been changed yet."),
            "quantities": _("An order of nothing is a cancelled one. Please cancel it."),
        }.get(error.field, _("A quantity is a whole number from 0 to %(most)s.") % {"most": cart.MOST_OF_ONE})
    if isinstance(error, checkout.QuoteChanged):
        return _("The amounts have changed since you looked. Please work it out again.")
    if isinstance(error, checkout.SoldOut):
        return _("Somebody was faster: not that many are left.")
    if isinstance(error, orders.AlreadyShipped):
        return _("Something of this order has been sent already.")
    if isinstance(error, orders.PaymentUnderWay):
        return _("A payment is under way. Please wait until it has ended.")
    if isinstance(error, payments.MethodRefused):
        return _("The shop has no way to take this amount there.")
    return _("The order has changed meanwhile, and this can not be done any more.")


def _not_to_be_added(request: AdminRequest, error: checkout.NotToBeAdded) -> str:
    _ = words(request.language).gettext
    title = localization.isolated(error.title)
    if error.problem == checkout.SOLD_OUT:
        left = localization.format_number(error.left, request.language)
        return _("%(title)s: only %(left)s left.") % {"title": title, "left": left}
    if error.problem == checkout.NOT_FOR_SALE:
        return _("%(title)s is not for sale in this market.") % {"title": title}
    return _("%(title)s may not be sent to this country.") % {"title": title}
