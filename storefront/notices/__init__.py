"""Mails to a shop's owners about the shop itself: a domain of its own whose proof is gone.

What becomes of the domain is known to `tenants.domains`; orders and enquiries tell of themselves.
"""

from storefront.notices.jobs import tell_of_domain

__all__ = ["tell_of_domain"]
