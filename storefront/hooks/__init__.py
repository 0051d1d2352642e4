"""Messages from outside, on `api.{domain}/webhooks/…`: proved to be genuine, kept once, and acted on by a job.

What a message means is its domain's business; here it is let in or turned away.
"""

from storefront.hooks.routes import Hooks

__all__ = ["Hooks"]
