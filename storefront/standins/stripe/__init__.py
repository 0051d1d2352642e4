"""A Stripe to try payments with: stateful, strict, over real HTTP, and with pages that a browser can use.

Every request has to fit the parameter types that stripe-python generates from Stripe's own description for the version
of the API that it pins. Connected accounts are kept apart, keys make calls idempotent, events are signed and delivered
as badly as one likes. No money moves, and nothing is promised about the real Stripe beyond what is written here.
"""

from storefront.standins.stripe.application import Standin, create_standin

__all__ = ["Standin", "create_standin"]
