"""Payments through Stripe's hosted Checkout, as direct charges on the shop's own account."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from typing import Any, Final, ParamSpec, TypeVar

from stripe.params.checkout import SessionCreateParams

from storefront.money import stripe_amount
from storefront.payments.errors import PaymentUnavailable, ProviderRefused, UnreadableEvent
from storefront.payments.gateway.manual import told
from storefront.payments.gateway.stripe.calls import StripeCalls
from storefront.payments.gateway.stripe.reading import (
    dispute_facts,
    payout_facts,
    refund_facts,
    session_facts,
)
from storefront.payments.rules import (
    Charge,
    DisputeFacts,
    Facts,
    PaymentState,
    PayoutFacts,
    RefundFacts,
    RefundOrder,
)
from tenants.kit import clock

_Given = ParamSpec("_Given")
_Read = TypeVar("_Read")
# Stripe wants its page to stay open for so long from the moment it is asked.
_SHORTEST_PAGE: Final = timedelta(minutes=30, seconds=10)
# Stripe forgets a key after a day: from then on a repeated call would act again, so it is looked up instead.
_KEY_LASTS: Final = timedelta(hours=20)
_EXPANDED: Final = ["payment_intent.latest_charge.balance_transaction", "payment_intent.latest_charge.refunds"]


class StripeProvider:
    """One platform account, and any number of shops' accounts under it."""

    def __init__(self, calls: StripeCalls) -> None:
        self._calls = calls

    @property
    def is_live(self) -> bool:
        return self._calls.is_live

    def begin(self, charge: Charge) -> Facts:
        if charge.expires_at is None or charge.expires_at - clock.now() < _SHORTEST_PAGE:
            return told(charge, PaymentState.EXPIRED)
        session = self._calls(
            lambda client, options: client.v1.checkout.sessions.create(_session(charge), options),
            account=charge.account_id,
            key=charge.idempotency_key,
        )
        return _facts(session, charge)

    def look(self, charge: Charge) -> Facts | None:
        if not charge.session_id:
            return None
        session = self._calls(
            lambda client, options: client.v1.checkout.sessions.retrieve(
                charge.session_id, {"expand": list(_EXPANDED)}, options
            ),
            account=charge.account_id,
        )
        return _facts(session, charge)

    def close(self, charge: Charge) -> Facts:
        if not charge.session_id:
            return told(charge, PaymentState.CANCELLED)
        try:
            session = self._calls(
                lambda client, options: client.v1.checkout.sessions.expire(charge.session_id, {}, options),
                account=charge.account_id,
            )
            return _facts(session, charge)
        except ProviderRefused:  # it has ended by itself: how, only a look can tell
            seen = self.look(charge)
            assert seen is not None, "a session that has a name can be looked at"
            return seen

    def refund(self, order: RefundOrder) -> RefundFacts:
        charge = order.charge
        if clock.now() - order.started_at > _KEY_LASTS and (made := self._refund_made(order)):
            return made
        wanted: Any = {  # Any: a TypedDict with optional keys
            "payment_intent": charge.intent_id,
            "amount": stripe_amount(order.amount),
            "metadata": {"tenant": str(charge.tenant_id), "refund": str(order.refund_id)},
        }
        if charge.application_fee:
            wanted["refund_application_fee"] = True
        refund = self._calls(
            lambda client, options: client.v1.refunds.create(wanted, options),
            account=charge.account_id,
            key=order.idempotency_key,
        )
        return _understood(refund_facts, refund)

    def dispute(self, dispute_id: str, *, account: str) -> DisputeFacts:
        found = self._calls(
            lambda client, options: client.v1.disputes.retrieve(dispute_id, {}, options), account=account
        )
        return _understood(dispute_facts, found)

    def payout(self, payout_id: str, *, account: str) -> PayoutFacts:
        found = self._calls(lambda client, options: client.v1.payouts.retrieve(payout_id, {}, options), account=account)
        return _understood(payout_facts, found)

    def _refund_made(self, order: RefundOrder) -> RefundFacts | None:
        listed = self._calls(
            lambda client, options: client.v1.refunds.list(
                {"payment_intent": order.charge.intent_id, "limit": 100}, options
            ),
            account=order.charge.account_id,
        )
        made = [_understood(refund_facts, each) for each in listed.get("data", [])]
        return next((each for each in made if each.own_id == order.refund_id), None)


def checkout_locale(language: str) -> str:
    """The nearest language that Stripe's page speaks; where there is none, it follows the browser."""
    known = _page_languages()
    parts = re.split("-", language)
    script = {"zh-Hans": "zh", "zh-Hant": "zh-TW"}.get("-".join(parts[:2]), "")
    return next((each for each in (language, script, parts[0]) if each in known), "auto")


@lru_cache(maxsize=1)
def _page_languages() -> frozenset[str]:
    """As Stripe's own library lists them for the version of the API that it speaks."""
    written = SessionCreateParams.__annotations__["locale"]
    return frozenset(re.findall(r"'([A-Za-z0-9-]+)'", str(written)))


def _session(charge: Charge) -> Any:  # Any: SessionCreateParams, whose keys are all optional
    """What is asked of Stripe: always in the same words, as a repetition with the same key has to be.

    No list of methods: Stripe shows those that fit account, currency, amount and country. No conversion: what is
    charged is what our page said.
    """
    assert charge.expires_at is not None, "a page is open for a time"
    metadata = {
        "tenant": str(charge.tenant_id), "order": str(charge.order_id), "payment": str(charge.payment_id),
    }  # fmt: skip
    intent: dict[str, Any] = {"metadata": metadata, "description": charge.description or charge.reference}
    if charge.application_fee:
        intent["application_fee_amount"] = stripe_amount(charge.application_fee)
    session = {
        "mode": "payment",
        "client_reference_id": charge.reference,
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": charge.amount.currency.lower(),
                    "unit_amount": stripe_amount(charge.amount),
                    "product_data": {"name": charge.description or charge.reference},
                },
            }
        ],
        "adaptive_pricing": {"enabled": False},
        "locale": checkout_locale(charge.language),
        "metadata": metadata,
        "payment_intent_data": intent,
        "success_url": charge.return_url,
        "cancel_url": charge.cancel_url,
        "expires_at": int(charge.expires_at.timestamp()),
    }
    return session | ({"customer_email": charge.email} if charge.email else {})


def _facts(session: dict[str, Any], charge: Charge) -> Facts:  # Any: Stripe's JSON
    return _understood(session_facts, session, charge.account_id)


def _understood(read: Callable[_Given, _Read], *given: _Given.args, **named: _Given.kwargs) -> _Read:
    try:
        return read(*given, **named)
    except UnreadableEvent as error:
        raise PaymentUnavailable(f"Stripe's answer makes no sense: {error}") from None
