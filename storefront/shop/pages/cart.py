"""The cart's page and the forms on it. What can not be taken is said beside its field, and what was typed stays."""

from contextlib import AbstractContextManager, suppress
from http import HTTPStatus

from sqlmodel import Session
from starlette.responses import JSONResponse, Response

from storefront import cart as carts
from storefront import checkout, localization
from storefront.cart import Cart
from storefront.shop import accounts
from storefront.shop.accounts import find_customer
from storefront.shop.buyers import buyer_of
from storefront.shop.carts import cart_token, with_cart_cookie
from storefront.shop.codes import CodeRefused, give_code
from storefront.shop.rendering import render_page
from storefront.shop.request import ShopRequest
from storefront.shop.responses import PRIVATE, see_other
from storefront.shop.seo import PageFacts
from storefront.shop.views import carts as views
from storefront.shop.views import frame
from storefront.shop.views.carts import NO_MISTAKES, Mistakes
from tenants.kit import clock
from tenants.kit.forms import Form

PATH = "/cart"
_QUANTITY = "quantity-"


def cart(request: ShopRequest) -> Response:
    """The visitor's cart; posted to, it takes a variant in a quantity."""
    form = request.visit.form if request.visit else None
    return _shown(request) if form is None else _add(request, form)


def lines(request: ShopRequest) -> Response:
    """Quantities of lines, each in the field `quantity-<id>`, and `remove` with a line's id."""
    form = _form(request)
    with _session(request) as session:
        tenant_id, token = request.shop.tenant_id, cart_token(request)
        if line_id := _id(form.text("remove")):
            with suppress(carts.CartNotFound):
                carts.remove_line(session, tenant_id, token=token, line_id=line_id)
            return see_other(request.address(PATH))
        mistakes = _change_quantities(session, request, form)
        if mistakes.lines:
            return _page(session, request, _find(session, request), mistakes)
    return see_other(request.address(PATH))


def options(request: ShopRequest) -> Response:
    """One part of what belongs to the whole cart: its note, whether it is a gift, a discount code."""
    form = _form(request)
    part = form.text("part")
    with _session(request) as session:
        try:
            with session.begin_nested():
                _set_part(session, request, part, form)
        except (carts.BadText, CodeRefused) as refusal:
            texts = {name: form.text(name) for name in ("note", "gift_message", "code") if _belongs(name, part)}
            said = {part: refusal.text if isinstance(refusal, CodeRefused) else views.refusal_text(request, refusal)}
            status = refusal.status if isinstance(refusal, CodeRefused) else None
            return _page(session, request, _find(session, request), Mistakes(parts=said, texts=texts), status)
        except carts.CartNotFound:
            pass
    return see_other(request.address(PATH))


def count(request: ShopRequest) -> Response:
    """How much is in the cart, for a script to write beside the link to it. Nobody's count asks no database."""
    token = cart_token(request)
    number = 0
    if token:
        with _session(request) as session:
            number = carts.count_in_cart(session, token)
    return _told(request, number)


def shared(request: ShopRequest) -> Response:
    """What somebody shared by a link; posted to, it is taken over into the visitor's own cart."""
    share_token = request.parameters["token"]
    with _session(request) as session:
        if request.visit is not None and request.visit.form is not None:
            token = carts.copy_shared_cart(
                session, request.shop.tenant_id, request.view, token=cart_token(request), share_token=share_token
            )
            return with_cart_cookie(request, see_other(request.address(PATH)), token)
        found = carts.shared_cart(session, request.view, share_token=share_token)
        title = localization.words(request.view.language).gettext("A shared cart")
        facts = PageFacts(
            kind="cart",
            title=title,
            path=request.path,
            addresses=frame.same_path_everywhere(request),
            is_indexed=False,
        )
        return render_page(session, request, facts, {"cart": views.shared_drop(request, found)})


def _add(request: ShopRequest, form: Form) -> Response:
    wants_facts = form.text("answer") == "json"
    with _session(request) as session:
        try:
            with session.begin_nested():
                token = carts.add_to_cart(
                    session,
                    request.shop.tenant_id,
                    request.view,
                    token=cart_token(request),
                    variant_id=_id(form.text("variant")),
                    quantity=carts.read_quantity(form.text("quantity") or "1"),
                )
                token = accounts.adopt_cart(session, request, token)
        except (carts.BadQuantity, carts.NotForSale, carts.NotEnough, carts.CartFull) as refusal:
            said = views.refusal_text(request, refusal)
            found = _find(session, request)
            if wants_facts:
                return _told(request, found.count if found else 0, said, status=HTTPStatus.UNPROCESSABLE_ENTITY)
            return _page(session, request, found, Mistakes(parts={"add": said}))
        number = carts.count_in_cart(session, token)
    if wants_facts:
        said = localization.words(request.view.language).gettext("Added to your cart.")
        return with_cart_cookie(request, _told(request, number, said), token)
    return with_cart_cookie(request, see_other(request.address(PATH)), token)


