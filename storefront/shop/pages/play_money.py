"""The page of a test payment, on which whoever pays says how it ends. It looks like no shop, and says that it is play.

It is there for shops of learners, and for all where the deployment takes no real money; else it is nowhere.
"""

import hashlib
from base64 import b64encode
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from babel.support import Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.responses import Response

from storefront import localization, payments
from storefront.payments import Payment, PaymentState, TestAnswer
from storefront.shop.request import ShopRequest
from storefront.shop.responses import PRIVATE, see_other

_TEMPLATES = Path(__file__).parent.parent / "templates"
_ASK = "ask"  # the answer that leads to a second question
_OPEN = (PaymentState.STARTED, PaymentState.WAITING)


@dataclass(frozen=True, slots=True)
class _Choice:
    value: str
    label: str
    note: str = ""
    tone: str = ""


def play_money(request: ShopRequest) -> Response:
    """Ask how the payment ends, and end it so. One that has ended leads back to its order."""
    assert request.visit is not None, "a private page knows who asks"
    if request.services.payments.take_money and not request.shop.is_learner:
        raise payments.NoSuchPayment("there are no test payments here")
    token = request.parameters["token"]
    with request.services.database.tenant(request.shop.tenant_id) as session:
        payment = payments.test_payment_by_token(session, token)
    if payment.state not in _OPEN:
        return see_other(payment.return_url)
    answer = request.visit.form.text("answer") if request.visit.form else ""
    here = f"{payments.PAGE}{token}"
    if answer == _ASK:
        return see_other(f"{here}?step=confirm")
    if answer not in set(TestAnswer):
        return _page(_spoken(request, payment), payment, here, asks_again=request.query.get("step") == "confirm")
    with request.services.database.tenant(request.shop.tenant_id) as session:
        payments.answer_test_payment(session, token, TestAnswer(answer))
    return see_other(payment.return_url)


def _spoken(request: ShopRequest, payment: Payment) -> ShopRequest:
    """The request in the view that the payment was begun in: the address is the same in all of them."""
    fitting = (view for view in request.shop.views if view.language == payment.language)
    views = sorted(fitting, key=lambda view: view.currency != payment.currency)
    return replace(request, view=views[0]) if views else request


def _page(request: ShopRequest, payment: Payment, here: str, *, asks_again: bool) -> Response:
    words = localization.words(request.view.language)
    title = words.gettext("Your bank asks you to confirm") if asks_again else words.gettext("Test payment")
    hint = words.gettext("Nothing is charged. Choose how this payment ends, to see what the shop makes of it.")
    style = _style()
    html = _template().render(
        _=words.gettext,
        shop=request.shop,
        view=request.view,
        style=style,
        title=title,
        mark=payments.method_name(payments.TEST, request.view.language),
        amount=localization.format_price(payment.amount, request.view.locale),
        about=payment.description,
        hint=hint,
        action=here,
        back=payment.cancel_url,
        choices=_second_choices(words) if asks_again else _choices(words),
    )
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    )
    headers = {
        "cache-control": PRIVATE,
        "content-language": request.view.language,
        "content-security-policy": policy,
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
    }
    return Response(html, headers=headers, media_type="text/html")


def _choices(words: Translations) -> tuple[_Choice, ...]:
    return (
        _Choice(TestAnswer.SUCCEED, words.gettext("The payment succeeds"), tone="good"),
        _Choice(TestAnswer.DECLINE, words.gettext("The payment is declined"), tone="bad"),
        _Choice(
            _ASK,
            words.gettext("The bank asks first"),
            words.gettext("A second page asks to confirm, as for many cards."),
        ),
        _Choice(
            TestAnswer.LATER,
            words.gettext("The money comes later"),
            words.gettext("It is on its way for a while, as with a bank debit, and then arrives."),
        ),
    )


def _second_choices(words: Translations) -> tuple[_Choice, ...]:
    return (
        _Choice(TestAnswer.CONFIRM, words.gettext("Confirm"), tone="good"),
        _Choice(TestAnswer.DECLINE, words.gettext("Refuse"), tone="bad"),
    )


@lru_cache(maxsize=1)
def _style() -> str:
    return (_TEMPLATES / "play_money.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("play_money.html")
