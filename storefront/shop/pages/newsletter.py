"""News by e-mail: asked for, agreed to by the link in a mail, and ended by the link in every letter.

What is answered is the same for every address, so that nobody learns who gets news. Links are looked at by mail
scanners, so that only a form that is sent changes anything.
"""

from http import HTTPStatus
from uuid import uuid4

from sqlmodel import Session
from starlette.responses import Response

from storefront import checkout, customers, localization, notify
from storefront.customers import NEWS_LINK_LASTS, LinkSpent
from storefront.shop.own_pages import OwnPage, own_page
from storefront.shop.request import ShopRequest
from storefront.shop.views import frame
from tenants import lifecycle
from tenants.kit.forms import Form
from tenants.kit.limits import Limit

PATH = "/newsletter"
# Whoever may ask in one shop may ask in all of the zone's: the mails of all count together, by network and by address.
BY_NETWORK = Limit("newsletter by network", most=20, seconds=3600)
BY_ADDRESS = Limit("newsletter by address", most=3, seconds=24 * 3600)
BY_ADDRESS_IN_ALL_SHOPS = Limit("newsletter by address in all shops", most=8, seconds=24 * 3600)
_FOR_MACHINES = "website"  # a field that no person sees


def ask(request: ShopRequest) -> Response:
    """The form; posted, a mail with a link to agree by."""
    assert request.visit is not None, "a private page knows who asks"
    form = request.visit.form
    with request.services.database.tenant(request.shop.tenant_id) as session:
        if form is None:
            return _page(session, request, "ask")
        error = _keep(session, request, form)
        return _page(session, request, "ask" if error else "asked", email=form.text("email"), error=error)


def agree(request: ShopRequest) -> Response:
    """Looked at, it asks once more; posted, the address gets news from now on."""
    assert request.visit is not None, "a private page knows who asks"
    token, tenant_id = request.parameters["token"], request.shop.tenant_id
    with request.services.database.tenant(tenant_id) as session:
        if request.visit.form is None:
            return _page(session, request, "agree" if customers.is_news_link_fresh(session, token) else "spent")
        try:
            given = customers.agree_to_news(session, tenant_id, token)
        except LinkSpent:
            return _page(session, request, "spent")
        word = customers.news_stop_token(tenant_id, given.id or 0, request.services.secret)
        return _page(session, request, "agreed", stop_url=request.address(f"{PATH}/stop/{word}"))


def stop(request: ShopRequest) -> Response:
    """Looked at, it asks; posted, as a mail program does with one press (RFC 8058), the news end."""
    assert request.visit is not None, "a private page knows who asks"
    tenant_id, language = request.shop.tenant_id, request.view.language
    with request.services.database.tenant(tenant_id) as session:
        try:
            consent_id = customers.read_news_stop_token(request.parameters["token"], tenant_id, request.services.secret)
        except LinkSpent:
            return _page(session, request, "spent")
        if request.visit.form is None:
            return _page(session, request, "stop")
        wording = localization.words(language).gettext("Send me no more news")
        customers.stop_news(session, tenant_id, consent_id, wording=wording, language=language)
        return _page(session, request, "stopped")


def _keep(session: Session, request: ShopRequest, form: Form) -> str:
    """ "" where it was taken, else what is wrong."""
    assert request.visit is not None, "a private page knows who asks"
    words, counts = localization.words(request.view.language), request.services.limiter
    try:
        email = customers.normal_email(form.text("email"))
    except customers.BadEmail:
        return words.gettext("This is not an e-mail address. One looks like this: name@example.com")
    if counts.seconds_to_wait(BY_NETWORK, request.visit.network):
        return words.gettext("There were too many of these. Please try again later.")
    is_machine = bool(form.text(_FOR_MACHINES))
    if not is_machine and not _is_written_to_enough(request, email):
        _mail_link(session, request, email)
    return ""


def _is_written_to_enough(request: ShopRequest, email: str) -> bool:
    """Count a mail to an address, and say whether it is one too many."""
    counts, tenant = request.services.limiter, str(request.shop.tenant_id)
    waits = counts.seconds_to_wait(BY_ADDRESS, tenant, email)
    return bool(waits or counts.seconds_to_wait(BY_ADDRESS_IN_ALL_SHOPS, email))


def _mail_link(session: Session, request: ShopRequest, email: str) -> None:
    tenant_id, language = request.shop.tenant_id, request.view.language
    wording = frame.newsletter_form(request).wording
    secret = customers.ask_for_news(session, tenant_id, email, wording=wording, language=language)
    tenant = lifecycle.tenant_by_id(session, tenant_id)
    letter = notify.Letter(
        kind="newsletter-agree",
        key=f"newsletter-agree/{uuid4()}",
        about="newsletter",
        to=email,
        language=language,
        brand=checkout.brand_of(session, tenant, request.origin),
        facts={"wording": wording, "days": localization.format_number(NEWS_LINK_LASTS.days, request.view.locale)},
        button=request.absolute(f"{PATH}/agree/{secret}"),
    )
    notify.write_mail(session, tenant_id, letter)


def _page(
    session: Session, request: ShopRequest, step: str, *, email: str = "", error: str = "", stop_url: str = ""
) -> Response:
    words = localization.words(request.view.language)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    page = OwnPage(
        template="newsletter.html",
        title=words.gettext("News by e-mail"),
        facts={
            "step": step,
            "url": request.address(request.path),
            "ask_url": request.address(PATH),
            "stop_url": stop_url,
            "wording": frame.newsletter_form(request).wording,
            "email": email,
            "error": error,
        },
        status=HTTPStatus.GONE if step == "spent" else status,
    )
    return own_page(session, request, page)
