"""The same shops and stand-in as the payments' own tests."""

from tests.storefront.payments.conftest import providers, stripe, stripe_shop

__all__ = ["providers", "stripe", "stripe_shop"]
