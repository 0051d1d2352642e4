"""Stripe through Connect: each shop an account of its own, charged directly, with the platform's fee.

Buyers pay on Stripe's hosted page, to which they are sent by a redirect: card numbers never come near us.
"""

from storefront.payments.gateway.stripe.accounts import StripeAccounts
from storefront.payments.gateway.stripe.calls import StripeCalls
from storefront.payments.gateway.stripe.events import read_event
from storefront.payments.gateway.stripe.provider import StripeProvider

__all__ = ["StripeAccounts", "StripeCalls", "StripeProvider", "read_event"]
