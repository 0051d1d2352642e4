"""The mails that a shop's buyers get: the merchant puts own words in a mail's place, and looks at it before."""

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlencode

from sqlmodel import Session
from starlette.responses import Response

from storefront import checkout, localization, notify
from storefront.admin.rendering import render, words
from storefront.admin.request import AdminRequest
from storefront.admin.responses import see_other
from storefront.notify import BadWording, Brand, UnknownMail, Wording, WordingFault
from tenants import lifecycle
from tenants.kit.errors import NotFound


class UnknownDeed(NotFound):
    """There is nothing of this name to do with a message."""


def look(request: AdminRequest) -> Response:
    """Every mail to buyers, with the languages in which the shop has words of its own."""
    titles, languages = mail_titles(request.language), request.own_shop.languages
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        own = {kind: [each for each in languages if notify.find_wording(session, kind, each)] for kind in titles}
    mails = [(kind, title, [localization.autonym(each) for each in own[kind]]) for kind, title in titles.items()]
    return render(request, "messages.html", {"mails": mails})


def look_at_one(request: AdminRequest) -> Response:
    """One mail in one language: its words, what it may name, and how it looks with samples. Raises UnknownMail."""
    return _page(request, _language(request, request.query.get("language", "")))


def act(request: AdminRequest) -> Response:
    """Keep the words, show them, or bring back the product's. Raises UnknownMail, UnknownDeed."""
    kind, language, deed = _kind(request), _language(request, request.form.text("language")), request.form.text("do")
    tenant_id = request.own_shop.tenant_id
    typed = Wording(request.form.text("subject").strip(), request.form.text("body").replace("\r\n", "\n").strip())
    if deed not in ("keep", "show", "restore"):
        raise UnknownDeed(deed)
    try:
        if deed == "show":
            return _page(request, language, typed)
        with request.services.database.tenant(tenant_id) as session:
            notify.set_wording(session, tenant_id, kind, language, None if deed == "restore" else typed)
    except BadWording as error:
        return _page(request, language, typed, fault=_fault(request, error))
    return see_other(f"{request.path}?{urlencode({'language': language})}")


def mail_titles(language: str) -> Mapping[str, str]:
    """What each mail to buyers is called, in the reader's language and the order in which a sale goes."""
    _ = words(language).gettext
    return {
        "sign-in": _("Sign-in link"),
        "newsletter-agree": _("Agreeing to news"),
        "checkout-abandoned": _("Checkout not finished"),
        "back-in-stock": _("Back in stock"),
        "order-placed": _("Order received"),
        "payment-received": _("Payment received"),
        "payment-failed": _("Payment failed"),
        "order-changed": _("Order changed"),
        "order-shipped": _("Order sent"),
        "order-cancelled": _("Order cancelled"),
        "refund-made": _("Refund made"),
        "return-requested": _("Return asked for"),
        "return-approved": _("Return agreed to"),
        "return-declined": _("Return declined"),
        "withdrawal-received": _("Withdrawal received"),
        "enquiry-received": _("Enquiry received"),
        "quotation-sent": _("Quotation"),
    }


def _kind(request: AdminRequest) -> str:
    kind = request.parameters["kind"]
    if kind not in mail_titles(request.language):
        raise UnknownMail(f"there is no mail to buyers {kind!r}")
    return kind


def _language(request: AdminRequest, asked: str) -> str:
    return asked if asked in request.own_shop.languages else request.own_shop.languages[0]


def _fault(request: AdminRequest, error: BadWording) -> str:
    _ = words(request.language).gettext
    most = notify.MOST_SUBJECT if error.field == "subject" else notify.MOST_BODY
    unknown = _("This mail knows no %(fact)s. What it knows stands beside the text.")
    too_long = _("This is too long: %(most)s characters are the most.")
    return {
        WordingFault.EMPTY: _("Both the subject and the text need words."),
        WordingFault.TOO_LONG: too_long % {"most": localization.format_number(most, request.language)},
        WordingFault.LINES: _("A subject is one line."),
        WordingFault.UNKNOWN_FACT: unknown % {"fact": error.detail},
    }[error.fault]


def _brand(session: Session, request: AdminRequest) -> Brand:
    settings, shop = request.services.settings, request.own_shop
    origin = settings.origin(f"{shop.slug}.{settings.platform_domain}")
    return checkout.brand_of(session, lifecycle.tenant_by_id(session, shop.tenant_id), origin)


def _page(request: AdminRequest, language: str, typed: Wording | None = None, *, fault: str = "") -> Response:
    """`typed` are words that are not kept yet. With a fault, the mail is shown as it is sent now."""
    kind = _kind(request)
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        own = notify.find_wording(session, kind, language)
        shown = notify.preview_of(session, kind, language, _brand(session, request), wording=None if fault else typed)
    facts = {
        "kind": kind,
        "title": mail_titles(request.language)[kind],
        "fault": fault,
        "in_language": language,
        "in_direction": "rtl" if localization.is_right_to_left(language) else "ltr",
        "choices": [(each, localization.autonym(each)) for each in request.own_shop.languages],
        "wording": typed or own or notify.our_words(kind, language),
        "is_own": own is not None,
        "is_typed": typed is not None and not fault,
        "names": sorted(notify.mail_kinds()[kind].facts.items()),
        "subject": shown.subject,
        "text": shown.text,
        "most_subject": notify.MOST_SUBJECT,
        "most_body": notify.MOST_BODY,
    }
    return render(request, "message.html", facts, status=HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK)
