"""One call to Stripe: through the gate, as one account, with its key, and with every failure in our own terms."""

import logging
from collections.abc import Callable
from typing import Any

import stripe

from storefront.payments.errors import PaymentUnavailable, ProviderRefused
from storefront.payments.gateway.stripe.transport import Gate, Transport

Tree = dict[str, Any]  # Any: an object of Stripe's as plain JSON
# Told by the shape of the key; Stripe says the same in `livemode`.
_LIVE = ("sk_live_", "rk_live_")


class StripeCalls:
    """Safe to use from many threads. `is_live` says whether real money moves."""

    def __init__(self, secret_key: str, api_base: str | None = None) -> None:
        # The library writes down what it sends, buyers' addresses among it, for whoever wants to hear.
        logging.getLogger("stripe").setLevel(logging.WARNING)
        self.is_live = secret_key.startswith(_LIVE)
        self._gate = Gate()
        addresses: Any = {"api": api_base} if api_base else {}  # Any: a TypedDict that Stripe keeps to itself
        self._client = stripe.StripeClient(
            secret_key, base_addresses=addresses, max_network_retries=0, http_client=Transport()
        )

    def __call__(
        self,
        ask: Callable[[stripe.StripeClient, Any], stripe.StripeObject],  # Any: Stripe's RequestOptions
        *,
        account: str = "",
        key: str = "",
    ) -> Tree:
        """The object that `ask` gets from the client, as plain data.

        Raises PaymentUnavailable where Stripe is away or makes no sense, ProviderRefused where it will not.
        """
        options = {"stripe_account": account} if account else {}
        if key:
            options["idempotency_key"] = key
        with self._gate.passing():
            try:
                answer = ask(self._client, options)
                plain = answer.to_dict()
            except stripe.APIConnectionError as error:
                self._gate.unanswered()
                raise PaymentUnavailable(f"Stripe does not answer: {error}") from None
            except stripe.StripeError as error:
                self._gate.answered()
                raise _in_our_terms(error) from None
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise PaymentUnavailable(f"Stripe's answer makes no sense: {type(error).__name__}") from None
        self._gate.answered()
        return plain


def _in_our_terms(error: stripe.StripeError) -> PaymentUnavailable | ProviderRefused:
    """What Stripe will never do is refused; all else may be tried again: busy, broken, or our own keys' fault."""
    code = str(error.code or "")
    is_refusal = isinstance(error, stripe.InvalidRequestError | stripe.CardError | stripe.IdempotencyError)
    is_passing = error.http_status in (409, 429) or code in ("lock_timeout", "idempotency_key_in_use", "rate_limit")
    if is_refusal and not is_passing:
        return ProviderRefused(code or getattr(error, "param", None) or type(error).__name__)
    return PaymentUnavailable(f"Stripe answers {error.http_status}: {code or type(error).__name__}")