def _change_quantities(session: Session, request: ShopRequest, form: Form) -> Mistakes:
    """Take those that can be taken; the others are said with what was typed."""
    typed = {
        _id(name.removeprefix(_QUANTITY)): form.text(name) for name, _ in form.fields if name.startswith(_QUANTITY)
    }
    found = _find(session, request)
    current = {line.id: line.quantity for line in found.lines} if found else {}
    refused: dict[int, str] = {}
    for line_id, text in typed.items():
        try:
            quantity = carts.read_quantity(text, least=0)
            if current.get(line_id, quantity) != quantity:
                _change(session, request, line_id, quantity)
        except (carts.BadQuantity, carts.NotEnough) as refusal:
            refused[line_id] = views.refusal_text(request, refusal)
        except (carts.LineNotFound, carts.CartNotFound):
            continue  # it was removed in another window, as the page that follows shows
    return Mistakes(quantities={line_id: typed[line_id] for line_id in refused}, lines=refused)


def _change(session: Session, request: ShopRequest, line_id: int, quantity: int) -> None:
    carts.change_quantity(
        session, request.shop.tenant_id, request.view, token=cart_token(request), line_id=line_id, quantity=quantity
    )


def _set_part(session: Session, request: ShopRequest, part: str, form: Form) -> None:
    tenant_id, token = request.shop.tenant_id, cart_token(request)
    if part == "note":
        carts.set_note(session, tenant_id, token=token, note=form.text("note"))
    elif part == "gift":
        message, is_gift = form.text("gift_message"), bool(form.text("is_gift"))
        carts.set_gift(session, tenant_id, token=token, is_gift=is_gift, message=message)
    elif part == "code":
        give_code(session, request, token=token, code=form.text("code"))
    elif part == "remove_code":
        carts.remove_code(session, tenant_id, token=token, code=form.text("code"))


def _belongs(name: str, part: str) -> bool:
    return name == {"gift": "gift_message"}.get(part, part)


def _shown(request: ShopRequest) -> Response:
    with _session(request) as session:
        found, adopted = _find(session, request), ""
        if found is None and (adopted := accounts.adopt_cart(session, request, "")):
            found = carts.find_cart(session, request.view, token=adopted)  # what a customer put aside elsewhere
        response = _page(session, request, found, NO_MISTAKES)
        if found is not None and found.is_repriced:
            carts.keep_prices(session, found)
    return with_cart_cookie(request, response, adopted) if adopted else response


def _page(
    session: Session,
    request: ShopRequest,
    found: Cart | None,
    mistakes: Mistakes,
    status: HTTPStatus | None = None,
) -> Response:
    facts = PageFacts(
        kind="cart",
        title=localization.words(request.view.language).gettext("Your cart"),
        path=PATH,
        addresses=dict.fromkeys(request.shop.views, PATH),
        is_indexed=False,
    )
    is_taken = not mistakes.lines and not mistakes.parts
    status = status or (HTTPStatus.OK if is_taken else HTTPStatus.UNPROCESSABLE_ENTITY)
    off = None
    if found is not None and found.lines:
        customer = find_customer(session, request)
        email = customer.email if customer else ""
        off = checkout.cart_discounting(
            session, request.view, found, at=clock.now(), email=email, buyer=buyer_of(customer)
        )
    drop = views.cart_drop(request, found, mistakes, discounting=off)
    return render_page(session, request, facts, {"cart": drop}, status=status)


def _find(session: Session, request: ShopRequest) -> Cart | None:
    return carts.find_cart(session, request.view, token=cart_token(request))


def _told(request: ShopRequest, number: int, said: str = "", *, status: HTTPStatus = HTTPStatus.OK) -> Response:
    written = localization.format_number(number, request.view.locale)
    facts = {"count": number, "number": written, "text": views.count_text(request, number), "message": said}
    return JSONResponse(facts, status, {"cache-control": PRIVATE, "x-content-type-options": "nosniff"})


def _session(request: ShopRequest) -> AbstractContextManager[Session]:
    return request.services.database.tenant(request.shop.tenant_id)


def _form(request: ShopRequest) -> Form:
    form = request.visit.form if request.visit else None
    assert form is not None, "the route takes posts only"
    return form


def _id(typed: str) -> int:
    """An id that a form names, or 0, which nothing has."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 18 else 0
