"""The page of one order, for whoever holds its secret link: how it stands, and what its buyer may still do."""

from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus

from sqlmodel import Session
from starlette.responses import Response

from storefront import checkout, customers, localization, media, orders, payments
from storefront.orders import Actor, PlacedOrder
from storefront.shop import accounts
from storefront.shop.own_pages import OwnPage, own_page
from storefront.shop.pages import sign_in
from storefront.shop.pages.order_papers import paper_links
from storefront.shop.request import ShopRequest
from storefront.shop.responses import see_other
from storefront.shop.views.orders import REASONS, counted_goods, order_facts
from tenants.kit.errors import Conflict, Invalid
from tenants.kit.forms import Form

_MOST_NAME = 200
_MOST_NOTE = 2_000
_MOST_OF_A_LINE = 10**6


def order(request: ShopRequest) -> Response:
    """An order for whoever has its secret address, with all that can still be done about it:

    pay, cancel, withdraw, send back, ask for one's data or that it be erased.
    """
    assert request.visit is not None, "a private page knows who asks"
    form = request.visit.form
    if form is None:
        if checkout.RETURNED in request.query:
            return _back_from_payment(request)
        is_unreachable = "unreachable" in request.query
        return _shown(request, notice=_unreachable(request) if is_unreachable else None)
    deeds = {
        "pay": _pay,
        "cancel": _cancel,
        "withdraw": _ask_to_withdraw,
        "confirm-withdrawal": _withdraw,
        "return": _return,
        "data": _mail_way_to_data,
        "erase": _mail_way_to_data,
    }
    deed = deeds.get(form.text("action"))
    if deed is None:
        return _shown(request, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        return deed(request, form)
    except (Conflict, Invalid):
        return _shown(request, notice=_no_longer(request), status=HTTPStatus.CONFLICT)


def _shown(
    request: ShopRequest,
    *,
    notice: dict[str, str] | None = None,
    withdrawal: Mapping[str, object] | None = None,
    act: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    with request.services.database.tenant(request.shop.tenant_id) as session:
        found = _order(session, request)
        facts = order_facts(
            request,
            found,
            instructions=_instructions(session, found, request.view.language),
            is_on_its_way=_is_on_its_way(session, found),
            is_by_hand=_is_by_hand(session, found),
        )
        page = OwnPage(
            template="order.html",
            title=str(facts["number_text"]),
            facts={
                "order": facts,
                "papers": paper_links(session, request, found),
                "notice": notice,
                "withdrawal": withdrawal,
                "act": act,
                "typed": _typed(request),
            },
            status=status,
            goes_to=request.services.payments.page_origins,
        )
        return own_page(session, request, page)


def _back_from_payment(request: ShopRequest) -> Response:
    """The order's page as it is after the payment, be the provider's own message here already or not."""
    services, tenant_id = request.services, request.shop.tenant_id
    with services.database.tenant(tenant_id) as session:
        order_id = _order(session, request).id
    with suppress(payments.PaymentUnavailable):
        checkout.catch_up(
            services.database, services.payments, tenant_id=tenant_id, order_id=order_id, asks_provider=True
        )
    return see_other(request.address(request.path))


def _is_on_its_way(session: Session, order: PlacedOrder) -> bool:
    found = payments.payments_of_order(session, order.id)
    return any(each.state == payments.PaymentState.PROCESSING for each in found)


def _is_by_hand(session: Session, order: PlacedOrder) -> bool:
    """Whether what a changed order still asks for is awaited by the shop itself, such as on its bank account."""
    found = payments.payments_of_order(session, order.id)
    is_manual = payments.ProviderName.MANUAL
    return bool(order.due) and any(each.state in payments.OPEN_STATES and each.provider == is_manual for each in found)


def _order(session: Session, request: ShopRequest) -> PlacedOrder:
    """Raises orders.OrderNotFound."""
    return orders.order_by_token(session, request.parameters["token"])


def _instructions(session: Session, order: PlacedOrder, language: str) -> str:
    """How to pay by hand, in the shop's words."""
    method = payments.find_manual_method(session, order.payment_method, order.currency)
    if method is None:
        return ""
    return method.instructions.get(language) or next(iter(method.instructions.values()), "")


def _pay(request: ShopRequest, form: Form) -> Response:
    services, tenant_id = request.services, request.shop.tenant_id
    with services.database.tenant(tenant_id) as session:
        order_id = _order(session, request).id
    address = checkout.Address(request.absolute(request.path))
    # Whoever has paid a moment ago and comes by another way than the provider's is not asked for it again.
    checkout.catch_up(services.database, services.payments, tenant_id=tenant_id, order_id=order_id)
    try:
        step = checkout.pay_again(
            services.database, services.payments, tenant_id=tenant_id, order_id=order_id, address=address
        )
    except payments.PaymentUnavailable:
        return _shown(request, notice=_unreachable(request), status=HTTPStatus.SERVICE_UNAVAILABLE)
    return see_other(step.url)


def _cancel(request: ShopRequest, form: Form) -> Response:
    with request.services.database.tenant(request.shop.tenant_id) as session:
        found = _order(session, request)
        orders.cancel_order(session, request.shop.tenant_id, found.id, reason="changed_mind", actor=Actor.SHOPPER)
    return see_other(request.address(request.path))


def _ask_to_withdraw(request: ShopRequest, form: Form) -> Response:
    """The statement to confirm: who withdraws from which contract, and where the receipt goes."""
    words = localization.words(request.view.language)
    if not _quantities(form) and any(name.startswith("line-") for name, _ in form.fields):
        notice = {"tone": "bad", "text": words.gettext("Please choose what you withdraw from.")}
        return _shown(request, notice=notice, act="withdraw", status=HTTPStatus.UNPROCESSABLE_ENTITY)
    with request.services.database.tenant(request.shop.tenant_id) as session:
        found = _order(session, request)
    covered, left_out = _covered(found, form)
    excepted = ""
    if left_out:
        goods = localization.format_list(counted_goods(found, left_out, request.view.locale), request.view.locale)
        excepted = words.gettext(
            "Not withdrawn from: %(goods)s. What was sealed and has been sent goes back unopened only: please say so."
        ) % {"goods": goods}
    if not covered:
        notice = {"tone": "bad", "text": excepted} if excepted else _no_longer(request)
        return _shown(request, notice=notice, act="withdraw", status=HTTPStatus.UNPROCESSABLE_ENTITY)
    statement = words.gettext("I withdraw from the contract for the goods of order %(number)s.")
    withdrawal = {
        "statement": statement % {"number": f"#{found.number}"},
        "goods": counted_goods(found, covered, request.view.locale),
        "excepted": excepted,
        "name": str(found.shipping_address.get("name", "")),
        "email": found.email,
        "quantities": sorted(covered.items()),
        "unopened": sorted(_unopened(form)),
    }
    return _shown(request, withdrawal=withdrawal)


def _covered(order: PlacedOrder, form: Form) -> tuple[dict[int, int], dict[int, int]]:
    """What the buyer may withdraw from of what they chose, of everything where they chose nothing; and the rest."""
    chosen, unopened = _quantities(form), _unopened(form)
    covered, left_out = {}, {}
    for line in order.lines:
        asked = min(chosen.get(line.id, 0), line.quantity - line.returned) if chosen else line.withdrawable
        count = min(asked, line.withdrawable if line.id in unopened else line.withdrawable_opened)
        if count:
            covered[line.id] = count
        if asked > count:
            left_out[line.id] = asked - count
    return covered, left_out


def _withdraw(request: ShopRequest, form: Form) -> Response:
    name, email = form.text("name")[:_MOST_NAME], form.text("email")
    if not name or not checkout.is_email(email):
        return _ask_to_withdraw(request, form)
    with request.services.database.tenant(request.shop.tenant_id) as session:
        found = _order(session, request)
        statement = orders.Statement(
            name=name, email=email, quantities=_quantities(form) or None, unopened=frozenset(_unopened(form))
        )
        address = checkout.Address(request.absolute(request.path))
        checkout.withdraw(
            session, request.services.payments, request.shop.tenant_id, found.id, statement, address=address
        )
    return see_other(request.address(request.path))


def _return(request: ShopRequest, form: Form) -> Response:
    words = localization.words(request.view.language)
    quantities, reason = _quantities(form), form.text("reason")
    if not quantities or reason not in REASONS:
        text = words.gettext("Please choose what comes back, and why.")
        notice = {"tone": "bad", "text": text}
        return _shown(request, notice=notice, act="return", status=HTTPStatus.UNPROCESSABLE_ENTITY)
    services, tenant_id = request.services, request.shop.tenant_id
    with services.database.tenant(tenant_id) as session:
        order_id = _order(session, request).id
    photo_id = None
    for photo in form.uploads("photo"):
        try:
            asset = media.ingest(
                services.database, services.media, tenant_id=tenant_id, content=photo.content, filename=photo.filename
            )
        except media.PictureRefused:
            text = words.gettext("This file is no photo that we can open. Please send a JPEG, PNG or WebP.")
            notice = {"tone": "bad", "text": text}
            return _shown(request, notice=notice, act="return", status=HTTPStatus.UNPROCESSABLE_ENTITY)
        photo_id = asset.id
    new = orders.NewReturn(quantities, reason, form.text("note")[:_MOST_NOTE], photo_id)
    with services.database.tenant(tenant_id) as session:
        orders.request_return(session, tenant_id, order_id, new)
    return see_other(request.address(request.path))


def _mail_way_to_data(request: ShopRequest, form: Form) -> Response:
    """Whoever has the order's link may not be its buyer: who reads the mails of its address is."""
    words = localization.words(request.view.language)
    way = accounts.ERASE if form.text("action") == "erase" else accounts.DATA
    with request.services.database.tenant(request.shop.tenant_id) as session:
        email = _order(session, request).email
        with suppress(customers.BadEmail):  # an address that takes mails but is none to be known by
            if email and not sign_in.is_too_much(request, customers.normal_email(email)):
                accounts.mail_link(session, request, email, way=way)
    text = words.gettext("We have sent a link to the address of this order. It works once, for twenty minutes.")
    return _shown(request, notice={"tone": "good", "text": text})


def _typed(request: ShopRequest) -> dict[str, Mapping[int, int] | set[int]]:
    """What was chosen on the page that is answered, so that it stays."""
    form = request.visit.form if request.visit else None
    if form is None:
        return {"quantities": {}, "unopened": set()}
    return {"quantities": _quantities(form, least=0), "unopened": _unopened(form)}


def _quantities(form: Form, *, least: int = 1) -> dict[int, int]:
    """By line id; what is not a number of things is left out."""
    found = {}
    for name, value in form.fields:
        line, _, number = name.partition("-")
        if line == "line" and number.isascii() and number.isdigit() and value.isascii() and value.isdigit():
            count = int(value[:7])
            if least <= count <= _MOST_OF_A_LINE and len(number) < 18:
                found[int(number)] = count
    return found


def _unopened(form: Form) -> set[int]:
    """Ids of lines of which the buyer says that they are as they were when they came."""
    numbers = [name.removeprefix("unopened-") for name, value in form.fields if name.startswith("unopened-") and value]
    return {int(each) for each in numbers if each.isascii() and each.isdigit() and len(each) < 18}


def _unreachable(request: ShopRequest) -> dict[str, str]:
    words = localization.words(request.view.language)
    text = words.gettext("The payment page can not be reached right now. Your order is kept; please try again.")
    return {"tone": "bad", "text": text}


def _no_longer(request: ShopRequest) -> dict[str, str]:
    words = localization.words(request.view.language)
    text = words.gettext("This can not be done any more. Here is how the order stands now.")
    return {"tone": "bad", "text": text}
