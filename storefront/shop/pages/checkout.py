"""The checkout: one page on which a guest says where to, how, and how it is paid, and sees what it comes to."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from sqlmodel import Session
from starlette.responses import Response

from storefront import addresses, cart, checkout, content, discounts, law, localization, orders, payments
from storefront.cart import Cart
from storefront.checkout import Submission, Wishes
from storefront.orders import OrderState
from storefront.shop import buyers
from storefront.shop.accounts import find_customer, note_checkout_consent
from storefront.shop.bills import bill_facts, typed_bill, with_answer
from storefront.shop.carts import cart_token
from storefront.shop.codes import CodeRefused, give_code
from storefront.shop.own_pages import OwnPage, own_page
from storefront.shop.rendering import audience
from storefront.shop.request import ShopRequest
from storefront.shop.responses import see_other
from storefront.shop.views import checkout as views
from tenants.kit import clock
from tenants.kit.errors import Conflict, Invalid, NotFound
from tenants.kit.forms import Form

_PATH = "/checkout"
_CART = "/cart"
_ORDERS = "/orders/"
_MOST_TYPED = 1_000
_SUMMARY = "summary-title"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What the page is shown with beside the quote: what was typed, and what is wrong."""

    wishes: Wishes
    token: str
    errors: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[tuple[str, str], ...] = ()  # anchor and text
    title: str = ""
    code: str = ""
    status: HTTPStatus = HTTPStatus.OK


def checkout_page(request: ShopRequest) -> Response:
    """The whole checkout on one page. Without goods in a cart, or in a market on enquiry, it leads to the cart."""
    assert request.visit is not None, "a private page knows who asks"
    form = request.visit.form
    with request.services.database.tenant(request.shop.tenant_id) as session:
        found = cart.find_cart(session, request.view, token=cart_token(request))
    if form is not None and (placed := _placed_before(request, form)):
        return placed
    if found is None or not found.lines or request.view.is_enquiry:
        return see_other(request.address(_CART))
    if form is None:
        return _first_look(request, found)
    deeds: dict[str, Callable[[ShopRequest, Cart, Form], Response]] = {
        "update": _update,
        "code": _use_code,
        "order": _order,
    }
    deed = deeds.get(form.text("action"), _update)
    try:
        if code := form.text("remove-code"):
            return _remove_code(request, found, form, code)
        if which := form.text("use-address"):
            return _use_address(request, found, form, which)
        return deed(request, found, form)
    except checkout.NoSuchCheckout:  # an old page of another cart: what is shown next is this one's
        return see_other(request.address(_PATH))


def _first_look(request: ShopRequest, found: Cart) -> Response:
    with request.services.database.tenant(request.shop.tenant_id) as session:
        left = checkout.open_checkout_of_cart(session, found.id)
        country = request.view.countries[0] if len(request.view.countries) == 1 else ""
        said = checkout.wishes_from_json(left.wishes) if left else Wishes(country=country)
        wishes = buyers.filled_in(session, request.view, find_customer(session, request), said)
        return _page(session, request, found, _Shown(wishes=wishes, token=left.token if left else checkout.new_token()))


def _page(session: Session, request: ShopRequest, found: Cart, shown: _Shown) -> Response:
    view, words = request.view, localization.words(request.view.language)
    seller = checkout.seller_of(session, request.shop.tenant_id, view, request.services.payments)
    customer = find_customer(session, request)
    buyer = buyers.buyer_of(customer)
    quote = checkout.quote(session, seller, found, shown.wishes, at=clock.now(), buyer=buyer)
    cart.keep_prices(session, found)
    country = quote.country or view.countries[0]
    selling = law.selling_law(session, country, clock.now().date())
    facts = {
        "url": request.address(_PATH),
        "cart_url": request.address(_CART),
        "token": shown.token,
        "form": {"country": quote.country, "code": shown.code, **_typed(shown.wishes)},
        "signed_in_as": customer.email if customer else "",
        "saved": buyers.saved_addresses(session, request, customer, shown.wishes),
        "fields": views.field_facts(shown.wishes, view) if quote.country else [],
        "countries": views.country_choices(view, seller.countries),
        "bill": bill_facts(request, shown.wishes),
        "quote": views.quote_facts(request, quote, selling),
        "errors": defaultdict(str, shown.errors),
        "problems": _problems(shown),
        "waiting": _waiting(session, request, found),
        "policies": _policies(session, request),
        "withdrawal": views.withdrawal_text(selling, view),
        "order_button": words.gettext(selling.order_button),
    }
    page = OwnPage(
        template="checkout.html",
        title=words.gettext("Checkout"),
        facts=facts,
        status=shown.status,
        goes_to=request.services.payments.page_origins,
    )
    return own_page(session, request, page)


