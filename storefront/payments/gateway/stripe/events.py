"""Stripe's messages: signed by Stripe, lately, and of a form that can be read."""

import json
import re
from datetime import timedelta
from typing import Any, Final

import stripe

from storefront.payments.errors import ForgedEvent, UnreadableEvent
from storefront.payments.gateway.stripe.reading import intent_facts, moment_of, payment_number, session_facts
from storefront.payments.rules import Event, Facts, PaymentState
from tenants.kit import clock

_TOLERANCE: Final = timedelta(minutes=5)
_WORD = re.compile(r"[A-Za-z0-9_.]{1,100}")
_NAME = re.compile(r"[A-Za-z0-9_]{1,255}")


def read_event(body: bytes, signature: str, secret: str) -> Event:
    """The event, if Stripe signed it within five minutes of now. Raises ForgedEvent or UnreadableEvent."""
    _check_signature(body, signature, secret)
    try:
        tree = json.loads(body)
    except (ValueError, RecursionError):
        raise UnreadableEvent("the message is no JSON") from None
    if not isinstance(tree, dict) or tree.get("object") != "event":
        raise UnreadableEvent("the message is no event")
    data = tree.get("data")
    about = data.get("object") if isinstance(data, dict) else None
    if not isinstance(about, dict):
        raise UnreadableEvent("the event is about nothing")
    account = _word(tree.get("account") or "", "account", allow_empty=True)
    kind = _word(tree.get("type"), "type")
    return Event(
        event_id=_word(tree.get("id"), "id"),
        kind=kind,
        account_id=account,
        is_live=tree.get("livemode") is True,
        happened_at=moment_of(tree.get("created")),
        object_kind=str(about.get("object", ""))[:60],
        object_id=_name(about.get("id")),
        intent_id=_name(about.get("payment_intent") if about.get("object") != "payment_intent" else about.get("id")),
        charge_id=_name(about.get("charge") if about.get("object") != "charge" else about.get("id")),
        payment_id=payment_number(about),
        facts=_facts(kind, about, account),
    )


def _facts(kind: str, about: dict[str, Any], account: str) -> Facts | None:  # Any: Stripe's JSON
    """What the message itself says of a payment. Money that arrived needs no second look; all else is looked up."""
    try:
        if about.get("object") == "checkout.session":
            facts = session_facts(about, account)
        elif about.get("object") == "payment_intent":
            facts = intent_facts(about, account)
        else:
            return None
    except UnreadableEvent:
        return None
    told = {"checkout.session.completed", "checkout.session.async_payment_succeeded", "payment_intent.succeeded"}
    if facts.state is PaymentState.PAID and kind not in told:
        return None
    return facts


def _check_signature(body: bytes, signature: str, secret: str) -> None:
    try:
        stripe.WebhookSignature.verify_header(body, signature, secret, int(_TOLERANCE.total_seconds()))
        signed_at = max(int(part[2:]) for part in signature.split(",") if part.startswith("t="))
    except (stripe.SignatureVerificationError, ValueError, TypeError, UnicodeError):
        raise ForgedEvent("the message is not signed as it should be") from None
    if signed_at > (clock.now() + _TOLERANCE).timestamp() or signature.count("t=") != 1:
        raise ForgedEvent("the message is signed for another time")


def _word(value: object, what: str, *, allow_empty: bool = False) -> str:
    if isinstance(value, str) and (_WORD.fullmatch(value) or (allow_empty and not value)):
        return value
    raise UnreadableEvent(f"the event's {what} is none")


def _name(value: object) -> str:
    """An id, also where the object came along whole."""
    if isinstance(value, dict):
        value = value.get("id")
    return value if isinstance(value, str) and _NAME.fullmatch(value) else ""
