"""What inventory refuses."""

from tenants.kit.errors import Invalid


class BadStock(Invalid):
    """There is never less than nothing of a thing, nor more than could be counted."""