def _typed(wishes: Wishes) -> dict[str, object]:
    return {"email": wishes.email, "takes_news": wishes.takes_news, "keeps_address": wishes.keeps_address}


def _problems(shown: _Shown) -> dict[str, object] | None:
    if not shown.problems:
        return None
    return {"title": shown.title, "rows": [{"anchor": anchor, "text": text} for anchor, text in shown.problems]}


def _waiting(session: Session, request: ShopRequest, found: Cart) -> dict[str, str] | None:
    """An order of this cart that is still to be paid: it is better paid than ordered again."""
    for order_id in checkout.orders_of_cart(session, found.id)[:1]:
        order = orders.order_by_id(session, order_id)
        if order.state is OrderState.DRAFT:
            words = localization.words(request.view.language)
            text = words.gettext("Order %(number)s is waiting for its payment.") % {"number": f"#{order.number}"}
            url = request.address(f"{_ORDERS}{order.token}")
            return {"text": text, "url": url, "link": words.gettext("Look at it")}
    return None


def _policies(session: Session, request: ShopRequest) -> list[dict[str, str]]:
    found = content.policies(session, audience(request))
    return [{"title": each.title, "url": request.address(f"/policies/{each.handle}")} for each in found]


def _wishes(request: ShopRequest, form: Form) -> Wishes:
    country = form.text("country")[:2]
    return Wishes(
        email=form.text("email")[:254],
        country=country if country in request.view.countries else "",
        address={name: form.text(name)[:_MOST_TYPED] for name in addresses.FIELDS if name != "country"},
        shipping_key=form.text("shipping")[:60],
        method=form.text("method")[:60],
        takes_news=form.text("takes_news") == "yes",
        keeps_address=form.text("keeps_address") == "yes",
        **typed_bill(form),
    )


def _saved(request: ShopRequest, found: Cart, form: Form) -> Wishes:
    """What was typed, kept with the attempt, so that nothing of it is lost. Raises checkout.NoSuchCheckout."""
    wishes, tenant_id = _wishes(request, form), request.shop.tenant_id
    if wishes.vat_number:
        with request.services.database.tenant(tenant_id) as session:
            known = checkout.find_checkout(session, form.text("token"))
        wishes = with_answer(request, wishes, known.wishes.get("vat_answer", {}) if known else {})
    with request.services.database.tenant(tenant_id) as session:
        checkout.save_wishes(session, tenant_id, found, form.text("token"), wishes)
    return wishes


def _update(request: ShopRequest, found: Cart, form: Form) -> Response:
    _saved(request, found, form)
    return see_other(request.address(_PATH))


def _use_address(request: ShopRequest, found: Cart, form: Form, which: str) -> Response:
    wishes, tenant_id = _wishes(request, form), request.shop.tenant_id
    with request.services.database.tenant(tenant_id) as session:
        if customer := find_customer(session, request):
            wishes = buyers.with_saved_address(session, request.view, customer, which, wishes)
        checkout.save_wishes(session, tenant_id, found, form.text("token"), wishes)
    return see_other(f"{request.address(_PATH)}#address-title")


def _use_code(request: ShopRequest, found: Cart, form: Form) -> Response:
    wishes, code = _saved(request, found, form), form.text("code")
    services, words = request.services, localization.words(request.view.language)
    if not code:
        return see_other(request.address(_PATH))
    try:
        with services.database.tenant(request.shop.tenant_id) as session:
            give_code(session, request, token=found.token, code=code)
        return see_other(request.address(_PATH))
    except CodeRefused as refusal:
        text, status = refusal.text, refusal.status
    shown = _Shown(
        wishes=wishes,
        token=form.text("token"),
        errors={"code": text},
        problems=(("code", text),),
        title=words.gettext("Please look at this again"),
        code=code,
        status=status,
    )
    with services.database.tenant(request.shop.tenant_id) as session:
        return _page(session, request, found, shown)


