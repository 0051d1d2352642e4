"""Asking for a price, and the page that the asking leads to."""

from collections import defaultdict
from collections.abc import Mapping
from http import HTTPStatus

from sqlmodel import Session
from starlette.responses import Response

from storefront import cart, catalog, enquiries, law, localization
from storefront.cart import CartLine
from storefront.catalog import ProductNotFound
from storefront.enquiries import BadEnquiry, NewEnquiry
from storefront.shop.carts import cart_token
from storefront.shop.own_pages import OwnPage, own_page
from storefront.shop.pages.error import error_page
from storefront.shop.rendering import audience
from storefront.shop.request import ShopRequest
from storefront.shop.responses import see_other
from storefront.shop.views import checkout as checkout_views
from storefront.shop.views import enquiries as views
from tenants.kit.forms import Form
from tenants.kit.limits import Limit

PATH = "/enquiry"
# In all of the zone's shops together, since each enquiry is confirmed to an address that nobody has proved.
BY_NETWORK = Limit("enquiry by network", most=20, seconds=3600)
_FIELDS = ("name", "company", "email", "phone", "country", "message")
_MOST_TYPED = 6_000


def enquiry(request: ShopRequest) -> Response:
    """The form; or, with one that was sent, the enquiry's own page."""
    assert request.visit is not None, "a private page knows who asks"
    form = request.visit.form
    if form is None:
        return _page(request, request.query, {"quantity": "1"})
    typed = {name: form.text(name)[:_MOST_TYPED] for name in (*_FIELDS, "quantity")}
    try:
        new = _new(request, form, typed)
        if request.services.limiter.seconds_to_wait(BY_NETWORK, request.visit.network):
            return error_page(request, HTTPStatus.TOO_MANY_REQUESTS)
        with request.services.database.tenant(request.shop.tenant_id) as session:
            made = enquiries.make_enquiry(session, request.shop.tenant_id, request.view, new)
    except BadEnquiry as error:
        return _page(request, _asked_for(form), typed, error.errors)
    except law.DestinationClosed:
        return _page(request, _asked_for(form), typed, {"country": "unknown_country"})
    return see_other(request.address(f"/enquiries/{made.token}"))


def sent(request: ShopRequest) -> Response:
    """How an enquiry stands, for whoever holds its secret link. Raises NoSuchEnquiry."""
    with request.services.database.tenant(request.shop.tenant_id) as session:
        found = enquiries.enquiry_by_token(session, request.parameters["token"])
        offers = enquiries.quotations_of_enquiry(session, found.id or 0)
        words = localization.words(request.view.language)
        facts = {"enquiry": views.enquiry_facts(request, found, offers)}
        page = OwnPage(template="enquiry-sent.html", title=words.gettext("Thank you for your enquiry"), facts=facts)
        return own_page(session, request, page)


def _new(request: ShopRequest, form: Form, typed: Mapping[str, str]) -> NewEnquiry:
    """Raises BadEnquiry for a quantity that is no number of things."""
    variant, wanted = form.text("variant"), {}
    if form.text("cart"):
        wanted = {each.variant_id: each.quantity for each in _cart_lines(request)}
    elif variant:
        quantity = _count(typed["quantity"])
        if not quantity:
            raise BadEnquiry({"quantity": "bad_quantity"})
        wanted = {_count(variant): quantity}
    return NewEnquiry(**{name: typed[name] for name in _FIELDS}, wanted=wanted)


def _count(written: str) -> int:
    """A whole number in any script's digits; 0 where it is none."""
    try:
        found = localization.parse_decimal(written, "en")
    except localization.BadNumber:
        return 0
    return int(found) if found == int(found) and 0 < found < 10**15 else 0


def _cart_lines(request: ShopRequest) -> tuple[CartLine, ...]:
    """What the visitor has put aside."""
    with request.services.database.tenant(request.shop.tenant_id) as session:
        found = cart.find_cart(session, request.view, token=cart_token(request))
    return found.lines if found else ()


def _asked_for(form: Form) -> dict[str, str]:
    return {name: form.text(name) for name in ("product", "variant", "cart")}


def _page(
    request: ShopRequest,
    asked: Mapping[str, str],
    typed: Mapping[str, str],
    errors: Mapping[str, str] | None = None,
) -> Response:
    view = request.view
    words = localization.words(view.language)
    lines = _cart_lines(request) if asked.get("cart") else ()
    told = views.error_texts(errors or {}, typed.get("country", "") or view.countries[0], view.language)
    with request.services.database.tenant(request.shop.tenant_id) as session:
        closed = law.closed_countries(session)
        facts = {
            "url": request.address(PATH),
            "product": _product(session, request, asked.get("product", "")),
            "lines": [_line(request, each) for each in lines],
            "form": defaultdict(str, {**typed, "variant": asked.get("variant", "")}),
            "countries": checkout_views.country_choices(view, [each for each in view.countries if each not in closed]),
            "errors": defaultdict(str, told),
            "problems": told,
        }
        page = OwnPage(
            template="enquiry.html",
            title=words.gettext("Ask for a price"),
            facts=facts,
            status=HTTPStatus.UNPROCESSABLE_ENTITY if told else HTTPStatus.OK,
        )
        return own_page(session, request, page)


def _line(request: ShopRequest, line: CartLine) -> str:
    """One line of the cart, such as "2 × Songket – Red"."""
    name = " – ".join(filter(None, (line.title, line.variant_title)))
    return f"{localization.format_number(line.quantity, request.view.locale)} × {name}"


def _product(session: Session, request: ShopRequest, handle: str) -> dict[str, object] | None:
    """What the address names; None where there is no such product, so that one can ask for anything."""
    if not handle:
        return None
    try:
        found = catalog.product_by_handle(session, audience(request), handle=handle)
    except ProductNotFound:
        return None
    sold = catalog.sellables(session, audience(request), variant_ids=[each.id for each in found.variants])
    choices = [
        {"id": str(each.id), "title": sold[each.id].variant_title or found.title}
        for each in found.variants
        if each.id in sold
    ]
    return {"handle": handle, "title": found.title, "choices": choices} if choices else None
