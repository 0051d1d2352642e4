"""Asking for a mail once something is back in stock, and asking for no more reminders, without signing in."""

from http import HTTPStatus

from sqlmodel import Session
from starlette.responses import Response

from storefront import catalog, checkout, customers, localization
from storefront.catalog import Sellable
from storefront.customers import Answer, Purpose
from storefront.shop import accounts
from storefront.shop.own_pages import OwnPage, own_page
from storefront.shop.rendering import audience
from storefront.shop.request import ShopRequest
from tenants.kit.errors import NotFound
from tenants.kit.forms import Form
from tenants.kit.limits import Limit

BY_NETWORK = Limit("stock alerts by network", most=30, seconds=3600)


class NoSuchVariant(NotFound):
    """The shop has no such thing, or not in this market."""


def tell_me(request: ShopRequest) -> Response:
    """The form for one variant, `?variant=7`; posted, it is kept. Raises NoSuchVariant."""
    assert request.visit is not None, "a private page knows who asks"
    form, words = request.visit.form, localization.words(request.view.language)
    wanted = form.text("variant") if form else request.query.get("variant", "")
    with request.services.database.tenant(request.shop.tenant_id) as session:
        sellable = _sellable(session, request, wanted)
        error = _keep(session, request, sellable, form) if form else ""
        facts = {
            "url": request.address(f"{accounts.HOME}/tell-me"),
            "variant": sellable.variant_id,
            "product": f"{sellable.title} – {sellable.variant_title}" if sellable.variant_title else sellable.title,
            "product_url": request.address(sellable.path),
            "email": form.text("email") if form else "",
            "error": error,
            "is_kept": form is not None and not error,
        }
        page = OwnPage(
            template="account-tell-me.html",
            title=words.gettext("Tell me when it is back"),
            facts=facts,
            status=HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK,
        )
        return own_page(session, request, page)


def stop(request: ShopRequest) -> Response:
    """No more reminders to the address of a checkout. A mail outlives that, and then none is to come."""
    assert request.visit is not None, "a private page knows who asks"
    language, words = request.view.language, localization.words(request.view.language)
    with request.services.database.tenant(request.shop.tenant_id) as session:
        left = checkout.find_checkout(session, request.parameters["token"])
        if left is None:
            return _stop_page(session, request, "gone")
        if request.visit.form is None:
            return _stop_page(session, request, "ask", email=left.email)
        answer = Answer(False, words.gettext("Send no more reminders"), language)
        customers.note_consent(session, request.shop.tenant_id, left.email, Purpose.REMINDERS, answer)
        return _stop_page(session, request, "stopped", email=left.email)


def _stop_page(session: Session, request: ShopRequest, step: str, *, email: str = "") -> Response:
    page = OwnPage(
        template="account-stop.html",
        title=localization.words(request.view.language).gettext("Send no more reminders"),
        facts={"url": request.address(request.path), "step": step, "email": email},
        status=HTTPStatus.GONE if step == "gone" else HTTPStatus.OK,
    )
    return own_page(session, request, page)


def _sellable(session: Session, request: ShopRequest, wanted: str) -> Sellable:
    """Raises NoSuchVariant."""
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 18:
        found = catalog.sellables(session, audience(request), variant_ids=[int(wanted)])
        for sellable in found.values():
            if sellable.path:
                return sellable
    raise NoSuchVariant(f"no variant {wanted!r}")


def _keep(session: Session, request: ShopRequest, sellable: Sellable, form: Form) -> str:
    """ "" where it was kept, else what is wrong."""
    assert request.visit is not None, "a private page knows who asks"
    words, view = localization.words(request.view.language), request.view
    if request.services.limiter.seconds_to_wait(BY_NETWORK, request.visit.network):
        return words.gettext("There were too many of these. Please try again later.")
    try:
        customers.ask_for_alert(
            session,
            request.shop.tenant_id,
            form.text("email"),
            sellable.variant_id,
            market_handle=view.market_handle,
            language=view.language,
        )
    except customers.BadEmail:
        return words.gettext("This is not an e-mail address. One looks like this: name@example.com")
    except customers.TooManyAlerts:
        return words.gettext("There were too many of these. Please try again later.")
    return ""