def _remove_code(request: ShopRequest, found: Cart, form: Form, code: str) -> Response:
    _saved(request, found, form)
    with request.services.database.tenant(request.shop.tenant_id) as session:
        cart.remove_code(session, request.shop.tenant_id, token=found.token, code=discounts.normal_code(code))
    return see_other(request.address(_PATH))


def _placed_before(request: ShopRequest, form: Form) -> Response | None:
    """Where the attempt has become an order already: a second click, or a page from the browser's memory."""
    with request.services.database.tenant(request.shop.tenant_id) as session:
        known = checkout.find_checkout(session, form.text("token"))
        if known is None or known.order_id is None:
            return None
        order = orders.order_by_id(session, known.order_id)
    return see_other(request.address(f"{_ORDERS}{order.token}"))


def _order(request: ShopRequest, found: Cart, form: Form) -> Response:
    services, tenant_id = request.services, request.shop.tenant_id
    wishes = _saved(request, found, form)
    submission = Submission(token=form.text("token"), wishes=wishes, reviewed=form.text("reviewed"))
    try:
        with services.database.tenant(tenant_id) as session:
            customer = find_customer(session, request)
            submission = replace(submission, buyer=buyers.buyer_of(customer))
            seller = checkout.seller_of(session, tenant_id, request.view, services.payments)
            placed = checkout.place_order(session, seller, submission, order_page=request.absolute(_ORDERS))
            buyers.remember_address(session, tenant_id, customer, wishes)
            if wishes.takes_news:
                note_checkout_consent(session, request, wishes.email)
    except (Conflict, Invalid, NotFound) as error:
        return _refused(request, submission, error)
    page = request.address(f"{_ORDERS}{placed.order_token}")
    if placed.payment_id is None:
        return see_other(page)
    try:
        step = payments.continue_payment(
            services.database, services.payments, tenant_id=tenant_id, payment_id=placed.payment_id
        )
    except (payments.PaymentUnavailable, Conflict, Invalid):
        return see_other(f"{page}?unreachable=1")
    return see_other(step.url)


def _refused(request: ShopRequest, submission: Submission, error: Exception) -> Response:
    """The page again, with everything that was typed, and what is wrong in words and beside its place."""
    with request.services.database.tenant(request.shop.tenant_id) as session:
        found = cart.find_cart(session, request.view, token=cart_token(request))
        if found is None or not found.lines:
            return see_other(request.address(_CART))
        told = _told(request, submission.wishes, found, error)
        words = localization.words(request.view.language)
        is_input = isinstance(error, Invalid)
        shown = _Shown(
            wishes=submission.wishes,
            token=submission.token,
            errors=dict(told) if is_input else {},
            problems=tuple(told),
            title=words.gettext("Please look at this again")
            if is_input
            else words.gettext("Something has changed. Nothing was ordered or charged; please look again."),
            status=HTTPStatus.UNPROCESSABLE_ENTITY if is_input else HTTPStatus.CONFLICT,
        )
        return _page(session, request, found, shown)


def _told(request: ShopRequest, wishes: Wishes, found: Cart, error: Exception) -> list[tuple[str, str]]:
    """What is wrong, each with the place on the page that it is about."""
    view = request.view
    words = localization.words(view.language)
    if isinstance(error, checkout.BadWishes):
        country = wishes.country or view.countries[0]
        return [(name, views.error_text(key, country, view.language)) for name, key in error.errors.items()]
    if isinstance(error, checkout.QuoteChanged):
        places = {"shipping": "shipping"}
        return [(places.get(part, _SUMMARY), views.change_text(part, view.language)) for part in error.changes]
    if isinstance(error, checkout.SoldOut):
        titles = [each.title for each in found.lines if each.variant_id in error.left]
        text = words.gettext("No longer in stock in this quantity: %(goods)s")
        return [(_SUMMARY, text % {"goods": localization.format_list(titles, view.locale)})]
    if isinstance(error, checkout.DiscountGone):
        return [(_SUMMARY, words.gettext("A discount has been used up by others in the meantime."))]
    if isinstance(error, payments.MethodRefused):
        return [("method", payments.refusal_text(error, view))]
    return [(_SUMMARY, words.gettext("The order could not be placed. Please try again."))]
