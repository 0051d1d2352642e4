"""What search refuses."""

from tenants.kit.errors import OverLimit


class QueryTooLong(OverLimit):
    """Nobody types so much to find a product."""
