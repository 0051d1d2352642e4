"""What shipping refuses. Errors carry the field; surfaces put it in words."""

from tenants.kit.errors import Invalid, NotFound


class BadShipping(Invalid):
    """What is set up can not be as described. `field` is what is wrong with it."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class NoSuchZone(NotFound):
    """The shop has no such zone."""


class NoSuchRate(NotFound):
    """The shop has no such rate, pick-up point or restriction."""
