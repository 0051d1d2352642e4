"""What pricing refuses."""

from tenants.kit.errors import Invalid


class BadPrice(Invalid):
    """A price is above zero, and the price it is compared with is higher."""
