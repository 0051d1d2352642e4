"""The door to whoever takes the money: a protocol, and its three implementations. Only Stripe's leads outside."""

from storefront.payments.gateway.manual import ManualProvider
from storefront.payments.gateway.opening import Providers, open_providers
from storefront.payments.gateway.provider import Provider
from storefront.payments.gateway.stripe import StripeAccounts, StripeProvider, read_event
from storefront.payments.gateway.test import PAGE, TestProvider

__all__ = [
    "PAGE",
    "ManualProvider",
    "Provider",
    "Providers",
    "StripeAccounts",
    "StripeProvider",
    "TestProvider",
    "open_providers",
    "read_event",
]
